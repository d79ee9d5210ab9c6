import { z } from 'zod'
import { partialDate } from '../../domain/calendar.ts'
import { applicantSchema, packCode, placeCode, requestDetailsSchema, scheduleSchema } from '../events.ts'
import { route } from '../route.ts'
import { caseSchema } from './cases.ts'

/** What a rule pack is called by: `id/version`. */
export function packName({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id}/${version}`
}

/** Year, month or day of birth; a day that no calendar has would never print. */
const birthDate = z.string().refine((text) => partialDate(text) !== null)

const application = {
  /** The rule pack the form was drawn by, as `packName` spells it: under any other it is refused. Absent: no form was. */
  pack: z.string().max(24).optional(),
  applicant: applicantSchema.omit({ personId: true }).extend({ birthDate }),
  /** An existing person this is; null for a new one. */
  personId: z.uuid().nullable(),
  details: requestDetailsSchema,
  category: z.int().min(1).max(31),
  schedule: scheduleSchema.nullable(),
  zone: placeCode.nullable().default(null),
  places: z.array(placeCode).max(12).default([]),
  listedBy: z.uuid().nullable().default(null),
  /** Warnings the clerk has looked at and decided about. */
  confirmed: z.array(z.enum(['somebody-else', 'live-permit'])),
}

export const registerCase = route({
  method: 'post',
  path: '/api/cases',
  summary: 'Register an application; repeating it with the same caseId changes nothing',
  for: ['clerk', 'area-police'],
  body: z.object({
    caseId: z.uuid(),
    draftId: z.uuid().nullable(),
    scanRule: z.string().max(40).nullable(),
    procedure: packCode.default('individual'),
    ...application,
  }),
  answer: caseSchema,
})

export const completeCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/complete',
  summary: 'Send a returned application again, corrected',
  for: ['clerk'],
  params: z.object({ caseId: z.uuid() }),
  body: z.object({ actId: z.uuid(), version: z.int(), ...application }),
  answer: caseSchema,
})
