import type { Role } from '../../domain/roles.ts'
import { type EventBody, type EventName, type EventPersonal, eventTypes } from '../../contract/events.ts'
import { Refusal } from '../../contract/refusals.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { maxLineBytes } from '../../contract/sync/push.ts'
import { sql, type Store, type Transactor } from '../database/store.ts'
import { readMeta } from '../facts.ts'
import type { Clock } from '../ports.ts'
import { writeLine } from './line.ts'
import { keyCommitment, sealPersonal, subjectKey } from './personal.ts'
import { refusingFullDisk } from './full-disk.ts'
import { type Head, insertEvent, keyRecords, readHead } from './rows.ts'
import type { Spool, SpoolRecord } from './spool.ts'
import { vietnamTime } from './time.ts'
import { uuidv7 } from './uuid.ts'

export type Actor = { readonly user: string; readonly role: Role | 'system'; readonly session: string }
export const systemActor: Actor = { user: 'system', role: 'system', session: '-' }

/** An event about to be written. `id` comes from whoever acts, so that repeating the act is noticed. */
export type EventDraft<N extends EventName = EventName> = {
  [T in N]: {
    readonly type: T
    readonly id?: string
    readonly subject: string
    readonly baseVer: number
    readonly actor: Actor
    readonly body: EventBody<T>
    readonly personal: EventPersonal<T> | null
    /** What the city keeps beside the line, by hash. */
    readonly blobs?: NonNullable<EventLine['blobs']>
  }
}[N]

/** Applies one event to the projection tables, in the transaction that writes it. */
export type Project = (tx: Transactor, event: EventLine, personal: unknown) => void

/** What a command may do while it writes. */
export type Writing = Transactor & {
  /** Writes the event and its projection; answers the line as an object. */
  append(draft: EventDraft): EventLine
}

export type Journal = {
  /**
   * One command: validate, append, project, commit, then flush the second copy. What the work throws undoes it all.
   * Throws `disk-full` when nothing was saved, `copy-not-written` when only the second copy is missing
   * (saving again confirms it).
   */
  command<Result>(work: (writing: Writing) => Result): Result
  head(): Head
  /** Whether an event with this id is already written. */
  has(id: string): boolean
  /** Has `work` end the stream and open another, in which the journal then goes on. Throws as `command` does. */
  changeStream(work: (tx: Transactor) => void): void
  /** Another PC of the ward has come as far as this Lamport time: what is written here from now on is later. */
  sawLamport(lc: number): void
  /** Last measured difference to the city's clock. */
  setClockOffset(offsetMs: number): void
}

export type JournalParts = {
  readonly store: Store
  readonly spool: Spool
  readonly clock: Clock
  readonly ward: string
  readonly project: Project
  readonly onCommitted: (lines: readonly EventLine[]) => void
  /** Called on SQLITE_FULL, before the refusal. */
  readonly onDiskFull: () => void
}

