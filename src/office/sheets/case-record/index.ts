import type { Sheet } from '../sheet.ts'
import { caseRecordSheet } from './data.ts'
import { layoutCaseRecord } from './layout.ts'

/** Paper of a record that is no permit: support, declaration, notice of status, A4. */
export const caseRecord: Sheet<typeof caseRecordSheet> = {
  id: 'case-record',
  title: 'Phiếu ghi nhận hồ sơ',
  schema: caseRecordSheet,
  layout: layoutCaseRecord,
}
