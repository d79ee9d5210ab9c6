import { copyFlagSchema } from '../../../contract/sync/checks.ts'
import type {
  CheckCountRow,
  CheckpointCodeRow,
  CheckpointRow,
  CheckRow,
  CheckRows,
  PairedCheckpoint,
} from '../check-rows.ts'
import { type Session, statement } from './session.ts'

/** Checkpoints and their checks over one session. */
export function checkRows(session: Session): CheckRows {
  return { ...checkpointRows(session), ...stateRows(session), ...countRows(session), ...flagRows(session) }
}

const columns = `checkpoint, id, at, received_at AS "receivedAt", day, place, place_ward AS "placeWard", latitude,
  longitude, answer, reason, compared, paper, paper_kind AS "paperKind", issuer_ward AS "issuerWard", visits,
  visit_days AS "visitDays"`

const counting = (column: 'issuer_ward' | 'place_ward') =>
  statement(
    `SELECT day, place, place_ward AS "placeWard", answer, compared, count(*) AS count FROM paper_check
     WHERE ${column} = $1 AND day >= $2 GROUP BY day, place, place_ward, answer, compared
     ORDER BY day DESC, place, place_ward NULLS FIRST, answer, compared`,
  )

const sql = {
  code: statement(
    'SELECT code_hash AS "codeHash", expires_at AS "expiresAt" FROM checkpoint_code WHERE code_hash = $1',
  ),
  saveCode: statement(
    `INSERT INTO checkpoint_code(code_hash, expires_at) VALUES ($1, $2)
     ON CONFLICT (code_hash) DO UPDATE SET expires_at = excluded.expires_at`,
  ),
  bySecret: statement(
    `SELECT id, secret_hash AS "secretHash", paired_at AS "pairedAt" FROM checkpoint WHERE secret_hash = $1
     AND id NOT IN (SELECT id FROM checkpoint_state WHERE revoked_at IS NOT NULL)`,
  ),
  addCheckpoint: statement('INSERT INTO checkpoint(id, secret_hash, paired_at) VALUES ($1, $2, $3)'),
  checkpoints: statement(
    `SELECT checkpoint.id, paired_at AS "pairedAt", seen_at AS "seenAt", place, place_ward AS "placeWard",
       revoked_at AS "revokedAt"
     FROM checkpoint LEFT JOIN checkpoint_state ON checkpoint_state.id = checkpoint.id
     ORDER BY coalesce(seen_at, paired_at) DESC, checkpoint.id`,
  ),
  see: statement(
    `INSERT INTO checkpoint_state(id, seen_at, place, place_ward) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, place = excluded.place,
       place_ward = excluded.place_ward`,
  ),
  revoke: statement(
    `INSERT INTO checkpoint_state(id, revoked_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE
     SET revoked_at = coalesce(checkpoint_state.revoked_at, excluded.revoked_at)`,
  ),
  keep: statement(
    `INSERT INTO paper_check(checkpoint, id, at, received_at, day, place, place_ward, latitude, longitude,
       answer, reason, compared, paper, paper_kind, issuer_ward, visits, visit_days)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::float8[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
       $16::integer[], $17::integer[])
     ON CONFLICT DO NOTHING RETURNING 1`,
  ),
  compare: statement(
    `UPDATE paper_check SET compared = told.compared
     FROM unnest($1::text[], $2::text[], $3::text[]) AS told(checkpoint, id, compared)
     WHERE paper_check.checkpoint = told.checkpoint AND paper_check.id = told.id
       AND paper_check.compared <> told.compared AND told.compared <> 'not-done'`,
  ),
  counts: { issuerWard: counting('issuer_ward'), placeWard: counting('place_ward') },
  forget: statement(
    `UPDATE paper_check SET paper = NULL, visits = NULL, visit_days = NULL WHERE day < $1 AND paper IS NOT NULL`,
  ),
  forgetFlags: statement('DELETE FROM copy_flag WHERE day < $1'),
  ofPaper: statement(
    `SELECT ${columns} FROM paper_check WHERE paper = $1 AND day >= $2 ORDER BY at DESC, id DESC LIMIT $3`,
  ),
  dropFlags: statement('DELETE FROM copy_flag WHERE paper = $1 AND day >= $2'),
  addFlag: statement(
    `INSERT INTO copy_flag(paper, kind, at, issuer_ward, day, flag) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (paper, kind, at) DO UPDATE SET issuer_ward = excluded.issuer_ward, day = excluded.day,
       flag = excluded.flag`,
  ),
  flags: statement(
    `SELECT flag FROM copy_flag WHERE issuer_ward = $1 AND day >= $2 ORDER BY at DESC, paper, kind LIMIT $3`,
  ),
}

