import { type Kysely, sql } from 'kysely'

/**
 * Numbers and names people had before, by which they are still found; and counters of permits that never begin again.
 * `text` is a number or a folded name, `reversed` the number from its end.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE person_alias (
     person_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('number', 'name')), text TEXT NOT NULL,
     reversed TEXT NOT NULL, PRIMARY KEY (person_id, kind, text)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX person_alias_text ON person_alias (kind, text)`,
  `CREATE INDEX person_alias_reversed ON person_alias (kind, reversed)`,
  `INSERT INTO counter SELECT 'permit-' || substr(name, 13), max(last) FROM counter
     WHERE name GLOB 'permit-[0-9][0-9][0-9][0-9]-*' GROUP BY substr(name, 13)`,
  `DELETE FROM counter WHERE name GLOB 'permit-[0-9][0-9][0-9][0-9]-*'`,
]
