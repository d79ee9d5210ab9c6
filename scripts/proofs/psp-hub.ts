import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Box, openBox } from '../../src/office/features/hub/box.ts'
import { bringAll, postBundle } from '../../src/office/features/hub/forward.ts'
import { openAnswer, rehearse } from '../../src/office/sync/bundle/answer.ts'
import { makeLinesPart } from '../../src/office/sync/bundle/lines.ts'
import { somethingDone } from './psp-acts.ts'
import { cityOrigin, type Founding, type SimulatedCity } from './psp-city.ts'
import type { SimulatedDesk } from './psp-desk.ts'
import { newestOf } from './psp-disk.ts'
import { type Counter, counterOf, type Trial } from './psp-hard.ts'
import { delivered } from './psp-scene.ts'
import type { Random } from './random.ts'

/** A hub with its real box, and what a bad one does to it. */
type Hub = { readonly folder: string; box: Box; copies: number }
type Ward = { readonly counter: Counter; readonly hub: Hub; readonly random: Random; readonly tally: Tally }
type Tally = { handed: number; altered: number; withheld: number; setBack: number; unknown: number }

const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const roomy = () => 2 ** 40

/**
 * PCs that reach the city by their hub alone. The hub is killed, loses, alters, withholds and is put back from old
 * copies, and its own line does what lines do. At the end it is a good one: then everything has a receipt, and the city
 * has each line once. `believes`: a PC that takes the hub's word for a receipt.
 */
