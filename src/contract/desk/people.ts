import { z } from 'zod'
import { caseStates } from '../../domain/case.ts'
import { applicantSchema } from '../events.ts'
import { route } from '../route.ts'

export const personHitSchema = z.object({
  personId: z.string(),
  fullName: z.string(),
  birthDate: z.string(),
  idNumber: z.string(),
  residence: z.string(),
  phone: z.string().nullable(),
  lastCase: z.object({ caseId: z.string(), number: z.string(), state: z.enum(caseStates) }).nullable(),
})
export type PersonHit = z.infer<typeof personHitSchema>

/** POST, because what is searched for must not stand in a URL. */
export const searchPeople = route({
  method: 'post',
  path: '/api/people/search',
  summary:
    'Everyone ever registered: syllables of the name, ID number or its end, phone, case or permit number',
  for: 'staff',
  body: z.object({ text: z.string().max(100), limit: z.int().min(1).max(100).default(20) }),
  answer: z.object({ hits: z.array(personHitSchema) }),
})

export const findDuplicates = route({
  method: 'post',
  path: '/api/people/duplicates',
  summary:
    'People who may be this applicant: same number, or same name and birth year; and their live permits',
  for: ['clerk', 'area-police'],
  body: z.object({
    idNumber: z.string(),
    oldIdNumber: z.string().nullable(),
    fullName: z.string(),
    birthDate: z.string(),
  }),
  answer: z.object({
    candidates: z.array(
      personHitSchema.extend({
        why: z.enum(['same-number', 'old-number', 'same-name-and-birth']),
        livePermit: z.string().nullable(),
        openCase: z.string().nullable(),
      }),
    ),
  }),
})

export const readPerson = route({
  method: 'get',
  path: '/api/people/{personId}',
  summary: 'One person, with all their cases',
  for: 'staff',
  params: z.object({ personId: z.string() }),
  answer: z.object({
    person: applicantSchema,
    cases: z.array(
      z.object({
        caseId: z.string(),
        number: z.string(),
        state: z.enum(caseStates),
        registeredAt: z.string(),
      }),
    ),
  }),
})
