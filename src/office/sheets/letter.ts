import { a4, field, gap, heading, paragraph } from './blocks.ts'
import { a4Head, head } from './head.ts'
import type { Block, BodyType, ColumnsBlock, Layout, PageLayout } from './sheet.ts'
import { a4Signature, signature, type Signing } from './signing.ts'
import type { CivilDate } from '../../domain/calendar.ts'
import { dayInWords } from './words.ts'

/** What the A4 papers of the office have in common (Decree 30/2020, Annex I). */

/** Body 14 and 13 pt; the last serve letters that would just miss their page, and those of several pages. */
const letterBody: readonly [BodyType, ...BodyType[]] = [
  { size: 14, lead: 1.25, after: 6 },
  { size: 13, lead: 1.2, after: 6 },
  { size: 13, lead: 1.15, after: 4 },
  { size: 12, lead: 1.15, after: 3 },
  { size: 12, lead: 1.1, after: 2, rest: 0.95 },
]

/** Left 30, right 15, top and bottom 20 mm. */
export const letterMargins = { top: 20, right: 15, bottom: 20, left: 30 }
/** Width between the margins. */
export const letterWidth = a4.width - letterMargins.left - letterMargins.right

/** Indent of the first line of a paragraph. */
export const firstLine = { indent: 10 }

/** The parts every letter has. */
export type Letter = Signing & {
  readonly training: boolean
  readonly agency: { parent?: string; name: string; place: string }
  readonly number: string
  readonly issuedOn: CivilDate
  readonly recipients: readonly string[]
  readonly footer: readonly string[]
}

/** One A4 letter, continued if it must be; `running` stands on its further pages. */
export function letterPage(letter: Letter, blocks: readonly Block[], running: string): PageLayout {
  return {
    ...a4,
    margins: letterMargins,
    body: letterBody,
    blocks,
    footer: letter.footer.map((text) => heading(text, 11)),
    running,
  }
}

/** A letter of one paper without annex. */
export function letterLayout(letter: Letter, blocks: readonly Block[], running: string): Layout {
  return { date: letter.issuedOn, training: letter.training, pages: [letterPage(letter, blocks, running)] }
}

/** Office, State and motto; beneath them number, and place and day. */
export function letterHead({ agency, number, issuedOn }: Letter): Block[] {
  return head(a4Head, agency, {
    left: [heading(`Số: ${number}`, 13)],
    right: [heading(`${agency.place}, ${dayInWords(issuedOn)}`, 13, { italic: true })],
  })
}

/** The kind of paper in capitals, what it is about beneath it, and a short rule. */
export function letterTitle(kind: string, about?: string): Block[] {
  return [
    gap(6),
    heading(kind, 14, { bold: true }),
    ...(about === undefined ? [] : [heading(about, 14, { bold: true })]),
    { kind: 'rule', share: about === undefined ? 0.4 : 0.3 },
    gap(4),
  ]
}

/** To whom the letter goes. */
export function addressee(name: string): Block[] {
  return [paragraph([`Kính gửi: ${name}`], { align: 'center' }), gap(2)]
}

/** A line `label: value` with the indent of a letter; nothing when there is no value. */
export function entry(label: string, value: string | undefined, strong = false): Block[] {
  return value === undefined || value === '' ? [] : [field(label, value, { ...firstLine, strong })]
}

/**
 * Left the recipients, with what the paper puts above and beneath them; right the signature. Stays together. `filed`
 * says under what the paper is kept, e.g. `HS 39901-261121-0007`.
 */
export function letterClosing(
  letter: Letter,
  filed: string,
  { above = [], beneath = [] }: { above?: readonly Block[]; beneath?: readonly Block[] } = {},
): Block[] {
  const left: Block[] = [
    ...above,
    { kind: 'text', runs: [{ text: 'Nơi nhận:', bold: true, italic: true }], size: 12, align: 'left' },
    ...letter.recipients.map((name) => heading(`- ${name};`, 11, { align: 'left' })),
    heading(`- Lưu: VT, ${filed}.`, 11, { align: 'left' }),
    ...beneath,
  ]
  const columns: ColumnsBlock['columns'] = [
    { width: 68, blocks: left },
    { width: letterWidth - 68 - 7, blocks: signature(letter, a4Signature) },
  ]
  return [gap(3), { kind: 'columns', spacing: 7, columns }]
}
