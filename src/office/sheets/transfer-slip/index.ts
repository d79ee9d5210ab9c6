import type { Sheet } from '../sheet.ts'
import { transferSlipSheet } from './data.ts'
import { layoutTransferSlip } from './layout.ts'

/** Transfer of a dossier to another office (*phiếu chuyển hồ sơ*), A4. */
export const transferSlip: Sheet<typeof transferSlipSheet> = {
  id: 'transfer-slip',
  title: 'Phiếu chuyển hồ sơ',
  schema: transferSlipSheet,
  layout: layoutTransferSlip,
}
