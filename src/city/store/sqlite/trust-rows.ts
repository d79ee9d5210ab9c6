import type { IssuerRow, ListRow, WithdrawalRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import type { Connection } from './open.ts'

/** Issuing keys, withdrawn papers and the signed lists. */
export type TrustRows = Pick<
  Rows,
  'issuers' | 'saveIssuer' | 'withdrawals' | 'addWithdrawals' | 'list' | 'saveList'
>

/** The rows of trust over one connection. */
export function trustRows(db: Connection): TrustRows {
  return { ...issuerRows(db), ...withdrawalRows(db), ...listRows(db) }
}

function issuerRows(db: Connection): Pick<Rows, 'issuers' | 'saveIssuer'> {
  const issuers = db.prepare<[], IssuerRow>(
    `SELECT public_key AS publicKey, ward, name, kinds, first_day AS firstDay, last_day AS lastDay,
       withdrawn_day AS withdrawnDay, withdrawn_reason AS withdrawnReason, requested_at AS requestedAt,
       confirmed_at AS confirmedAt
     FROM issuer ORDER BY public_key`,
  )
  const save = db.prepare<[IssuerRow]>(
    `INSERT OR REPLACE INTO issuer(public_key, ward, name, kinds, first_day, last_day, withdrawn_day, withdrawn_reason,
       requested_at, confirmed_at)
     VALUES (@publicKey, @ward, @name, @kinds, @firstDay, @lastDay, @withdrawnDay, @withdrawnReason, @requestedAt,
       @confirmedAt)`,
  )
  return { issuers: async () => issuers.all(), saveIssuer: async (row) => void save.run(row) }
}

function withdrawalRows(db: Connection): Pick<Rows, 'withdrawals' | 'addWithdrawals'> {
  const some = db.prepare<[number], WithdrawalRow>(
    `SELECT ward, kid, series, first, count, reason, last_day AS lastDay FROM withdrawal
     WHERE last_day IS NULL OR last_day >= ? ORDER BY kid, series, reason, first, ward`,
  )
  // max() of SQLite is null when one of the two is: papers without a last day stay without.
  const add = db.prepare<[WithdrawalRow]>(
    `INSERT INTO withdrawal(ward, kid, series, first, count, reason, last_day)
     VALUES (@ward, @kid, @series, @first, @count, @reason, @lastDay)
     ON CONFLICT DO UPDATE SET last_day = max(last_day, excluded.last_day)`,
  )
  return {
    withdrawals: async (day) => some.all(day),
    addWithdrawals: async (rows) => {
      for (const row of rows) add.run(row)
    },
  }
}

function listRows(db: Connection): Pick<Rows, 'list' | 'saveList'> {
  const list = db.prepare<[string], ListRow>('SELECT name, seq, bytes FROM list WHERE name = ?')
  const saveList = db.prepare<[ListRow]>(
    'INSERT OR REPLACE INTO list(name, seq, bytes) VALUES (@name, @seq, @bytes)',
  )
  return {
    list: async (name) => list.get(name) ?? null,
    saveList: async (row) => void saveList.run(row),
  }
}
