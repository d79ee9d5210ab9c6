import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'

/**
 * A bundle that lies at the hub: which lines of which stream are inside (0 and 0: none, it only asks for an answer),
 * whether it was the last of what there was, and since when its first line lies there.
 */
export type Given = {
  readonly sha256: string
  readonly stream: string
  readonly first: number
  readonly last: number
  readonly isLast: boolean
  readonly since: string
}

const name = 'hub-given'

/** What this PC has handed to its hub and not heard of again, in its order. It proves nothing: only a receipt does. */
export function readGiven({ store }: Desk): readonly Given[] {
  return readMeta<readonly Given[]>(store, name) ?? []
}

/** Keeps it. */
export function keepGiven({ store }: Desk, given: readonly Given[]): void {
  store.transact((tx) => writeMeta(tx, name, given))
}

/** Forgets what receipts of the city cover by now, and what was of another stream. */
export function forgetGiven(desk: Desk): void {
  const given = readGiven(desk)
  if (given.length === 0) return
  const left = openOf(desk, given)
  if (left.length < given.length) keepGiven(desk, left)
}

/** What lies at the hub without a receipt of the city: so many lines, and since when. */
export function waitingThere(desk: Desk): { readonly lines: number; readonly since: string | null } {
  const open = openOf(desk, readGiven(desk))
  const acked = createSyncJournal(desk, () => undefined).ackedSeq()
  const [since = null] = open.map((one) => one.since).sort()
  const last = Math.max(acked, ...open.map((one) => one.last))
  const before = Math.min(last, ...open.map(({ first }) => first - 1))
  return { lines: last - Math.max(acked, before), since }
}

function openOf(desk: Desk, given: readonly Given[]): Given[] {
  const journal = createSyncJournal(desk, () => undefined)
  const [stream, acked] = [journal.stream()?.id, journal.ackedSeq()]
  return given.filter((one) => one.stream === stream && one.last > acked)
}