/** The journal of the newest stream of this store. */
export function createJournal(parts: JournalParts): Journal {
  const { store, spool, clock } = parts
  let head = readHead(store)
  const ownLamport = store.first(sql.selectFrom('event').select(({ fn }) => fn.max('lc').as('lc')))?.lc ?? 0
  let lamport = Math.max(ownLamport, readMeta<number>(store, lamportSeen) ?? 0)
  let offset: { readonly ms: number; readonly measuredAt: number } | null = null
  /** Committed, but not yet in the second copy. */
  let owed: SpoolRecord[] = []
  let lastTimes = { wall: clock.now(), mono: clock.monotonic() }
  /** Jumps of the wall clock that no line tells of yet. */
  let untoldJump = behindLastLine(store, head, clock)

  const buildLine = (tx: Transactor, draft: EventDraft, seq: number, prev: string, lc: number): EventLine => {
    if (!Number.isSafeInteger(lc + 1)) throw new Error('the journal has no Lamport times left')
    const id = draft.id ?? uuidv7(clock.now())
    const personal = draft.personal === null ? null : subjectKey(tx, draft.subject, seq)
    return {
      v: 1,
      stream: head.stream,
      seq,
      prev,
      id,
      type: draft.type,
      tv: eventTypes[draft.type].tv,
      ward: parts.ward,
      subject: draft.subject,
      baseVer: draft.baseVer,
      lc,
      at: {
        wall: vietnamTime(clock.now()),
        mono: Math.floor(clock.monotonic()),
        boot: clock.boot,
        offsetMs: offset?.ms ?? null,
        offsetAgeS: offset ? Math.floor((clock.monotonic() - offset.measuredAt) / 1000) : null,
      },
      actor: draft.actor,
      body: draft.body,
      ...(personal ? { personal: sealPersonal(personal.key, id, draft.personal) } : {}),
      ...(draft.blobs ? { blobs: draft.blobs } : {}),
      ...(personal?.isNew ? { subjectKey: { sha256: keyCommitment(personal.key) } } : {}),
    }
  }

  const flush = () => {
    if (owed.length === 0) return
    try {
      spool.append(head.stream, owed)
    } catch (error) {
      parts.onDiskFull()
      throw new Refusal('copy-not-written', { detail: error instanceof Error ? error.message : 'spool' })
    }
    owed = []
  }

  const noticeClockJump = (): number | null => {
    const now = { wall: clock.now(), mono: clock.monotonic() }
    const jumped = now.wall - lastTimes.wall - (now.mono - lastTimes.mono)
    lastTimes = now
    if (Math.abs(jumped) > clockJumpMs) untoldJump += jumped
    return Math.abs(untoldJump) > clockJumpMs ? Math.round(untoldJump) : null
  }

  const command: Journal['command'] = (work) => {
    const jumped = noticeClockJump()
    const written: EventLine[] = []
    const records: SpoolRecord[] = []
    let { seq, hash } = head
    let lc = lamport
    const result = refusingFullDisk(parts.onDiskFull, () =>
      store.transact((tx) => {
        const append = (draft: EventDraft): EventLine => {
          const event = buildLine(tx, draft, seq + 1, hash, lc + 1)
          const line = writeLine(event)
          // The city takes none longer: it would stand before everything written after it.
          if (Buffer.byteLength(line) > maxLineBytes) throw new Error(`a line of ${event.type} is too long`)
          hash = insertEvent(tx, event, line)
          parts.project(tx, event, draft.personal)
          written.push(event)
          records.push(...(event.subjectKey ? keyRecords(tx, event.seq) : []), { seq: event.seq, line })
          seq = event.seq
          lc = event.lc
          return event
        }
        if (jumped !== null) append(clockEvent(jumped))
        return work({ ...tx, append })
      }),
    )
    head = { stream: head.stream, seq, hash }
    lamport = lc
    untoldJump = 0
    owed.push(...records)
    if (written.length > 0) parts.onCommitted(written)
    flush()
    return result
  }

  return {
    command,
    head: () => head,
    changeStream(work) {
      // The second copy of the stream before is finished first.
      flush()
      refusingFullDisk(parts.onDiskFull, () => store.transact(work))
      head = readHead(store)
    },
    has: (id) => store.first(sql.selectFrom('event').select('seq').where('id', '=', id)) !== undefined,
    sawLamport: (lc) => {
      lamport = Math.max(lamport, lc)
    },
    setClockOffset: (ms) => {
      offset = { ms: Math.round(ms), measuredAt: clock.monotonic() }
    },
  }
}

const clockJumpMs = 5 * 60_000

/** Where the highest Lamport time of the ward's other PCs is kept. */
export const lamportSeen = 'lamport-seen'

/** How far the clock stands before the last line's, as after a dead battery; 0 when it does not. */
function behindLastLine(store: Store, head: Head, clock: Clock): number {
  const last = store.first(
    sql.selectFrom('event').select('at').where('stream', '=', head.stream).where('seq', '=', head.seq),
  )
  return last ? Math.min(0, clock.now() - Date.parse(last.at)) : 0
}

function clockEvent(byMs: number): EventDraft<'clock.jumped'> {
  return {
    type: 'clock.jumped',
    subject: 'office',
    baseVer: 0,
    actor: systemActor,
    body: { byMs },
    personal: null,
  }
}
