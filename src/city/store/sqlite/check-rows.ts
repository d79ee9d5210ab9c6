import type { CheckCountRow, CheckpointCodeRow, CheckpointRow, CheckRow, CheckRows } from '../check-rows.ts'
import type { Connection } from './open.ts'

const columns = `checkpoint, id, at, received_at AS receivedAt, day, place, place_ward AS placeWard, latitude, longitude,
  answer, reason, compared, paper, paper_kind AS paperKind, issuer_ward AS issuerWard, visits, visit_days AS visitDays`

/** Checkpoints and their checks over one connection. */
export function checkRows(db: Connection): CheckRows {
  return { ...checkpointRows(db), ...countRows(db) }
}

function checkpointRows(
  db: Connection,
): Pick<CheckRows, 'checkpointCode' | 'saveCheckpointCode' | 'checkpoint' | 'addCheckpoint'> {
  const code = db.prepare<[string], CheckpointCodeRow>(
    'SELECT code_hash AS codeHash, expires_at AS expiresAt FROM checkpoint_code WHERE code_hash = ?',
  )
  const saveCode = db.prepare<[CheckpointCodeRow]>(
    'INSERT OR REPLACE INTO checkpoint_code(code_hash, expires_at) VALUES (@codeHash, @expiresAt)',
  )
  const bySecret = db.prepare<[string], CheckpointRow>(
    'SELECT id, secret_hash AS secretHash, paired_at AS pairedAt FROM checkpoint WHERE secret_hash = ?',
  )
  const add = db.prepare<[CheckpointRow]>(
    'INSERT INTO checkpoint(id, secret_hash, paired_at) VALUES (@id, @secretHash, @pairedAt)',
  )
  return {
    checkpointCode: async (codeHash) => code.get(codeHash) ?? null,
    saveCheckpointCode: async (row) => void saveCode.run(row),
    checkpoint: async (secretHash) => bySecret.get(secretHash) ?? null,
    addCheckpoint: async (row) => void add.run(row),
  }
}

function countRows(
  db: Connection,
): Pick<CheckRows, 'keepChecks' | 'checkCounts' | 'repeatedPapers' | 'forgetCheckedPapers'> {
  const keep = db.prepare<[CheckRow]>(
    `INSERT INTO paper_check(checkpoint, id, at, received_at, day, place, place_ward, latitude, longitude,
       answer, reason, compared, paper, paper_kind, issuer_ward, visits, visit_days)
     VALUES (@checkpoint, @id, @at, @receivedAt, @day, @place, @placeWard, @latitude, @longitude,
       @answer, @reason, @compared, @paper, @paperKind, @issuerWard, @visits, @visitDays) ON CONFLICT DO NOTHING`,
  )
  const counting = (column: 'issuer_ward' | 'place_ward') =>
    db.prepare<[string, string], CheckCountRow>(
      `SELECT day, place, place_ward AS placeWard, answer, compared, count(*) AS count FROM paper_check
       WHERE ${column} = ? AND day >= ? GROUP BY day, place, place_ward, answer, compared
       ORDER BY day DESC, place, place_ward, answer, compared`,
    )
  const counts = { issuerWard: counting('issuer_ward'), placeWard: counting('place_ward') }
  const repeated = db.prepare<[string, string, string, string, number], CheckRow>(
    `SELECT ${columns} FROM paper_check WHERE issuer_ward = ? AND day >= ? AND paper IN (
       SELECT paper FROM paper_check WHERE issuer_ward = ? AND day >= ? AND paper IS NOT NULL
       GROUP BY paper HAVING count(*) > 1)
     ORDER BY paper, at, id LIMIT ?`,
  )
  const forget = db.prepare<[string]>(
    'UPDATE paper_check SET paper = NULL, visits = NULL, visit_days = NULL WHERE day < ? AND paper IS NOT NULL',
  )
  return {
    keepChecks: async (rows) => {
      let kept = 0
      for (const row of rows) kept += keep.run(row).changes
      return kept
    },
    checkCounts: async (by, ward, since) => counts[by].all(ward, since),
    repeatedPapers: async (ward, since, limit) => repeated.all(ward, since, ward, since, limit),
    forgetCheckedPapers: async (before) => void forget.run(before),
  }
}
