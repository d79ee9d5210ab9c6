import { z } from 'zod'
import { spoilReasons, stockWays } from '../../domain/stock/account.ts'
import { maxKinds, paperLine, stockKind, stockLine } from '../events/stock-events.ts'
import { route } from '../route.ts'
import { stockPeople } from './stock-standing.ts'

const keepers = ['clerk', 'ward-police'] as const
const closers = ['ward-police', 'administrator'] as const

/** Numbers as people write them: `AB000001-AB000500`, commas between. */
const serialsText = z.string().max(2_000)

const kindNow = stockLine
  .omit({ counted: true, difference: true, openingRuns: true, runs: true, usedUp: true, strange: true })
  .extend({
    /** Numbers that can be here, as text; '' for a kind without numbers. */
    held: z.string(),
  })
export type KindNow = z.infer<typeof kindNow>

const movement = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  kind: z.string(),
  way: z.enum(stockWays),
  quantity: z.int(),
  serials: z.string(),
  reason: z.enum(spoilReasons).nullable(),
  spoiled: z.enum(['handed-in', 'missing']).nullable(),
  /** Number of the paper that was given back. */
  paper: z.string().nullable(),
  people: z.array(z.string()),
  note: z.string(),
})
export type StockMovement = z.infer<typeof movement>

const openPaper = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  permitNumber: z.string(),
  /** `unprinted`: sealed and nowhere on paper; `waiting`: printed, and to lie at the desk. */
  state: z.enum(['unprinted', 'waiting']),
})
export type OpenPaper = z.infer<typeof openPaper>

const papersNow = paperLine.omit({ missing: true, nowhere: true, serials: true })

const explanation = z.object({ about: z.string(), text: z.string() })

const count = z.object({
  countId: z.string(),
  at: z.string(),
  by: z.string(),
  lines: z.array(stockLine),
  papers: paperLine,
})

const closed = count.extend({
  number: z.int(),
  firstDay: z.string(),
  lastDay: z.string(),
  closedAt: z.string(),
  closedBy: z.string(),
  explanations: z.array(explanation),
})
export type ClosedDay = z.infer<typeof closed>

const stock = z.object({
  /** `unset`: nobody has said yet whether this PC keeps account of blank paper. */
  accounts: z.enum(['unset', 'on', 'off']),
  kinds: z.array(kindNow),
  /** Papers that may be printed on a kind of sheet. */
  sheets: z.array(z.object({ sheet: z.string(), title: z.string() })),
  /** When the first movement since the last close was; null: there was none. */
  openSince: z.string().nullable(),
  /** The open day began on an earlier date. */
  isLate: z.boolean(),
  /** Copies printed today on this PC, by sheet: all that an office without account sees. */
  printedToday: z.array(z.object({ title: z.string(), copies: z.int() })),
  papers: papersNow,
  openPapers: z.array(openPaper),
  /** The count that waits for the close, and how many movements there were after it. */
  count: count.extend({ movedSince: z.int() }).nullable(),
  movements: z.array(movement),
})
export type Stock = z.infer<typeof stock>

export const readStock = route({
  method: 'get',
  path: '/api/stock',
  summary: 'Blank paper and sealed papers of this PC since the last close',
  for: stockPeople,
  answer: stock,
})

export const listClosedDays = route({
  method: 'get',
  path: '/api/stock/closes',
  summary: 'Closed days of the stock of this PC, newest first',
  for: stockPeople,
  answer: z.object({ days: z.array(closed) }),
})

export const setStock = route({
  method: 'post',
  path: '/api/stock/setting',
  summary: 'Keep account of blank paper by kind, or not at all',
  for: closers,
  body: z.object({
    actId: z.uuid(),
    accounts: z.boolean(),
    kinds: z.array(stockKind).max(maxKinds),
  }),
  answer: stock,
})

export const moveStock = route({
  method: 'post',
  path: '/api/stock/movements',
  summary: 'Record blank sheets that came, went, were spoiled, given back or destroyed',
  for: keepers,
  body: z.object({
    actId: z.uuid(),
    kind: z.uuid(),
    way: z.enum(stockWays),
    /** Null: as many as the numbers say. */
    quantity: z.int().positive().max(100_000).nullable(),
    serials: serialsText,
    reason: z.enum(spoilReasons).nullable(),
    spoiled: z.enum(['handed-in', 'missing']).nullable(),
    /** Code or number of the paper that its holder gave back. */
    paper: z.string().trim().max(1500).nullable(),
    people: z.array(z.string().trim().max(100)).max(3),
    note: z.string().trim().max(300),
  }),
  answer: stock,
})

export const countStock = route({
  method: 'post',
  path: '/api/stock/counts',
  summary: 'Say what lies at the desk: blank sheets by kind, and printed papers that were not found',
  for: keepers,
  body: z.object({
    actId: z.uuid(),
    counts: z
      .array(
        z.object({
          kind: z.uuid(),
          /** Of a kind without numbers; null with numbers. */
          quantity: z.int().nonnegative().max(1_000_000).nullable(),
          serials: serialsText,
        }),
      )
      .max(maxKinds),
    /** Codes or numbers of papers that ought to wait at the desk and are not there. */
    missing: z.array(z.string().trim().min(1).max(1500)).max(200),
  }),
  answer: stock,
})

export const closeStockDay = route({
  method: 'post',
  path: '/api/stock/counts/{countId}/close',
  summary: 'Close the day with a count that matches, or whose differences are explained',
  for: closers,
  params: z.object({ countId: z.uuid() }),
  body: z.object({
    actId: z.uuid(),
    /** By kind, or `papers`. */
    explanations: z
      .array(z.object({ about: z.string().max(40), text: z.string().trim().max(500) }))
      .max(maxKinds + 1),
  }),
  answer: stock,
})

export const readCloseSheet = route({
  method: 'get',
  path: '/api/stock/counts/{countId}/sheet',
  summary: 'The sheet of a closed day or of the count that waits for its close, with room for two signatures',
  for: stockPeople,
  params: z.object({ countId: z.uuid() }),
  answer: 'application/pdf',
})
