import type { KnownCase } from './psp-acts.ts'
import type { Parcel, SimulatedCity } from './psp-city.ts'
import type { SimulatedDesk } from './psp-desk.ts'
import { imitate } from './psp-impostor.ts'
import type { Protocol } from './psp-mutations.ts'
import type { Random } from './random.ts'

/** How often what happened in a story, by name. */
export type Tally = Record<string, number>

/** A file on a USB stick, and the PC that wrote it or is to read it. */
export type Stick = { readonly desk: SimulatedDesk; readonly bytes: Uint8Array }

/** Everything of one story. */
export type Scene = {
  readonly random: Random
  readonly protocol: Protocol
  /** How calm the network is: the higher, the more requests are simply answered. */
  readonly calm: number
  readonly city: SimulatedCity
  readonly desks: SimulatedDesk[]
  readonly cases: KnownCase[]
  /** What a screen has confirmed, by name; and what of it is gone with the only disk it was on. */
  readonly confirmed: Set<string>
  readonly excused: Set<string>
  /** Requests the network still holds: lost, or delivered and kept, they may come (again) at any time. */
  readonly late: Parcel[]
  readonly bundles: Stick[]
  readonly answers: Stick[]
  readonly tally: Tally
  /** Copies of the city's database so far. */
  backups: number
}

/** One of a list, where there is one. */
export function pick<T>(random: Random, list: readonly T[], then: (one: T) => unknown): unknown {
  const one = list[random.below(Math.max(1, list.length))]
  return one === undefined ? undefined : then(one)
}

/** What becomes of a request, and with it of the answer the PC waits for. */
export type Fate = (scene: Scene, parcel: Parcel, desk: SimulatedDesk) => Promise<Response | Error>

const unreachable = () => new TypeError('fetch failed')
const timeout = () => new DOMException('no answer', 'TimeoutError')

/** From the usual to the rare. */
export const fates: readonly [readonly [string, Fate], ...(readonly [string, Fate])[]] = [
  ['answered', ({ city }, parcel) => delivered(city, parcel)],
  ['answered again', ({ city }, parcel) => delivered(city, parcel)],
  ['commit unknown', async ({ city }, parcel) => (await delivered(city, parcel), timeout())],
  ['request lost', async () => unreachable()],
  [
    'request late',
    async ({ late }, parcel) => {
      late.push(parcel)
      return timeout()
    },
  ],
  ['delivered twice at once', ({ city }, parcel) => delivered(city, parcel, parcel)],
  [
    'answer cut',
    async ({ city }, parcel) => {
      const answer = await delivered(city, parcel)
      if (answer instanceof Error) return answer
      const text = await answer.text()
      return new Response(text.slice(0, text.length / 2), { status: answer.status, headers: answer.headers })
    },
  ],
  ['foreign page', async () => new Response('<html>Đăng nhập Wi-Fi</html>')],
  ['busy', async () => new Response('', { status: 503, headers: { 'retry-after': '30' } })],
  ['impostor', async (_scene, parcel, desk) => imitate(parcel, desk.connection)],
]

/** Hands a parcel to the city; one that lost its power answers nothing and is started again. */
export async function delivered(
  city: SimulatedCity,
  parcel: Parcel,
  twin?: Parcel,
): Promise<Response | Error> {
  const [answer, other] = await Promise.all([city.handle(parcel), twin ? city.handle(twin) : null])
  if (answer.status !== 500 && other?.status !== 500) return answer
  await city.restart()
  return unreachable()
}
