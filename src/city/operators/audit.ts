import { createHash } from 'node:crypto'
import type { AuditDetail } from '../../contract/sync/operator.ts'
import type { AuditRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'

/** Who stands in the audit for what the city does by itself, and for commands on its own machine. */
export const noOperator = { city: '(city)', console: '(command line)' } as const

/** Writes a row of the city's audit, bound to the one before by its hash, in the transaction of the act itself. */
export async function writeAudit(
  rows: Rows,
  at: string,
  operator: string,
  act: string,
  detail: AuditDetail,
): Promise<void> {
  const last = (await rows.audit(null, 1))[0]
  const row = { seq: (last?.seq ?? 0) + 1, at, operator, act, detail: JSON.stringify(detail) }
  await rows.addAudit({ ...row, hash: auditHash(last?.hash ?? '', row) })
}

/** SHA-256 over the hash before and the row's own values, one a line. */
export function auditHash(before: string, row: Omit<AuditRow, 'hash'>): string {
  const text = [before, row.seq, row.at, row.operator, row.act, row.detail].join('\n')
  return createHash('sha256').update(text).digest('base64url')
}
