import type { Sheet } from '../sheet.ts'
import { stopNoticeSheet } from './data.ts'
import { layoutStopNotice } from './layout.ts'

/** Notice that a dossier is no longer dealt with (*thông báo dừng giải quyết hồ sơ*), A4. */
export const stopNotice: Sheet<typeof stopNoticeSheet> = {
  id: 'stop-notice',
  title: 'Thông báo dừng giải quyết hồ sơ',
  schema: stopNoticeSheet,
  layout: layoutStopNotice,
}
