import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql as raw } from 'kysely'
import { openStore } from '../../database/open.ts'
import { sql, type Store } from '../../database/store.ts'
import type { Clock } from '../../ports.ts'
import { project } from '../../projection.ts'
import { testClock } from '../../testing/ports.ts'
import { createJournal, type EventDraft, type Journal } from '../journal.ts'
import { type ChainBreak, firstBreak, lineHash } from '../line.ts'
import { projectionDigest, rebuild } from '../rebuild.ts'
import { recover, type Recovery } from '../recover.ts'
import { openSpool, type Spool } from '../spool.ts'

/** The key of every ledger made here. */
export const ledgerKey = Buffer.alloc(32, 7)
/** The stream a new ledger opens. */
export const firstStream = '01a10000-0000-7000-8000-000000000001'
export const ledgerPath = (folder: string) => join(folder, 'quay.db')

/** A journal on a real store with its real second copy, and nothing of an office around it. */
export type Ledger = {
  readonly store: Store
  readonly spool: Spool
  readonly journal: Journal
  readonly recovery: Recovery
  /** Registers one case as one command; answers its id when it is confirmed. */
  register(id?: string): string
  close(): void
}

export type LedgerOptions = {
  readonly clock?: Clock
  /** `none` is the negative control of everything the second copy is for. */
  readonly spool?: Spool | 'none'
  readonly onDiskFull?: () => void
  /** Seen before recovery: for controls that weaken the store. */
  readonly weaken?: (store: Store) => void
}

/** Opens the ledger of a folder by the real ritual, founding its stream when there is none. */
export async function openLedger(folder: string, options: LedgerOptions = {}): Promise<Ledger> {
  mkdirSync(folder, { recursive: true })
  const clock = options.clock ?? testClock()
  const store = await openStore(ledgerPath(folder), ledgerKey)
  const spool = options.spool === 'none' ? noSpool : (options.spool ?? openSpool(folder, ledgerKey))
  try {
    options.weaken?.(store)
    if (!store.first(sql.selectFrom('stream').select('id'))) openStream(store, firstStream)
    const recovery = recover(store, spool, project)
    const journal = createJournal({
      store,
      spool,
      clock,
      ward: '39901',
      project,
      onCommitted: () => {},
      onDiskFull: options.onDiskFull ?? (() => {}),
    })
    const register = (id: string = randomUUID()) => {
      journal.command((writing) => {
        if (!journal.has(id)) writing.append(registration(id, journal.head().seq + 1))
      })
      return id
    }
    const close = () => {
      spool.close()
      store.close()
    }
    return { store, spool, journal, recovery, register, close }
  } catch (error) {
    spool.close()
    store.close()
    throw error
  }
}

/** A second copy that keeps nothing. */
const noSpool: Spool = {
  append: () => {},
  read: () => ({ records: [], damaged: 0 }),
  setAside: () => {},
  close: () => {},
}

/** Opens a stream; the newest is the one journals go on with. */
export function openStream(store: Store, id: string, openedAt = '2026-11-21T07:30:00.000+07:00'): void {
  const openingLine = JSON.stringify({ v: 1, opening: true, stream: id })
  store.transact((tx) =>
    tx.run(
      sql.insertInto('stream').values({
        id,
        opening_line: openingLine,
        opening_hash: lineHash(openingLine),
        opened_at: openedAt,
      }),
    ),
  )
}

/** A registration of an invented person. */
export function registration(id: string, serial: number): EventDraft<'case.registered'> {
  return {
    type: 'case.registered',
    id,
    subject: id,
    baseVer: 0,
    actor: { user: 'thanhmai', role: 'clerk', session: 's-1' },
    body: {
      number: `Q39901-2026-Z${String(serial).padStart(5, '0')}-${id}`.slice(0, 32),
      pack: 'gdd',
      packVersion: 1,
      category: 4,
      schedule: {
        firstDay: '2026-11-21',
        lastDay: '2026-11-27',
        weekdays: [0, 1, 2],
        windows: [[360, 1080]],
      },
      dueAt: '2026-11-24T17:00:00.000+07:00',
      scanRule: null,
      procedure: 'individual',
      zone: null,
      places: [],
      listedBy: null,
    },
    personal: {
      applicant: {
        personId: id,
        idKind: 'can-cuoc',
        idNumber: `001190${createHash('sha256').update(id).digest().readUInt32BE() % 1_000_000}`.padEnd(
          12,
          '0',
        ),
        oldIdNumber: null,
        fullName: 'Đặng Thị Ngọc Dung',
        birthDate: '1990-09-08',
        sex: 'female',
        residence: 'Số 5 ngõ 15, tổ dân phố 3, Phường Ví Dụ',
        phone: '0912345678',
      },
      details: {
        purpose: 'Khám bệnh',
        route: 'Ngõ 15 – Bệnh viện Mẫu',
        vehiclePlate: null,
        organisation: null,
        companions: null,
      },
    },
  }
}

/** Every line of a stream, oldest first. */
export function linesOf(store: Store, stream: string): string[] {
  return store
    .all(sql.selectFrom('event').select('line').where('stream', '=', stream).orderBy('seq'))
    .map(({ line }) => line)
}

/** The first place where the newest stream's chain does not hold, from its opening record on. */
export function brokenAt(store: Store): ChainBreak | null {
  const stream = store.first(
    sql.selectFrom('stream').select(['id', 'opening_hash']).orderBy(raw`rowid`, 'desc').limit(1),
  )
  if (!stream) throw new Error('no stream is open')
  return firstBreak(linesOf(store, stream.id), { stream: stream.id, seq: 0, hash: stream.opening_hash })
}

/** Whether replaying the whole journal gives the projections there are. */
export function rebuildEqualsLive(store: Store): boolean {
  const live = JSON.stringify(projectionDigest(store))
  rebuild(store, project)
  return JSON.stringify(projectionDigest(store)) === live
}

/** Ids of all registrations in the journal that also stand, once, among the cases. */
export function registeredIds(store: Store): Set<string> {
  const rows = store.all(
    sql
      .selectFrom('event')
      .innerJoin('permit_case', 'permit_case.id', 'event.id')
      .select('event.id')
      .where('type', '=', 'case.registered'),
  )
  return new Set(rows.map(({ id }) => id))
}
