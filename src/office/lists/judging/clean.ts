import type { ColumnMeaning } from '../../../contract/lists/fields.ts'
import { isPrintable, printLine } from '../../../domain/text/printable.ts'
import { looksMojibake } from '../../../domain/text/repair.ts'
import { isVietnamese, tellingWords } from '../letters/legacy.ts'
import type { Cell } from '../table.ts'
import { note, type RowDraft } from './finding.ts'

/** Controls, and marks that turn the direction of writing: a name with one shows as another name. */
// oxlint-disable-next-line no-control-regex -- these are what must not pass
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u
/** What nearly every cell is: composed Latin letters, digits and usual signs with single blanks, which needs no cleaning. */
const isClean = /^[!-~\u00c0-\u01b0\u1ea0-\u1ef9]+(?: [!-~\u00c0-\u01b0\u1ea0-\u1ef9]+)*$/
/** Longest excerpt of a cell in a finding. */
const excerpt = 60

/** A text cut to what a sentence can hold. */
export function shown(text: string): string {
  return text.length > excerpt ? `${text.slice(0, excerpt - 1)}…` : text
}

/**
 * The text of a cell as one clean line, or null when there is nothing to use. Notes what is wrong with any cell
 * whatever it means: controls, errors and formulas of Excel, lost letters, old fonts.
 */
export function cleanText(draft: RowDraft, field: ColumnMeaning, cell: Cell | undefined): string | null {
  if (!cell) return null
  if (cell.trait === 'error') return refuse(draft, 'cell-error', field, cell)
  const isUsual = isClean.test(cell.text)
  if (!isUsual && controls.test(cell.text)) {
    note(draft, 'control-characters', field)
    return null
  }
  // A leading apostrophe keeps Excel from reading a number or formula; our own lists of corrections set it.
  const text = (isUsual ? cell.text : printLine(cell.text)).replace(/^'(?=[\d=+\-@])/, '')
  if (cell.trait === 'formula') {
    if (text === '') return refuse(draft, 'formula-empty', field, cell)
    note(draft, 'formula', field, { text: shown(text) })
  }
  if (text === '') return null
  if (/\ufffd/u.test(text) || looksMojibake(text)) return refuse(draft, 'letters-lost', field, cell)
  if (!isUsual && !isPrintable(text)) return refuse(draft, 'not-printable', field, cell)
  noteConversion(draft, field, cell, text)
  return text
}

function refuse(
  draft: RowDraft,
  code: 'cell-error' | 'formula-empty' | 'letters-lost' | 'not-printable',
  field: ColumnMeaning,
  { text }: Cell,
): null {
  const needsText = code === 'cell-error' || code === 'letters-lost'
  note(draft, code, field, needsText ? { text: shown(printLine(text)) } : {})
  return null
}

function noteConversion(draft: RowDraft, field: ColumnMeaning, { before, other }: Cell, text: string): void {
  if (other !== undefined)
    note(draft, 'letters-two-ways', field, { text: shown(text), other: shown(printLine(other)) })
  if (before === null) return
  if (other === undefined)
    note(draft, 'letters-converted', field, { before: shown(before), after: shown(text) })
  const odd = tellingWords(text).filter((word) => !isVietnamese(word))
  if (odd.length > 0) note(draft, 'letters-doubtful', field, { text: shown(odd.join(' ')) })
}

/** A text no longer than what the papers have room for. */
export function within(
  draft: RowDraft,
  field: ColumnMeaning,
  text: string | null,
  most: number,
): string | null {
  if (text === null || text.length <= most) return text
  note(draft, 'too-long', field, { most })
  return null
}
