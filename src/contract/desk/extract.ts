import { z } from 'zod'
import { packCode } from '../events.ts'
import { route } from '../route.ts'
import { extractPersonSchema } from '../sync/extract.ts'

export const extractStateSchema = z.object({
  /** The day the city drew it up. */
  asOf: z.string(),
  people: z.int(),
  importedAt: z.string(),
  importedBy: z.string(),
})
export type ExtractState = z.infer<typeof extractStateSchema>

export const readExtract = route({
  method: 'get',
  path: '/api/extract',
  summary: 'The population extract of the ward that is here: of which day, how many people; never who',
  for: 'staff',
  answer: z.object({ extract: extractStateSchema.nullable() }),
})

export const importExtract = route({
  method: 'post',
  path: '/api/extract',
  summary: 'Take a population extract signed by the city, plain or gzip, in the place of the one before',
  for: ['administrator'],
  body: 'bytes',
  answer: extractStateSchema,
})

/** POST, because a number of a person must not stand in a URL. */
export const lookupExtract = route({
  method: 'post',
  path: '/api/extract/lookup',
  summary: 'What the extract says of a number, for a procedure that is filled in from it',
  for: ['clerk', 'area-police'],
  body: z.object({
    procedure: packCode,
    idNumber: z.string().regex(/^(\d{9}|\d{12})$/),
  }),
  answer: z.object({
    /** Null: no extract is here. */
    asOf: z.string().nullable(),
    person: extractPersonSchema.nullable(),
  }),
})
export type ExtractLookup = z.output<typeof lookupExtract.answer>
