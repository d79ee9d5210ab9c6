import type { AuditRow, CityCaseRow, OperatorRow, PackRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import { type Session, statement } from './session.ts'

/** What the city itself works on: cases put before it, rule packs, its operators and their audit. */
type WorkRows = Pick<
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

/** The city's own rows over one session. */
export function workRows(session: Session): WorkRows {
  return { ...caseRows(session), ...packRows(session), ...operatorRows(session), ...auditRows(session) }
}

const caseColumns = `ward, submission, subject, lc, submitted_at AS "submittedAt", state, decision, reference,
  decided_by AS "decidedBy", decided_at AS "decidedAt", line`
const packColumns = `sha256, id, version, effective_from AS "effectiveFrom", for_all AS "forAll",
  published_at AS "publishedAt"`
const operatorColumns = 'name, full_name AS "fullName", role, secret_hash AS "secretHash", state'

const sql = {
  oneCase: statement(`SELECT ${caseColumns} FROM city_case WHERE ward = $1 AND submission = $2`),
  waiting: statement(
    `SELECT ${caseColumns} FROM city_case WHERE state = 'waiting' ORDER BY submitted_at, entered LIMIT $1`,
  ),
  done: statement(
    `SELECT ${caseColumns} FROM city_case WHERE state = $1 ORDER BY submitted_at DESC, entered DESC LIMIT $2`,
  ),
  ofSubjects: statement(
    `SELECT ${caseColumns} FROM city_case WHERE ward = $1 AND subject = ANY($2::text[])
     ORDER BY submitted_at, entered`,
  ),
  saveCase: statement(
    `INSERT INTO city_case(ward, submission, subject, lc, submitted_at, state, decision, reference, decided_by,
       decided_at, line)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (ward, submission) DO UPDATE SET state = excluded.state, decision = excluded.decision,
       reference = excluded.reference, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
       line = excluded.line`,
  ),
  packs: statement(`SELECT ${packColumns} FROM pack ORDER BY published_at DESC, id, version DESC`),
  pack: statement(`SELECT ${packColumns}, envelope FROM pack WHERE sha256 = $1`),
  addPack: statement(
    `INSERT INTO pack(sha256, id, version, effective_from, for_all, published_at, envelope)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
  ),
  forAll: statement('UPDATE pack SET for_all = true WHERE sha256 = $1'),
  forgetWards: statement('DELETE FROM pack_ward WHERE sha256 = $1'),
  replacePack: statement('UPDATE pack SET sha256 = $2, envelope = $3 WHERE sha256 = $1'),
  packWards: statement('SELECT ward FROM pack_ward WHERE sha256 = $1 ORDER BY ward'),
  addPackWard: statement('INSERT INTO pack_ward(sha256, ward) VALUES ($1, $2)'),
  operators: statement(`SELECT ${operatorColumns} FROM operator ORDER BY name`),
  bySecret: statement(`SELECT ${operatorColumns} FROM operator WHERE secret_hash = $1`),
  saveOperator: statement(
    `INSERT INTO operator(name, full_name, role, secret_hash, state) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO UPDATE SET full_name = excluded.full_name, role = excluded.role,
       secret_hash = excluded.secret_hash, state = excluded.state`,
  ),
  addAudit: statement(
    'INSERT INTO audit(seq, at, operator, act, detail, hash) VALUES ($1, $2, $3, $4, $5, $6)',
  ),
  audit: statement(
    'SELECT seq, at, operator, act, detail, hash FROM audit WHERE seq < $1 ORDER BY seq DESC LIMIT $2',
  ),
}

function caseRows(session: Session): Pick<Rows, 'cityCase' | 'cityCases' | 'cityCasesOf' | 'saveCityCase'> {
  return {
    async cityCase(ward, submission) {
      await session.ward(ward)
      return (await session.all<CityCaseRow>(sql.oneCase, [ward, submission]))[0] ?? null
    },
    async cityCases(state, limit) {
      await session.city()
      return state === 'waiting'
        ? session.all<CityCaseRow>(sql.waiting, [limit])
        : session.all<CityCaseRow>(sql.done, [state, limit])
    },
    async cityCasesOf(ward, subjects) {
      await session.ward(ward)
      return session.all<CityCaseRow>(sql.ofSubjects, [ward, subjects])
    },
    async saveCityCase(row) {
      await session.ward(row.ward)
      const { ward, submission, subject, lc, submittedAt, state } = row
      const { decision, reference, decidedBy, decidedAt, line } = row
      const outcome = [decision, reference, decidedBy, decidedAt, line]
      await session.run(sql.saveCase, [ward, submission, subject, lc, submittedAt, state, ...outcome])
    },
  }
}

function packRows(
  session: Session,
): Pick<Rows, 'packs' | 'pack' | 'addPack' | 'setPackForAll' | 'replacePack' | 'packWards' | 'addPackWard'> {
  return {
    async packs() {
      await session.city()
      return session.all(sql.packs, [])
    },
    async pack(sha256) {
      await session.city()
      return (await session.all<PackRow>(sql.pack, [sha256]))[0] ?? null
    },
    async addPack({ sha256, id, version, effectiveFrom, forAll, publishedAt, envelope }) {
      await session.city()
      const bytes = Buffer.from(envelope)
      await session.run(sql.addPack, [sha256, id, version, effectiveFrom, forAll, publishedAt, bytes])
    },
    async setPackForAll(sha256) {
      await session.city()
      await session.run(sql.forAll, [sha256])
    },
    async replacePack(sha256, by) {
      await session.city()
      await session.run(sql.forgetWards, [sha256])
      await session.run(sql.replacePack, [sha256, by.sha256, Buffer.from(by.envelope)])
    },
    async packWards(sha256) {
      await session.city()
      return (await session.all<{ ward: string }>(sql.packWards, [sha256])).map(({ ward }) => ward)
    },
    async addPackWard(sha256, ward) {
      await session.city()
      await session.run(sql.addPackWard, [sha256, ward])
    },
  }
}

function operatorRows(session: Session): Pick<Rows, 'operators' | 'operatorBySecret' | 'saveOperator'> {
  return {
    async operators() {
      await session.city()
      return session.all<OperatorRow>(sql.operators, [])
    },
    async operatorBySecret(hash) {
      await session.city()
      return (await session.all<OperatorRow>(sql.bySecret, [hash]))[0] ?? null
    },
    async saveOperator({ name, fullName, role, secretHash, state }) {
      await session.city()
      await session.run(sql.saveOperator, [name, fullName, role, secretHash, state])
    },
  }
}

function auditRows(session: Session): Pick<Rows, 'addAudit' | 'audit'> {
  return {
    async addAudit({ seq, at, operator, act, detail, hash }) {
      await session.city()
      await session.run(sql.addAudit, [seq, at, operator, act, detail, hash])
    },
    async audit(before, limit) {
      await session.city()
      return session.all<AuditRow>(sql.audit, [before ?? Number.MAX_SAFE_INTEGER, limit])
    },
  }
}
