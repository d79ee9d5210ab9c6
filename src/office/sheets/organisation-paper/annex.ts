import { a4, gap, heading } from '../blocks.ts'
import { letterMargins, letterWidth } from '../letter.ts'
import type { PageLayout } from '../sheet.ts'
import { dayInWords } from '../words.ts'
import type { OrganisationPaperData } from './data.ts'

/** The list of people: a row each, its head on every page, and at its end how many there are. */
export function layoutWorkers(paper: OrganisationPaperData): PageLayout {
  const { number, issuedOn, agency, unit, workers } = paper
  const belongs = `(Kèm theo Giấy xác nhận số ${number} ${dayInWords(issuedOn)} của ${agency.name})`
  return {
    ...a4,
    margins: letterMargins,
    body: [{ size: 12, lead: 1.15, after: 3 }],
    long: true,
    blocks: [
      heading('PHỤ LỤC', 14, { bold: true }),
      heading('Danh sách người lao động phải đi lại', 14, { bold: true }),
      heading(unit.name.toLocaleUpperCase('vi'), 12, { bold: true }),
      heading(belongs, 12, { italic: true }),
      gap(4),
      {
        kind: 'table',
        size: 10.5,
        columns: [
          { title: 'STT', width: 12, align: 'center' },
          { title: 'Họ và tên', width: 46, align: 'left' },
          { title: 'Số giấy tờ tùy thân', width: 30, align: 'center' },
          { title: 'Công việc', width: 34, align: 'left' },
          { title: 'Cung đường, ca', width: letterWidth - 122, align: 'left' },
        ],
        rows: workers.map((worker, index) => [
          `${index + 1}`,
          worker.fullName,
          worker.idNumber ?? '',
          worker.job ?? '',
          worker.route ?? '',
        ]),
      },
      gap(2),
      heading(`Danh sách này có ${workers.length} người.`, 12, { bold: true, align: 'left' }),
    ],
    running: `Phụ lục Giấy xác nhận số ${number}`,
  }
}
