import * as z from 'zod'
import { agency, day, line, symbolCode } from '../fields.ts'
import { signing, wetSeal } from '../signing.ts'

const window = z
  .tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)])
  .refine(([from, to]) => from < to, 'a window ends after it begins')

/** Boxes a card has room for: every day of two months. */
export const mostBoxes = 62

/** What a market card (*thẻ đi chợ*) prints, one card a page. */
export const marketCardSheet = z
  .object({
    training: z.boolean(),
    agency,
    number: line(30),
    issuedOn: day,
    household: z.object({
      head: line(64),
      /** Residential group, e.g. `Tổ dân phố 5`. */
      group: line(48),
      address: line(160),
      members: z.int().min(1).max(99).optional(),
    }),
    /** The one who may shop, and the last characters of the ID number. */
    shopper: z.object({
      name: line(64),
      last4: z
        .string()
        .regex(/^[0-9A-Z]{4}$/)
        .optional(),
    }),
    /** Names of the markets; `Mọi chợ trên địa bàn phường` where all of them are meant. */
    markets: z.array(line(48)).min(1).max(3),
    parity: z.enum(['odd', 'even', 'all']),
    /** Times of day, minutes from midnight. */
    windows: z.array(window).min(1).max(3),
    firstDay: day,
    lastDay: day,
    /** Boxes to tick: one a day on which shopping is allowed, or as many as there are visits. */
    visits: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('days'), days: z.array(day).min(1).max(mostBoxes) }),
      z.object({ kind: z.literal('count'), count: z.int().min(1).max(mostBoxes) }),
    ]),
    /** The days of the boxes are the only ones on which it may be used. */
    onlyOnDays: z.boolean().default(false),
    /** What the holder must know. */
    rules: z.array(line(120)).max(2).default([]),
    /** Text of the signed QR (token kind 2). */
    tokenText: symbolCode(1000),
    supersedes: line(30).optional(),
    /** Number of the blank, by which stock is counted: every one is printed, spoiled or returned. */
    serial: line(20).optional(),
    ...signing,
    /** Cards are sealed by hand: the page is too small to keep a seal over a hand clear of the QR. */
    seal: wetSeal(46).default({ kind: 'wet', spaceMm: 40 }),
  })
  .refine((card) => card.firstDay <= card.lastDay, 'the last day is before the first')

/** A market card as a feature hands it over for printing. */
export type MarketCardSheet = z.input<typeof marketCardSheet>
/** A market card after validation, as the layout sees it. */
export type MarketCardData = z.output<typeof marketCardSheet>
