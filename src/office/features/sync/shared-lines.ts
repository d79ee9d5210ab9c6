import type { Desk } from '../../desk.ts'
import type { Missed } from '../../journal/shared-subjects.ts'
import { keepNeighbours } from './feed-items.ts'

/** What of another PC's lines could not be shown here stands in the log, without anything of its content. */
export function reportMissed(desk: Desk, missed: readonly Missed[]): void {
  for (const { type, why } of missed)
    desk.ports.log({ level: 'error', what: 'line-of-another-pc-not-shown', type, why })
}

/** What follows when lines of other PCs were kept: search and pages know of them, own lines come after them in time. */
export function metOthers(desk: Desk, lamport: number): void {
  desk.journal.sawLamport(lamport)
  desk.meetPeople()
  desk.notify('sync', 'cases', 'households', 'batches')
}

/**
 * Takes lines of the ward's other PCs that came by way of its hub, while the city has not told them: exact lines, each
 * proved by whoever carried them to be of a PC of the ward. What is known already changes nothing. The keys to read them
 * are wanted as those of the feed are (`keysWanted`, `keepKeys` of the sync journal).
 */
export function hearNeighbours(desk: Desk, lines: readonly string[]): void {
  const { missed, lamport } = desk.store.transact((tx) => keepNeighbours(tx, lines))
  reportMissed(desk, missed)
  metOthers(desk, lamport)
}
