import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool, type PoolClient } from 'pg'
import type { CityStore, Rows, StoreKind } from '../store.ts'
import { connectionTo } from './address.ts'
import { checkRows } from './check-rows.ts'
import { failureOf, StoreFailure } from './failures.ts'
import { journalRows } from './journal-rows.ts'
import { lineRows } from './line-rows.ts'
import { postgresBackup } from './backup.ts'
import { prepareDatabase } from './migrate.ts'
import { officeRows } from './office-rows.ts'
import { type KnownWards, readingSession, type Session } from './session.ts'
import { CommitUnknown, inTransaction, wasCommitted, type Writer } from './transaction.ts'
import { overlapRows } from './overlap-rows.ts'
import { rollupRows } from './rollup-rows.ts'
import { signInRows } from './sign-in-rows.ts'
import { trustRows } from './trust-rows.ts'
import { workRows } from './work-rows.ts'

/** The store for a real city: a PostgreSQL database, opened by its address (`DATABASE_URL`). */
export const postgresStore: StoreKind = {
  name: 'postgres',
  open: (address) => openPostgresStore(address, () => undefined),
  backup: postgresBackup,
}

/** Transactions at the same time; wards wait for themselves, not for each other. */
const mostWriters = 10
const mostReaders = 6
/** How long a request waits for a server that is starting again before its PC is told to come back. */
const patienceMs = 20_000
const mostClashes = 12

/**
 * Opens the store and brings its tables up to date; `hears` is told of every commit whose answer was lost. Throws when
 * the database cannot be reached, is of a newer program, or would answer a commit before it is on the disk.
 */
export async function openPostgresStore(address: string, hears: () => void): Promise<CityStore> {
  await prepareDatabase(address)
  const writers = new Pool({ ...connectionTo(address), max: mostWriters, pipeline: true })
  const readers = new Pool({
    ...connectionTo(address, { default_transaction_read_only: 'on' }),
    max: mostReaders,
  })
  for (const pool of [writers, readers]) listenToLosses(pool)
  const known: KnownWards = new Map()
  const names = new WeakMap<PoolClient, Writer>()
  const reading = rowsOf(readingSession(readers, known))
  const writing = new Set<Promise<unknown>>()
  let closing: Promise<unknown> | null = null
  return {
    write(work) {
      const done = writeOnce({ pool: writers, names, known, hears }, work)
      const ended = done.then(forget, forget)
      function forget() {
        writing.delete(ended)
      }
      writing.add(ended)
      return done
    },
    read: (work) => patiently(() => work(reading)),
    async close() {
      await Promise.all(writing)
      closing ??= Promise.all([writers.end(), readers.end()])
      await closing
    },
  }
}

/** A connection may be lost while nobody uses it; whoever needs one next gets another. */
function listenToLosses(pool: Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
}

function rowsOf(session: Session): Rows {
  return {
    ...officeRows(session),
    ...journalRows(session),
    ...lineRows(session),
    ...checkRows(session),
    ...trustRows(session),
    ...workRows(session),
    ...rollupRows(session),
    ...overlapRows(session),
    ...signInRows(session),
  }
}

/** Tries again what can be: a read whose connection was lost, for as long as a server needs to start again. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.kind === 'refused') throw error
      if (performance.now() > until || (error.kind === 'clash' && tries >= mostClashes)) throw error
      await pause(pauseMs(error.kind, tries))
    }
  }
}

/** Others must get out of the way for a moment; a server needs longer to come back. */
function pauseMs(kind: StoreFailure['kind'], tries: number): number {
  const most = kind === 'clash' ? 20 * tries : Math.min(50 * tries, 300)
  return most * (0.5 + Math.random() / 2)
}

/** What every write works with. */
type Writing = {
  readonly pool: Pool
  readonly names: WeakMap<PoolClient, Writer>
  readonly known: KnownWards
  readonly hears: () => void
}

/**
 * Does the work in one transaction, once: it is tried again only when nothing of an earlier try can be in the store. When
 * the answer to a commit was lost, the store is asked; while it cannot say, this throws, and the caller knows no more
 * than before it asked.
 */
function writeOnce<T>({ pool, names, known, hears }: Writing, work: (rows: Rows) => Promise<T>): Promise<T> {
  let unknown: CommitUnknown<T> | null = null
  return patiently(() =>
    withClient(pool, async (client) => {
      if (unknown) {
        if (await wasCommitted(client, unknown.mark)) return unknown.result
        unknown = null
      }
      const writer = names.get(client) ?? { name: randomUUID(), count: 0 }
      names.set(client, writer)
      try {
        return await inTransaction(client, writer, known, (session) => work(rowsOf(session)))
      } catch (error) {
        if (!(error instanceof CommitUnknown)) throw error
        // Only this work's own transaction throws it, so it carries this work's result.
        unknown = error as CommitUnknown<T>
        hears()
        throw new StoreFailure('lost', 'commit unknown')
      }
    }),
  )
}

/** Lends a connection; one that failed in any way but by a refusal is not used again. */
async function withClient<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw failureOf(error)
  })
  let isBroken = false
  try {
    return await use(client)
  } catch (error) {
    isBroken = error instanceof StoreFailure && error.kind === 'lost'
    throw error
  } finally {
    client.release(isBroken)
  }
}
