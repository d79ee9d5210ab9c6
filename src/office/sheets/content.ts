import type { Placing } from '../../domain/printing/placing.ts'
import type {
  Colour,
  DrawnPage,
  LineMark,
  Mark,
  PictureMark,
  ShapeMark,
  SharedMark,
  Step,
  SymbolMark,
  TextMark,
} from './drawing.ts'
import { widthOf, type FaceName } from './faces.ts'
import { anySpace, spacesIn } from './lines.ts'
import { perMillimetre } from './placed.ts'
import type { Picture } from './png.ts'

/** Codes of a text in a face of this document. */
export type Encode = (face: FaceName, text: string) => string

/** Name of a picture among the resources of this document. */
export type NamePicture = (picture: Picture) => string

/** Name of marks that pages share among the resources of this document. */
export type NameShared = (marks: readonly Mark[]) => string

/** What a page's content calls by the names this document gave it. */
export type Names = { readonly encode: Encode; readonly picture: NamePicture; readonly shared: NameShared }

/**
 * The content stream of a page: every mark as PDF operators, ASCII. Fonts are named after their faces. With a height of
 * 0 it counts from the upper edge, as the content of shared marks does.
 */
export function contentOf({ marks, height }: Omit<DrawnPage, 'width'>, names: Names): string {
  return marks.map((mark) => operators(mark, height, names)).join('\n')
}

/** A page's content as a printer needs it: made larger from the upper left corner, then moved; nothing else changes. */
export function placedContent(content: string, pageHeight: number, { xMm, yMm, percent }: Placing): string {
  if (xMm === 0 && yMm === 0 && percent === 100) return content
  const scale = percent / 100
  const down = pageHeight * (1 - scale) - yMm * perMillimetre
  return `q ${plain(scale)} 0 0 ${plain(scale)} ${plain(xMm * perMillimetre)} ${plain(down)} cm\n${content}\nQ`
}

function operators(mark: Mark, pageHeight: number, names: Names): string {
  switch (mark.kind) {
    case 'text':
      return text(mark, pageHeight, names.encode)
    case 'line':
      return line(mark, pageHeight)
    case 'symbol':
      return symbol(mark, pageHeight)
    case 'picture':
      return picture(mark, pageHeight, names.picture)
    case 'shape':
      return shape(mark, pageHeight)
    case 'shared':
      return shared(mark, pageHeight, names.shared)
  }
}

/** Each piece is put in its place by itself: some viewers drop a move at the end of a TJ array. */
function text(mark: TextMark, pageHeight: number, encode: Encode): string {
  const turn = (mark.angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  let along = 0
  const pieces = mark.pieces.map((piece, index) => {
    const at = [mark.x + along * cos, pageHeight - mark.y + along * sin]
    const matrix = [cos, sin, -sin, cos, ...at].map(plain).join(' ')
    if (index < mark.pieces.length - 1)
      along += widthOf(piece.text, piece.face, mark.size) + spacesIn(piece.text) * mark.stretch
    return `/${piece.face} ${plain(mark.size)} Tf ${matrix} Tm ${shown(encode, piece.face, piece.text, mark)}`
  })
  const ink = mark.colour ? `${tones(mark.colour)} rg` : `${plain(mark.shade)} g`
  return `BT ${ink} ${pieces.join(' ')} ET`
}

/** Word spacing (Tw) does not reach two-byte codes, so a widened space is followed by a move. */
function shown(encode: Encode, face: FaceName, words: string, { stretch, size }: TextMark): string {
  if (stretch === 0) return `<${encode(face, words)}> Tj`
  const move = plain((-stretch / size) * 1000)
  const parts = words.split(anySpace)
  const codes = parts.map((part, index) => encode(face, index < parts.length - 1 ? `${part} ` : part))
  return `[${codes.map((code) => `<${code}>`).join(` ${move} `)}] TJ`
}

function line({ from, to, thickness, shade, dash }: LineMark, pageHeight: number): string {
  const path = `${plain(from.x)} ${plain(pageHeight - from.y)} m ${plain(to.x)} ${plain(pageHeight - to.y)} l S`
  const dashes = dash === undefined ? '[] 0 d' : `[${plain(dash)}] 0 d`
  return `${plain(shade)} G ${plain(thickness)} w ${dashes} ${path}`
}

/**
 * A white box, then the dark modules as a stencil of one bit each, written into the page: a quarter of the bytes and a
 * ninth of the time of a path, without seams, and as sharp on any printer. In hexadecimal: bare bytes in a page are a
 * riddle to some programs, and deflating takes the digits back.
 */
function symbol(mark: SymbolMark, pageHeight: number): string {
  const { box, size } = mark
  const side = size * mark.module
  const inset = (box - side) / 2
  const bottom = pageHeight - mark.y - box
  const white = `1 g ${plain(mark.x)} ${plain(bottom)} ${plain(box)} ${plain(box)} re f`
  const matrix = `${plain(side)} 0 0 ${plain(side)} ${plain(mark.x + inset)} ${plain(bottom + inset)} cm`
  const stencil = `BI /W ${size} /H ${size} /IM true /D [1 0] /F /AHx ID\n${bits(mark)}>\nEI`
  return `${white}\nq 0 g ${matrix}\n${stencil} Q`
}

/** Row by row, each filled up to whole bytes. */
function bits({ modules, size }: SymbolMark): string {
  const bytes = Buffer.alloc(Math.ceil(size / 8) * size)
  let at = 0
  for (const row of modules) {
    let byte = 0
    for (let x = 0; x < size; x++) {
      byte = (byte << 1) | (row[x] === true ? 1 : 0)
      if ((x & 7) === 7) bytes[at++] = byte & 0xff
    }
    if ((size & 7) !== 0) bytes[at++] = (byte << (8 - (size & 7))) & 0xff
  }
  return bytes.toString('hex')
}

function shared({ marks, x, y }: SharedMark, pageHeight: number, name: NameShared): string {
  return `q 1 0 0 1 ${plain(x)} ${plain(pageHeight - y)} cm /${name(marks)} Do Q`
}

function picture(mark: PictureMark, pageHeight: number, name: NamePicture): string {
  const { x, y, width, height } = mark
  const matrix = `${plain(width)} 0 0 ${plain(height)} ${plain(x)} ${plain(pageHeight - y - height)} cm`
  return `q ${matrix} /${name(mark.picture)} Do Q`
}

function shape({ x, y, path, fill, stroke }: ShapeMark, pageHeight: number): string {
  const inks = [
    ...(fill ? [`${tones(fill)} rg`] : []),
    ...(stroke ? [`${tones(stroke.colour)} RG ${plain(stroke.thickness)} w [] 0 d`] : []),
  ]
  const paint = fill ? (stroke ? 'B' : 'f') : 'S'
  const matrix = `1 0 0 -1 ${plain(x)} ${plain(pageHeight - y)} cm`
  return `q ${matrix} ${inks.join(' ')} ${path.map(step).join(' ')} ${paint} Q`
}

const pathOperators = { M: 'm', L: 'l', C: 'c', Z: 'h' }

function step([kind, ...numbers]: Step): string {
  return [...numbers.map(plain), pathOperators[kind]].join(' ')
}

const tones = (colour: Colour) => colour.map(plain).join(' ')

/** A number as PDF writes it: no exponent, at most four decimals. */
function plain(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