export async function throughHub(
  founding: Founding,
  steps: number,
  random: Random,
  believes = false,
): Promise<Trial> {
  const counter = await counterOf(founding, 3)
  const folder = mkdtempSync(join(scratch, 'psp-hub-'))
  const hub: Hub = { folder, box: openBox(folder, () => 0, roomy), copies: 0 }
  const tally: Tally = { handed: 0, altered: 0, withheld: 0, setBack: 0, unknown: 0 }
  const ward: Ward = { counter, hub, random, tally }
  try {
    for (let step = 0; step < steps; step += 1) await happens(ward, believes)
    for (let round = 0; round < 4; round += 1) {
      for (const desk of counter.desks) await handOver(ward, desk, believes)
      await forward(ward, true)
      for (const desk of counter.desks) await fetchAnswers(ward, desk)
    }
    const { unsent: late } = counter.found()
    const missing = believedOnly(counter)
    // The line to the city itself tells each PC how it stands, and the checker the rest.
    for (const desk of counter.desks) await counter.talk(desk)
    const lines = counter.desks.reduce((sum, { disk }) => sum + newestOf(disk).rows.length, 0)
    const { handed, altered, withheld, setBack, unknown } = tally
    const bad = `${altered} altered, ${withheld} withheld, ${setBack} boxes put back, ${unknown} commits unknown`
    const found = counter.found()
    const unsent = found.unsent + late
    const lost = found.lost + missing
    return { ...found, lost, unsent, tried: `${lines} lines, ${handed} bundles handed over, ${bad}` }
  } finally {
    await counter.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Lines that a PC counts as sent and the city does not have. */
function believedOnly({ city, desks }: Counter): number {
  // Rows of the table in src/city/store/sqlite/schema.ts.
  const lines = city.contents()['line'] as { stream: string; seq: number }[]
  const there = new Set(lines.map(({ stream, seq }) => `${stream} ${seq}`))
  return desks.reduce((sum, { disk }) => {
    const { id, acked } = newestOf(disk)
    return (
      sum +
      Array.from({ length: acked }, (_, at) => at + 1).filter((seq) => !there.has(`${id} ${seq}`)).length
    )
  }, 0)
}

async function happens(ward: Ward, believes: boolean): Promise<void> {
  const { counter, random, hub } = ward
  const desk = counter.desks[random.below(counter.desks.length)]
  if (!desk) return
  const doing = random.below(14)
  if (doing < 4) work(ward, desk)
  else if (doing < 7) await handOver(ward, desk, believes)
  else if (doing < 9) await forward(ward, false)
  else if (doing < 11) await fetchAnswers(ward, desk)
  else if (doing === 11) spoil(ward)
  else if (doing === 12) counter.city.cutNextWrite(random.below(12))
  else if (random.chance(0.5)) cpSync(join(hub.folder, 'hub'), copyOf(hub, (hub.copies += 1)), whole)
  else putBack(ward)
}

const whole = { recursive: true } as const
const copyOf = ({ folder }: Hub, copy: number) => join(folder, `copy-${copy}`)

function work({ counter, random }: Ward, desk: SimulatedDesk): void {
  for (let n = random.below(4); n >= 0; n -= 1)
    counter.write(desk, somethingDone(random, [], newestOf(desk.disk).rows))
}

/** What no receipt covers, in one bundle or in many small ones. */
async function handOver({ hub, tally, random }: Ward, desk: SimulatedDesk, believes: boolean): Promise<void> {
  const mostBytes = random.chance(0.3) ? 2_000 : 200_000
  const { deviceId: device } = desk.connection
  for (let from: number | null = newestOf(desk.disk).acked + 1; from !== null; ) {
    const wanted = { from, part: 1, packs: [], issuerRequests: [], mostBytes }
    const part = await makeLinesPart(desk.connection, desk.journal, wanted)
    if (!part) return
    if (hub.box.keep({ device, letters: 'A' }, part.bytes) === 'share-full') return
    tally.handed += 1
    from = part.next
  }
  if (believes) markSent(desk)
}

/** The mistake of the control. */
function markSent(desk: SimulatedDesk): void {
  const stream = newestOf(desk.disk)
  const streams = desk.disk.streams.map((one) =>
    one === stream ? { ...stream, acked: stream.rows.length } : one,
  )
  desk.disk = { ...desk.disk, streams }
}

/** The hub tries the city until something goes wrong; with a `good` line nothing does. */
async function forward({ counter: { city }, hub, random, tally }: Ward, good: boolean): Promise<void> {
  const send = (async (url: URL, init: RequestInit) => {
    const fate = good ? 0 : random.below(8)
    if (fate === 1) throw new TypeError('fetch failed')
    if (fate === 2) return new Response('<html>Đăng nhập Wi-Fi</html>')
    const answer = await reached(city, url, init)
    if (fate !== 3) return answer
    tally.unknown += 1
    throw new DOMException('no answer', 'TimeoutError')
  }) as typeof fetch // of its forms the hub uses this one
  const halt = new AbortController().signal
  await bringAll(
    hub.box,
    (bytes, isNewest) => postBundle(cityOrigin, bytes, isNewest, halt, send),
    ({ came }) => came !== 'not',
  )
}

async function reached(city: SimulatedCity, url: URL, { body }: RequestInit): Promise<Response> {
  const parcel = { url: String(url), method: 'POST', headers: new Headers(), body: body as Uint8Array } // as the hub sends it
  const answer = await delivered(city, parcel)
  if (answer instanceof Error) throw answer
  return answer
}

async function fetchAnswers({ hub }: Ward, desk: SimulatedDesk): Promise<void> {
  const own = hub.box.held().filter(({ device }) => device === desk.connection.deviceId)
  for (const one of own.filter(({ kind }) => kind !== 'psp-lines')) {
    if (one.kind === 'psp-answer') await takeHome(desk, hub.box.read(one))
    hub.box.drop(one)
  }
}

async function takeHome(desk: SimulatedDesk, bytes: Uint8Array): Promise<void> {
  const answer = await openAnswer(desk.connection, bytes)
  if (typeof answer === 'string') return
  const found = await rehearse(desk.connection, desk.journal, answer, desk.disk.receipts.at(-1) ?? null)
  if (typeof found !== 'string') found.write(desk.journal)
}

/** The hub changes a byte of a file, keeps one to itself, or is killed while it writes one. */
function spoil({ hub, random, tally }: Ward): void {
  const root = join(hub.folder, 'hub')
  const held = hub.box.held()
  const one = held[random.below(Math.max(1, held.length))]
  if (!one) return
  const name = readdirSync(join(root, one.device)).find((file) => file.includes(one.sha256))
  const path = join(root, one.device, name ?? '')
  const how = random.below(3)
  if (how === 0) {
    hub.box.drop(one)
    tally.withheld += 1
  } else if (how === 1) {
    const bytes = readFileSync(path)
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255))
    writeFileSync(path, bytes)
    tally.altered += 1
  } else {
    writeFileSync(`${path}.new`, readFileSync(path).subarray(0, random.below(one.bytes)))
    hub.box = openBox(hub.folder, () => 0, roomy)
  }
}

function putBack({ hub, random, tally }: Ward): void {
  if (hub.copies === 0) return
  const root = join(hub.folder, 'hub')
  rmSync(root, { recursive: true, force: true })
  cpSync(copyOf(hub, 1 + random.below(hub.copies)), root, whole)
  hub.box = openBox(hub.folder, () => 0, roomy)
  tally.setBack += 1
}
