import type { Sheet } from '../sheet.ts'
import { receiptSheet } from './data.ts'
import { layoutReceipt } from './layout.ts'

/** Receipt with appointment (*giấy tiếp nhận hồ sơ và hẹn trả kết quả*), A5, two copies. */
export const receipt: Sheet<typeof receiptSheet> = {
  id: 'receipt',
  title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  schema: receiptSheet,
  layout: layoutReceipt,
}
