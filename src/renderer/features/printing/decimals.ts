import type { Locale } from '../../text/Text.tsx'

/** A measure to a tenth, with the decimal mark of the language. */
export function decimal(locale: Locale, value: number): string {
  return new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value)
}

/** A measure somebody typed, with a comma or a point; null when it is none. */
export function typedDecimal(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('−', '-')
  const value = Number(text)
  return text === '' || !Number.isFinite(value) ? null : value
}
