import { common, type Run, sheetsIn, without } from './serials.ts'

/**
 * What happens to blank sheets (*phôi*) besides printing.
 * - `received`: a delivery, or what another desk gave.
 * - `given-out`: to another desk, whose PC takes it in.
 * - `handed-back`: unused, to whom they came from.
 * - `spoiled`: jammed, misprinted, torn before they were a paper; in hand or missing.
 * - `given-back`: a printed paper that its holder brought back; it joins the spoiled ones in hand.
 * - `destroyed`: of what is spoiled and in hand, by two people.
 */
export const stockWays = [
  'received',
  'given-out',
  'handed-back',
  'spoiled',
  'given-back',
  'destroyed',
] as const
export type StockWay = (typeof stockWays)[number]

/** Whether sheets pass from one desk's hands to another's: who is on the other side is said, and every number. */
export function isPassedOn(way: StockWay): boolean {
  return way === 'received' || way === 'given-out' || way === 'handed-back'
}

/** Why a sheet was spoiled. */
export const spoilReasons = ['jammed', 'misprint', 'damaged'] as const
export type SpoilReason = (typeof spoilReasons)[number]

/** Blank sheets of one kind since the last close, all counts of sheets. */
export type Tally = {
  /** What was counted at the last close. */
  readonly opening: number
  readonly received: number
  /** Sheets that became a paper for the first time. */
  readonly printed: number
  /** Sheets for a paper printed once more; the sheet before is waste. */
  readonly reprinted: number
  readonly spoiled: number
  readonly givenOut: number
  readonly handedBack: number
}

export const emptyTally: Tally = {
  opening: 0,
  received: 0,
  printed: 0,
  reprinted: 0,
  spoiled: 0,
  givenOut: 0,
  handedBack: 0,
}

/** Blank sheets that must be there; below zero when sheets came in that nobody recorded. */
export function expectedOf(tally: Tally): number {
  const { opening, received, printed, reprinted, spoiled, givenOut, handedBack } = tally
  return opening + received - printed - reprinted - spoiled - givenOut - handedBack
}

/** What somebody counted: of a numbered kind which numbers are there. */
export type Counted = { readonly quantity: number; readonly runs: readonly Run[] }

/** What a count says against the books. */
export type Judged = {
  readonly expected: number
  readonly counted: number
  /** Counted less expected: below zero sheets are missing. */
  readonly difference: number
  /** Numbers that were counted and should not be there: never received, or recorded as gone. */
  readonly strange: readonly Run[]
  /** Numbers that are gone since the last close without having been named: they became papers, or jammed. */
  readonly usedUp: readonly Run[]
}

/**
 * Judges a count. `held`: the numbers that can be there, which are those of the last close and those received since,
 * without those that were named when they left; null for a kind without numbers.
 */
export function judgeCount(tally: Tally, held: readonly Run[] | null, counted: Counted): Judged {
  const expected = expectedOf(tally)
  return {
    expected,
    counted: counted.quantity,
    difference: counted.quantity - expected,
    strange: held === null ? [] : without(counted.runs, held),
    usedUp: held === null ? [] : without(held, common(held, counted.runs)),
  }
}

/** Whether the day closes only with words: the sum is not right, or sheets are there that should not be. */
export function needsWords({ difference, strange }: Pick<Judged, 'difference' | 'strange'>): boolean {
  return difference !== 0 || sheetsIn(strange) > 0
}

type CountedKind = Pick<Judged, 'difference' | 'strange'> & { readonly kind: string; readonly name: string }
type CountOfDay = {
  readonly lines: readonly CountedKind[]
  readonly papers: { readonly missing: readonly { readonly number: string }[] }
}

/** What a count does not match in, by kind or `papers`; papers by their numbers. */
export type Unexplained = { readonly about: string; readonly name: string; readonly difference: number }

/** What must be explained before a day closes with a count: kinds that do not match, and papers that were not found. */
export function toExplain({ lines, papers: { missing } }: CountOfDay): Unexplained[] {
  const kinds = lines
    .filter(needsWords)
    .map(({ kind, name, difference }) => ({ about: kind, name, difference }))
  if (missing.length === 0) return kinds
  const numbers = missing.map(({ number }) => number).join(', ')
  return [...kinds, { about: 'papers', name: numbers, difference: -missing.length }]
}
