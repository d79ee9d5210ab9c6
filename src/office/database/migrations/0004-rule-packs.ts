import { type Kysely, sql } from 'kysely'

/**
 * Cases under any rule pack: procedure, zone, places, the serial and the stamp of the newest paper, what the city
 * decided and what was paid; the packs themselves; which categories an account is limited to; four eyes for every chain.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** The same table as domain/case.ts: even a faulty program cannot write a forbidden act. */
const fourEyes: Readonly<Record<string, readonly string[]>> = {
  verify: ['register', 'complete'],
  confirm: ['register', 'complete'],
  return: ['register', 'complete'],
  approve: ['register', 'complete', 'verify', 'confirm', 'return'],
  submit: ['register', 'complete', 'verify', 'confirm', 'return'],
  refuse: ['register', 'complete', 'verify', 'confirm', 'return'],
  seal: ['approve', 'submit'],
  replace: ['approve', 'submit'],
  pay: ['approve', 'submit'],
}

const trigger = (act: string, earlier: readonly string[]) =>
  `CREATE TRIGGER four_eyes_${act} BEFORE INSERT ON case_history
   WHEN NEW.act = '${act}' AND EXISTS (
     SELECT 1 FROM case_history WHERE case_id = NEW.case_id AND user = NEW.user AND act IN (${earlier.map((one) => `'${one}'`).join(', ')}))
   BEGIN SELECT RAISE(ABORT, 'four-eyes'); END`

const column = (definition: string) => `ALTER TABLE permit_case ADD COLUMN ${definition}`

const statements = [
  ...['verify', 'return', 'approve', 'refuse', 'seal'].map((act) => `DROP TRIGGER four_eyes_${act}`),
  ...Object.entries(fourEyes).map(([act, earlier]) => trigger(act, earlier)),
  column(`procedure TEXT NOT NULL DEFAULT 'individual'`),
  column(`zone TEXT`),
  column(`places TEXT NOT NULL DEFAULT '[]'`),
  column(`listed_by TEXT`),
  column(`kid TEXT`),
  column(`series INTEGER`),
  column(`paper_index INTEGER`),
  column(`seal TEXT`),
  column(`stamped_at TEXT`),
  column(`withdrawn TEXT`),
  column(`city_reference TEXT`),
  column(`payment TEXT`),
  `ALTER TABLE staff ADD COLUMN scope TEXT`,
  `CREATE INDEX permit_case_listed_by ON permit_case (listed_by) WHERE listed_by IS NOT NULL`,
  `CREATE INDEX permit_case_procedure ON permit_case (procedure, state, registered_at)`,
  `CREATE INDEX permit_case_serial ON permit_case (kid, series, paper_index) WHERE kid IS NOT NULL`,
  `CREATE TABLE replaced_paper (
     token_sha256 TEXT PRIMARY KEY, case_id TEXT NOT NULL, kid TEXT NOT NULL, series INTEGER NOT NULL,
     paper_index INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX replaced_paper_case ON replaced_paper (case_id)`,
  `CREATE TABLE rule_pack (
     sha256 TEXT PRIMARY KEY, pack TEXT NOT NULL, pack_version INTEGER NOT NULL, bytes BLOB NOT NULL,
     source TEXT NOT NULL CHECK (source IN ('shipped', 'city', 'file', 'office')), received_at TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('ready', 'needs-approval', 'too-new')), UNIQUE (pack, pack_version)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE pack_activation (
     seq INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, pack TEXT NOT NULL, pack_version INTEGER NOT NULL,
     from_at TEXT NOT NULL, user TEXT NOT NULL, rollback INTEGER NOT NULL) STRICT`,
  `CREATE TABLE pack_approval (
     sha256 TEXT NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (sha256, user)) STRICT, WITHOUT ROWID`,
]
