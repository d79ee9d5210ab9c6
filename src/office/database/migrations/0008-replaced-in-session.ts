import { type Kysely, sql } from 'kysely'

/** A paper issued again counts towards a session's quota as a first one does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `DROP INDEX event_sealed_in`,
  `CREATE INDEX event_sealed_in ON event (json_extract(line, '$.actor.session'))
     WHERE type IN ('permit.sealed', 'permit.replaced')`,
]
