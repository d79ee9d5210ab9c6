import { field, gap, heading, paragraph } from '../blocks.ts'
import { componentForms } from '../component-fields.ts'
import type { Block, Layout, TableBlock } from '../sheet.ts'
import { applicantLines, slipHead, slipPage, slipSignatures, slipTitle, slipWidth } from '../slip.ts'
import { count, dayInWords, momentInWords } from '../words.ts'
import type { ReceiptData } from './data.ts'

/** The two copies of the receipt: one goes home with the applicant, one travels with the dossier. */
const copies = ['Bản giao người nộp hồ sơ', 'Bản lưu cùng hồ sơ']

const qrBox = 22

/** The receipt as two copies, one after the other. */
export function layoutReceipt(receipt: ReceiptData): Layout {
  return {
    date: receipt.receivedAt.date,
    training: receipt.training,
    pages: copies.map((copy) =>
      slipPage(receipt, [heading(copy, 8.5, { italic: true, align: 'right' }), ...content(receipt)]),
    ),
  }
}

function content(receipt: ReceiptData): Block[] {
  const { agency, receivedAt, applicant } = receipt
  return [
    ...slipHead(receipt, {
      left: [heading(`Số: ${receipt.dossierNumber}`, 10)],
      right: [heading(`${agency.place}, ${dayInWords(receivedAt.date)}`, 10, { italic: true })],
    }),
    ...slipTitle('GIẤY TIẾP NHẬN HỒ SƠ', 'VÀ HẸN TRẢ KẾT QUẢ'),
    identity(receipt),
    field('Nội dung yêu cầu giải quyết', receipt.matter),
    ...receipt.more.map(({ label, value }) => field(label, value)),
    ...components(receipt),
    ...appointment(receipt),
    ...register(receipt),
    ...slipSignatures(applicant.fullName, receipt.receivedBy),
  ]
}

/** Who files on the left, the QR with the dossier code on the right. */
function identity({ dossierNumber, applicant, organisation, counter }: ReceiptData): Block {
  const left = [
    paragraph([`${counter} tiếp nhận hồ sơ của:`]),
    ...applicantLines(applicant),
    ...(organisation === undefined ? [] : [field('Nộp thay cho', organisation)]),
  ]
  const right: Block[] = [
    { kind: 'symbol', text: dossierNumber, box: qrBox, align: 'center' },
    heading('Mã hồ sơ', 8),
  ]
  return {
    kind: 'columns',
    spacing: 2,
    columns: [
      { width: slipWidth - qrBox - 6, blocks: left },
      { width: qrBox + 4, blocks: right },
    ],
  }
}

function components({ components: parts, sets }: ReceiptData): Block[] {
  const table: TableBlock = {
    kind: 'table',
    size: 9.5,
    columns: [
      { title: 'STT', width: 10, align: 'center' },
      { title: 'Thành phần hồ sơ', width: slipWidth - 47, align: 'left' },
      { title: 'Hình thức', width: 20, align: 'center' },
      { title: 'Số lượng', width: 17, align: 'center' },
    ],
    rows: parts.map(({ name, form, quantity }, index) => [
      `${index + 1}`,
      name,
      componentForms[form],
      count(quantity),
    ]),
  }
  return [
    paragraph(['1. Thành phần hồ sơ:'], { align: 'left' }),
    ...(parts.length === 0 ? [] : [table, gap(1.5)]),
    field('2. Số lượng hồ sơ', `${count(sets)} (bộ)`),
  ]
}

function appointment({ receivedAt, dueAt, collectAt, fee }: ReceiptData): Block[] {
  return [
    field('3. Thời gian nhận hồ sơ', momentInWords(receivedAt)),
    field('4. Thời gian hẹn trả kết quả', momentInWords(dueAt), { strong: true }),
    field('5. Nơi nhận kết quả', collectAt),
    ...(fee === undefined ? [] : [field('6. Phí, lệ phí', fee)]),
  ]
}

function register({ register: entry }: ReceiptData): Block[] {
  if (!entry) return []
  return [paragraph([`Vào Sổ theo dõi hồ sơ, Quyển số: ${entry.book}; Số thứ tự: ${entry.entry}.`])]
}
