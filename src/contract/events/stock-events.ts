import { z } from 'zod'
import { spoilReasons, stockWays } from '../../domain/stock/account.ts'
import { mostInRun } from '../../domain/stock/serials.ts'
import { printed } from '../printed.ts'
import { type EventType, kid, packCode, paperIndex, seriesNumber } from './parts.ts'

/** More kinds of blank sheet are in no office. */
export const maxKinds = 12
const sheets = z.int().nonnegative().max(1_000_000)
const name = printed(60)

/** Numbers on blank sheets, both ends included. */
const stockRun = z.object({
  prefix: z.string().max(8),
  width: z.int().min(1).max(12),
  first: z.int().nonnegative(),
  last: z.int().nonnegative(),
})
const runs = z.array(stockRun).max(2_000)

/** A kind of blank sheet (*loại phôi*): what is printed on it, and whether each sheet has a number. */
export const stockKind = z.object({
  kind: z.uuid(),
  name,
  numbered: z.boolean(),
  /** Sheets printed on it, by their id; a sheet is printed on one kind only. */
  sheets: z.array(packCode).max(10),
})
export type StockKind = z.infer<typeof stockKind>

/** A sealed paper by its place in its series. */
const paperSerial = z.object({ kid, series: seriesNumber, index: paperIndex })

/** One kind at a count: the movements since the last close, what must be there and what is. */
export const stockLine = z.object({
  ...stockKind.shape,
  opening: sheets,
  received: sheets,
  printed: sheets,
  reprinted: sheets,
  spoiled: sheets,
  givenOut: sheets,
  handedBack: sheets,
  expected: z.int(),
  counted: sheets,
  difference: z.int(),
  /** Spoiled sheets and papers given back that are in hand, to be destroyed. */
  waste: z.int(),
  openingRuns: runs,
  runs,
  usedUp: runs,
  strange: runs,
})
export type StockLine = z.infer<typeof stockLine>

const numberedPaper = paperSerial.extend({ number: z.string().max(32) })

/** The sealed papers of this PC since the last close, and how each stood at the count. */
export const paperLine = z.object({
  sealed: sheets,
  unprinted: sheets,
  waiting: sheets,
  /** Of those that wait, the ones whose stamp was confirmed. */
  stamped: sheets,
  handedOver: sheets,
  replaced: sheets,
  withdrawn: sheets,
  givenBack: sheets,
  /** Sealed before, and not handed over at the count either. */
  earlier: sheets,
  /** The serials that were sealed, as runs of indexes: a hole shows as two runs. */
  serials: z.array(z.object({ kid, series: seriesNumber, first: paperIndex, last: paperIndex })).max(500),
  /** Sealed and nowhere on paper, also of before; the first 200. */
  nowhere: z.array(numberedPaper).max(200),
  /** Printed papers that ought to wait at the desk and were not found. */
  missing: z.array(numberedPaper).max(200),
})

const keepers = { roles: ['clerk', 'ward-police'], caseAct: null } as const
const closers = { roles: ['ward-police', 'administrator'], caseAct: null } as const

/** Blank paper and the close of the day. Each PC has its own stock; nobody's is counted twice. */
export const stockEvents = {
  'office.stock-set': {
    tv: 1,
    body: z.object({ accounts: z.boolean(), kinds: z.array(stockKind).max(maxKinds) }),
    personal: null,
    ...closers,
  },
  'stock.moved': {
    tv: 1,
    body: z.object({
      kind: z.uuid(),
      way: z.enum(stockWays),
      quantity: z.int().positive().max(mostInRun),
      /** Which numbers, where they are known. */
      serials: runs,
      reason: z.enum(spoilReasons).nullable(),
      /** Of spoiled sheets: in hand to be destroyed, or missing. */
      spoiled: z.enum(['handed-in', 'missing']).nullable(),
      /** The paper that its holder gave back. */
      paper: paperSerial.nullable(),
      /** The print job that said so by itself. */
      job: z.uuid().nullable(),
    }),
    /** Who brought or took them; who was there when they were destroyed; what else is to be said. */
    personal: z.object({ people: z.array(z.string().max(100)).max(3), note: z.string().max(300) }),
    ...keepers,
  },
  /** What lay at the desk; the next close is of this count. The event's id is the count's. */
  'stock.counted': {
    tv: 1,
    body: z.object({ lines: z.array(stockLine).max(maxKinds), papers: paperLine }),
    personal: null,
    ...keepers,
  },
  /** A difference and its explanation; `about`: a kind, or `papers` that were not found. */
  'stock.explained': {
    tv: 1,
    body: z.object({ count: z.uuid(), about: z.union([z.uuid(), z.literal('papers')]), difference: z.int() }),
    personal: z.object({ text: z.string().max(500) }),
    ...closers,
  },
  'stock.closed': {
    tv: 1,
    body: z.object({ count: z.uuid(), number: z.int().positive() }),
    personal: null,
    ...closers,
  },
} as const satisfies Record<string, EventType>
