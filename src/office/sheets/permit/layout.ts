import { a4, bold, field, gap, heading, paragraph, shared } from '../blocks.ts'
import { red } from '../drawing.ts'
import { a4Head, head } from '../head.ts'
import type { Block, BodyType, ColumnsBlock, Layout } from '../sheet.ts'
import { a4Signature, signature } from '../signing.ts'
import {
  birthInFigures,
  dayInFigures,
  dayInWords,
  inSequence,
  weekdaysInWords,
  windowsInWords,
} from '../words.ts'
import type { PermitData } from './data.ts'

/** Decree 30/2020: body 13–14 pt, at least 6 pt between paragraphs; the last steps are for the longest texts only. */
const body: readonly [BodyType, ...BodyType[]] = [
  { size: 14, lead: 1.3, after: 6 },
  { size: 14, lead: 1.15, after: 6 },
  { size: 13, lead: 1.15, after: 6 },
  { size: 13, lead: 1.15, after: 3 },
  { size: 12, lead: 1.15, after: 3 },
  { size: 11, lead: 1.15, after: 2 },
  { size: 10, lead: 1.15, after: 1, rest: 0.9 },
  { size: 9, lead: 1.15, after: 0, rest: 0.85 },
  { size: 8.5, lead: 1.1, after: 0, rest: 0.75 },
]

/** Left 30, right 15, top and bottom 20 mm: 165 × 257 mm. */
const margins = { top: 20, right: 15, bottom: 20, left: 30 }

const firstLine = 10
/** Side of the QR box. */
const qrBox = 36

/** The permit on one A4 page. */
export function layoutPermit(permit: PermitData): Layout {
  return {
    date: permit.issuedOn,
    training: permit.training,
    pages: [
      {
        ...a4,
        margins,
        body,
        blocks: [...permitHead(permit), ...title(permit), ...content(permit), gap(3), closing(permit)],
        footer: [shared([...issuedUnder(permit), ...permit.footer.map((text) => heading(text, 11))])],
      },
    ],
  }
}

function permitHead({ agency, number, issuedOn }: PermitData): Block[] {
  return head(a4Head, agency, {
    left: [heading(`Số: ${number}`, 13)],
    right: [heading(`${agency.place}, ${dayInWords(issuedOn)}`, 13, { italic: true })],
  })
}

/** The title; a permit that replaces another bears its mark to the left of it. */
function title({ supersedes }: PermitData): Block[] {
  const mark: Block[] =
    supersedes === undefined
      ? []
      : [{ kind: 'banner', text: 'CẤP LẠI', size: 13, colour: red, filled: false }]
  const words: Block[] = [heading('GIẤY ĐI ĐƯỜNG', 14, { bold: true }), { kind: 'rule', share: 0.4 }]
  const columns = [
    { width: 26, blocks: mark },
    { width: 165 - 2 * 26, blocks: words },
    { width: 26, blocks: [] },
  ]
  return [gap(6), shared([{ kind: 'columns', spacing: 0, columns }]), gap(4)]
}

function issuedUnder({ issuedUnder: rules }: PermitData): Block[] {
  return rules === undefined ? [] : [heading(`Cấp theo: ${rules}`, 9.5, { italic: true, after: 2 })]
}

function content(permit: PermitData): Block[] {
  const { holder, agency, schedule } = permit
  const inset = { indent: firstLine }
  const optional = (label: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [field(label, value, inset)]
  return [
    shared([paragraph([bold(agency.name.toLocaleUpperCase('vi')), ' xác nhận:'], inset)]),
    field('Ông/Bà', holder.fullName.toLocaleUpperCase('vi'), { ...inset, strong: true }),
    field('Ngày sinh', birthAndTelephone(holder), inset),
    field(`${holder.idKind} số`, holder.idNumber, inset),
    field('Nơi cư trú', holder.residence, inset),
    ...optional('Đơn vị', permit.organisation),
    field('Được đi lại để', permit.purpose, inset),
    field('Thuộc nhóm', permit.category, inset),
    field('Cung đường', permit.route, inset),
    ...optional('Nơi đến', permit.places.join('; ')),
    ...optional('Vùng', permit.zone),
    ...optional('Phương tiện, biển số', permit.vehicle?.plate),
    ...optional('Người đi cùng', permit.companions && inSequence(permit.companions)),
    ...permit.more.map(({ label, value }) => field(label, value, inset)),
    field(
      'Thời gian đi lại',
      `${weekdaysInWords(schedule.weekdays)}; ${windowsInWords(schedule.windows)}`,
      inset,
    ),
    validity(permit),
    shared([paragraph([duty], inset)]),
  ]
}

const duty =
  'Người được cấp giấy xuất trình giấy này cùng giấy tờ tùy thân khi được yêu cầu, ' +
  'đi đúng mục đích, thời gian và cung đường đã ghi.'

function birthAndTelephone({ birth, phone }: PermitData['holder']): string {
  return birthInFigures(birth) + (phone === undefined ? '' : `; điện thoại: ${phone}`)
}

function validity({ firstDay, lastDay, supersedes }: PermitData): Block {
  const until = bold(`từ ${dayInWords(firstDay)} đến hết ${dayInWords(lastDay)}`)
  const instead = supersedes === undefined ? '.' : `; thay thế Giấy đi đường số ${supersedes}.`
  return paragraph(['Giấy này có giá trị ', until, instead], { indent: firstLine })
}

/** Left: recipients and the QR box, far from the red ink; right: signature with the space for the seal. */
function closing(permit: PermitData): ColumnsBlock {
  return {
    kind: 'columns',
    spacing: 7,
    columns: [
      { width: 68, blocks: [...recipients(permit), ...code(permit)] },
      { width: 90, blocks: signature(permit, a4Signature) },
    ],
  }
}

function recipients({ recipients: others, dossierNumber }: PermitData): Block[] {
  return [
    { kind: 'text', runs: [{ text: 'Nơi nhận:', bold: true, italic: true }], size: 12, align: 'left' },
    ...others.map((name) => heading(`- ${name};`, 11, { align: 'left' })),
    heading(`- Lưu: VT, HS ${dossierNumber}.`, 11, { align: 'left' }),
    gap(3),
  ]
}

function code({ tokenText, number, lastDay }: PermitData): Block[] {
  const beneath = [
    heading(`Số: ${number}`, 10.5),
    heading(`Hết hạn: ${dayInFigures(lastDay)}`, 10.5, { bold: true }),
  ]
  return [
    { kind: 'symbol', text: tokenText, box: qrBox, align: 'left' },
    gap(0.5),
    { kind: 'columns', spacing: 0, columns: [{ width: qrBox, blocks: beneath }] },
  ]
}
