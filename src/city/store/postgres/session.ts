import type { QueryResult } from 'pg'
import { failureOf } from './failures.ts'
import { keptValue } from './texts.ts'

/** A prepared statement; its name stands for its text on every connection. */
export type Statement = { readonly name: string; readonly text: string }

let made = 0

/** Makes a statement; once for each text, when its module is loaded. */
export function statement(text: string): Statement {
  made += 1
  return { name: `s${made}`, text }
}

/** What has a ward but is asked for without it. */
export type Placed = 'stream' | 'device' | 'code'

/**
 * What the rows are read and written by. In a transaction every method first takes the lock of what it touches, so
 * whoever reads what is later written reads it alone; a reader takes none.
 */
export type Session = {
  /** Runs a statement and resolves to its rows. The rows are named and typed by its columns. */
  all<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]>
  /** Runs a statement that writes. It is under way when this resolves; should it fail, the transaction does. */
  run(statement: Statement, values: readonly unknown[]): Promise<void>
  /** Says that the next statement of `all` writes. */
  writes(): Promise<void>
  /** The ward's lock. */
  ward(code: string): Promise<void>
  /** The lock of what belongs to the whole city. */
  city(): Promise<void>
  /** The lock of the checkpoints' checks, which come all day and touch nothing else. */
  checks(): Promise<void>
  /** The ward of a stream, a device or an enrolment code, with the ward's lock; null when there is no such thing. */
  wardOf(kind: Placed, id: string): Promise<string | null>
}

/** Wards by kind and id, as far as they were read after a commit. They never change. */
export type KnownWards = Map<string, string>

/** How many are remembered: all streams and devices of a city of a few hundred wards. */
const mostKnown = 50_000

/** Remembers wards; begins anew when there are too many. */
export function remember(known: KnownWards, found: ReadonlyMap<string, string>): void {
  if (known.size + found.size > mostKnown) known.clear()
  for (const [key, ward] of found) known.set(key, ward)
}

const wardOfStatement = statement('SELECT ward FROM ward_of WHERE kind = $1 AND id = $2')

/** Looks up the ward of something. */
export async function lookUpWard(
  session: Pick<Session, 'all'>,
  kind: Placed,
  id: string,
): Promise<string | null> {
  const [row] = await session.all<{ ward: string }>(wardOfStatement, [kind, id])
  return row?.ward ?? null
}

/** Whatever runs statements: a pool, or one of its connections. */
export type Runner = { query(query: Statement & { values: unknown[] }): Promise<QueryResult> }

/** Runs one statement; throws `StoreFailure`. */
export async function runStatement(
  runner: Runner,
  one: Statement,
  values: readonly unknown[],
): Promise<QueryResult> {
  try {
    return await runner.query({ ...one, values: values.map(keptValue) })
  } catch (error) {
    throw failureOf(error)
  }
}

/** A session outside any transaction: each statement sees what is committed when it begins. It cannot write. */
export function readingSession(runner: Runner, known: KnownWards): Session {
  const noLock = async () => undefined
  const session: Session = {
    // The statement names its columns as the row type does; nothing else can know their shape.
    all: async <Row extends object>(one: Statement, values: readonly unknown[]) =>
      (await runStatement(runner, one, values)).rows as Row[],
    async run(one, values) {
      await runStatement(runner, one, values)
    },
    writes: noLock,
    ward: noLock,
    city: noLock,
    checks: noLock,
    async wardOf(kind, id) {
      const key = `${kind} ${id}`
      const found = known.get(key) ?? (await lookUpWard(session, kind, id))
      if (found !== null) remember(known, new Map([[key, found]]))
      return found
    },
  }
  return session
}
