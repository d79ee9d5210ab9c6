import { type Kysely, sql } from 'kysely'

/** Of a paper whose holder is no longer on the list: who asked for it to be withdrawn, and why. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE permit_case ADD COLUMN removal TEXT`.execute(db)
  await sql`CREATE INDEX permit_case_removal ON permit_case (listed_by) WHERE removal IS NOT NULL`.execute(db)
}
