import { generateKeyPairSync } from 'node:crypto'
import { syncBase } from '../../src/contract/sync/base.ts'
import { bundleTakenSchema } from '../../src/contract/sync/bundle.ts'
import { openAnswer, rehearse } from '../../src/office/sync/bundle/answer.ts'
import { makeLinesPart } from '../../src/office/sync/bundle/lines.ts'
import { somethingDone } from './psp-acts.ts'
import { cityOrigin, enrolAt, type SimulatedCity } from './psp-city.ts'
import { type SimulatedDesk, simulateDesk } from './psp-desk.ts'
import { type Disk, nameOfLine, newestOf, withLine } from './psp-disk.ts'
import { delivered, fates, pick, type Scene, type Stick } from './psp-scene.ts'
import type { Random } from './random.ts'

type Happening = (scene: Scene) => unknown

/** What may happen, and how often in comparison. */
const happenings: readonly (readonly [name: string, weight: number, happening: Happening])[] = [
  ['work', 16, worked],
  ['network', 40, travelled],
  ['late request', 4, ({ random, late, city }) => pick(random, late, (parcel) => delivered(city, parcel))],
  ['crash of a PC', 3, ({ random, desks }) => pick(random, desks, (desk) => desk.restart())],
  ['crash in a transaction', 3, crashing],
  ['copy of a disk', 2, copied],
  ['old disk', 2, setBack],
  ['cloned disk', 1, cloned],
  ['power cut at the city', 2, ({ random, city }) => city.cutNextWrite(random.below(12))],
  ['restart of the city', 1, ({ city }) => city.restart()],
  ['backup of the city', 2, (scene) => void (scene.backups = scene.city.backUp())],
  ['restore of the city', 1, cityRestored],
  ['clock', 2, clockJumped],
  ['bundle written', 2, bundled],
  ['bundle brought', 2, (scene) => pick(scene.random, scene.bundles, (stick) => bring(stick, scene))],
  ['answer taken home', 2, ({ random, answers }) => pick(random, answers, takeHome)],
]

export type Plot = typeof happenings

/** What happens in this story: work and network always, of the rest each with an even chance, then more often; `certain` too. */
export function plotOf(random: Random, certain: readonly string[]): Plot {
  return happenings.flatMap(([name, weight, happening], index) => {
    if (index < 2) return [[name, weight, happening] as const]
    if (certain.includes(name)) return [[name, weight * 4, happening] as const]
    return random.chance(0.5) ? [[name, weight * 2, happening] as const] : []
  })
}

function worked({ random, desks, cases, confirmed }: Scene): void {
  pick(random, desks, (desk) => {
    for (let n = random.below(4); n >= 0; n -= 1) {
      desk.disk = withLine(desk.disk, somethingDone(random, cases, newestOf(desk.disk).rows))
      const row = newestOf(desk.disk).rows.at(-1)
      if (row) confirmed.add(nameOfLine(row))
    }
  })
}

/** A PC that is not talking begins to; what one that is talking has asked meets its fate. */
async function travelled(scene: Scene): Promise<void> {
  const { random, desks, tally } = scene
  const desk = desks[random.below(desks.length)]
  if (!desk) return
  const { waiting } = desk
  if (!waiting) {
    await helped(scene, desk)
    await desk.begin(() => desk.client().runOnce())
    return
  }
  const [fate, work] = fates[Math.floor(random.next() ** scene.calm * fates.length)] ?? fates[0]
  tally[fate] = (tally[fate] ?? 0) + 1
  if (random.chance(0.2)) scene.late.push(waiting.parcel)
  await desk.receive(await work(scene, waiting.parcel, desk))
}

/** What a person does for a PC that has stopped and says why. */
export async function helped({ city, tally }: Scene, desk: SimulatedDesk): Promise<void> {
  const { phase } = desk.client().status()
  const why = phase.state === 'stopped' ? phase.reason : null
  if (why !== null) tally[`stopped: ${why}`] = (tally[`stopped: ${why}`] ?? 0) + 1
  if (why === 'device-unknown') {
    // The city came back from before this PC was enrolled: it is enrolled again, with its key.
    desk.connection = await enrolAt(city.city(), desk.connection.deviceKey)
    desk.restart()
  } else if (why === 'device-suspended' || why === 'device-revoked') {
    // Two PCs had its key: it gets one of its own, and nobody may send under the old one any more.
    desk.formerDevices.push(desk.connection.deviceId)
    await revokeFormer(city, desk)
    desk.connection = await enrolAt(city.city(), generateKeyPairSync('ed25519').privateKey)
    desk.openAnew()
  }
}

async function revokeFormer(city: SimulatedCity, { formerDevices }: SimulatedDesk): Promise<void> {
  for (const device of formerDevices)
    await city
      .city()
      .admin.revokeDevice(device)
      .catch(() => undefined)
}

function crashing({ random, desks }: Scene): void {
  pick(random, desks, (desk) => void (desk.crashPoint = random.chance(0.5) ? 'before' : 'after'))
}

