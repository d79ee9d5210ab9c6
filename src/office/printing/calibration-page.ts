import type { CivilDate } from '../../domain/calendar.ts'
import { asDrawn, crossMm, type Placing, squareOn } from '../../domain/printing/placing.ts'
import { paperMeasures, type PaperSize } from '../../domain/printing/sheet-kinds.ts'
import { bold, gap, heading, paragraph } from '../sheets/blocks.ts'
import { type LineMark, lowered, type Mark } from '../sheets/drawing.ts'
import { placeColumn } from '../sheets/place.ts'
import { perMillimetre, straight } from '../sheets/placed.ts'
import type { Block, Millimetres } from '../sheets/sheet.ts'
import { streamPdf } from '../sheets/stream-pdf.ts'

/** What a calibration page says of itself. */
export type CalibrationPage = {
  readonly paper: PaperSize
  readonly date: CivilDate
  /** Name of the printer, and of the kind of sheets it is set right for. */
  readonly printer: string
  readonly kind: string
  /** Under which it is printed. */
  readonly placing: Placing
}

const title = 'Trang căn chỉnh máy in'
/** Rulers leave the corners to the cross, and the outermost millimetres to printers that cannot reach them. */
const ruler = { from: 20, inset: 5, thickness: 0.4, size: 6 }
const arm = 5

/**
 * A page to be measured with a ruler: a cross at exactly 10 mm from the left and the upper edge, a square of 100 mm (80
 * on A6) and rulers in millimetres along the four sides. Import this module when it is needed: it loads the libraries
 * of type and PDF.
 */
export function calibrationPdf(page: CalibrationPage): Uint8Array {
  const { width, height } = paperMeasures[page.paper]
  const side = squareOn(page.paper)
  const square = { left: (width - side) / 2, top: Math.max(22, (height - side) / 2), side }
  const marks = [...cross(), ...rulers(width, height), ...frame(square), ...words(page, square)]
  const drawn = { width: width * perMillimetre, height: height * perMillimetre, marks }
  return Buffer.concat([...streamPdf({ title, date: page.date }, [drawn], page.placing)])
}

type Square = { readonly left: Millimetres; readonly top: Millimetres; readonly side: Millimetres }

function cross(): Mark[] {
  return [
    line([crossMm - arm, crossMm], [crossMm + arm, crossMm], 0.5),
    line([crossMm, crossMm - arm], [crossMm, crossMm + arm], 0.5),
  ]
}

function frame({ left, top, side }: Square): Mark[] {
  const [right, bottom] = [left + side, top + side]
  return [
    line([left, top], [right, top], 0.5),
    line([left, bottom], [right, bottom], 0.5),
    line([left, top], [left, bottom], 0.5),
    line([right, top], [right, bottom], 0.5),
  ]
}

/** A tick a millimetre along each side, longer at five, with its figure at ten; figures count from the corner. */
function rulers(width: Millimetres, height: Millimetres): Mark[] {
  const along = (length: Millimetres) =>
    Array.from({ length: Math.floor(length) - 2 * ruler.from + 1 }, (_, index) => ruler.from + index)
  const { inset, thickness } = ruler
  return [
    ...along(width).flatMap((x) => {
      const [near, far] = [inset, inset + tick(x)]
      return [
        line([x, near], [x, far], thickness),
        line([x, height - near], [x, height - far], thickness),
        ...figure(x, [x, far + 2.4]),
        ...figure(x, [x, height - far - 0.6]),
      ]
    }),
    ...along(height).flatMap((y) => {
      const [near, far] = [inset, inset + tick(y)]
      return [
        line([near, y], [far, y], thickness),
        line([width - near, y], [width - far, y], thickness),
        ...figure(y, [far + 1.8, y + 0.8]),
        ...figure(y, [width - far - 1.8, y + 0.8]),
      ]
    }),
  ]
}

const tick = (at: number) => (at % 10 === 0 ? 4 : at % 5 === 0 ? 3 : 2)

function figure(at: number, [x, y]: Point): Mark[] {
  if (at % 10 !== 0) return []
  const text = String(at)
  // Half the width of digits, which are all half an em wide.
  const half = (text.length * ruler.size) / 4
  const place = { x: x * perMillimetre - half, y: y * perMillimetre }
  const pieces = [{ text, face: 'regular' as const }]
  return [{ kind: 'text', ...place, size: ruler.size, pieces, stretch: 0, shade: 0, angle: 0 }]
}

/** What to do stands inside the square, the only room that the smallest paper leaves. */
function words({ printer, kind, paper, placing }: CalibrationPage, square: Square): Mark[] {
  const inner = 5
  const room = {
    left: (square.left + inner) * perMillimetre,
    width: (square.side - 2 * inner) * perMillimetre,
    body: { size: paper === 'A6' ? 8.5 : 10, lead: 1.15, after: 2 },
    longestLine: 0,
    setBefore: new Map(),
  }
  const { marks } = placeColumn(sentences({ printer, kind, paper, placing, side: square.side }), room)
  return marks.map((mark) => lowered(mark, (square.top + inner) * perMillimetre))
}

type Said = Pick<CalibrationPage, 'printer' | 'kind' | 'paper' | 'placing'> & { readonly side: Millimetres }

function sentences({ printer, kind, paper, placing, side }: Said): Block[] {
  const left = { align: 'left' as const }
  const { xMm, yMm, percent } = placing
  const isControl = xMm !== asDrawn.xMm || yMm !== asDrawn.yMm || percent !== asDrawn.percent
  return [
    heading(title.toLocaleUpperCase('vi'), paper === 'A6' ? 11 : 13, { bold: true }),
    heading('Không phải giấy tờ, không cấp cho ai', 8.5, { italic: true, after: 3 }),
    paragraph(['Máy in: ', bold(printer)], left),
    paragraph(['Loại giấy: ', bold(`${kind}, khổ ${paper}`)], left),
    paragraph(
      [
        isControl ? 'Trang kiểm tra, in với: ' : 'Trang đo, in với: ',
        bold(`lệch ${decimal(xMm)} và ${decimal(yMm)} mm, cỡ ${decimal(percent)} %`),
      ],
      left,
    ),
    gap(1),
    paragraph(['Dùng thước đo rồi gõ vào máy bốn số, đến nửa milimét:'], left),
    paragraph(['1. Từ mép ', bold('trái'), ' tờ giấy đến dấu thập ở góc.'], left),
    paragraph(['2. Từ mép ', bold('trên'), ' tờ giấy đến dấu thập ở góc.'], left),
    paragraph(['3. ', bold('Bề ngang'), ' của khung vuông này.'], left),
    paragraph(['4. ', bold('Bề cao'), ' của khung vuông này.'], left),
    gap(1),
    paragraph([`In đúng: dấu thập cách hai mép ${crossMm} mm, khung vuông mỗi cạnh ${side} mm.`], left),
  ]
}

const decimal = (value: number) => value.toFixed(1).replace('.', ',')

type Point = readonly [x: Millimetres, y: Millimetres]

function line([fromX, fromY]: Point, [toX, toY]: Point, thickness: number): LineMark {
  return straight(
    { x: fromX * perMillimetre, y: fromY * perMillimetre },
    { x: toX * perMillimetre, y: toY * perMillimetre },
    thickness,
  )
}
