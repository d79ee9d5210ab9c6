import { bold, gap, heading, paragraph } from '../blocks.ts'
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
import type { CaseRecordData } from './data.ts'

const qrBox = 24

/** A plain paper: its fields, its rows, what was decided, who signed for it. */
export function layoutCaseRecord(record: CaseRecordData): Layout {
  const { about, decision } = record
  return letterLayout(
    record,
    [
      ...letterHead(record),
      ...letterTitle(record.title.toLocaleUpperCase('vi'), about),
      ...(record.addressee === undefined ? [] : addressee(record.addressee)),
      ...sentence(record.opening),
      ...record.fields.flatMap(({ label, value, strong }) => entry(label, value, strong)),
      ...rows(record),
      ...(decision ? [paragraph([bold(`${decision.label}: `), bold(decision.text)], firstLine)] : []),
      ...sentence(record.closing),
      ...letterClosing(record, record.filed, { above: above(record), beneath: beneath(record) }),
    ],
    `Số ${record.number}`,
  )
}

function sentence(text: string | undefined): Block[] {
  return text === undefined ? [] : [paragraph([text], firstLine)]
}

function rows({ table }: CaseRecordData): Block[] {
  if (!table) return []
  const whole = table.columns.reduce((sum, { share }) => sum + share, 0)
  const columns = table.columns.map(({ title, share, align }) => ({
    title,
    align,
    width: (letterWidth * share) / whole,
  }))
  return [gap(1), { kind: 'table', size: 11.5, columns, rows: table.rows }, gap(2)]
}

/** Who receives signs beside the office, at the same height. */
function above({ receiver }: CaseRecordData): Block[] {
  if (!receiver) return []
  return [
    heading(receiver.title, 13.5, { bold: true }),
    heading('(Ký và ghi rõ họ tên)', 11, { italic: true }),
    gap(30),
    heading(receiver.name, 13.5, { bold: true }),
    gap(6),
  ]
}

function beneath({ code }: CaseRecordData): Block[] {
  return code === undefined ? [] : [gap(3), { kind: 'symbol', text: code, box: qrBox, align: 'left' }]
}
