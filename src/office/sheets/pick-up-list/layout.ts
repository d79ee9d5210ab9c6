import { a4, field, gap, heading, paragraph } from '../blocks.ts'
import { a4Head, head } from '../head.ts'
import { letterMargins, letterTitle, letterWidth } from '../letter.ts'
import type { Layout, TableBlock } from '../sheet.ts'
import { dayInFigures } from '../words.ts'
import type { PickUpListData } from './data.ts'

const widths = { order: 12, number: 38, digits: 20, sign: 42 }

/** The list: a row for each paper, signed by whoever fetches it; over as many pages as it needs. */
export function layoutPickUpList(list: PickUpListData): Layout {
  const { agency, counter, printedOn, name, matter, papers } = list
  return {
    date: printedOn,
    training: list.training,
    pages: [
      {
        ...a4,
        margins: letterMargins,
        body: [{ size: 12, lead: 1.15, after: 3 }],
        blocks: [
          ...head(a4Head, { parent: agency.name, name: counter }, { left: [], right: [] }),
          ...letterTitle('DANH SÁCH NHẬN GIẤY', name),
          field('Nội dung', matter, { align: 'left' }),
          paragraph([`Có ${papers.length} giấy, lập ngày ${dayInFigures(printedOn)}.`], { align: 'left' }),
          gap(2),
          tableOf(list),
          gap(3),
          paragraph(['Người nhận thay ghi rõ họ tên và số giấy tờ vào ô ký nhận.'], { align: 'left' }),
        ],
        footer: list.footer.map((text) => heading(text, 10)),
        running: `Danh sách nhận giấy: ${name}`,
      },
    ],
  }
}

function tableOf({ papers }: PickUpListData): TableBlock {
  const { order, number, digits, sign } = widths
  return {
    kind: 'table',
    size: 11,
    columns: [
      { title: 'STT', width: order, align: 'center' },
      { title: 'Số giấy, mã hồ sơ', width: number, align: 'left' },
      { title: 'Họ và tên', width: letterWidth - order - number - digits - sign, align: 'left' },
      { title: 'Số giấy tờ (cuối)', width: digits, align: 'center' },
      { title: 'Ngày, ký nhận', width: sign, align: 'left' },
    ],
    rows: papers.map((paper, index) => [
      `${index + 1}`,
      `${paper.number} ${paper.caseNumber}`,
      paper.fullName,
      paper.lastDigits,
      '',
    ]),
  }
}
