import type { CopyFlag, WardChecks } from '../../../contract/sync/checks.ts'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { systemActor } from '../../journal/journal.ts'
import { fetchWardChecks } from '../../sync/checks.ts'
import type { Connection } from '../../sync/types.ts'

/** What the city said last of the ward's papers; kept, so that it is there without a network. */
type CityChecks = Pick<WardChecks, 'ours' | 'here' | 'flags'> & { readonly asOf: string | null }

const keptName = 'city-checks'
const askedDays = 31

/** What the city said last. */
export function cityChecks(desk: Desk): CityChecks {
  return readMeta<CityChecks>(desk.store, keptName) ?? { ours: [], here: [], flags: [], asOf: null }
}

/**
 * Asks the city how the ward's papers fared at checkpoints in the last month. No answer changes nothing; an answer that
 * comes when `isOver` is dropped.
 */
export async function fetchCityChecks(
  desk: Desk,
  connection: Connection,
  isOver: () => boolean,
): Promise<void> {
  if (isOver()) return
  const { clock } = desk.ports
  const since = addDays(dateAt(clock.now()), 1 - askedDays)
  const answer = await fetchWardChecks(connection, clock, connection.ward, since)
  if (answer && !isOver()) keepCityChecks(desk, answer)
}

/** Keeps an answer of the city, and raises one alarm for the papers it newly says are copied, in one command. */
function keepCityChecks(desk: Desk, { ours, here, flags, serverTime }: WardChecks): void {
  const told = new Set(cityChecks(desk).flags.map(keyOf))
  const copied = new Set(flags.filter((flag) => !told.has(keyOf(flag))).map(({ paper }) => paper))
  const kept: CityChecks = { ours, here, flags, asOf: serverTime }
  if (copied.size === 0) desk.store.transact((tx) => writeMeta(tx, keptName, kept))
  else
    desk.journal.command((writing) => {
      writeMeta(writing, keptName, kept)
      writing.append({
        type: 'alarm.raised',
        subject: 'office',
        baseVer: 0,
        actor: systemActor,
        body: { alarm: 'paper-copied', count: copied.size },
        personal: null,
      })
    })
  desk.notify('checks', ...(copied.size > 0 ? ['office'] : []))
}

/** A flag is told once a day: a card that goes shopping too often is seen again and again. */
function keyOf(flag: CopyFlag): string {
  const { at } = flag.kind === 'too-far-too-soon' ? flag.second : flag.last
  return JSON.stringify([flag.kind, flag.paper, dateAt(Date.parse(at))])
}
