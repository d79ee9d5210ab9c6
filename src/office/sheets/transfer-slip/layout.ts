import { bold, gap, heading, paragraph } from '../blocks.ts'
import { componentForms } from '../component-fields.ts'
import {
  addressee,
  entry,
  firstLine,
  letterClosing,
  letterHead,
  letterLayout,
  letterTitle,
  letterWidth,
} from '../letter.ts'
import type { Block, Layout } from '../sheet.ts'
import { count, momentInWords } from '../words.ts'
import type { TransferSlipData } from './data.ts'

/** The transfer slip: what goes where and why, with the part that the receiving office fills in and sends back. */
export function layoutTransferSlip(slip: TransferSlipData): Layout {
  const { agency, applicant, dossierNumber } = slip
  return letterLayout(
    slip,
    [
      ...letterHead(slip),
      ...letterTitle('PHIẾU CHUYỂN HỒ SƠ'),
      ...addressee(slip.to),
      paragraph(
        [`${momentInWords(slip.receivedAt)}, ${slip.counter} (${agency.name}) tiếp nhận hồ sơ sau:`],
        firstLine,
      ),
      ...entry('Mã hồ sơ', dossierNumber, true),
      ...entry('Người nộp hồ sơ', `${applicant.fullName}; ${applicant.idKind} số ${applicant.idNumber}`),
      ...entry('Địa chỉ', applicant.address),
      ...entry('Số điện thoại', applicant.phone),
      ...entry('Nội dung yêu cầu giải quyết', slip.matter),
      ...entry('Thời gian hẹn trả kết quả', momentInWords(slip.dueAt)),
      paragraph([`${agency.name} chuyển hồ sơ trên đến `, bold(slip.to), ' để giải quyết theo thẩm quyền.'], {
        ...firstLine,
      }),
      ...entry('Lý do chuyển', slip.reason),
      ...entry('Căn cứ', slip.basis),
      ...papers(slip),
      paragraph([`Nếu cần biết thêm, xin liên hệ: ${slip.contact}.`], firstLine),
      ...letterClosing(slip, `HS ${dossierNumber}`),
      receipt(slip),
    ],
    `Phiếu chuyển hồ sơ số ${slip.number}`,
  )
}

function papers({ components }: TransferSlipData): Block[] {
  if (components.length === 0) return entry('Giấy tờ kèm theo', 'không có')
  return [
    paragraph(['Giấy tờ kèm theo:'], firstLine),
    {
      kind: 'table',
      size: 11.5,
      columns: [
        { title: 'STT', width: 12, align: 'center' },
        { title: 'Thành phần hồ sơ', width: letterWidth - 62, align: 'left' },
        { title: 'Hình thức', width: 27, align: 'center' },
        { title: 'Số lượng', width: 23, align: 'center' },
      ],
      rows: components.map(({ name, form, quantity }, index) => [
        `${index + 1}`,
        name,
        componentForms[form],
        count(quantity),
      ]),
    },
    gap(2),
  ]
}

const dots = '…'.repeat(3)

/** Filled in by the receiving office, which sends a copy back. */
function receipt({ handedOverBy }: TransferSlipData): Block {
  const said = (text: string) => heading(text, 11.5, { align: 'left', after: 3 })
  const left: Block[] = [
    heading('XÁC NHẬN CỦA NƠI NHẬN', 11.5, { bold: true, align: 'left', after: 3 }),
    said(`Người giao: ${handedOverBy}`),
    said(`Nhận lúc ${dots} giờ ${dots}, ngày ${dots}/${dots}/${dots}`),
    said(`Hồ sơ: đủ □\u00a0\u00a0 thiếu □: ${dots}${dots}${dots}${dots}`),
  ]
  const right: Block[] = [
    heading('NGƯỜI NHẬN', 11.5, { bold: true }),
    heading('(Ký và ghi rõ họ tên)', 10.5, { italic: true }),
    gap(16),
  ]
  return {
    kind: 'columns',
    spacing: 5,
    columns: [
      { width: 100, blocks: [gap(3), ...left] },
      { width: letterWidth - 105, blocks: [gap(3), ...right] },
    ],
  }
}
