import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../contract/refusals.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { type KeySlot, openSlot, readSlots, writeDurably } from './database/key-slots.ts'
import { databasePath, type Desk, type Extensions, openDesk } from './desk.ts'
import type { OfficeFacts } from './facts.ts'
import { mountAddresses } from './features/addresses/routes.ts'
import { mountBackup } from './features/backup/routes.ts'
import { mountBatches } from './features/batches/routes.ts'
import { mountCases } from './features/cases/routes.ts'
import { mountChecks } from './features/checks/routes.ts'
import { mountDrafts } from './features/drafts/routes.ts'
import { mountExtract } from './features/extract/routes.ts'
import { mountIssuing } from './features/issuing/routes.ts'
import { caseSheets } from './features/case-sheets/index.ts'
import { isHalfFounded } from './features/office-state/establish.ts'
import { mountOfficeState } from './features/office-state/routes.ts'
import { mountKeys } from './features/keys/routes.ts'
import { mountNotices } from './features/notices/routes.ts'
import { mountPrinters, mountPrintJobs } from './features/print-jobs/routes.ts'
import { mountPeople } from './features/people/routes.ts'
import { shippedPacks } from './features/policies/pack.ts'
import { mountPolicies } from './features/policies/routes.ts'
import { mountReaders } from './features/readers/routes.ts'
import { mountHub } from './features/hub/routes.ts'
import { mountHouseholds } from './features/households/routes.ts'
import { mountReports } from './features/reports/routes.ts'
import { mountScans } from './features/scans/routes.ts'
import { mountSealSettings } from './features/seal-settings/routes.ts'
import { isAccountClosed } from './features/staff/read.ts'
import { mountStaff } from './features/staff/routes.ts'
import { mountStock } from './features/stock/routes.ts'
import { mountSync } from './features/sync/routes.ts'
import { createHttp } from './http.ts'
import type { StartListProcess } from './lists/process/messages.ts'
import type { Ports } from './ports.ts'
import type { StartReaderProcess } from './scanning/process/messages.ts'
import type { StartSigningProcess } from './signing/key-token/messages.ts'
import { usbReaders } from './scanning/usb-readers.ts'
import { createSessions } from './sessions.ts'

/** The office as a shell holds it: a fetch handler, a feed of what changed, and an end. */
export type Office = {
  fetch(request: Request): Promise<Response>
  /** Calls back with the topics that changed; answers how to stop. */
  onChanges(listener: (topics: string[]) => void): () => void
  close(): Promise<void>
}

export type TrainingAccount = {
  readonly role: string
  readonly user: string
  readonly password: string
  readonly pin: string | null
}

/** The operators' console of a training city, and its published secret. */
export type TrainingCity = { readonly console: string; readonly secret: string }

/** What a composition may add or replace; everything has its shipped default. */
export type OfficeOptions = Partial<Extensions> & {
  /** Published log-ins of a training office, shown on its sign-in page. */
  readonly trainingAccounts?: readonly TrainingAccount[]
  /** Shown beside them. */
  readonly trainingCity?: TrainingCity
  /** The secret of the training slot, with which a training office opens itself. */
  readonly trainingSecret?: string
  /** How the shell starts the process that holds the drivers of readers, where it is not a process of Node. */
  readonly startReaderProcess?: StartReaderProcess
  /** The same for the process that alone loads the driver of a key token. */
  readonly startSigningProcess?: StartSigningProcess
  /** The same for the process that alone opens lists from outside. */
  readonly startListProcess?: StartListProcess
}

/** What the parts of the office share while the store may be closed, open or unusable. */
export type OfficeCore = {
  readonly ports: Ports
  readonly options: OfficeOptions
  /** Wrong tries; they count while the store is closed too. */
  readonly attempts: Attempts
  /** The open desk, or null. */
  desk(): Desk | null
  /** Why there is no desk; null while it is only new or locked. */
  problem(): Refusal | null
  /** Empty while nothing is set up; also, with a problem, when they cannot be read. */
  slots(): readonly KeySlot[]
  /** Opens the store with its key and starts syncing. Throws the refusals of the opening ritual. */
  open(key: Uint8Array, founding?: OfficeFacts): Promise<Desk>
}

/**
 * Opens an office on a data folder: the composition root. Without a key at hand it answers `locked` until somebody
 * signs in; without any data `new`.
 */
export async function openOffice(
  ports: Ports,
  options: OfficeOptions = {},
): Promise<Office & { readonly core: OfficeCore }> {
  mkdirSync(ports.dataDir, { recursive: true })
  const listeners = new Set<(topics: string[]) => void>()
  const sessions = createSessions(ports.clock, (user) => {
    const desk = core.desk()
    return desk !== null && isAccountClosed(desk.store, user)
  })
  const core = createCore(
    ports,
    options,
    (topics) => {
      for (const listener of listeners) listener(topics)
    },
    () => sessions.quietFor(quietMs),
  )
  const { app, mount } = createHttp({ ports, sessions, desk: () => requireDesk(core) })
  mountOfficeState(mount, core, sessions)
  mountStaff(mount, sessions)
  mountBackup(mount)
  mountScans(mount)
  mountReaders(mount)
  mountAddresses(mount)
  mountPeople(mount)
  mountCases(mount)
  mountBatches(mount)
  mountDrafts(mount)
  mountIssuing(mount)
  mountPrintJobs(mount)
  mountPrinters(mount)
  mountStock(mount)
  mountSealSettings(mount)
  mountKeys(mount)
  mountPolicies(mount)
  mountExtract(mount)
  mountReports(mount)
  mountChecks(mount)
  mountNotices(mount)
  mountHouseholds(mount)
  mountSync(mount)
  mountHub(mount)
  await openByItself(core)
  return {
    core,
    fetch: async (request) => app.fetch(request),
    onChanges(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await core.desk()?.close()
    },
  }
}

