import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BackupState } from '../../../contract/desk/backup.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { freeBytes } from '../../database/open.ts'
import type { Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { roomNeeded } from './drill.ts'

/** What has changed is backed up once an hour, and once a day in any case (reliability-and-security.md 2.4). */
const changedAfterMs = 3_600_000
/** Nobody waits at closing for a stick that took longer than this the last time. */
const patienceMs = 10_000
/** A backup is tried out once a month, and on the next day when it would not have come back. */
const drillEveryMs = 30 * 86_400_000
const drillAgainMs = 86_400_000

/** What belongs to this PC alone stands in the store, not in the ward's journal. */
const folderName = 'backup-folder'
const lastName = 'backup-last'
const drillName = 'backup-drill'
/** A backup. `head`: of the journal when it was made. `tookMs`: how long it took. */
export type Last = {
  readonly at: string
  readonly name: string
  readonly head: string
  readonly tookMs: number
}
/** A try to bring a backup back. `goodAt`: when it last went well. */
export type Drill = NonNullable<BackupState['drill']> & { readonly goodAt: string | null }

/** Where this PC backs itself up; null: nowhere. */
export function folderOf({ store }: Desk): string | null {
  return readMeta<string | null>(store, folderName) ?? null
}

/** The last backup; null: there never was one. */
export function lastOf({ store }: Desk): Last | null {
  return readMeta<Last>(store, lastName) ?? null
}

/** When a backup was last tried; null: never. */
export function drillOf({ store }: Desk): Drill | null {
  return readMeta<Drill>(store, drillName) ?? null
}

/** Whether a backup is due: something changed an hour ago, or the day has none yet. */
export function isDue(desk: Desk): boolean {
  if (folderOf(desk) === null) return false
  const last = lastOf(desk)
  const now = desk.ports.clock.now()
  if (last === null || dateAt(Date.parse(last.at)) !== dateAt(now)) return true
  return hasChanged(desk, last) && now - Date.parse(last.at) >= changedAfterMs
}

function hasChanged({ journal }: Desk, { head }: Last): boolean {
  return journal.head().hash !== head
}

/**
 * Whether closing the office backs up what has changed. The first backup is made by day: nobody has waited for one yet, and
 * it may take long.
 */
export function isWorthClosing(desk: Desk): boolean {
  const last = lastOf(desk)
  const folder = folderOf(desk)
  return (
    last !== null &&
    folder !== null &&
    existsSync(folder) &&
    last.tookMs <= patienceMs &&
    hasChanged(desk, last)
  )
}

/** The newest backup, where it lies; null: it is not there now. */
export function newestOf(desk: Desk): string | null {
  const [folder, last] = [folderOf(desk), lastOf(desk)]
  const path = folder !== null && last !== null ? join(folder, last.name) : null
  return path !== null && existsSync(path) ? path : null
}

/** Whether a backup is to be tried now, and can be. */
export function isDrillDue(desk: Desk): boolean {
  const backup = newestOf(desk)
  if (backup === null || freeBytes(desk.ports.dataDir) < roomNeeded(backup)) return false
  const tried = drillOf(desk)
  if (tried === null) return true
  const sinceMs = desk.ports.clock.now() - Date.parse(tried.at)
  // A clock that was set back must not put it off.
  return sinceMs < 0 || sinceMs >= (tried.fault === null ? drillEveryMs : drillAgainMs)
}

/** Keeps where this PC backs itself up. */
export function keepFolder(tx: Transactor, folder: string | null): void {
  writeMeta(tx, folderName, folder)
}

/** Keeps what the last backup was. */
export function keepLast(tx: Transactor, last: Last): void {
  writeMeta(tx, lastName, last)
}

/** Keeps how the last try went. */
export function keepDrill(tx: Transactor, tried: Drill): void {
  writeMeta(tx, drillName, tried)
}
