import type { Sheet } from '../sheet.ts'
import { pickUpListSheet } from './data.ts'
import { layoutPickUpList } from './layout.ts'

/** List of papers to be fetched and signed for (*danh sách nhận giấy*), A4. */
export const pickUpList: Sheet<typeof pickUpListSheet> = {
  id: 'pick-up-list',
  title: 'Danh sách nhận giấy',
  schema: pickUpListSheet,
  layout: layoutPickUpList,
}
