import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import type { Role } from '../domain/roles.ts'
import type { Procedure, RulePack } from '../contract/policy/pack.ts'
import type { AlarmName } from '../contract/alarms.ts'
import { Refusal } from '../contract/refusals.ts'
import { startDailyCheck } from './database/daily-check.ts'
import { dropBallast, layBallast, openStore } from './database/open.ts'
import type { Store } from './database/store.ts'
import type { Tables } from './database/tables.ts'
import type { Attempts } from './attempts.ts'
import { type ClockGuard, createClockGuard } from './clock/guard.ts'
import { type OfficeFacts, readMeta, writeMeta, writeSecret } from './facts.ts'
import { type Backups, createBackups } from './features/backup/backups.ts'
import { beginAnewIfRestored } from './features/backup/restore.ts'
import { createHubDesk, type HubDesk } from './features/hub/hub-desk.ts'
import { createPost, type Post } from './features/notices/post.ts'
import { createPrintRoom, type PrintRoom } from './features/print-jobs/print-room.ts'
import { createSearchIndex, type SearchIndex } from './features/people/search-index.ts'
import { fillSearch } from './features/people/fill-search.ts'
import { createPolicies, type Policies } from './features/policies/policies.ts'
import { restorePacks, tellMissing } from './features/policies/restore.ts'
import { beginWatch, type PolicyWatch, watchPolicies } from './features/policies/watch.ts'
import { createScanDesk, type ScanDesk } from './features/scans/scan-desk.ts'
import { createSyncDesk, type SyncDesk } from './features/sync/sync-desk.ts'
import { createTokenDesk, type TokenDesk } from './features/issuing/token-desk.ts'
import { type Actor, createJournal, type Journal, systemActor } from './journal/journal.ts'
import { insertStream } from './journal/opening.ts'
import { recover } from './journal/recover.ts'
import { openSpool } from './journal/spool.ts'
import { vietnamTime } from './journal/time.ts'
import { uuidv7 } from './journal/uuid.ts'
import type { StartListProcess } from './lists/process/messages.ts'
import type { Ports } from './ports.ts'
import { project } from './projection.ts'
import type { ScanSource } from './scanning/sources.ts'
import type { StartSigningProcess } from './signing/key-token/messages.ts'
import type { Sheet } from './sheets/sheet.ts'
import type { LiveSession } from './sessions.ts'

/** What an installation can be extended with: one folder and one line each. */
export type Extensions = {
  readonly packs: readonly RulePack[]
  readonly caseSheets: readonly CaseSheet[]
  /** Kinds of reader to look for. */
  readonly readers: readonly ScanSource[]
  /** Cards of the training office's simulated reader. */
  readonly sampleCards: readonly SampleCard[]
  /** Where the city is today, when it is not where it was enrolled (the training office's own). */
  readonly cityAddress: string | null
  /** Starts the process for key tokens where it is not a process of Node. */
  readonly startSigningProcess: StartSigningProcess | null
  /** The same for the process that alone opens lists from outside. */
  readonly startListProcess: StartListProcess | null
}

/** A printed sheet of a case. */
export type CaseSheet = {
  readonly sheet: Sheet
  /** What the sheet's schema takes, gathered from the case. */
  readonly data: (desk: Desk, row: Tables['permit_case']) => unknown
  /** Whether the sheet makes sense in the state the case is in. */
  readonly fits: (row: Tables['permit_case'], procedure: Procedure, desk: Desk) => boolean
}

export type SampleCard = { readonly id: string; readonly label: string; readonly scan: () => void }

/** An open office: everything a feature may use. */
export type Desk = {
  readonly ports: Ports
  readonly store: Store
  readonly journal: Journal
  /** The database key, to make further slots with. */
  readonly key: Uint8Array
  readonly attempts: Attempts
  readonly search: SearchIndex
  /** Puts people into the search that came since. */
  meetPeople(): void
  /** The backups of this PC. */
  readonly backups: Backups
  readonly scans: ScanDesk
  readonly tokens: TokenDesk
  readonly sync: SyncDesk
  /** Notices by e-mail. */
  readonly post: Post
  /** The ward hub: bundles forwarded for other PCs, or by another. */
  readonly hub: HubDesk
  /** Papers by the hundred. */
  readonly printRoom: PrintRoom
  readonly policies: Policies
  /** Up to when the date may be acted upon. */
  readonly sureTime: ClockGuard
  /** What the calendar does with the rule packs. */
  readonly rules: PolicyWatch
  readonly extensions: Extensions
  facts(): OfficeFacts
  /** The rule pack in force now. */
  pack(): RulePack
  /** Says that something changed: topics of the `changes` feed. */
  notify(...topics: string[]): void
  close(): Promise<void>
}

export type DeskParts = {
  readonly ports: Ports
  readonly key: Uint8Array
  readonly attempts: Attempts
  readonly extensions: Extensions
  readonly notify: (topics: string[]) => void
  /** Whether nobody would be kept waiting now. */
  readonly isQuiet: () => boolean
  /** Given when the office is established just now. */
  readonly founding?: OfficeFacts
}

export const databasePath = (dataDir: string) => join(dataDir, 'quay.db')

/** How often a quiet moment for the daily check of the store is looked for. */
const lookForQuietMs = 60_000

