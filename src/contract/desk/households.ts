import { z } from 'zod'
import { householdSchema, leavings } from '../events/household-events.ts'
import { columnMappingSchema, judgedListSchema } from '../lists/judged-list.ts'
import { printed } from '../printed.ts'
import { route } from '../route.ts'

/** Who keeps the roster. */
const keepers = ['area-police', 'clerk'] as const
/** Who looks at it. */
const readers = [...keepers, 'ward-official', 'ward-police'] as const
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
  for: readers,
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
  for: readers,
  params,
  answer: householdAnswer,
})

export const enterHousehold = route({
  method: 'post',
  path: '/api/households',
  summary: 'Put a household on the roster; its id is made by the page',
  for: keepers,
  body: z.object({ householdId: z.uuid(), household: householdSchema }),
  answer: householdAnswer,
})

export const changeHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/change',
  summary: 'Correct what the roster says of a household; it keeps its market day',
  for: keepers,
  params,
  body: z.object({ ...seen, household: householdSchema }),
  answer: householdAnswer,
})

export const leaveHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/leave',
  summary: 'Take a household off the roster: it moved out, or was entered in error',
  for: keepers,
  params,
  body: z.object({ ...seen, reason: z.enum(leavings).exclude(['merged']), endCards }),
  answer: householdAnswer,
})

export const mergeHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/merge',
  summary: 'Take another household into this one, which keeps its market day',
  for: keepers,
  params,
  body: z.object({ ...seen, other: z.uuid(), otherVersion: z.int(), endCards }),
  answer: householdAnswer,
})

export const splitHousehold = route({
  method: 'post',
  path: '/api/households/{householdId}/split',
  summary: 'Part of a household becomes one of its own; the old part keeps its market day',
  for: keepers,
  params,
  body: z.object({ ...seen, partId: z.uuid(), part: householdSchema }),
  answer: householdAnswer,
})

/** A roster as a file: judged row by row, kept until it is taken or another is read. */
export const readRoster = route({
  method: 'post',
  path: '/api/households/lists',
  summary: 'Read a roster from a spreadsheet, a text or a message; nothing is stored',
  for: keepers,
  body: 'bytes',
  answer: z.object({ listId: z.string(), list: judgedListSchema }),
})

