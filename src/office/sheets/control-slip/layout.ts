import { a4, field, gap, heading } from '../blocks.ts'
import { a4Head, head } from '../head.ts'
import { letterMargins, letterTitle, letterWidth } from '../letter.ts'
import type { Block, Cell, Layout, TableBlock } from '../sheet.ts'
import { dayInFigures, inSequence, momentInFigures, momentInWords } from '../words.ts'
import type { ControlSlipData } from './data.ts'

const qrBox = 24

/** The control slip: what it belongs to, then one row a stay, over as many pages as it needs. */
export function layoutControlSlip(slip: ControlSlipData): Layout {
  return {
    date: slip.printedOn,
    training: slip.training,
    pages: [
      {
        ...a4,
        margins: letterMargins,
        body: [{ size: 12, lead: 1.15, after: 3 }],
        blocks: [
          ...head(a4Head, { parent: slip.agency.name, name: slip.counter }, { left: [], right: [] }),
          ...letterTitle('PHIẾU KIỂM SOÁT', 'Quá trình giải quyết hồ sơ'),
          identity(slip),
          gap(2),
          staysTable(slip),
          gap(2),
          ...summary(slip),
        ],
        footer: slip.footer.map((text) => heading(text, 10)),
        running: `Phiếu kiểm soát hồ sơ ${slip.dossierNumber}`,
      },
    ],
  }
}

function identity(slip: ControlSlipData): Block {
  const { applicant, partners } = slip
  const line = (label: string, value: string, strong = false) =>
    field(label, value, { strong, align: 'left' })
  const left = [
    line('Mã hồ sơ', slip.dossierNumber, true),
    line('Người nộp hồ sơ', `${applicant.fullName}; ${applicant.idKind} số ${applicant.idNumber}`),
    line('Nội dung yêu cầu giải quyết', slip.matter),
    line('Cơ quan, bộ phận giải quyết', slip.unit),
    ...(partners.length === 0 ? [] : [line('Cơ quan phối hợp', inSequence(partners))]),
    line('Nhận hồ sơ', momentInWords(slip.receivedAt)),
    line('Hẹn trả kết quả', momentInWords(slip.dueAt), true),
  ]
  const right: Block[] = [{ kind: 'symbol', text: slip.dossierNumber, box: qrBox, align: 'center' }]
  return {
    kind: 'columns',
    spacing: 3,
    columns: [
      { width: letterWidth - qrBox - 3, blocks: left },
      { width: qrBox, blocks: right },
    ],
  }
}

const results: Readonly<Record<ControlSlipData['stays'][number]['result'], Cell>> = {
  early: 'Trước hạn',
  'on-time': 'Đúng hạn',
  late: { text: 'QUÁ HẠN', bold: true },
  running: { text: 'Đang giải quyết', italic: true },
  'running-late': { text: 'ĐANG QUÁ HẠN', bold: true },
}

function staysTable({ stays }: ControlSlipData): TableBlock {
  const handing = 'Thời gian giao, nhận hồ sơ'
  return {
    kind: 'table',
    size: 10,
    columns: [
      { title: 'TT', width: 9, align: 'center' },
      { title: 'Bước; bộ phận, người giữ hồ sơ', width: 48, align: 'left' },
      { title: 'Nhận lúc', width: 22, align: 'center', group: handing },
      { title: 'Giao lúc', width: 22, align: 'center', group: handing },
      { title: 'Hạn', width: 22, align: 'center', group: handing },
      { title: 'Kết quả', width: 19, align: 'center' },
      { title: 'Ghi chú', width: letterWidth - 142, align: 'left' },
    ],
    rows: stays.map((stay, index) => [
      `${index + 1}`,
      `${stay.step}; ${stay.unit}: ${stay.holder}`,
      momentInFigures(stay.from),
      stay.until ? momentInFigures(stay.until) : '',
      stay.dueAt ? momentInFigures(stay.dueAt) : '',
      results[stay.result],
      stay.note ?? '',
    ]),
  }
}

function summary({ stays, printedOn }: ControlSlipData): Block[] {
  const late = stays.filter(({ result }) => result === 'late' || result === 'running-late').length
  return [
    field('Tổng số lần giao, nhận', `${stays.length}; quá hạn: ${late}`),
    heading(`In ngày ${dayInFigures(printedOn)}. Phiếu chỉ ghi thêm, không sửa, không xóa dòng đã ghi.`, 10, {
      italic: true,
      align: 'left',
    }),
  ]
}