function copied({ random, desks }: Scene): void {
  pick(random, desks, (desk) => desk.copies.push({ disk: desk.disk, connection: desk.connection }))
}

/** An old copy of the disk comes back; in half of the cases the second copy of the journal brings its lines up to date. */
function setBack({ random, desks, excused, city, backups, tally }: Scene): void {
  pick(random, desks, (desk) => {
    const copy = desk.copies[random.below(Math.max(1, desk.copies.length))]
    if (!copy) return
    const lost = desk.disk
    const last = newestOf(copy.disk).rows.at(-1)
    // The second copy only adds: it goes on where the old disk ended, or it is of another life of that disk.
    const goesOn =
      copy.disk.streams.length === lost.streams.length &&
      newestOf(copy.disk).id === newestOf(lost).id &&
      (!last || newestOf(lost).rows[last.seq - 1]?.hash === last.hash)
    const hasSecondCopy = random.chance(0.5) && goesOn
    const rows = hasSecondCopy ? newestOf(lost).rows : newestOf(copy.disk).rows
    desk.disk = {
      ...copy.disk,
      streams: copy.disk.streams.with(copy.disk.streams.length - 1, { ...newestOf(copy.disk), rows }),
    }
    desk.connection = copy.connection
    desk.restart()
    // The office's own command opens a new stream at once; a disk image that was put back does not.
    if (random.chance(0.3)) desk.openAnew()
    const kept = new Set(namesOn(desk.disk))
    // A restored city may have lost lines that this disk has not sent again yet: then nobody has them any more.
    const isRestored = backups > 0 && (tally['restore of the city'] ?? 0) > 0
    const atCity = isRestored ? namesAt(city) : null
    for (const stream of lost.streams)
      for (const row of stream.rows) {
        const name = nameOfLine(row)
        if (kept.has(name)) continue
        if (row.seq <= stream.acked && (atCity?.has(name) ?? true)) desk.gone.add(name)
        else excused.add(name)
      }
  })
}

function namesOn({ streams }: Disk): string[] {
  return streams.flatMap(({ rows }) => rows.map(nameOfLine))
}

function namesAt(city: SimulatedCity): ReadonlySet<string> {
  // Rows of the table in src/city/store/sqlite/schema.ts.
  const lines = city.contents()['line'] as { id: string | null; line: string }[]
  return new Set(lines.map(({ id, line }) => nameOfLine({ id: id ?? '', line })))
}

/** The disk of a PC is copied to another one, and both go on. */
function cloned({ random, desks, protocol }: Scene): void {
  if (desks.length > 3) return
  pick(random, desks, (desk) => {
    const twin = simulateDesk(desk.connection, desk.disk, protocol, () => random.next())
    twin.clockMs = desk.clockMs
    twin.formerDevices.push(...desk.formerDevices)
    desks.push(twin)
  })
}

async function cityRestored({ random, city, desks, excused, backups }: Scene): Promise<void> {
  if (backups === 0) return
  await city.restore(1 + random.below(backups))
  for (const desk of desks) for (const name of desk.gone) excused.add(name)
}

const year = 31_557_600_000
function clockJumped({ random, desks, city }: Scene): void {
  if (random.chance(0.3)) city.clock.ms += Math.round((random.next() - 0.4) * 50 * 86_400_000)
  else pick(random, desks, (desk) => void (desk.clockMs += Math.round((random.next() - 0.5) * 20 * year)))
}

async function bundled({ random, desks, bundles }: Scene): Promise<void> {
  const desk = desks[random.below(desks.length)]
  if (!desk) return
  // Of the stream it is sending, which may be an earlier one.
  const { journal } = desk
  const from = 1 + random.below(Math.min(journal.ackedSeq(), journal.head().seq) + 1)
  const wanted = {
    from,
    part: 1,
    packs: [],
    issuerRequests: [],
    mostBytes: random.chance(0.3) ? 2_000 : 200_000,
  }
  const part = await makeLinesPart(desk.connection, journal, wanted)
  if (part) bundles.push({ desk, bytes: part.bytes })
}

async function bring({ desk, bytes }: Stick, { answers, city }: Scene): Promise<void> {
  const url = `${cityOrigin}${syncBase}/bundles`
  const answer = await delivered(city, { url, method: 'POST', headers: new Headers(), body: bytes })
  if (answer instanceof Error || !answer.ok) return
  const taken = bundleTakenSchema.parse(await answer.json())
  answers.push(
    ...taken.answers.map((file) => ({ desk, bytes: Uint8Array.from(Buffer.from(file, 'base64')) })),
  )
}

async function takeHome({ desk, bytes }: Stick): Promise<void> {
  const answer = await openAnswer(desk.connection, bytes)
  if (typeof answer === 'string') return
  const found = await rehearse(desk.connection, desk.journal, answer, desk.disk.receipts.at(-1) ?? null)
  if (typeof found === 'string') return
  try {
    found.write(desk.journal)
  } catch {
    desk.restart()
  }
}
