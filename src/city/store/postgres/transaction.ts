import type { PoolClient, QueryResult } from 'pg'
import { failureOf, StoreFailure } from './failures.ts'
import { type Lock, lockNumbers, takeLock } from './locks.ts'
import {
  type KnownWards,
  lookUpWard,
  type Placed,
  remember,
  runStatement,
  type Session,
  type Statement,
  statement,
} from './session.ts'

const begin = statement('BEGIN ISOLATION LEVEL READ COMMITTED')
const commit = statement('COMMIT')
const rollback = statement('ROLLBACK')
const setMark = statement(
  `INSERT INTO write_mark(ward, writer, mark, at) VALUES ($1, $2, $3, now())
   ON CONFLICT (ward, writer) DO UPDATE SET mark = excluded.mark, at = excluded.at`,
)

/**
 * What a transaction leaves in the store beside its rows, under its first lock: whether it was committed can be looked
 * up by it when the answer to COMMIT was lost.
 */
export type Mark = {
  readonly lock: Lock
  readonly ward: string
  readonly writer: string
  readonly mark: number
}

/** COMMIT was sent and its answer was lost. `result` is what the work came to, if it was committed. */
export class CommitUnknown<T> extends Error {
  override readonly name = 'CommitUnknown'
  readonly mark: Mark
  readonly result: T
  constructor(mark: Mark, result: T) {
    super('the answer to a commit was lost')
    this.mark = mark
    this.result = result
  }
}

/** Who writes over a connection: a name in the marks, and how often it has. */
export type Writer = { readonly name: string; count: number }

/**
 * Does the work in one transaction. Throws what the work throws, `StoreFailure` for what the database does, and
 * `CommitUnknown`. Unless it was `CommitUnknown`, nothing of the work is in the store then.
 */
export async function inTransaction<T>(
  client: PoolClient,
  writer: Writer,
  known: KnownWards,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const running = openTransaction(client, known)
  try {
    const result = await work(running.session)
    await running.settled()
    await close(running, writer, result)
    remember(known, running.found)
    return result
  } catch (error) {
    if (error instanceof CommitUnknown) throw error
    // A failed statement makes the ones after it fail, too, and the work with them: the first one says why.
    const first = running.failure() ?? error
    // Should the connection be lost over it, the pool sees that by itself, and the server has nothing to undo.
    await runStatement(client, rollback, []).catch(failureOf)
    throw first
  }
}

type Running = {
  readonly session: Session
  readonly found: Map<string, string>
  readonly send: (one: Statement, values: readonly unknown[]) => Promise<QueryResult>
  /** The first lock taken by a transaction that has written; null when nothing was written. */
  wrote(): Lock | null
  failure(): StoreFailure | null
  /** Resolves when every statement sent so far was answered; throws the first failure. */
  settled(): Promise<void>
}

function openTransaction(client: PoolClient, known: KnownWards): Running {
  const held = new Map<string, Lock>()
  const found = new Map<string, string>()
  let first: StoreFailure | null = null
  let last: Promise<unknown> = Promise.resolve()
  let hasWritten = false
  const send = (one: Statement, values: readonly unknown[]) => {
    const sent = runStatement(client, one, values)
    // The connection answers in order, so whoever waits for the last one has waited for all.
    last = sent.catch((error: unknown) => (first ??= failureOf(error)))
    return sent
  }
  const dispatch = (one: Statement, values: readonly unknown[]) =>
    void send(one, values).catch(() => undefined)
  const take = async (lock: Lock) => {
    const key = `${lock.space} ${lock.name}`
    if (held.has(key)) return
    held.set(key, lock)
    dispatch(takeLock, lockNumbers(lock))
  }
  const session: Session = {
    // The statement names its columns as the row type does; nothing else can know their shape.
    all: async <Row extends object>(one: Statement, values: readonly unknown[]) =>
      (await send(one, values)).rows as Row[],
    async run(one, values) {
      hasWritten = true
      dispatch(one, values)
    },
    async writes() {
      hasWritten = true
    },
    ward: (code) => take({ space: 'ward', name: code }),
    city: () => take({ space: 'city', name: '' }),
    checks: () => take({ space: 'checks', name: '' }),
    wardOf: (kind, id) => placeOf(session, { known, found, take }, kind, id),
  }
  dispatch(begin, [])
  return {
    session,
    found,
    send,
    wrote: () => (hasWritten ? (held.values().next().value ?? null) : null),
    failure: () => first,
    async settled() {
      await last
      if (first) throw first
    },
  }
}

/** Finds the ward of something and locks it. That something is not there is a thing to be locked, too. */
async function placeOf(
  session: Session,
  {
    known,
    found,
    take,
  }: { known: KnownWards; found: Map<string, string>; take: (lock: Lock) => Promise<void> },
  kind: Placed,
  id: string,
): Promise<string | null> {
  const key = `${kind} ${id}`
  let ward = known.get(key) ?? found.get(key) ?? (await lookUpWard(session, kind, id))
  if (ward === null) {
    await take({ space: 'absent', name: key })
    ward = await lookUpWard(session, kind, id)
  }
  if (ward === null) return null
  found.set(key, ward)
  await session.ward(ward)
  return ward
}

/** Commits. From the moment COMMIT is on its way only the store knows whether it happened. */
async function close<T>(running: Running, writer: Writer, result: T): Promise<void> {
  const lock = running.wrote()
  if (lock === null) {
    await running.send(commit, [])
    return
  }
  writer.count += 1
  const mark = { lock, ward: lock.space === 'ward' ? lock.name : '', writer: writer.name, mark: writer.count }
  const marking = running.send(setMark, [mark.ward, mark.writer, mark.mark]).catch(failureOf)
  const answer = await running.send(commit, []).catch(failureOf)
  const refused = await marking
  if (answer instanceof StoreFailure && answer.kind === 'lost') throw new CommitUnknown(mark, result)
  if (refused instanceof StoreFailure) throw refused
  if (answer instanceof StoreFailure) throw answer
  // COMMIT of a transaction in which something failed is answered ROLLBACK.
  if (answer.command !== 'COMMIT') throw new StoreFailure('refused', 'rolled back')
}

const findMark = statement('SELECT mark FROM write_mark WHERE ward = $1 AND writer = $2')

/**
 * Whether the transaction that set a mark was committed. It takes the lock that transaction held: should its server
 * process still be at it, the answer waits until that has ended. Throws `StoreFailure`.
 */
export async function wasCommitted(client: PoolClient, { lock, ward, writer, mark }: Mark): Promise<boolean> {
  await runStatement(client, begin, [])
  await runStatement(client, takeLock, lockNumbers(lock))
  const { rows } = await runStatement(client, findMark, [ward, writer])
  await runStatement(client, rollback, [])
  return rows[0]?.mark === mark
}
