import { z } from 'zod'
import { householdSchema, leavings } from '../events/household-events.ts'
import { columnMappingSchema, judgedListSchema } from '../lists/judged-list.ts'
import { route } from '../route.ts'

/** Who keeps the roster. */
export const rosterKeepers = ['area-police', 'clerk'] as const
/** Who looks at it. */
export const rosterReaders = [...rosterKeepers, 'ward-official', 'ward-police'] as const
const params = z.object({ householdId: z.uuid() })
/** Made by the page before the first try, so that a repeated press never acts twice. */
const actId = z.uuid()
const seen = { actId, version: z.int() }
/** Withdraw the live cards of the household that goes, as far as the person may; others are told as `cardsToEnd`. */
const endCards = z.boolean().default(false)

/** The days of a turn, for words in either language. */
const turnSchema = z.object({
  kind: z.enum(['every-day', 'odd', 'even', 'weekdays', 'once-in']),
  /** For `weekdays`: 0 = Monday. */
  weekdays: z.array(z.int()),
  /** For `once-in`: one day in so many. */
  every: z.int().nullable(),
})
/** When and where a household goes to market: the label of the market (null: any), its turn, its time of day. */
export const marketPlace = z.object({
  market: z.string().nullable(),
  turn: turnSchema,
  window: z.tuple([z.int(), z.int()]),
})
export type MarketPlace = z.output<typeof marketPlace>

export const householdItem = householdSchema.extend({
  householdId: z.string(),
  /** The running number in the ward. */
  number: z.int(),
  state: z.enum(['here', 'left']),
  version: z.int(),
  place: marketPlace.nullable(),
  /** What is still missing before it can have a card; null: nothing. */
  lacks: z.enum(['id-number', 'birth-date', 'zone', 'place']).nullable(),
})
export type HouseholdItem = z.output<typeof householdItem>

/** A card, live or under way, of a household that is no longer on the roster: somebody has to end it. */
const cardToEnd = z.object({ caseId: z.string(), number: z.string(), permitNumber: z.string().nullable() })
const historySchema = z.array(z.object({ at: z.string(), what: z.string(), who: z.string() }))
const householdAnswer = householdItem.extend({
  history: historySchema,
  /** Of this household once it has left, and of those merged into it. */
  cardsToEnd: z.array(cardToEnd),
})
export type HouseholdRead = z.output<typeof householdAnswer>

/** A search names people: a body, never a URL. */
export const searchHouseholds = route({
  method: 'post',
  path: '/api/households/search',
  summary: 'Households of the roster in the order of the streets, by name, number or address',
  for: rosterReaders,
  body: z.object({
    text: z.string().max(100).default(''),
    group: z.string().max(48).nullable().default(null),
    state: z.enum(['here', 'left']).default('here'),
  }),
  answer: z.object({
    items: z.array(householdItem),
    /** How many there are; `items` has the first of them. */
    total: z.int(),
    groups: z.array(z.object({ group: z.string(), households: z.int(), people: z.int() })),
  }),
})

export const readHousehold = route({
  method: 'get',
  path: '/api/households/{householdId}',
  summary: 'One household with its history',
  for: rosterReaders,
  params,
  answer: householdAnswer,
})

export const enterHousehold = route({
  method: 'post',
  path: '/api/households',
  summary: 'Put a household on the roster; its id is made by the page',
  for: rosterKeepers,
  body: z.object({ householdId: z.uuid(), household: householdSchema }),
  answer: householdAnswer,
})

export const changeHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/change',
  summary: 'Correct what the roster says of a household; it keeps its market day',
  for: rosterKeepers,
  params,
  body: z.object({ ...seen, household: householdSchema }),
  answer: householdAnswer,
})

export const leaveHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/leave',
  summary: 'Take a household off the roster: it moved out, or was entered in error',
  for: rosterKeepers,
  params,
  body: z.object({ ...seen, reason: z.enum(leavings).exclude(['merged']), endCards }),
  answer: householdAnswer,
})

export const mergeHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/merge',
  summary: 'Take another household into this one, which keeps its market day',
  for: rosterKeepers,
  params,
  body: z.object({ ...seen, other: z.uuid(), otherVersion: z.int(), endCards }),
  answer: householdAnswer,
})

export const splitHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/split',
  summary: 'Part of a household becomes one of its own; the old part keeps its market day',
  for: rosterKeepers,
  params,
  body: z.object({ ...seen, partId: z.uuid(), part: householdSchema }),
  answer: householdAnswer,
})

/** A roster as a file: judged row by row, kept until it is taken or another is read. */
export const readRoster = route({
  method: 'post',
  path: '/api/households/lists',
  summary: 'Read a roster from a spreadsheet, a text or a message; nothing is stored',
  for: rosterKeepers,
  body: 'bytes',
  answer: z.object({ listId: z.string(), list: judgedListSchema }),
})

export const correctColumns = route({
  method: 'post',
  path: '/api/households/lists/{listId}/columns',
  summary: 'Judge the same file again with the columns, or the part of it, that a person says',
  for: rosterKeepers,
  params: z.object({ listId: z.uuid() }),
  body: z.object({
    mapping: columnMappingSchema.nullable(),
    /** Which of the lists in the file: its place among the `parts` of the answer. */
    part: z.int().min(0).max(999).nullable().default(null),
  }),
  answer: z.object({ listId: z.string(), list: judgedListSchema }),
})

export const takeRoster = route({
  method: 'post',
  path: '/api/households/lists/{listId}/take',
  summary: 'Put the rows that are not bad on the roster; households that are on it already are corrected',
  for: rosterKeepers,
  params: z.object({ listId: z.uuid() }),
  body: z.object({
    actId,
    /** For rows that name none. */
    group: householdSchema.shape.group,
    zone: householdSchema.shape.zone,
    /** Rows to leave out, by their number in the file. */
    without: z.array(z.int()).max(65_536).default([]),
  }),
  answer: z.object({ entered: z.int(), changed: z.int(), same: z.int(), left: z.int() }),
})
