import { type Kysely, sql } from 'kysely'

/** The roster of households with their market days; which household a market card is for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE household (
     id TEXT PRIMARY KEY, number INTEGER NOT NULL, state TEXT NOT NULL, into_id TEXT, from_id TEXT,
     version INTEGER NOT NULL, details TEXT NOT NULL, grp TEXT NOT NULL, position INTEGER NOT NULL,
     fold TEXT NOT NULL, market TEXT, turn INTEGER, slot INTEGER, since TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE household_card (
     case_id TEXT PRIMARY KEY, household_id TEXT NOT NULL, days TEXT) STRICT, WITHOUT ROWID`,
  `CREATE INDEX household_card_household ON household_card (household_id)`,
  `CREATE INDEX household_street ON household (state, grp, position, number)`,
]