export const correctColumns = route({
  method: 'post',
  path: '/api/households/lists/{listId}/columns',
  summary: 'Judge the same file again with the columns, or the part of it, that a person says',
  for: keepers,
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
  for: keepers,
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

const day = z.iso.date()
const period = { firstDay: day, lastDay: day }

/** Market days as they would be given out now, measured. Nobody is named. */
export const marketDaysPlan = z.object({
  ...period,
  packTitle: z.string(),
  /** `default`: the rules in force do not say; the program's own rule stands in. */
  source: z.enum(['pack', 'default']),
  turns: z.array(marketPlace.shape.turn),
  windows: z.array(marketPlace.shape.window),
  /** The last day before every household moves to its next time of day; null: they keep it. */
  until: z.string().nullable(),
  households: z.int(),
  placed: z.int(),
  /** Households that get a place now, or another one, or lose theirs; all others keep what they have. */
  moved: z.int(),
  visits: z.object({ min: z.number(), max: z.number(), mean: z.number() }),
  peaks: z.array(
    z.object({
      market: z.string().nullable(),
      window: marketPlace.shape.window,
      households: z.int(),
      people: z.int(),
      capacity: z.int(),
      on: z.string().nullable(),
    }),
  ),
  missing: z.array(
    z.object({
      zone: z.string().nullable(),
      why: z.enum(['no-market', 'no-turn-for-digit', 'no-day', 'no-room']),
      households: z.int(),
    }),
  ),
  /** How many households of each residential group have a place. */
  groups: z.array(z.object({ group: z.string(), households: z.int(), placed: z.int() })),
  overfull: z.int(),
  /** Stands for exactly this plan: it is taken as it was seen, or not at all. */
  digest: z.string(),
})
export type MarketDaysPlan = z.output<typeof marketDaysPlan>

export const planMarketDays = route({
  method: 'get',
  path: '/api/market-days',
  summary: 'Market days as the rule would give them out now, with the report of fairness; writes nothing',
  for: readers,
  query: z.object({ firstDay: day.optional(), lastDay: day.optional() }),
  answer: marketDaysPlan,
})

export const printMarketDays = route({
  method: 'get',
  path: '/api/market-days/paper',
  summary: 'The report of fairness as PDF',
  for: readers,
  query: z.object(period),
  answer: 'application/pdf',
})

export const takeMarketDays = route({
  method: 'post',
  path: '/api/market-days/take',
  summary: 'Give the market days out as they were seen',
  for: keepers,
  body: z.object({ actId, ...period, digest: z.string().max(100) }),
  answer: marketDaysPlan,
})

const leftHousehold = z.object({
  householdId: z.string(),
  number: z.int(),
  head: z.string(),
  /** The refusal; `shopper-has-card` gives way to a reason. */
  code: z.string(),
  why: z.object({ vi: z.string(), en: z.string() }),
})
/** Longest reason for a card whose shopper has another household's. */
export const mostReason = 70

export const makeCards = route({
  method: 'post',
  path: '/api/market-days/cards',
  summary: 'Make the market cards of a period, one list for each residential group, or for one of them',
  for: keepers,
  body: z.object({
    batchId: z.uuid(),
    ...period,
    group: z.string().max(48).nullable(),
    /** Only these households; null: all of them. */
    only: z.array(z.uuid()).min(1).max(20_000).nullable().default(null),
    /** Households that may have a card although who shops has another one's: a person decided, and says why. */
    despite: z
      .object({ households: z.array(z.uuid()).min(1).max(2_000), reason: printed(mostReason) })
      .nullable()
      .default(null),
  }),
  answer: z.object({
    /** The first of the lists; null: nothing was made. */
    batchId: z.string().nullable(),
    lists: z.int(),
    made: z.int(),
    /** Households without a card, each with the reason. */
    left: z.array(leftHousehold),
  }),
})

const batchParams = z.object({ batchId: z.uuid() })

export const cardsOfList = route({
  method: 'get',
  path: '/api/market-days/cards/{batchId}',
  summary: 'The cards of a list in the order in which they are handed out',
  for: readers,
  params: batchParams,
  answer: z.object({
    group: z.string(),
    cards: z.array(
      z.object({
        caseId: z.string(),
        householdId: z.string(),
        number: z.int(),
        head: z.string(),
        address: z.string(),
        group: z.string(),
        stairwell: z.string().nullable(),
        permitNumber: z.string().nullable(),
        state: z.string(),
        printed: z.boolean(),
        stamped: z.boolean(),
        handedOverAt: z.string().nullable(),
        /** The household is no longer on the roster: the card is not printed, and has to be withdrawn or stopped. */
        gone: z.boolean(),
        withdrawn: z.boolean(),
      }),
    ),
  }),
})
export type CardsOfList = z.output<typeof cardsOfList.answer>

export const printDeliveryList = route({
  method: 'get',
  path: '/api/market-days/cards/{batchId}/delivery-list',
  summary: 'Who gets which card, by group and stairwell, with a column to sign: PDF',
  for: readers,
  params: batchParams,
  answer: 'application/pdf',
})

export const handOutCard = route({
  method: 'post',
  path: '/api/market-days/cards/{batchId}/hand-out',
  summary: 'A card of a list is in the household’s hand: its code was scanned',
  for: keepers,
  params: batchParams,
  body: z.object({ actId, scannedText: z.string().min(1).max(1500) }),
  answer: z.object({
    outcome: z.enum(['handed-over', 'already']),
    number: z.int(),
    head: z.string(),
    address: z.string(),
    /** Cards of the list that nobody has yet. */
    missing: z.int(),
  }),
})
