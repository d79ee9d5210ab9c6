import { bold, field, gap, heading, paragraph, shared } from '../blocks.ts'
import type { Colour } from '../drawing.ts'
import type { Block, BodyType, ColumnsBlock, Layout, Millimetres } from '../sheet.ts'
import { signature } from '../signing.ts'
import { count, dayInFigures, inSequence, windowsInWords } from '../words.ts'
import type { MarketCardData } from './data.ts'

/** A6 upright, 105 × 148 mm, 6 mm on all sides. */
const page = { width: 105, height: 148, margins: { top: 5, right: 6, bottom: 5, left: 6 } }
const qrBox = 36
const width = page.width - 12

const body: readonly [BodyType, ...BodyType[]] = [
  { size: 11, lead: 1.15, after: 2 },
  { size: 10, lead: 1.12, after: 1 },
  { size: 9, lead: 1.1, after: 0.5 },
  { size: 8.5, lead: 1.08, after: 0, rest: 0.95 },
  { size: 8, lead: 1.05, after: 0, rest: 0.9 },
  { size: 7.5, lead: 1.05, after: 0, rest: 0.85 },
  { size: 7, lead: 1.05, after: 0, rest: 0.8 },
  { size: 6.5, lead: 1.05, after: 0, rest: 0.75 },
  { size: 6, lead: 1, after: 0, rest: 0.65 },
]

/** The card on one A6 page. */
export function layoutMarketCard(card: MarketCardData): Layout {
  return {
    date: card.issuedOn,
    training: card.training,
    pages: [
      {
        ...page,
        body,
        blocks: [
          ...cardHead(card),
          gap(1),
          shared([parityBand(card)]),
          gap(1),
          ...content(card),
          gap(0.5),
          shared(visits(card)),
          gap(1.5),
          closing(card),
        ],
      },
    ],
  }
}

function cardHead({ agency, number, supersedes }: MarketCardData): Block[] {
  const again = supersedes === undefined ? '' : ` – CẤP LẠI, thay thẻ số ${supersedes}`
  return [
    shared([
      heading(agency.name.toLocaleUpperCase('vi'), 8.5, { bold: true }),
      heading('THẺ ĐI CHỢ', 14, { bold: true }),
    ]),
    heading(`Số: ${number}${again}`, 9),
  ]
}

const blue: Colour = [0.05, 0.27, 0.55]
const orange: Colour = [0.72, 0.3, 0]
const black: Colour = [0, 0, 0]

/** Colour and word; in grey print the even band is dark, the odd one open, so that they are told apart from afar. */
const bands = {
  even: { text: 'NGÀY CHẴN', colour: blue, filled: true },
  odd: { text: 'NGÀY LẺ', colour: orange, filled: false },
  all: { text: 'MỌI NGÀY', colour: black, filled: false },
}

function parityBand({ parity, onlyOnDays }: MarketCardData): Block {
  const band =
    onlyOnDays && parity === 'all' ? { ...bands.all, text: 'CHỈ CÁC NGÀY GHI DƯỚI ĐÂY' } : bands[parity]
  return { kind: 'banner', size: 15, ...band }
}

function content(card: MarketCardData): Block[] {
  const { household, shopper, markets } = card
  const left = { align: 'left' as const }
  const shops = shopper.last4 === undefined ? '' : ` (số giấy tờ …${shopper.last4})`
  const members = household.members === undefined ? '' : `; ${count(household.members)} người`
  return [
    paragraph(['Người đi chợ: ', bold(shopper.name.toLocaleUpperCase('vi')), shops], left),
    field('Chủ hộ', `${household.head}${members}`, left),
    field('Địa chỉ', `${household.group}, ${household.address}`, left),
    field('Chợ', inSequence(markets), left),
    field('Giờ đi chợ', windowsInWords(card.windows), { ...left, strong: true }),
    paragraph(
      ['Giá trị ', bold(`từ ${dayInFigures(card.firstDay)} đến hết ${dayInFigures(card.lastDay)}`)],
      left,
    ),
    ...card.rules.map((rule) => paragraph([{ text: rule, italic: true }], left)),
  ]
}

const perRow = 12

function visits({ visits: allowed }: MarketCardData): Block[] {
  const labels =
    allowed.kind === 'days'
      ? allowed.days.map((day) => dayInFigures(day).slice(0, 5))
      : Array.from({ length: allowed.count }, (_, index) => `${index + 1}`)
  const words = 'Mỗi lần đi: trạm kiểm soát khoanh ô, chợ gạch chéo ô'
  return [
    heading(words, 7.5, { italic: true, align: 'left' }),
    { kind: 'cells', labels, perRow, height: cellHeight(labels.length) },
  ]
}

/** Large enough to be ringed and crossed by hand; lower where they are many. */
function cellHeight(boxes: number): Millimetres {
  return boxes <= 2 * perRow ? 7.5 : boxes <= 3 * perRow ? 6 : 5
}

/** Left the QR, right the signature with the stamp space, 10 mm and more from each other. */
function closing(card: MarketCardData): ColumnsBlock {
  const code: Block[] = [
    { kind: 'symbol', text: card.tokenText, box: qrBox, align: 'left' },
    heading(`Số: ${card.number}`, 8),
    heading(`Hết hạn: ${dayInFigures(card.lastDay)}`, 8, { bold: true }),
    heading(`Cấp ngày ${dayInFigures(card.issuedOn)}`, 8),
    ...(card.serial === undefined ? [] : [heading(`Sê-ri: ${card.serial}`, 8)]),
  ]
  const space = width - qrBox - 3
  return {
    kind: 'columns',
    spacing: 3,
    columns: [
      { width: qrBox, blocks: code },
      { width: space, blocks: signature(card, { size: 8.5, left: space - Math.max(44, card.seal.spaceMm) }) },
    ],
  }
}
