import { fold } from '../text/fold.ts'
import { plainApostrophes, tidy } from '../text/nfc.ts'
import { canonicalTones } from '../text/tones.ts'

/** The values of a row of a list by field, normalised. */
export type RowValues = Readonly<Record<string, string | undefined>>

/** Fields that say nothing about who is listed and on what terms. */
const asides: ReadonlySet<string> = new Set(['note'])

/** A value to compare: case, blanks, kind of apostrophe and placement of the tone mark do not matter. */
export function comparable(value: string): string {
  // Numbers, dates and plates: nothing that could be spelled in two ways.
  if (/^[!-~]*$/.test(value)) return value.toLowerCase()
  return plainApostrophes(canonicalTones(tidy(value))).toLocaleLowerCase('vi')
}

/** A row as one line that two spellings of the same row share, whatever the order of its columns. */
export function canonicalRow(values: RowValues): string {
  return JSON.stringify(
    Object.entries(values)
      .flatMap(([field, value]) =>
        value === undefined || asides.has(field) ? [] : [[field, comparable(value)]],
      )
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
}

/** Who a row names where no number does: name and birth date, for a household name and address. Null when one lacks. */
export function personKey({ fullName, birthDate, residence, idNumber }: RowValues): string | null {
  const second = birthDate ?? (idNumber === undefined ? residence : undefined)
  return fullName === undefined || second === undefined ? null : `${fold(fullName)}|${fold(second)}`
}
