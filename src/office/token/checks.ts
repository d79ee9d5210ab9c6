/** Tells whether a decoded CBOR value is of the wanted type and within its limits. */
export type Check = (value: unknown) => boolean

/** Controls, odd or invisible blanks and direction marks that no text of a token may hold (section 3). */
const forbidden =
  // oxlint-disable-next-line no-control-regex -- the controls are exactly what is refused here
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff]/

/** A whole number from `least` to `most`. */
export function uint(least: number, most: number): Check {
  return (value) => isWhole(value) && value >= least && value <= most
}

/** A text of `least` to `most` code points that obeys the text rule of section 3. */
export function text(least: number, most: number): Check {
  return (value) => {
    if (typeof value !== 'string' || !isCleanText(value)) return false
    const length = codePoints(value)
    return length >= least && length <= most
  }
}

/** A text that obeys the text rule and a pattern. */
export function pattern(shape: RegExp): Check {
  return (value) => typeof value === 'string' && isCleanText(value) && shape.test(value)
}

/** A byte string of exactly this length. */
export function bytes(length: number): Check {
  return (value) => value instanceof Uint8Array && value.length === length
}

/** Whether a decoded value is an integer that JavaScript holds exactly. */
export function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

/** The text rule: NFC, well formed, no leading, trailing or double blank, no forbidden character. */
function isCleanText(value: string): boolean {
  if (forbidden.test(value) || /\p{Surrogate}/u.test(value)) return false
  if (value.startsWith(' ') || value.endsWith(' ') || value.includes('  ')) return false
  return value.normalize('NFC') === value
}

/** Length as the limits count it. */
export function codePoints(value: string): number {
  let count = 0
  for (const _ of value) count++
  return count
}

const addition: Check = (value) => uint(0, 2 ** 32 - 1)(value) || text(0, 32)(value)

/**
 * Whether all keys of a body may stand there: keys 0–23 must be `known`; keys 24–255 are additions that
 * an older verifier skips; all others are refused (section 3).
 */
export function hasAllowedKeys(body: ReadonlyMap<unknown, unknown>, known: ReadonlySet<number>): boolean {
  for (const [key, value] of body) {
    if (!isWhole(key)) return false
    const fits = key >= 24 && key <= 255 ? addition(value) : known.has(key)
    if (!fits) return false
  }
  return true
}
