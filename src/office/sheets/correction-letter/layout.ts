import { a4, bold, gap, heading, paragraph } from '../blocks.ts'
import {
  addressee,
  firstLine,
  letterClosing,
  letterHead,
  letterMargins,
  letterTitle,
  letterWidth,
} from '../letter.ts'
import type { Layout, TableBlock } from '../sheet.ts'
import type { CorrectionLetterData } from './data.ts'

const widths = { row: 14, name: 42, number: 32 }

/** The letter: what came, what can be taken, and every row to be mended; over as many pages as it needs. */
export function layoutCorrectionLetter(letter: CorrectionLetterData): Layout {
  const { organisation, rows, good, wrong, counter } = letter
  const signed = { ...letter, recipients: ['Như trên'] }
  return {
    date: letter.issuedOn,
    training: letter.training,
    pages: [
      {
        ...a4,
        margins: letterMargins,
        body: [{ size: 13, lead: 1.15, after: 4 }],
        blocks: [
          ...letterHead(signed),
          ...letterTitle('VĂN BẢN ĐỀ NGHỊ', 'chỉnh sửa danh sách người lao động'),
          ...addressee(organisation),
          paragraph(
            [
              `${counter} đã nhận danh sách của Quý đơn vị gồm ${rows} dòng. `,
              bold(`${good} dòng nhận được; ${wrong.length} dòng cần chỉnh sửa`),
              ' như sau:',
            ],
            firstLine,
          ),
          tableOf(letter),
          gap(2),
          paragraph(
            [
              'Đề nghị Quý đơn vị sửa các dòng trên, có thể sửa ngay trong bảng tính gửi kèm, rồi gửi lại. ',
              'Những dòng khác không cần gửi lại.',
            ],
            firstLine,
          ),
          paragraph([`Nơi nhận danh sách đã sửa và hướng dẫn: ${letter.contact}./.`], firstLine),
          ...letterClosing(signed, 'DS'),
        ],
        footer: letter.footer.map((text) => heading(text, 11)),
        running: `Đề nghị chỉnh sửa danh sách số ${letter.number}`,
      },
    ],
  }
}

function tableOf({ wrong }: CorrectionLetterData): TableBlock {
  return {
    kind: 'table',
    size: 11,
    columns: [
      { title: 'Dòng', width: widths.row, align: 'center' },
      { title: 'Họ và tên', width: widths.name, align: 'left' },
      { title: 'Số giấy tờ', width: widths.number, align: 'left' },
      { title: 'Cần sửa', width: letterWidth - widths.row - widths.name - widths.number, align: 'left' },
    ],
    rows: wrong.map(({ row, name, idNumber, mend }) => [`${row}`, name, idNumber, mend.join(' ')]),
  }
}
