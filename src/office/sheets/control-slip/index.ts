import type { Sheet } from '../sheet.ts'
import { controlSlipSheet } from './data.ts'
import { layoutControlSlip } from './layout.ts'

/** Control slip of a dossier (*phiếu kiểm soát quá trình giải quyết hồ sơ*), A4. */
export const controlSlip: Sheet<typeof controlSlipSheet> = {
  id: 'control-slip',
  title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
  schema: controlSlipSheet,
  layout: layoutControlSlip,
}