function checkpointRows(
  session: Session,
): Pick<CheckRows, 'checkpointCode' | 'saveCheckpointCode' | 'checkpoint' | 'addCheckpoint'> {
  return {
    async checkpointCode(codeHash) {
      await session.checks()
      return (await session.all<CheckpointCodeRow>(sql.code, [codeHash]))[0] ?? null
    },
    async saveCheckpointCode({ codeHash, expiresAt }) {
      await session.checks()
      await session.run(sql.saveCode, [codeHash, expiresAt])
    },
    async checkpoint(secretHash) {
      await session.checks()
      return (await session.all<CheckpointRow>(sql.bySecret, [secretHash]))[0] ?? null
    },
    async addCheckpoint({ id, secretHash, pairedAt }) {
      await session.checks()
      await session.run(sql.addCheckpoint, [id, secretHash, pairedAt])
    },
  }
}

function stateRows(session: Session): Pick<CheckRows, 'checkpoints' | 'saveSeen' | 'revokeCheckpoint'> {
  return {
    async checkpoints() {
      await session.checks()
      return session.all<PairedCheckpoint>(sql.checkpoints, [])
    },
    async saveSeen(id, { at, place, placeWard }) {
      await session.checks()
      await session.run(sql.see, [id, at, place, placeWard])
    },
    async revokeCheckpoint(id, at) {
      await session.checks()
      await session.run(sql.revoke, [id, at])
    },
  }
}

const keptColumns = [
  'checkpoint',
  'id',
  'at',
  'receivedAt',
  'day',
  'place',
  'placeWard',
  'latitude',
  'longitude',
  'answer',
  'reason',
  'compared',
  'paper',
  'paperKind',
  'issuerWard',
  'visits',
  'visitDays',
] as const satisfies readonly (keyof CheckRow)[]

function countRows(session: Session): Pick<CheckRows, 'keepChecks' | 'checkCounts' | 'forgetCheckedPapers'> {
  return {
    async keepChecks(rows) {
      await session.checks()
      if (rows.length === 0) return 0
      await session.writes()
      const columnsOf = (names: readonly (keyof CheckRow)[]) =>
        names.map((name) => rows.map((row) => row[name]))
      const kept = await session.all(sql.keep, columnsOf(keptColumns))
      if (kept.length < rows.length)
        await session.run(sql.compare, columnsOf(['checkpoint', 'id', 'compared']))
      return kept.length
    },
    async checkCounts(by, ward, since) {
      await session.checks()
      return session.all<CheckCountRow>(sql.counts[by], [ward, since])
    },
    async forgetCheckedPapers(before) {
      await session.checks()
      await session.run(sql.forget, [before])
      await session.run(sql.forgetFlags, [before])
    },
  }
}

function flagRows(session: Session): Pick<CheckRows, 'checksOfPaper' | 'replaceFlags' | 'copyFlags'> {
  return {
    async checksOfPaper(paper, since, limit) {
      await session.checks()
      return (await session.all<CheckRow>(sql.ofPaper, [paper, since, limit])).toReversed()
    },
    async replaceFlags(paper, since, flags) {
      await session.checks()
      await session.run(sql.dropFlags, [paper, since])
      for (const { at, day, issuerWard, flag } of flags)
        await session.run(sql.addFlag, [paper, flag.kind, at, issuerWard, day, JSON.stringify(flag)])
    },
    async copyFlags(ward, since, limit) {
      await session.checks()
      const rows = await session.all<{ flag: string }>(sql.flags, [ward, since, limit])
      return rows.map(({ flag }) => copyFlagSchema.parse(JSON.parse(flag)))
    },
  }
}
