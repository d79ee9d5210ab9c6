import type { Database, Statement } from 'better-sqlite3'
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { Refusal } from '../../contract/refusals.ts'
import { isCorruption, sqliteCode } from './sqlite-code.ts'
import type { Tables } from './tables.ts'

/**
 * Composes SQL; runs nothing. The office runs what it composes synchronously on its one connection, so that a command
 * validates, writes its events and their projection without giving way to another.
 */
export const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** May look, not touch. */
export type Reader = {
  all<Row>(query: Compilable<Row>): Row[]
  first<Row>(query: Compilable<Row>): Row | undefined
  iterate<Row>(query: Compilable<Row>): IterableIterator<Row>
}

declare const writing: unique symbol
/** May write; exists only inside `transact`. */
export type Transactor = Reader & {
  readonly [writing]: true
  run(query: Compilable): { readonly changes: number }
}

export type Store = Reader & {
  /** One `BEGIN IMMEDIATE` transaction; everything the work throws rolls it back. */
  transact<Result>(work: (tx: Transactor) => Result): Result
  readonly database: Database
  /**
   * Moves what was committed out of the WAL into the file proper. One flipped bit in the WAL drops all that follows it
   * without a word; the journal has its second copy, but keys, enrolment and settings have only this.
   */
  settle(): void
  /** Says that the file is damaged, in a few words for the log. */
  foundDamaged(damage: string): void
  close(): void
}

/**
 * Wraps an opened connection. Statements are prepared once per SQL text. Every read and write of a page that is not
 * what was written throws `damaged-database`, and is told to `foundDamaged`.
 */
export function createStore(database: Database, parts: Pick<Store, 'foundDamaged' | 'close'>): Store {
  const prepared = new Map<string, Statement>()
  const prepare = (text: string): Statement => {
    let statement = prepared.get(text)
    if (!statement) {
      statement = database.prepare(text)
      prepared.set(text, statement)
    }
    return statement
  }
  const refusal = (error: unknown): unknown => {
    if (!isCorruption(error)) return error
    const damage = sqliteCode(error) ?? ''
    parts.foundDamaged(damage)
    return new Refusal('damaged-database', { detail: damage })
  }
  const explaining = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw refusal(error)
    }
  }
  function* iterate(text: string, parameters: readonly unknown[]) {
    try {
      yield* database.prepare(text).iterate(...parameters)
    } catch (error) {
      throw refusal(error)
    }
  }
  // Rows have the type the composed query says; Kysely's types stand for the tables of the migrations.
  const reader: Reader = {
    all: <Row>(query: Compilable<Row>) => {
      const { sql: text, parameters } = query.compile()
      return explaining(() => prepare(text).all(...parameters)) as Row[]
    },
    first: <Row>(query: Compilable<Row>) => {
      const { sql: text, parameters } = query.compile()
      return explaining(() => prepare(text).get(...parameters)) as Row | undefined
    },
    iterate: <Row>(query: Compilable<Row>) => {
      const { sql: text, parameters } = query.compile()
      return iterate(text, parameters) as IterableIterator<Row>
    },
  }
  const transactor = {
    ...reader,
    run: (query: Compilable) => {
      const { sql: text, parameters } = query.compile()
      return explaining(() => prepare(text).run(...parameters))
    },
  } as unknown as Transactor // the brand exists only in the type
  const transaction = database.transaction((work: (tx: Transactor) => unknown) => work(transactor))
  return {
    ...reader,
    database,
    ...parts,
    // What a transaction answers is what its work answers.
    transact: <Result>(work: (tx: Transactor) => Result) =>
      explaining(() => transaction.immediate(work)) as Result,
    settle: () => explaining(() => void database.pragma('wal_checkpoint(TRUNCATE)')),
  }
}
