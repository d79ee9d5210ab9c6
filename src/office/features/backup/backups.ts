import type { BackupState } from '../../../contract/desk/backup.ts'
import { backupProblems } from '../../../contract/desk/backup.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { createRounds } from '../../rounds.ts'
import { backUpOffice, mustBePlace } from './back-up.ts'
import { tryRestore } from './drill.ts'
import {
  type Drill,
  drillOf,
  folderOf,
  isDrillDue,
  isDue,
  isWorthClosing,
  keepDrill,
  keepFolder,
  keepLast,
  type Last,
  lastOf,
  newestOf,
} from './kept.ts'
import { detailOf } from './manifest.ts'

/** How often is looked whether a backup is due, and how long after one that failed, milliseconds. */
const lookEveryMs = 60_000
const againMs = 30 * 60_000

/** The backups an open office makes by itself. */
export type Backups = {
  state(): BackupState
  /** Throws `backup-folder-missing`. */
  setFolder(folder: string | null): void
  /** Throws what `backUpOffice` throws; `backup-folder-missing` where no folder is chosen. */
  now(): Promise<void>
  /** Seconds since the last backup, and since one was brought back to try it; null: never. */
  ages(): { readonly backupS: number | null; readonly drillS: number | null }
  /** Looks no more, and backs up what has changed since the last one. Never throws. */
  close(): Promise<void>
}

/**
 * Backs up into the chosen folder when nobody is kept waiting, and at closing; a stick that comes back is used at once.
 * Once a month the newest backup is tried.
 */
export function createBackups(theDesk: () => Desk, isQuiet: () => boolean, everyMs = lookEveryMs): Backups {
  let problem: BackupState['problem'] = null
  let triedAt = Number.NEGATIVE_INFINITY
  const make = async () => {
    const desk = theDesk()
    triedAt = desk.ports.clock.monotonic()
    try {
      await makeOne(desk)
      problem = null
    } catch (error) {
      problem = problemOf(error)
      desk.ports.log({ level: 'error', what: 'not-backed-up', code: problem.code, detail: problem.detail })
      throw error
    } finally {
      desk.notify('backup')
    }
  }
  const look = async () => {
    const desk = theDesk()
    if (!isQuiet()) return
    if (isDue(desk)) {
      const isMissing = problem?.code === 'backup-folder-missing'
      if (isMissing || desk.ports.clock.monotonic() - triedAt >= againMs) await make()
    } else if (isDrillDue(desk)) await drill(desk)
  }
  const rounds = createRounds({
    async round(halt) {
      await look()
      return halt.aborted ? null : everyMs
    },
    // Noted where it happened; the administrator's page says it, and it is tried again.
    afterFault: () => everyMs,
  })
  rounds.start()
  rounds.lookIn(everyMs)
  return {
    state() {
      const last = lastOf(theDesk())
      const tried = drillOf(theDesk())
      return {
        folder: folderOf(theDesk()),
        lastAt: last?.at ?? null,
        lastName: last?.name ?? null,
        problem,
        drill: tried && { at: tried.at, name: tried.name, fault: tried.fault },
      }
    },
    setFolder(folder) {
      chooseFolder(theDesk(), folder)
      problem = null
      triedAt = Number.NEGATIVE_INFINITY
      theDesk().notify('backup')
    },
    now: () => rounds.inTurn(make),
    ages() {
      const { now } = theDesk().ports.clock
      const ageOf = (at: string | null | undefined) =>
        at === null || at === undefined ? null : Math.max(0, Math.floor((now() - Date.parse(at)) / 1000))
      return { backupS: ageOf(lastOf(theDesk())?.at), drillS: ageOf(drillOf(theDesk())?.goodAt) }
    },
    async close() {
      await rounds.stop()
      try {
        if (isWorthClosing(theDesk())) await make()
      } catch {
        // Noted where it happened: an office closes all the same.
      }
    },
  }
}

async function makeOne(desk: Desk): Promise<void> {
  const { ports, store, key, journal } = desk
  const [at, begun] = [ports.clock.now(), ports.clock.monotonic()]
  const { hash: head } = journal.head()
  const { name } = await backUpOffice({ dataDir: ports.dataDir, store, key, now: at }, folderOf(desk) ?? '')
  const tookMs = Math.round(ports.clock.monotonic() - begun)
  const last: Last = { at: new Date(at).toISOString(), name, head, tookMs }
  store.transact((tx) => keepLast(tx, last))
  ports.log({ level: 'info', what: 'backed-up', milliseconds: tookMs })
}

async function drill(desk: Desk): Promise<void> {
  const { ports, store } = desk
  const backup = newestOf(desk)
  const name = lastOf(desk)?.name
  if (backup === null || name === undefined) return
  const fault = await tryRestore(desk, backup).then(() => null, faultOf)
  const at = new Date(ports.clock.now()).toISOString()
  const tried: Drill = { at, name, fault, goodAt: fault === null ? at : (drillOf(desk)?.goodAt ?? null) }
  store.transact((tx) => keepDrill(tx, tried))
  ports.log({ level: fault === null ? 'info' : 'error', what: 'restore-drill', fault })
  desk.notify('backup')
}

function faultOf(error: unknown): string {
  if (!(error instanceof Refusal)) return detailOf(error)
  return `${error.code} ${String(error.data.file ?? error.data.detail ?? '')}`.trim()
}

function chooseFolder({ store, ports }: Desk, folder: string | null): void {
  if (folder !== null) mustBePlace(ports.dataDir, folder)
  store.transact((tx) => keepFolder(tx, folder))
  store.settle()
}

function problemOf(error: unknown): NonNullable<BackupState['problem']> {
  const code = error instanceof Refusal ? backupProblems.find((one) => one === error.code) : undefined
  const { folder, detail } = error instanceof Refusal ? error.data : {}
  return { code: code ?? 'backup-failed', detail: String(folder ?? detail ?? '') }
}
