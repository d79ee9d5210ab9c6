import { z } from 'zod'
import { route } from '../route.ts'
import { takeRoster } from './households.ts'

/** Facts of a household that a list may change, in the order in which they are told. */
export const changedFacts = [
  'members',
  'shopper',
  'idNumber',
  'birthDate',
  'zone',
  'stay',
  'stairwell',
  'phone',
  'note',
] as const

/** What a list changes of a household that is on the roster. */
const rosterChange = z.object({
  /** Its row in the file. */
  row: z.int(),
  number: z.int(),
  head: z.string(),
  fields: z.array(
    z.object({
      field: z.enum(changedFacts),
      before: z.string().nullable(),
      now: z.string().nullable(),
    }),
  ),
})
export type RosterChange = z.output<typeof rosterChange>

/** Names people: a body, never a URL. */
export const compareRoster = route({
  method: 'post',
  path: '/api/households/lists/{listId}/compare',
  summary: 'What taking a list would do to the roster: new, changed and unchanged households; writes nothing',
  for: takeRoster.for,
  params: takeRoster.params,
  body: takeRoster.body.omit({ actId: true }),
  answer: takeRoster.answer.extend({
    /** The first of those that change, as they are and as they would be. */
    changes: z.array(rosterChange),
  }),
})
