import { z } from 'zod'
import { printed } from '../printed.ts'
import { route } from '../route.ts'
import { bulkOutcome } from './batches.ts'
import { marketPlace, rosterKeepers, rosterReaders } from './households.ts'

const actId = z.uuid()
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
  for: rosterReaders,
  query: z.object({ firstDay: day.optional(), lastDay: day.optional() }),
  answer: marketDaysPlan,
})

export const printMarketDays = route({
  method: 'get',
  path: '/api/market-days/paper',
  summary: 'The report of fairness as PDF',
  for: rosterReaders,
  query: z.object(period),
  answer: 'application/pdf',
})

export const takeMarketDays = route({
  method: 'post',
  path: '/api/market-days/take',
  summary: 'Give the market days out as they were seen',
  for: rosterKeepers,
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
  for: rosterKeepers,
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
  for: rosterReaders,
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
  for: rosterReaders,
  params: batchParams,
  answer: 'application/pdf',
})

export const withdrawGoneCards = route({
  method: 'post',
  path: '/api/market-days/cards/{batchId}/withdraw-gone',
  summary: 'Withdraw the sealed cards of a list whose households are no longer on the roster',
  for: ['ward-official', 'ward-police'],
  params: batchParams,
  body: z.object({ actId }),
  answer: bulkOutcome,
})

export const handOutCard = route({
  method: 'post',
  path: '/api/market-days/cards/{batchId}/hand-out',
  summary: 'A card of a list is in the household’s hand: its code was scanned',
  for: rosterKeepers,
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
