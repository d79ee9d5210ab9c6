import { copyFlagSchema } from '../../../contract/sync/checks.ts'
import type {
  CheckCountRow,
  CheckpointCodeRow,
  CheckpointRow,
  CheckRow,
  CheckRows,
  PairedCheckpoint,
} from '../check-rows.ts'
import type { Connection } from './open.ts'

const columns = `checkpoint, id, at, received_at AS receivedAt, day, place, place_ward AS placeWard, latitude, longitude,
  answer, reason, compared, paper, paper_kind AS paperKind, issuer_ward AS issuerWard, visits, visit_days AS visitDays`

/** Checkpoints and their checks over one connection. */
export function checkRows(db: Connection): CheckRows {
  return { ...checkpointRows(db), ...stateRows(db), ...countRows(db), ...flagRows(db) }
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
    `SELECT id, secret_hash AS secretHash, paired_at AS pairedAt FROM checkpoint WHERE secret_hash = ?
     AND id NOT IN (SELECT id FROM checkpoint_state WHERE revoked_at IS NOT NULL)`,
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

function stateRows(db: Connection): Pick<CheckRows, 'checkpoints' | 'saveSeen' | 'revokeCheckpoint'> {
  const all = db.prepare<[], PairedCheckpoint>(
    `SELECT checkpoint.id, paired_at AS pairedAt, seen_at AS seenAt, place, place_ward AS placeWard,
       revoked_at AS revokedAt
     FROM checkpoint LEFT JOIN checkpoint_state ON checkpoint_state.id = checkpoint.id
     ORDER BY coalesce(seen_at, paired_at) DESC, checkpoint.id`,
  )
  const see = db.prepare<[string, string, string, string | null]>(
    `INSERT INTO checkpoint_state(id, seen_at, place, place_ward) VALUES (?, ?, ?, ?)
     ON CONFLICT(id) DO UPDATE SET seen_at = excluded.seen_at, place = excluded.place, place_ward = excluded.place_ward`,
  )
  const revoke = db.prepare<[string, string]>(
    `INSERT INTO checkpoint_state(id, revoked_at) VALUES (?, ?)
     ON CONFLICT(id) DO UPDATE SET revoked_at = coalesce(revoked_at, excluded.revoked_at)`,
  )
  return {
    checkpoints: async () => all.all(),
    saveSeen: async (id, { at, place, placeWard }) => void see.run(id, at, place, placeWard),
    revokeCheckpoint: async (id, at) => void revoke.run(id, at),
  }
}

function countRows(db: Connection): Pick<CheckRows, 'keepChecks' | 'checkCounts' | 'forgetCheckedPapers'> {
  const keep = db.prepare<[CheckRow]>(
    `INSERT INTO paper_check(checkpoint, id, at, received_at, day, place, place_ward, latitude, longitude,
       answer, reason, compared, paper, paper_kind, issuer_ward, visits, visit_days)
     VALUES (@checkpoint, @id, @at, @receivedAt, @day, @place, @placeWard, @latitude, @longitude,
       @answer, @reason, @compared, @paper, @paperKind, @issuerWard, @visits, @visitDays) ON CONFLICT DO NOTHING`,
  )
  const compare = db.prepare<[CheckRow]>(
    `UPDATE paper_check SET compared = @compared
     WHERE checkpoint = @checkpoint AND id = @id AND compared <> @compared AND @compared <> 'not-done'`,
  )
  const counting = (column: 'issuer_ward' | 'place_ward') =>
    db.prepare<[string, string], CheckCountRow>(
      `SELECT day, place, place_ward AS placeWard, answer, compared, count(*) AS count FROM paper_check
       WHERE ${column} = ? AND day >= ? GROUP BY day, place, place_ward, answer, compared
       ORDER BY day DESC, place, place_ward, answer, compared`,
    )
  const counts = { issuerWard: counting('issuer_ward'), placeWard: counting('place_ward') }
  const forget = db.prepare<[string]>(
    'UPDATE paper_check SET paper = NULL, visits = NULL, visit_days = NULL WHERE day < ? AND paper IS NOT NULL',
  )
  const forgetFlags = db.prepare<[string]>('DELETE FROM copy_flag WHERE day < ?')
  return {
    keepChecks: async (rows) => {
      let kept = 0
      for (const row of rows) {
        const { changes } = keep.run(row)
        if (changes === 0) compare.run(row)
        kept += changes
      }
      return kept
    },
    checkCounts: async (by, ward, since) => counts[by].all(ward, since),
    forgetCheckedPapers: async (before) => {
      forget.run(before)
      forgetFlags.run(before)
    },
  }
}

function flagRows(db: Connection): Pick<CheckRows, 'checksOfPaper' | 'replaceFlags' | 'copyFlags'> {
  const ofPaper = db.prepare<[string, string, number], CheckRow>(
    `SELECT ${columns} FROM paper_check WHERE paper = ? AND day >= ? ORDER BY at DESC, id DESC LIMIT ?`,
  )
  const drop = db.prepare<[string, string]>('DELETE FROM copy_flag WHERE paper = ? AND day >= ?')
  const add = db.prepare<[string, string, string, string, string, string]>(
    'INSERT OR REPLACE INTO copy_flag(paper, kind, at, issuer_ward, day, flag) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const some = db.prepare<[string, string, number], string>(
    'SELECT flag FROM copy_flag WHERE issuer_ward = ? AND day >= ? ORDER BY at DESC, paper, kind LIMIT ?',
  )
  some.pluck()
  return {
    checksOfPaper: async (paper, since, limit) => ofPaper.all(paper, since, limit).toReversed(),
    replaceFlags: async (paper, since, flags) => {
      drop.run(paper, since)
      for (const { at, day, issuerWard, flag } of flags)
        add.run(paper, flag.kind, at, issuerWard, day, JSON.stringify(flag))
    },
    copyFlags: async (ward, since, limit) =>
      some.all(ward, since, limit).map((flag) => copyFlagSchema.parse(JSON.parse(flag))),
  }
}
