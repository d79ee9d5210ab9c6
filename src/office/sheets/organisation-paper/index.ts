import type { Sheet } from '../sheet.ts'
import { organisationPaperSheet } from './data.ts'
import { layoutOrganisationPaper } from './layout.ts'

/** Confirmation of a unit's plan and list of workers (*giấy xác nhận phương án và danh sách*), A4 with annex. */
export const organisationPaper: Sheet<typeof organisationPaperSheet> = {
  id: 'organisation-paper',
  title: 'Giấy xác nhận phương án phòng, chống dịch và danh sách người lao động',
  schema: organisationPaperSheet,
  layout: layoutOrganisationPaper,
}
