/** A paper names at most so many days from its first one on. */
const mostDays = 128
const bitsPerDigit = 4

/** What the only days of a paper look like in its code. */
export const signedDaysShape = /^[0-9a-f]{0,31}[1-9a-f]$/

/**
 * The only days on which a paper holds, as its code carries them: hexadecimal digits, each for four days from the first
 * day on, its highest bit for the earliest; no zeros behind the last. Days count from 1970-01-01. Null where none is
 * named, or one lies before the first day or more than 128 days on.
 */
export function spellDays(firstDay: number, days: readonly number[]): string | null {
  const offsets = days.map((day) => day - firstDay)
  if (offsets.length === 0 || offsets.some((offset) => offset < 0 || offset >= mostDays)) return null
  const digits = Array.from({ length: Math.floor(Math.max(...offsets) / bitsPerDigit) + 1 }, () => 0)
  for (const offset of offsets) {
    const at = Math.floor(offset / bitsPerDigit)
    digits[at] = (digits[at] ?? 0) | bitOf(offset)
  }
  return digits.map((digit) => digit.toString(16)).join('')
}

/** Whether a day so many days after the first one is among them. */
export function isAmong(spelled: string, offset: number): boolean {
  const digit = spelled[Math.floor(offset / bitsPerDigit)]
  return offset >= 0 && digit !== undefined && (Number.parseInt(digit, 16) & bitOf(offset)) !== 0
}

/** The days themselves, counted from the first one. */
export function readDays(spelled: string): number[] {
  return Array.from({ length: spelled.length * bitsPerDigit }, (_, offset) => offset).filter((offset) =>
    isAmong(spelled, offset),
  )
}

const bitOf = (offset: number) => 8 >> (offset % bitsPerDigit)
