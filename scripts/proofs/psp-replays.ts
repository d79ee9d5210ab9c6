import { pushAnswerSchema } from '../../src/contract/sync/push.ts'
import { syncBase } from '../../src/contract/sync/base.ts'
import { makeLinesPart } from '../../src/office/sync/bundle/lines.ts'
import { isDeepStrictEqual } from 'node:util'
import { somethingDone } from './psp-acts.ts'
import { isPush } from './psp-bugs.ts'
import { cityOrigin, type Founding, type Parcel } from './psp-city.ts'
import { newestOf } from './psp-disk.ts'
import { counterOf } from './psp-hard.ts'
import type { Protocol } from './psp-mutations.ts'
import type { Random } from './random.ts'

/** `changed`: repetitions that were answered in another way than the last time, or changed what the city keeps. */
export type Replays = { readonly batches: number; readonly repetitions: number; readonly changed: number }

/** Two PCs work; then each push and each bundle they ever sent comes again so many times, in any order. */
export async function replayAll(
  founding: Founding,
  batches: number,
  times: number,
  random: Random,
  defect: Partial<Protocol> = {},
): Promise<Replays> {
  const counter = await counterOf(founding, 2, defect)
  const { city } = counter
  const sent: Parcel[] = []
  for (let batch = 0; batch < batches; batch += 1) {
    const desk = counter.desks[batch % 2]
    if (!desk) throw new Error('no PCs were founded')
    for (let n = random.below(6); n >= 0; n -= 1)
      counter.write(desk, somethingDone(random, cases(counter), newestOf(desk.disk).rows))
    const { acked } = newestOf(desk.disk)
    const wanted = { from: acked + 1, part: 1, packs: [], issuerRequests: [] }
    const part = await makeLinesPart(desk.connection, desk.journal, wanted)
    await counter.talk(desk, (parcel) => {
      if (isPush(parcel)) sent.push(parcel)
      return city.handle(parcel)
    })
    if (part)
      sent.push({
        url: `${cityOrigin}${syncBase}/bundles`,
        method: 'POST',
        headers: new Headers(),
        body: part.bytes,
      })
  }
  const settled = city.contents()
  const order = Array.from({ length: times }, () => sent).flat()
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1)
    const [one, two] = [order[at], order[other]]
    if (one && two) [order[at], order[other]] = [two, one]
  }
  let changed = 0
  const last = new Map<Parcel, unknown>()
  for (const parcel of order) {
    const answer = await city.handle(parcel)
    const told: unknown = await answer.json()
    const results = pushAnswerSchema.safeParse(told).data?.results ?? null
    if (!answer.ok || (last.has(parcel) && !isDeepStrictEqual(last.get(parcel), results))) changed += 1
    last.set(parcel, results)
  }
  if (!isDeepStrictEqual(city.contents(), settled)) changed += 1
  await counter.close()
  return { batches: sent.length, repetitions: order.length, changed }
}

const known = new WeakMap<object, Parameters<typeof somethingDone>[1]>()
function cases(counter: object): Parameters<typeof somethingDone>[1] {
  const list = known.get(counter) ?? []
  known.set(counter, list)
  return list
}
