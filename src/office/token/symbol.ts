import { encodeQR } from 'qr'
import { create } from 'qrcode'
import type { TokenSymbol } from './types.ts'

type Level = TokenSymbol['level']
type Segment = 'alphanumeric' | 'numeric'

/** The printed box with its quiet zone of 4 modules on each side (section 10). */
const boxMm = 36
const quietZone = 4
const dotMm = 25.4 / 300
/** 5 dots = 0.4233 mm: below 0.40 mm scanners at 200 dpi begin to fail. */
const fewestDots = 5

/** Highest correction first; the most characters a version-15 symbol takes (ISO/IEC 18004 table 7). */
const levels: readonly { level: Level; alphanumeric: number; numeric: number }[] = [
  { level: 'H', alphanumeric: 321, numeric: 530 },
  { level: 'Q', alphanumeric: 426, numeric: 703 },
  { level: 'M', alphanumeric: 600, numeric: 991 },
]

/**
 * The symbol of a token text: one forced segment, the highest correction of H, Q, M that needs no version above
 * 15. For one drawing at a time. Throws RangeError for a text that is too long or not all alphanumeric.
 */
export function symbol(text: string): TokenSymbol {
  const { level, segment } = choose(text)
  const { modules, version } = create([{ data: text, mode: segment }], { errorCorrectionLevel: level })
  const rows = Array.from({ length: modules.size }, (_row, y) =>
    Array.from({ length: modules.size }, (_column, x) => modules.get(y, x) !== 0),
  )
  return { modules: rows, size: modules.size, level, version, moduleMm: moduleMm(modules.size) }
}

/** The same symbol rules with the fast encoder, for batches; its choice of mask may differ from `symbol`. */
export function batchSymbol(text: string): TokenSymbol {
  const { level, segment } = choose(text)
  const ecc = ({ H: 'high', Q: 'quartile', M: 'medium' } as const)[level]
  // The encoder insists on a border of at least one module; the quiet zone is the sheet's business.
  const bordered = encodeQR(text, 'raw', { ecc, encoding: segment, border: 1 })
  const modules = bordered.slice(1, -1).map((row) => row.slice(1, -1))
  const size = modules.length
  return { modules, size, level, version: (size - 17) / 4, moduleMm: moduleMm(size) }
}

/** Side of a module: the most whole dots of 1/300 inch with which symbol and quiet zone fit the box. */
export function moduleMm(size: number): number {
  const dots = Math.floor(boxMm / ((size + 2 * quietZone) * dotMm))
  if (dots < fewestDots) throw new RangeError('the symbol would need modules below 0.40 mm')
  return dots * dotMm
}

function choose(text: string): { level: Level; segment: Segment } {
  if (!/^[0-9A-Z $%*+\-./:]+$/.test(text)) throw new RangeError('not an alphanumeric text')
  const segment = /^[0-9]+$/.test(text) ? 'numeric' : 'alphanumeric'
  const fitting = levels.find((row) => text.length <= row[segment])
  if (!fitting) throw new RangeError('the text does not fit the printed symbol')
  return { level: fitting.level, segment }
}
