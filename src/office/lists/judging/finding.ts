import type { ColumnMeaning, ListField } from '../../../contract/lists/fields.ts'
import type { Finding, ReasonCode } from '../../../contract/lists/reasons.ts'

/** A row while it is judged. */
export type RowDraft = {
  readonly values: Partial<Record<ListField, string>>
  readonly findings: Finding[]
}

/** Notes a finding about a row. */
export function note(
  draft: RowDraft,
  code: ReasonCode,
  field: ColumnMeaning | null,
  data: Readonly<Record<string, string | number>> = {},
): void {
  draft.findings.push({ code, field, data })
}
