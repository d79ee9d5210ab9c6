import type { Sheet } from '../sheet.ts'
import { apologySheet } from './data.ts'
import { layoutApology } from './layout.ts'

/** Apology and request for more time (*văn bản xin lỗi và đề nghị gia hạn*), A4. */
export const apology: Sheet<typeof apologySheet> = {
  id: 'apology',
  title: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết hồ sơ',
  schema: apologySheet,
  layout: layoutApology,
}
