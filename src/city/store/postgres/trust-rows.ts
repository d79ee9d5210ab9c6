import type { IssuerRow, ListRow, WithdrawalRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import { type Session, statement } from './session.ts'

/** Issuing keys, withdrawn papers and the signed lists: what the whole city has in common. */
type TrustRows = Pick<Rows, 'issuers' | 'saveIssuer' | 'withdrawals' | 'addWithdrawals' | 'list' | 'saveList'>

const sql = {
  issuers: statement(
    `SELECT public_key AS "publicKey", ward, name, kinds, first_day AS "firstDay", last_day AS "lastDay",
       withdrawn_day AS "withdrawnDay", withdrawn_reason AS "withdrawnReason", requested_at AS "requestedAt",
       confirmed_at AS "confirmedAt"
     FROM issuer ORDER BY public_key`,
  ),
  saveIssuer: statement(
    `INSERT INTO issuer(public_key, ward, name, kinds, first_day, last_day, withdrawn_day, withdrawn_reason,
       requested_at, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (public_key) DO UPDATE SET ward = excluded.ward, name = excluded.name, kinds = excluded.kinds,
       first_day = excluded.first_day, last_day = excluded.last_day, withdrawn_day = excluded.withdrawn_day,
       withdrawn_reason = excluded.withdrawn_reason, requested_at = excluded.requested_at,
       confirmed_at = excluded.confirmed_at`,
  ),
  withdrawals: statement(
    `SELECT ward, kid, series, first, count, reason, last_day AS "lastDay" FROM withdrawal
     WHERE last_day IS NULL OR last_day >= $1 ORDER BY kid, series, reason, first, ward`,
  ),
  // Papers without a last day stay without.
  addWithdrawal: statement(
    `INSERT INTO withdrawal(ward, kid, series, first, count, reason, last_day) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (ward, kid, series, first, count, reason) DO UPDATE SET last_day =
       CASE WHEN withdrawal.last_day IS NULL OR excluded.last_day IS NULL THEN NULL
         ELSE greatest(withdrawal.last_day, excluded.last_day) END`,
  ),
  list: statement('SELECT name, seq, bytes FROM list WHERE name = $1'),
  saveList: statement(
    `INSERT INTO list(name, seq, bytes) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes`,
  ),
}

/** The rows of trust over one session. */
export function trustRows(session: Session): TrustRows {
  return {
    ...withdrawalRows(session),
    async issuers() {
      await session.city()
      return session.all<IssuerRow>(sql.issuers, [])
    },
    async saveIssuer(row) {
      await session.city()
      const { publicKey, ward, name, kinds, firstDay, lastDay } = row
      const kept = [row.withdrawnDay, row.withdrawnReason, row.requestedAt, row.confirmedAt]
      await session.run(sql.saveIssuer, [publicKey, ward, name, kinds, firstDay, lastDay, ...kept])
    },
    async list(name) {
      await session.city()
      return (await session.all<ListRow>(sql.list, [name]))[0] ?? null
    },
    async saveList({ name, seq, bytes }) {
      await session.city()
      await session.run(sql.saveList, [name, seq, Buffer.from(bytes)])
    },
  }
}

function withdrawalRows(session: Session): Pick<Rows, 'withdrawals' | 'addWithdrawals'> {
  return {
    async withdrawals(day) {
      await session.city()
      return session.all<WithdrawalRow>(sql.withdrawals, [day])
    },
    async addWithdrawals(rows) {
      await session.city()
      for (const { ward, kid, series, first, count, reason, lastDay } of rows)
        await session.run(sql.addWithdrawal, [ward, kid, series, first, count, reason, lastDay])
    },
  }
}
