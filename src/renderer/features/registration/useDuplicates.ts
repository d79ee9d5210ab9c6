import type { z } from 'zod'
import { findDuplicates } from '../../../contract/desk/people.ts'
import { partialDateText } from '../../../domain/calendar.ts'
import { useRoute } from '../../app/queries.ts'
import { readTypedPartialDate } from '../../ui/typedDates.ts'
import type { Fields } from './fields.ts'

export type Candidate = z.infer<typeof findDuplicates.answer>['candidates'][number]

/** Likely duplicates of the person in the form, and what the clerk has decided about them. */
export type Duplicates = {
  readonly state: 'nothing-to-go-by' | 'looking' | 'away' | 'known'
  readonly candidates: readonly Candidate[]
  /** The one the clerk said this is. */
  readonly chosen: Candidate | null
  /** The clerk has told everybody on the list apart from this person. */
  readonly toldApart: boolean
  /** Something has still to be decided before registering. */
  readonly open: 'person' | 'live-permit' | null
  readonly refetch: () => Promise<unknown>
}

/** Looks as soon as there is a number, or a name and a birth year; and again when somebody else registers. */
export function useDuplicates(fields: Fields): Duplicates {
  const birth = readTypedPartialDate(fields.birthDate)
  const enabled =
    fields.idNumber.length >= 6 ||
    fields.oldIdNumber.length >= 6 ||
    (fields.fullName !== '' && birth !== null)
  const body = {
    idNumber: fields.idNumber,
    oldIdNumber: fields.oldIdNumber || null,
    fullName: fields.fullName,
    birthDate: birth ? partialDateText(birth) : '',
  }
  const read = useRoute(findDuplicates, { body }, ['people', 'cases'], { enabled, keep: true })
  const candidates = enabled ? (read.data?.candidates ?? []) : []
  const chosen = candidates.find(({ personId }) => personId === fields.personId) ?? null
  const others = fields.others.split(',')
  const toldApart = candidates.length > 0 && candidates.every(({ personId }) => others.includes(personId))
  return {
    state: !enabled ? 'nothing-to-go-by' : read.data ? 'known' : read.failureCount > 0 ? 'away' : 'looking',
    candidates,
    chosen,
    toldApart,
    open: openQuestion({ candidates, chosen, toldApart, livePermit: fields.livePermit }),
    refetch: () => read.refetch(),
  }
}

function openQuestion({
  candidates,
  chosen,
  toldApart,
  livePermit,
}: Pick<Duplicates, 'candidates' | 'chosen' | 'toldApart'> & { livePermit: string }): Duplicates['open'] {
  if (candidates.length === 0) return null
  if (chosen === null) return toldApart ? null : 'person'
  return chosen.livePermit !== null && chosen.livePermit !== livePermit ? 'live-permit' : null
}

/** The decisions that still hold for what the form says now; a number that was changed takes them back. */
export function decidedFields(fields: Fields, { state, chosen, toldApart }: Duplicates): Fields {
  if (state !== 'known') return fields
  return {
    ...fields,
    personId: chosen?.personId ?? '',
    others: toldApart && chosen === null ? fields.others : '',
    livePermit: chosen !== null && chosen.livePermit === fields.livePermit ? fields.livePermit : '',
  }
}
