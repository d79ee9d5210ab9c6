import type { BackupState } from '../../../contract/desk/backup.ts'
import { backupProblems } from '../../../contract/desk/backup.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { backUpOffice, mustBePlace } from './back-up.ts'

/** How often is looked whether a backup is due, and how long after one that failed, milliseconds. */
const lookEveryMs = 60_000
const againMs = 30 * 60_000

/** A folder of this PC is nobody else's business: it stands in the store, not in the ward's journal. */
const folderName = 'backup-folder'
const lastName = 'backup-last'
type Last = { readonly at: string; readonly name: string }

/** The daily backup of an open office. */
export type Backups = {
  state(): BackupState
  /** Throws `backup-folder-missing`. */
  setFolder(folder: string | null): void
  /** Throws what `backUpOffice` throws; `backup-folder-missing` where no folder is chosen. */
  now(): void
  /** Seconds since the last one; null: there never was one. */
  ageS(): number | null
  stop(): void
}

/** Backs up once a day into the chosen folder, when nobody is kept waiting; a stick that comes back is used at once. */
export function createBackups(theDesk: () => Desk, isQuiet: () => boolean, everyMs = lookEveryMs): Backups {
  let problem: BackupState['problem'] = null
  let triedAt = Number.NEGATIVE_INFINITY
  const now = () => {
    const desk = theDesk()
    triedAt = desk.ports.clock.monotonic()
    try {
      makeOne(desk)
      problem = null
    } catch (error) {
      problem = problemOf(error)
      desk.ports.log({ level: 'error', what: 'not-backed-up', code: problem.code, detail: problem.detail })
      throw error
    } finally {
      desk.notify('backup')
    }
  }
  const look = () => {
    if (!isQuiet() || !isDue(theDesk())) return
    const isMissing = problem?.code === 'backup-folder-missing'
    if (isMissing || theDesk().ports.clock.monotonic() - triedAt >= againMs) now()
  }
  const timer = setInterval(() => {
    try {
      look()
    } catch {
      // Noted above; the administrator's page says it, and it is tried again.
    }
  }, everyMs).unref()
  return {
    state() {
      const last = lastOf(theDesk())
      return { folder: folderOf(theDesk()), lastAt: last?.at ?? null, lastName: last?.name ?? null, problem }
    },
    setFolder(folder) {
      chooseFolder(theDesk(), folder)
      problem = null
      triedAt = Number.NEGATIVE_INFINITY
      theDesk().notify('backup')
    },
    now,
    ageS() {
      const last = lastOf(theDesk())
      if (!last) return null
      return Math.max(0, Math.floor((theDesk().ports.clock.now() - Date.parse(last.at)) / 1000))
    },
    stop: () => clearInterval(timer),
  }
}

function folderOf({ store }: Desk): string | null {
  return readMeta<string | null>(store, folderName) ?? null
}

function lastOf({ store }: Desk): Last | null {
  return readMeta<Last>(store, lastName) ?? null
}

function isDue(desk: Desk): boolean {
  const last = lastOf(desk)
  if (folderOf(desk) === null) return false
  return last === null || dateAt(Date.parse(last.at)) !== dateAt(desk.ports.clock.now())
}

function makeOne(desk: Desk): void {
  const { ports, store, key } = desk
  const [at, begun] = [ports.clock.now(), ports.clock.monotonic()]
  const { name } = backUpOffice({ dataDir: ports.dataDir, store, key, now: at }, folderOf(desk) ?? '')
  store.transact((tx) => writeMeta(tx, lastName, { at: new Date(at).toISOString(), name }))
  ports.log({ level: 'info', what: 'backed-up', milliseconds: Math.round(ports.clock.monotonic() - begun) })
}

function chooseFolder({ store, ports }: Desk, folder: string | null): void {
  if (folder !== null) mustBePlace(ports.dataDir, folder)
  store.transact((tx) => writeMeta(tx, folderName, folder))
  store.settle()
}

function problemOf(error: unknown): NonNullable<BackupState['problem']> {
  const code = error instanceof Refusal ? backupProblems.find((one) => one === error.code) : undefined
  const { folder, detail } = error instanceof Refusal ? error.data : {}
  return { code: code ?? 'backup-failed', detail: String(folder ?? detail ?? '') }
}