/**
 * Opens the store and everything that lives on it. Throws the refusals of the opening ritual, and
 * `damaged-database` when the journal's chain does not hold.
 */
export async function openDesk(parts: DeskParts): Promise<Desk> {
  const { ports } = parts
  const damaged = { tell: (_damage: string) => {} }
  const store = await openStore(databasePath(ports.dataDir), parts.key, (damage) => damaged.tell(damage))
  const spool = openSpool(ports.dataDir, parts.key)
  try {
    if (parts.founding) found(store, parts.founding, ports)
    const recovery = recover(store, spool, project)
    // A training office and a test have nothing to lose, and lay no 64 MB aside.
    if (!ports.training && ports.shell !== 'test') layBallast(ports.dataDir)
    const search = createSearchIndex()
    let newestIndexed = fillSearch(search, store, 0)
    const facts = () => factsOf(store)
    restorePacks(store, ports)
    const policies = createPolicies(store, parts.extensions.packs)
    const journal = createJournal({
      store,
      spool,
      clock: ports.clock,
      ward: facts().wardCode,
      project,
      onCommitted: (events) => {
        if (events.some(({ type }) => type === 'case.registered' || type === 'case.completed')) {
          desk.meetPeople()
        }
        desk.sync.committed()
        desk.post.committed(events)
        desk.hub.courier.wake()
      },
      onDiskFull: () => dropBallast(ports.dataDir),
    })
    const desk: Desk = {
      ports,
      store,
      journal,
      key: parts.key,
      attempts: parts.attempts,
      search,
      meetPeople: () => {
        newestIndexed = fillSearch(search, store, newestIndexed)
      },
      backups: createBackups(() => desk, parts.isQuiet),
      scans: createScanDesk({
        ports,
        store,
        sources: parts.extensions.readers,
        notify: (topic) => parts.notify([topic]),
      }),
      tokens: createTokenDesk(store, ports),
      sync: createSyncDesk(() => desk),
      post: createPost(() => desk),
      hub: createHubDesk(() => desk),
      printRoom: createPrintRoom(() => desk),
      extensions: parts.extensions,
      facts,
      policies,
      sureTime: createClockGuard({
        store,
        journal,
        clock: ports.clock,
        heard: () => desk.sync.status().heard,
        notify: (topic) => parts.notify([topic]),
      }),
      rules: watchPolicies(() => desk),
      pack: () => desk.rules.pack(),
      notify: (...topics) => parts.notify(topics),
      close: async () => {
        check.stop()
        desk.rules.stop()
        await desk.sync.stop()
        await desk.hub.stop()
        await desk.post.stop()
        await desk.printRoom.stop()
        await desk.scans.close()
        await desk.backups.close()
        spool.close()
        store.close()
      },
    }
    const check = startDailyCheck({ store, ports, isQuiet: parts.isQuiet, everyMs: lookForQuietMs })
    damaged.tell = (damage) => {
      ports.log({ level: 'error', what: 'store-damaged', damage })
      // Not inside the work that came upon it.
      setImmediate(() => tryToRaise(desk, 'store-damaged'))
    }
    if (recovery.healed > 0) raiseAlarm(desk, 'journal-healed', recovery.healed)
    if (recovery.damagedRecords > 0) raiseAlarm(desk, 'copy-damaged', recovery.damagedRecords)
    beginAnewIfRestored(desk)
    tellMissing(desk)
    beginWatch(desk)
    desk.printRoom.wake()
    return desk
  } catch (error) {
    spool.close()
    store.close()
    throw error
  }
}

/** Writes an alarm into the journal, where the administrator and the city see it. */
export function raiseAlarm(desk: Desk, alarm: AlarmName, count: number): void {
  desk.journal.command((writing) =>
    writing.append({
      type: 'alarm.raised',
      subject: 'office',
      baseVer: 0,
      actor: systemActor,
      body: { alarm, count },
      personal: null,
    }),
  )
}

/** As much as a damaged store still lets us do. */
function tryToRaise(desk: Desk, alarm: AlarmName): void {
  try {
    raiseAlarm(desk, alarm, 1)
  } catch (error) {
    desk.ports.log({
      level: 'error',
      what: 'alarm-not-raised',
      alarm,
      code: error instanceof Refusal ? error.code : 'fault',
    })
  }
}

/** Who acts, as events name them. */
export function actorOf(session: LiveSession, role: Role): Actor {
  return { user: session.user, role, session: session.id }
}

function found(store: Store, facts: OfficeFacts, ports: Ports): void {
  const { privateKey } = generateKeyPairSync('ed25519')
  const now = ports.clock.now()
  store.transact((tx) => {
    writeMeta(tx, 'office', facts)
    writeSecret(tx, 'device-key', privateKey.export({ type: 'pkcs8', format: 'der' }))
    const at = vietnamTime(now)
    const opening = {
      stream: uuidv7(now),
      ward: facts.wardCode,
      reason: 'enrolment',
      previous: null,
      at,
    } as const
    insertStream(tx, opening, privateKey)
  })
}

function factsOf(store: Store): OfficeFacts {
  const facts = readMeta<OfficeFacts>(store, 'office')
  if (!facts) throw new Error('the store has no office in it')
  return facts
}
