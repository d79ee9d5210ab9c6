import { type Kysely, sql } from 'kysely'

/** Checks of cards whose visits were used up, and whose holder nobody has let in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE gate_check ADD COLUMN used_up INTEGER NOT NULL DEFAULT 0`.execute(db)
}
