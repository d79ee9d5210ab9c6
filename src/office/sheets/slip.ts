import { a5, bold, field, gap, heading, paragraph } from './blocks.ts'
import { a5Head, head } from './head.ts'
import type { Block, BodyType, ColumnsBlock, Layout, PageLayout } from './sheet.ts'
import type { CivilDate } from '../../domain/calendar.ts'

/** What the A5 slips of the one-stop counter have in common (forms of Circular 03/2025/TT-VPCP). */

/** Body type of the slips; the last serves slips that need a second page. */
const slipBody: readonly [BodyType, ...BodyType[]] = [
  { size: 11, lead: 1.2, after: 3 },
  { size: 10.5, lead: 1.15, after: 2 },
  { size: 10, lead: 1.15, after: 1.5 },
]

/** Left 18, right 12, top and bottom 12 mm: 118 × 186 mm. */
const slipMargins = { top: 12, right: 12, bottom: 12, left: 18 }
/** Width between the margins. */
export const slipWidth = a5.width - slipMargins.left - slipMargins.right

/** The parts every slip has. */
export type Slip = {
  readonly training: boolean
  readonly agency: { parent?: string; name: string; place: string }
  readonly counter: string
  readonly footer: readonly string[]
}

/** One A5 page of a slip, continued if it must be. */
export function slipPage(slip: Slip, blocks: readonly Block[]): PageLayout {
  return {
    ...a5,
    margins: slipMargins,
    body: slipBody,
    blocks,
    footer: slip.footer.map((text) => heading(text, 8.5)),
  }
}

/** A slip of one copy. */
export function slipLayout(slip: Slip, date: CivilDate, blocks: readonly Block[]): Layout {
  return { date, training: slip.training, pages: [slipPage(slip, blocks)] }
}

/** The head of a slip: the counter as the issuing unit, below its office. */
export function slipHead(slip: Slip, beneath: { left: readonly Block[]; right: readonly Block[] }): Block[] {
  return head(a5Head, { parent: slip.agency.name, name: slip.counter }, beneath)
}

/** The title of a slip in capitals with a short rule. */
export function slipTitle(...lines: readonly string[]): Block[] {
  return [
    gap(3),
    ...lines.map((text) => heading(text, 12, { bold: true })),
    { kind: 'rule', share: 0.3 },
    gap(1.5),
  ]
}

/** Who files: name, paper, address and telephone. */
export function applicantLines(applicant: {
  fullName: string
  idKind: string
  idNumber: string
  address: string
  phone?: string
}): Block[] {
  return [
    field('Ông/Bà', applicant.fullName, { strong: true }),
    field(`${applicant.idKind} số`, applicant.idNumber),
    field('Địa chỉ', applicant.address),
    ...(applicant.phone === undefined ? [] : [field('Số điện thoại', applicant.phone)]),
  ]
}

/** Numbered paragraphs, their further lines set in. */
export function numbered(items: readonly string[]): Block[] {
  return items.map((item, index) => paragraph([`${index + 1}. ${item}`], { indent: 6, hanging: 6 }))
}

/** A line that opens a part of a slip. */
export function part(title: string): Block {
  return paragraph([bold(title)], { align: 'left' })
}

/** The signatures of who files and who receives; the names stand under the room for signing. */
export function slipSignatures(filing: string, receiving: string): Block[] {
  const columns = [signature('NGƯỜI NỘP HỒ SƠ', filing), signature('NGƯỜI TIẾP NHẬN HỒ SƠ', receiving)]
  return [{ kind: 'columns', spacing: 4, columns }]
}

function signature(title: string, name: string): ColumnsBlock['columns'][number] {
  const blocks = [
    gap(3),
    heading(title, 10.5, { bold: true }),
    heading('(Ký và ghi rõ họ tên)', 9.5, { italic: true }),
    gap(15),
    heading(name, 10.5, { bold: true }),
  ]
  return { width: (slipWidth - 4) / 2, blocks }
}
