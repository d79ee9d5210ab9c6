import { maxLineBytes } from '../../src/contract/sync/push.ts'
import { randomUUID } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { acts } from '../../src/city/testing/journal.ts'
import { written } from './psp-acts.ts'
import { isPush } from './psp-bugs.ts'
import { check, type Findings } from './psp-checker.ts'
import { type Founding, type Parcel, type SimulatedCity, simulateCity } from './psp-city.ts'
import { type SimulatedDesk, simulateDesk } from './psp-desk.ts'
import { emptyDisk, nameOfLine, newestOf, withLine, type Written } from './psp-disk.ts'
import { type Protocol, sound } from './psp-mutations.ts'

/** One PC, or two, with their city; `send` hands a request over and resolves to its answer. */
export type Counter = {
  readonly city: SimulatedCity
  readonly desks: readonly SimulatedDesk[]
  write(desk: SimulatedDesk, said: Written): void
  /** Lets a PC talk until it is done, once. */
  talk(desk: SimulatedDesk, send?: (parcel: Parcel) => Promise<Response | Error>): Promise<void>
  /** What the checker says, and how many lines are not acknowledged. */
  found(): Findings & { readonly unsent: number }
  close(): Promise<void>
}

/** PCs of a founded city that have written nothing yet. */
export async function counterOf(
  founding: Founding,
  count: number,
  defect: Partial<Protocol> = {},
): Promise<Counter> {
  const protocol = { ...sound, ...defect }
  const city = await simulateCity(founding, protocol)
  const confirmed = new Set<string>()
  const desks = founding.connections
    .slice(0, count)
    .map((connection) => simulateDesk(connection, emptyDisk(connection.deviceId), protocol, () => 0.5))
  return {
    city,
    desks,
    write(desk, said) {
      desk.disk = withLine(desk.disk, said)
      const row = newestOf(desk.disk).rows.at(-1)
      if (row) confirmed.add(nameOfLine(row))
    },
    async talk(desk, send = city.handle) {
      await desk.begin(() => desk.client().runOnce())
      while (desk.waiting) await desk.receive(await send(desk.waiting.parcel))
    },
    found() {
      const found: Findings = {
        lost: 0,
        doubled: 0,
        wrong: city.faults.length,
        stuck: 0,
        first: city.faults[0] ?? null,
      }
      check({ rows: city.contents(), desks, confirmed, excused: new Set() }, found)
      const unsent = desks.reduce(
        (sum, { disk }) => sum + newestOf(disk).rows.length - newestOf(disk).acked,
        0,
      )
      return { ...found, unsent }
    },
    close: () => city.close(),
  }
}

/** A registration of its own. */
export function registered(more: object = {}): Written {
  const said = written(acts.register(randomUUID()))
  return { ...said, text: { ...said.text, ...more } }
}

/** What comes of a proof: findings, and in words what was tried. */
export type Trial = Findings & { readonly unsent: number; readonly tried: string }

type BadLine = readonly [name: string, make: (before: readonly Written[]) => Written]

const deep = `${'['.repeat(4000)}${']'.repeat(4000)}`
const badLines: readonly BadLine[] = [
  ['no event', () => ({ id: '', text: { poison: 'poison' } })],
  ['an unknown type', () => registered({ type: 'case.from-the-future' })],
  ['a later version', () => registered({ tv: 99 })],
  ['another body', () => registered({ body: { poison: true } })],
  ['another ward', () => registered({ ward: '39902' })],
  ['a wrong role', () => registered({ actor: { user: 'u', role: 'administrator', session: 's' } })],
  ['an id used before', ([first]) => ({ ...registered(), id: first?.id ?? '' })],
  ['what is said already', ([first]) => first ?? registered()],
  // Written by our own hand: deeper than a schema can walk.
  ['a deep nest', () => registered({ body: { poison: JSON.parse(deep) as unknown } })],
  // As long as the city takes one; the journal writes none longer.
  ['nearly a megabyte', () => registered({ body: { poison: 'x'.repeat(maxLineBytes - 4096) } })],
]

/** One bad line among others, of each kind, at any place: the others are accepted, and nothing waits. */
export async function badAmong(
  founding: Founding,
  lines: number,
  defect: Partial<Protocol> = {},
): Promise<Trial> {
  const sum: Findings & { unsent: number } = {
    lost: 0,
    doubled: 0,
    wrong: 0,
    stuck: 0,
    first: null,
    unsent: 0,
  }
  for (const [index, [name, make]] of badLines.entries()) {
    const counter = await counterOf(founding, 1, defect)
    const [desk] = counter.desks
    if (!desk) throw new Error('no PC was founded')
    const at = 1 + Math.floor(((index + 0.5) / badLines.length) * (lines - 1))
    const said: Written[] = []
    for (let n = 0; n < lines; n += 1) {
      said.push(n === at ? make(said) : registered())
      const last = said.at(-1)
      if (last) counter.write(desk, last)
    }
    await counter.talk(desk)
    const found = counter.found()
    const accepted = [...desk.disk.results.values()].filter((status) => status === 'accepted').length
    if (accepted !== lines - 1)
      Object.assign(found, { wrong: found.wrong + 1, first: found.first ?? `${accepted} accepted` })
    for (const kind of ['lost', 'doubled', 'wrong', 'stuck', 'unsent'] as const) sum[kind] += found[kind]
    sum.first ??= found.first === null ? null : `${name}: ${found.first}`
    await counter.close()
  }
  return { ...sum, tried: `${badLines.length} kinds of bad lines, each among ${lines}` }
}

const year = 31_557_600_000
const minute = 60_000

