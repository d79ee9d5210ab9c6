import type { ListKind } from '../../../contract/lists/fields.ts'
import { fold } from '../../../domain/text/fold.ts'
import { canonicalRow, personKey } from '../../../domain/lists/row-values.ts'
import { note, type RowDraft } from './finding.ts'

/** A row that was read, with its number in the file. */
export type NumberedDraft = RowDraft & { readonly row: number }

/**
 * Finds people and households that a list names twice. The same row again is bad where it comes again; a number given to
 * two different people is bad at both, since nobody can tell here which one is right; the rest is to be looked at.
 */
export function noteDuplicates(rows: readonly NumberedDraft[], kind: ListKind): void {
  const byNumber = new Map<string, NumberedDraft>()
  const byPerson = new Map<string, NumberedDraft>()
  const told = new Set<NumberedDraft>()
  for (const draft of rows) {
    const { idNumber } = draft.values
    const same = idNumber === undefined ? undefined : byNumber.get(idNumber)
    if (idNumber !== undefined && !same) byNumber.set(idNumber, draft)
    if (same && idNumber !== undefined) {
      noteSameNumber(same, draft, idNumber, told)
      continue
    }
    const key = kind === 'households' ? addressKey(draft.values) : personKey(draft.values)
    const twin = key === null ? undefined : byPerson.get(key)
    if (key !== null && !twin) byPerson.set(key, draft)
    if (twin) noteTwin(twin, draft, kind)
  }
}

/** A household is its head at its address, whether a row gives a number or not. */
function addressKey({ fullName, residence }: NumberedDraft['values']): string | null {
  return fullName === undefined || residence === undefined ? null : `${fold(fullName)}|${fold(residence)}`
}

function noteSameNumber(
  first: NumberedDraft,
  again: NumberedDraft,
  text: string,
  told: Set<NumberedDraft>,
): void {
  const [one, other] = [first.values.fullName, again.values.fullName]
  if (one === undefined || other === undefined || fold(one) === fold(other)) {
    note(again, 'same-row', 'idNumber', { row: first.row })
    return
  }
  note(again, 'same-number', 'idNumber', { text, row: first.row })
  if (!told.has(first)) note(first, 'same-number', 'idNumber', { text, row: again.row })
  told.add(first)
}

function noteTwin(first: NumberedDraft, again: NumberedDraft, kind: ListKind): void {
  const data = { row: first.row }
  if (canonicalRow(first.values) === canonicalRow(again.values)) note(again, 'same-row', 'fullName', data)
  else note(again, kind === 'households' ? 'same-household' : 'same-person', 'fullName', data)
}
