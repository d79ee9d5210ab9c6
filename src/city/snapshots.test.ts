import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf, enrolledDesk, startCity } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>
const recorded = (subject: string) => {
  const said = acts.register(subject)
  return { ...said, body: { ...said.body, to: 'recorded' } }
}
const subjectsOf = ({ journal }: Desk) =>
  journal.feed.flatMap((item) => (item.kind === 'line' ? [JSON.parse(item.line).subject as string] : []))

/** A ward with a long feed: cases that are over, cases that are not, one that waited for another PC. */
async function longFeed(open: number, over: number): Promise<Desk> {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.verify('case-0'))
  for (let n = 0; n < open; n += 1) desk.journal.append(acts.register(`case-${n}`))
  for (let n = 0; n < over; n += 1) desk.journal.append(recorded(`over-${n}`))
  await clientOf(desk).runOnce()
  return desk
}

test('a new PC of a ward has the open cases without pulling years, and goes on from there', async () => {
  const old = await longFeed(8, 520)
  const fresh = await enrolledDesk(city)
  const client = clientOf(fresh)
  expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
  expect(subjectsOf(fresh)).toEqual(['case-0', ...Array.from({ length: 8 }, (_, n) => `case-${n}`)])
  // The verdict as it is now: the feed said "parked" then.
  expect(fresh.journal.feed[0]).toMatchObject({ kind: 'line', status: 'accepted' })
  expect(fresh.journal.feedCursor().pos).toBe(old.journal.feedCursor().pos)
  old.journal.append(acts.register('case-new'))
  await clientOf(old).runOnce()
  await client.runOnce()
  expect(subjectsOf(fresh).at(-1)).toBe('case-new')
  expect(client.status().feed.alarm).toBeNull()
})

test('over a line that breaks, each part comes once; an altered part is not believed', async () => {
  await longFeed(560, 0)
  const fresh = await enrolledDesk(city)
  const asked: string[] = []
  let breaks = 1
  let alters = 1
  const spoilt: typeof fetch = async (input, init) => {
    const { pathname } = new URL(new Request(input).url)
    const part = /parts\/(\d+)$/.exec(pathname)?.[1]
    if (part !== undefined) asked.push(part)
    if (part === '1' && breaks-- > 0) throw new TypeError('the line broke')
    const response = await fetch(input, init)
    if (part !== '0' || alters-- <= 0) return response
    const { n } = await response.json()
    return Response.json(
      { n, bytes: Buffer.from('altered').toString('base64') },
      { headers: response.headers },
    )
  }
  const client = clientOf(fresh, { fetch: spoilt })
  expect(await client.runOnce()).toMatchObject({ phase: { reason: 'garbled-answer' } })
  expect(await client.runOnce()).toMatchObject({ phase: { reason: 'unreachable' } })
  expect(fresh.journal.feed).toEqual([])
  expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' } })
  expect(fresh.journal.feed).toHaveLength(561)
  expect(asked).toEqual(['0', '0', '1', '1'])
})