/** Nobody who has not acted for this long is kept waiting by a check of a second or two. */
const quietMs = 5 * 60_000

function createCore(
  ports: Ports,
  options: OfficeOptions,
  notify: (topics: string[]) => void,
  isQuiet: () => boolean,
): OfficeCore {
  let desk: Desk | null = null
  let problem: Refusal | null = null
  let opening: Promise<Desk> | null = null
  const attempts = createAttempts(ports.dataDir, ports.clock)
  const extensions: Extensions = {
    packs: options.packs ?? shippedPacks(),
    caseSheets: options.caseSheets ?? caseSheets,
    readers: options.readers ?? attachedReaders(ports, options),
    sampleCards: options.sampleCards ?? [],
    cityAddress: options.cityAddress ?? null,
    startSigningProcess: options.startSigningProcess ?? null,
    startListProcess: options.startListProcess ?? null,
  }
  const openOnce = async (key: Uint8Array, founding?: OfficeFacts): Promise<Desk> => {
    try {
      desk = await openDesk({
        ports,
        key,
        attempts,
        extensions,
        notify,
        isQuiet,
        ...(founding ? { founding } : {}),
      })
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal('damaged-database', { detail: detailOf(error) })
      ports.log({ level: 'error', what: 'store-not-opened', code: refusal.code })
      // A key that does not fit says nothing about the store: somebody else's may.
      problem = refusal.code === 'wrong-key' ? null : refusal
      throw refusal
    }
    problem = null
    await keepStartKey(ports, key)
    desk.sync.start()
    desk.post.start()
    desk.hub.start()
    notify(['office'])
    return desk
  }
  return {
    ports,
    options,
    attempts,
    desk: () => desk,
    problem: () => problem,
    slots() {
      if (isHalfFounded(ports.dataDir)) return []
      try {
        return readSlots(ports.dataDir)
      } catch {
        problem = new Refusal('damaged-database', { detail: 'keys.json' })
        return []
      }
    },
    open(key, founding) {
      if (desk) return Promise.resolve(desk)
      opening ??= openOnce(key, founding).finally(() => {
        opening = null
      })
      return opening
    },
  }
}

/** Readers are looked for where a counter is: in the shells with a window. */
function attachedReaders(ports: Ports, { startReaderProcess }: OfficeOptions): Extensions['readers'] {
  return ports.shell === 'electron' || ports.shell === 'web' ? usbReaders(startReaderProcess) : []
}

function requireDesk(core: OfficeCore): Desk {
  const desk = core.desk()
  if (desk) return desk
  const problem = core.problem()
  if (problem) throw problem
  throw new Refusal(core.slots().length === 0 ? 'office-not-set-up' : 'office-locked')
}

const startKeyPath = (dataDir: string) => join(dataDir, 'start.key')

/** Opens without a sign-in where a key is at hand: the training slot, or the operating system's secret store. */
async function openByItself(core: OfficeCore): Promise<void> {
  const { dataDir } = core.ports
  if (core.slots().length === 0 || !existsSync(databasePath(dataDir))) return
  const key = (await trainingKey(core)) ?? (await startKey(core.ports))
  if (!key) return
  try {
    await core.open(key)
  } catch (error) {
    // The page shows `core.problem()`; anything else is a fault of ours.
    if (!(error instanceof Refusal)) throw error
    // The secret store gave a key of another store, perhaps after a restore: the next sign-in keeps the right one.
    if (error.code === 'wrong-key') rmSync(startKeyPath(dataDir), { force: true })
  }
}

async function trainingKey(core: OfficeCore): Promise<Buffer | null> {
  const slot = core.slots().find(({ kind }) => kind === 'training')
  return slot && core.options.trainingSecret ? openSlot(slot, core.options.trainingSecret) : null
}

/** A convenience slot, never the only one: operating systems lose such keys (Signal Desktop, issue 7038). */
async function startKey(ports: Ports): Promise<Uint8Array | null> {
  const path = startKeyPath(ports.dataDir)
  return existsSync(path) ? ports.secrets.unwrap(readFileSync(path)) : null
}

async function keepStartKey(ports: Ports, key: Uint8Array): Promise<void> {
  const path = startKeyPath(ports.dataDir)
  if (existsSync(path)) return
  const wrapped = await ports.secrets.wrap(key)
  if (wrapped) writeDurably(path, wrapped)
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 80) : 'fault'
}
