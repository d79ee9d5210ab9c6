import type { Sheet } from '../sheet.ts'
import { refusalSheet } from './data.ts'
import { layoutRefusal } from './layout.ts'

/** Refusal slip (*phiếu từ chối*), A5. */
export const refusal: Sheet<typeof refusalSheet> = {
  id: 'refusal',
  title: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
  schema: refusalSheet,
  layout: layoutRefusal,
}
