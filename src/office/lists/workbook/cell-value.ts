import { fromLegacy, type LegacyEncoding } from '../../../domain/text/legacy-font.ts'
import { dateOfDay } from '../../../domain/calendar.ts'
import { isBeyondLatin1 } from '../letters/legacy.ts'
import { type Cell, textCell } from '../table.ts'
import type { SharedText } from './shared-strings.ts'
import type { CellStyle } from './styles.ts'

/** A text in its cell: pieces in an old font are converted, each piece once. Null when nothing stands there. */
export function textValue(shared: SharedText, { encoding }: CellStyle): Cell | null {
  if (typeof shared === 'string') return converted(shared, shared, convert(shared, encoding))
  const before = shared.map(({ text }) => text).join('')
  const after = shared.map((run) => convert(run.text, run.ownFont ? run.encoding : encoding)).join('')
  return converted(before, before, after)
}

function converted(before: string, plain: string, after: string): Cell | null {
  if (plain.trim() === '' && after.trim() === '') return null
  return { ...textCell(after), before: after === before ? null : before }
}

/** Somebody typed Unicode in a cell with an old font: Excel shows it in another, and it is right already. */
function convert(text: string, encoding: LegacyEncoding | null): string {
  return encoding === null || isBeyondLatin1(text) ? text : fromLegacy(text, encoding)
}

/** Days from the day 0 of a workbook to 1970-01-01. */
const epochs = { from1900: 25_569, from1904: 24_107 }
/** 9999-12-31, the last day Excel knows. */
const lastDay = 2_958_465

/** A number in its cell: a day where its format shows one, otherwise digits without exponent, zeros as shown. */
export function numberValue(written: string, style: CellStyle, isFrom1904: boolean): Cell | null {
  const value = Number(written)
  if (written.trim() === '') return null
  if (!Number.isFinite(value)) return textCell(written)
  if (style.isDate && value >= 1 && value <= lastDay) {
    const day = Math.floor(value)
    // Excel counts a 29th of February 1900 that never was.
    const real = !isFrom1904 && day < 60 ? day + 1 : day
    const date = dateOfDay(real - (isFrom1904 ? epochs.from1904 : epochs.from1900))
    return { text: date, kind: 'date', before: null, trait: null }
  }
  return { text: digitsOf(value).padStart(style.digits, '0'), kind: 'number', before: null, trait: null }
}

/** A number as digits; `1e+21` and beyond keeps its exponent, which no cell of a list has. */
function digitsOf(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : String(value)
}
