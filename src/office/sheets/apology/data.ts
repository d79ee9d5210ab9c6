import * as z from 'zod'
import { applicant, line, moment } from '../fields.ts'
import { letterFields } from '../letter-fields.ts'

/**
 * What an apology with request for more time (*văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết*) prints; form
 * 04 of Circular 03/2025/TT-VPCP. It always says why, and a new time; it tells every time promised before.
 */
export const apologySheet = z
  .object({
    ...letterFields,
    dossierNumber: line(40),
    applicant,
    matter: line(160),
    receivedAt: moment,
    /** The times promised so far, the first of them in the receipt; the reason is why it was not kept. */
    promises: z
      .array(z.object({ dueAt: moment, reason: line(600).optional() }))
      .min(1)
      .max(100),
    /** Why the last promise was not kept. */
    reason: line(600),
    /** The unit that was late. */
    unit: line(120),
    newDueAt: moment,
    collectAt: line(120),
    contact: line(120),
  })
  .refine(
    ({ promises, newDueAt }) => promises.every(({ dueAt }) => isBefore(dueAt, newDueAt)),
    'the new time is not later than every time promised before',
  )

type Moment = z.output<typeof moment>

function isBefore(one: Moment, other: Moment): boolean {
  return one.date === other.date ? one.minute < other.minute : one.date < other.date
}

/** An apology as a feature hands it over for printing. */
export type ApologySheet = z.input<typeof apologySheet>
/** An apology after validation, as the layout sees it. */
export type ApologyData = z.output<typeof apologySheet>
