import type { AuditRow, CityCaseRow, OperatorRow, PackRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import type { Connection } from './open.ts'

/** What the city itself works on: cases put before it, rule packs, its operators and their audit. */
export type WorkRows = Pick<
  Rows,
  | 'cityCase'
  | 'cityCases'
  | 'cityCasesOf'
  | 'saveCityCase'
  | 'packs'
  | 'pack'
  | 'addPack'
  | 'setPackForAll'
  | 'replacePack'
  | 'packWards'
  | 'addPackWard'
  | 'operators'
  | 'operatorBySecret'
  | 'saveOperator'
  | 'addAudit'
  | 'audit'
>

/** The city's own rows over one connection. */
export function workRows(db: Connection): WorkRows {
  return { ...caseRows(db), ...packRows(db), ...operatorRows(db), ...auditRows(db) }
}

const caseColumns = `ward, submission, subject, lc, submitted_at AS submittedAt, state, decision, reference,
  decided_by AS decidedBy, decided_at AS decidedAt, line`

function caseRows(db: Connection): Pick<Rows, 'cityCase' | 'cityCases' | 'cityCasesOf' | 'saveCityCase'> {
  const one = db.prepare<[string, string], CityCaseRow>(
    `SELECT ${caseColumns} FROM city_case WHERE ward = ? AND submission = ?`,
  )
  const waiting = db.prepare<[number], CityCaseRow>(
    `SELECT ${caseColumns} FROM city_case WHERE state = 'waiting' ORDER BY submitted_at, rowid LIMIT ?`,
  )
  const done = db.prepare<[string, number], CityCaseRow>(
    `SELECT ${caseColumns} FROM city_case WHERE state = ? ORDER BY submitted_at DESC, rowid DESC LIMIT ?`,
  )
  const ofSubjects = db.prepare<[string, string], CityCaseRow>(
    `SELECT ${caseColumns} FROM city_case
     WHERE ward = ? AND subject IN (SELECT value FROM json_each(?)) ORDER BY submitted_at, rowid`,
  )
  const save = db.prepare<[CityCaseRow]>(
    `INSERT INTO city_case(ward, submission, subject, lc, submitted_at, state, decision, reference, decided_by,
       decided_at, line)
     VALUES (@ward, @submission, @subject, @lc, @submittedAt, @state, @decision, @reference, @decidedBy, @decidedAt,
       @line)
     ON CONFLICT DO UPDATE SET state = excluded.state, decision = excluded.decision, reference = excluded.reference,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at, line = excluded.line`,
  )
  return {
    cityCase: async (ward, submission) => one.get(ward, submission) ?? null,
    cityCases: async (state, limit) => (state === 'waiting' ? waiting.all(limit) : done.all(state, limit)),
    cityCasesOf: async (ward, subjects) => ofSubjects.all(ward, JSON.stringify(subjects)),
    saveCityCase: async (row) => void save.run(row),
  }
}

type StoredPack = Omit<PackRow, 'forAll'> & { forAll: number }
const packColumns =
  'sha256, id, version, effective_from AS effectiveFrom, for_all AS forAll, published_at AS publishedAt'

function packRows(
  db: Connection,
): Pick<Rows, 'packs' | 'pack' | 'addPack' | 'setPackForAll' | 'replacePack' | 'packWards' | 'addPackWard'> {
  const all = db.prepare<[], Omit<StoredPack, 'envelope'>>(
    `SELECT ${packColumns} FROM pack ORDER BY published_at DESC, id, version DESC`,
  )
  const one = db.prepare<[string], StoredPack>(`SELECT ${packColumns}, envelope FROM pack WHERE sha256 = ?`)
  const add = db.prepare<[StoredPack]>(
    `INSERT INTO pack(sha256, id, version, effective_from, for_all, published_at, envelope)
     VALUES (@sha256, @id, @version, @effectiveFrom, @forAll, @publishedAt, @envelope)`,
  )
  const forAll = db.prepare<[string]>('UPDATE pack SET for_all = 1 WHERE sha256 = ?')
  const wards = db.prepare<[string], string>('SELECT ward FROM pack_ward WHERE sha256 = ? ORDER BY ward')
  wards.pluck()
  const forgetWards = db.prepare<[string]>('DELETE FROM pack_ward WHERE sha256 = ?')
  const replace = db.prepare<[string, Uint8Array, string]>(
    'UPDATE pack SET sha256 = ?, envelope = ? WHERE sha256 = ?',
  )
  const addWard = db.prepare<[string, string]>('INSERT INTO pack_ward(sha256, ward) VALUES (?, ?)')
  return {
    packs: async () => all.all().map((row) => ({ ...row, forAll: row.forAll === 1 })),
    pack: async (sha256) => {
      const row = one.get(sha256)
      return row ? { ...row, forAll: row.forAll === 1 } : null
    },
    addPack: async (row) => void add.run({ ...row, forAll: row.forAll ? 1 : 0 }),
    setPackForAll: async (sha256) => void forAll.run(sha256),
    replacePack: async (sha256, by) => {
      forgetWards.run(sha256)
      replace.run(by.sha256, by.envelope, sha256)
    },
    packWards: async (sha256) => wards.all(sha256),
    addPackWard: async (sha256, ward) => void addWard.run(sha256, ward),
  }
}

function operatorRows(db: Connection): Pick<Rows, 'operators' | 'operatorBySecret' | 'saveOperator'> {
  const columns = 'name, full_name AS fullName, role, secret_hash AS secretHash, state'
  const all = db.prepare<[], OperatorRow>(`SELECT ${columns} FROM operator ORDER BY name`)
  const bySecret = db.prepare<[string], OperatorRow>(`SELECT ${columns} FROM operator WHERE secret_hash = ?`)
  const save = db.prepare<[OperatorRow]>(
    `INSERT INTO operator(name, full_name, role, secret_hash, state)
     VALUES (@name, @fullName, @role, @secretHash, @state)
     ON CONFLICT(name) DO UPDATE SET full_name = excluded.full_name, role = excluded.role,
       secret_hash = excluded.secret_hash, state = excluded.state`,
  )
  return {
    operators: async () => all.all(),
    operatorBySecret: async (hash) => bySecret.get(hash) ?? null,
    saveOperator: async (row) => void save.run(row),
  }
}

function auditRows(db: Connection): Pick<Rows, 'addAudit' | 'audit'> {
  const add = db.prepare<[AuditRow]>(
    `INSERT INTO audit(seq, at, operator, act, detail, hash) VALUES (@seq, @at, @operator, @act, @detail, @hash)`,
  )
  const some = db.prepare<[number, number], AuditRow>(
    'SELECT seq, at, operator, act, detail, hash FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?',
  )
  return {
    addAudit: async (row) => void add.run(row),
    audit: async (before, limit) => some.all(before ?? Number.MAX_SAFE_INTEGER, limit),
  }
}
