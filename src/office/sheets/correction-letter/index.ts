import type { Sheet } from '../sheet.ts'
import { correctionLetterSheet } from './data.ts'
import { layoutCorrectionLetter } from './layout.ts'

/** Letter about a list that has to be corrected (*đề nghị chỉnh sửa danh sách*), A4. */
export const correctionLetter: Sheet<typeof correctionLetterSheet> = {
  id: 'correction-letter',
  title: 'Văn bản đề nghị chỉnh sửa danh sách',
  schema: correctionLetterSheet,
  layout: layoutCorrectionLetter,
}
