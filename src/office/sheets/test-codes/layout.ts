import type { TestCodeId } from '../../../domain/identity/test-codes.ts'
import { a4, bold, gap, heading, paragraph } from '../blocks.ts'
import type { Block, ColumnsBlock, Layout, PageLayout, SymbolBlock } from '../sheet.ts'
import type { TestCodesData } from './data.ts'

type Code = TestCodesData['codes'][number]

/** Big enough for the cheapest reader: the largest symbol gets modules of 0.68 mm. */
const box = 75
/** Three dots of an office printer make a module of 0.25 mm, as on an identity card. */
const cardBox = 8.5
const margins = { top: 15, right: 15, bottom: 15, left: 20 }
const spacing = 6
const beside = a4.width - margins.left - margins.right - box - spacing

const names: Readonly<Record<TestCodeId, readonly [name: string, why: string]>> = {
  suffix: ['mã ngắn', 'Cho biết máy quét kết thúc một lần quét bằng gì.'],
  ascii: ['đủ các phím', 'Cho biết máy quét gõ đúng phím không, bộ gõ tiếng Việt có can thiệp không.'],
  vietnamese: ['chữ tiếng Việt', 'Cho biết chữ có dấu đến nguyên vẹn không.'],
  long: ['mã dài', 'Cho biết mã dài như mã trên giấy có bị mất đoạn không.'],
}
const steps = [
  'Trên máy quầy: Máy quét → Kiểm tra máy quét.',
  'Quét lần lượt từng mã; màn hình cho biết ngay mã đã đến ra sao.',
  'Đọc kết luận và các mục cần đổi trên một trang, rồi lưu kết quả.',
]

/**
 * Two codes on a page in opposite corners: a reader never sees two at once, and the training mark has room between
 * them. The first code stands a second time in the size of the code on a card.
 */
export function layoutTestCodes({ training, printedOn, codes }: TestCodesData): Layout {
  const [first, second, third, fourth] = codes.map((code, index) => ({ code, place: index + 1 }))
  const pages = [
    [first, second],
    [third, fourth],
  ].map(([above, below], index) =>
    page([
      heading('TỜ MÃ THỬ MÁY QUÉT', 16, { bold: true, after: 4 }),
      heading(
        'In đúng cỡ thật (100%), trên giấy trắng. Giữ lại để dùng khi mua máy mới hoặc đổi cài đặt.',
        10.5,
        {
          italic: true,
          after: 8,
        },
      ),
      ...(above ? [left(above, index === 0 ? inCardSize(above.code) : [])] : []),
      gap(62),
      ...(below ? [right(below)] : []),
    ]),
  )
  return { date: printedOn, training, pages }
}

function page(blocks: readonly Block[]): PageLayout {
  return { ...a4, margins, body: [{ size: 12, lead: 1.3, after: 4 }], blocks }
}

type Placed = { readonly code: Code; readonly place: number }

function left({ code, place }: Placed, more: readonly Block[]): ColumnsBlock {
  const words = [...wordsOf(code, place), ...(place === 1 ? howTo() : []), ...more]
  return {
    kind: 'columns',
    spacing,
    columns: [
      { width: box, blocks: [symbolOf(code, box)] },
      { width: beside, blocks: words },
    ],
  }
}

function right({ code, place }: Placed): ColumnsBlock {
  return {
    kind: 'columns',
    spacing,
    columns: [
      { width: beside, blocks: wordsOf(code, place) },
      { width: box, blocks: [symbolOf(code, box)] },
    ],
  }
}

function wordsOf({ id }: Code, place: number): Block[] {
  const [name, why] = names[id]
  return [heading(`Mã ${place}: ${name}`, 14, { bold: true, align: 'left', after: 4 }), sentence(why)]
}

function howTo(): Block[] {
  return steps.map((step, index) => paragraph([bold(`${index + 1}. `), step], { align: 'left', hanging: 5 }))
}

function inCardSize(code: Code): Block[] {
  return [
    gap(2),
    sentence('Cũng mã này, cỡ như mã trên thẻ căn cước; máy quét ở quầy phải đọc được:'),
    symbolOf(code, cardBox),
  ]
}

function sentence(text: string): Block {
  return paragraph([text], { align: 'left' })
}

function symbolOf({ text, rows }: Code, side: number): SymbolBlock {
  const modules = rows.map((row) => Array.from(row, (module) => module === '1'))
  return { kind: 'symbol', text, modules, box: side, align: 'left' }
}
