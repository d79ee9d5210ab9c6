import { forgetCheckedPapers } from './checkpoints/ward-checks.ts'
import type { Desk } from './desk.ts'
import { carryOut } from './effects.ts'
import { closeDocket, giveUp, openDocket } from './judge/docket.ts'
import { compareOverlaps, forgetOverlaps } from './overlaps/compare.ts'
import { renewListKey } from './list-key.ts'
import { publishDue, renewLists } from './lists.ts'
import { foundRollups } from './rollups/rebuild.ts'
import type { LineRow, ListRow } from './store/rows.ts'

const everyMs = 10 * 60_000
/** How long a parked event may wait for the other PC's. */
const parkedDays = 30

/** Refuses events that were parked too long; resolves to the wards whose feed grew. */
async function refuseLongParked(desk: Desk): Promise<string[]> {
  const before = new Date(desk.now() - parkedDays * 86_400_000).toISOString()
  return desk.store.write(async (rows) => {
    const byWard = new Map<string, LineRow[]>()
    for (const line of await rows.parkedSince(before))
      byWard.set(line.ward, [...(byWard.get(line.ward) ?? []), line])
    for (const [ward, lines] of byWard) {
      const docket = await openDocket(rows, ward, new Date(desk.now()).toISOString(), lines)
      for (const line of lines) giveUp(docket, line)
      await closeDocket(rows, docket)
      await carryOut(desk, rows, docket.accepted)
    }
    return [...byWard.keys()]
  })
}

/** What follows from accepted lines: lists are signed, papers and lists compared. Resolves to the lists' names. */
export async function followUp(desk: Desk): Promise<ListRow['name'][]> {
  const signed = await publishDue(desk)
  await compareOverlaps(desk, 'untried')
  return signed
}

/** Does what falls due with time: refuses what was parked too long, renews the list key, signs old lists anew, compares. */
export async function keepHouse(desk: Desk): Promise<void> {
  await foundRollups(desk)
  for (const ward of await refuseLongParked(desk)) desk.bell.ring(ward)
  await renewListKey(desk)
  await publishDue(desk)
  await desk.store.write((rows) => renewLists(desk, rows))
  await desk.store.write((rows) => forgetCheckedPapers(desk, rows))
  await compareOverlaps(desk, 'all')
  await forgetOverlaps(desk)
}

/** Destroys the server's copies of a subject's key, and what was kept of it to compare with other wards. */
export async function eraseSubject({ store }: Desk, ward: string, subject: string): Promise<void> {
  await store.write(async (rows) => {
    await rows.deleteSubjectKeys(ward, subject)
    await rows.saveOverlaps(ward, subject, [])
  })
}

/** Keeps house now and every ten minutes, until the returned function is called. */
export async function startHousekeeping(desk: Desk): Promise<() => void> {
  await keepHouse(desk)
  const timer = setInterval(() => {
    keepHouse(desk).catch((error: unknown) =>
      desk.log({ level: 'error', what: 'housekeeping', error: nameOf(error) }),
    )
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** The kind of an error, without its message: that might quote data. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : 'unknown'
}