/**
 * A PC whose clock is ten years slow, fast, or jumps each minute sends and hears everything. `byTheirTime`: a city that
 * turns away what was not written just now.
 */
export async function wrongClocks(founding: Founding, minutes: number, byTheirTime: boolean): Promise<Trial> {
  const counter = await counterOf(founding, 3)
  const { city } = counter
  const clocks = [() => -10 * year, () => 10 * year, (n: number) => ((n % 3) - 1) * 10 * year]
  const send = async (parcel: Parcel) =>
    byTheirTime && isFromAnotherTime(parcel, city.clock.ms)
      ? new Response('', { status: 422 })
      : city.handle(parcel)
  for (let n = 0; n < minutes; n += 1) {
    city.clock.ms += minute
    for (const [index, desk] of counter.desks.entries()) {
      desk.clockMs = city.clock.ms + (clocks[index]?.(n) ?? 0)
      const wall = new Date(desk.clockMs).toISOString()
      counter.write(desk, registered({ at: { wall, mono: n, boot: 'b', offsetMs: null, offsetAgeS: null } }))
      await counter.talk(desk, send)
    }
  }
  for (const desk of counter.desks) await counter.talk(desk, send)
  const found = counter.found()
  await counter.close()
  return { ...found, tried: `${minutes} minutes of three PCs` }
}

function isFromAnotherTime(parcel: Parcel, now: number): boolean {
  if (!isPush(parcel) || !parcel.body) return false
  const walls = zstdDecompressSync(parcel.body)
    .toString()
    .matchAll(/"wall":"([^"]+)"/g)
  return [...walls].some(([, wall = '']) => Math.abs(Date.parse(wall) - now) > 5 * minute)
}

/** As much is added to every object of every answer as a later server might add. */
function grown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grown)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, grown(inner)] as const)
  return { ...Object.fromEntries(entries), addedLater: { to: ['everything'] } }
}

/** What was not added but changed. */
function altered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(altered)
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, altered(inner)]))
}

/**
 * A PC of the next version talks to this city, and this PC to a city of the next version: what is added is passed over,
 * what is new is kept as it is. `isAdditive` false: the later city has changed what was there.
 */
export async function twoVersions(founding: Founding, rounds: number, isAdditive: boolean): Promise<Trial> {
  const later: Partial<Protocol> = {
    handle: (handle) => async (parcel) => {
      const answer = await handle(parcel)
      const told: unknown = await answer.json()
      const changed = isAdditive ? grown(told) : altered(told)
      return Response.json(changed, { status: answer.status, headers: answer.headers })
    },
  }
  const counter = await counterOf(founding, 2, later)
  const [next, present] = counter.desks
  if (!next || !present) throw new Error('no PCs were founded')
  for (let round = 0; round < rounds; round += 1) {
    counter.write(next, registered({ addedLater: { to: 'the line' } }))
    counter.write(next, registered({ type: 'case.from-the-future' }))
    counter.write(next, registered({ tv: 2 }))
    counter.write(present, registered())
    for (const desk of [next, present, next, present]) await counter.talk(desk)
  }
  const found = counter.found()
  const statuses = Map.groupBy(next.disk.results.values(), (status) => status)
  const kept =
    (statuses.get('quarantined: unknown-type')?.length ?? 0) +
    (statuses.get('quarantined: unknown-version')?.length ?? 0)
  if (kept !== rounds * 2) found.wrong += 1
  await counter.close()
  return { ...found, tried: `${rounds * 4} lines of two versions` }
}

const bitsPerMs = 64
const packetBytes = 1400
const resendMs = 400
const longestMs = 60_000

/**
 * A line of 64 kbit/s that loses three packets of ten, in simulated time: each lost one is sent again after a pause that
 * doubles; after six in a row the connection is gone, and after a minute the PC gives the answer up.
 */
export async function slowLink(
  founding: Founding,
  lines: number,
  random: () => number,
  mostMs = longestMs,
): Promise<Trial> {
  const counter = await counterOf(founding, 1)
  const [desk] = counter.desks
  if (!desk) throw new Error('no PC was founded')
  for (let n = 0; n < lines; n += 1) counter.write(desk, registered())
  let totalMs = 0
  const carry = (bytes: number): number | null => {
    let ms = 0
    for (let left = bytes; left > 0; left -= packetBytes) {
      ms += (Math.min(left, packetBytes) * 8) / bitsPerMs
      for (let lost = 0; random() < 0.3; lost += 1) {
        if (lost === 5) return null
        ms += resendMs * 2 ** lost
      }
    }
    return ms
  }
  const send = async (parcel: Parcel): Promise<Response | Error> => {
    const there = carry((parcel.body?.length ?? 0) + 900)
    if (there === null) return new TypeError('fetch failed')
    const answer = await counter.city.handle(parcel)
    const body = await answer.clone().arrayBuffer()
    const back = carry(body.byteLength + 400)
    totalMs += there + (back ?? 0)
    desk.passTime(there + (back ?? 0))
    if (back === null) return new TypeError('fetch failed')
    return there + back > mostMs ? new DOMException('no answer', 'TimeoutError') : answer
  }
  const mostTries = lines
  for (let tries = 0; tries < mostTries && desk.client().status().truth !== 'equal'; tries += 1)
    await counter.talk(desk, send)
  // The feed may still be on its way when everything is acknowledged.
  for (let tries = 0; tries < mostTries && newestOf(desk.disk).rows.length > desk.disk.cursor.pos; tries += 1)
    await counter.talk(desk, send)
  const found = counter.found()
  await counter.close()
  const minutes = (totalMs / minute).toFixed(0)
  return {
    ...found,
    tried: `${lines} lines in ${counter.city.requests()} requests and ${minutes} minutes of simulated time`,
  }
}
