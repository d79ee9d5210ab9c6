import type { Database, Statement } from 'better-sqlite3'
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
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
  close(): void
}

/** Wraps an opened connection. Statements are prepared once per SQL text. */
export function createStore(database: Database): Store {
  const prepared = new Map<string, Statement>()
  const prepare = (text: string): Statement => {
    let statement = prepared.get(text)
    if (!statement) {
      statement = database.prepare(text)
      prepared.set(text, statement)
    }
    return statement
  }
  // Rows have the type the composed query says; Kysely's types stand for the tables of the migrations.
  const reader: Reader = {
    all: <Row>(query: Compilable<Row>) => {
      const { sql: text, parameters } = query.compile()
      return prepare(text).all(...parameters) as Row[]
    },
    first: <Row>(query: Compilable<Row>) => {
      const { sql: text, parameters } = query.compile()
      return prepare(text).get(...parameters) as Row | undefined
    },
    iterate: <Row>(query: Compilable<Row>) => {
      const { sql: text, parameters } = query.compile()
      return database.prepare(text).iterate(...parameters) as IterableIterator<Row>
    },
  }
  const transactor = {
    ...reader,
    run: (query: Compilable) => {
      const { sql: text, parameters } = query.compile()
      return prepare(text).run(...parameters)
    },
  } as unknown as Transactor // the brand exists only in the type
  return {
    ...reader,
    database,
    transact: (work) => database.transaction(() => work(transactor)).immediate(),
    settle: () => void database.pragma('wal_checkpoint(TRUNCATE)'),
    close: () => database.close(),
  }
}
