import type { StockKind, StockLine } from '../../../contract/events/stock-events.ts'
import { emptyTally, expectedOf, type Tally } from '../../../domain/stock/account.ts'
import { joined, type Run, without } from '../../../domain/stock/serials.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import { type SettingSince, settingsSoFar } from './setting.ts'

export type CountRow = Tables['stock_count']
export type MoveRow = Tables['stock_move']

/** Everything behind `from` up to and with `to`, by Lamport time: a close is of what the books said at its count. */
export type Period = { readonly from: number; readonly to: number }

/** How a kind stands since the last close. */
export type KindState = {
  readonly kind: StockKind
  readonly tally: Tally
  readonly expected: number
  /** Spoiled sheets and papers given back, in hand. */
  readonly waste: number
  readonly openingRuns: readonly Run[]
  /** Numbers that can be here; null without numbers. */
  readonly held: readonly Run[] | null
  /** Whether anything moved. */
  readonly moved: boolean
}

const newestClosed = composedOnce(() =>
  sql.selectFrom('stock_count').selectAll().where('number', 'is not', null).orderBy('lc', 'desc').limit(1),
)
const newestCount = composedOnce(() =>
  sql.selectFrom('stock_count').selectAll().orderBy('lc', 'desc').limit(1),
)
const movesIn = composedOnce(({ from, to }: Period) =>
  sql
    .selectFrom('stock_move')
    .selectAll()
    .where('lc', '>', from)
    .where('lc', '<=', to)
    .where('kind', 'is not', null)
    .orderBy('lc'),
)
const printsIn = composedOnce(({ from, to }: Period) =>
  sql
    .selectFrom('stock_move')
    .select(({ fn }) => [
      'sheet',
      'way',
      'in_hand',
      fn.sum<number>('quantity').as('quantity'),
      fn.min('at').as('since'),
    ])
    .where('lc', '>', from)
    .where('lc', '<=', to)
    .where('sheet', 'is not', null)
    .groupBy(['sheet', 'way', 'in_hand']),
)

/** The count the last day was closed with. */
export function lastClosed(reader: Reader): CountRow | undefined {
  return reader.first(newestClosed({}))
}

/** The newest count, while it waits for the close. */
export function pendingCount(reader: Reader): CountRow | undefined {
  const row = reader.first(newestCount({}))
  return row?.number === null ? row : undefined
}

/** From the last close up to a point; without one, up to now. */
export function openPeriod(reader: Reader, to = Number.MAX_SAFE_INTEGER): Period {
  return { from: lastClosed(reader)?.lc ?? 0, to }
}

/** Movements that people or jams recorded in a period, oldest first. */
export function movements(reader: Reader, period: Period): MoveRow[] {
  return reader.all(movesIn(period))
}

/** The lines of a count, as its event brought them. */
export function linesOf(row: Pick<CountRow, 'lines'>): StockLine[] {
  return JSON.parse(row.lines) as StockLine[]
}

/** The numbers of a movement. */
export function serialsOf(row: Pick<MoveRow, 'serials'>): Run[] {
  return JSON.parse(row.serials) as Run[]
}

/** Every kind of the setting in force with what happened to it since the last close. */
export function kindsNow(reader: Reader): KindState[] {
  const period = openPeriod(reader)
  const settings = settingsSoFar(reader)
  const before = lastClosed(reader)
  const lines = before ? linesOf(before) : []
  const moves = movements(reader, period)
  const prints = printsByKind(reader, period, settings)
  return (settings.at(-1)?.setting.kinds ?? []).map((kind) => {
    const own = moves.filter((move) => move.kind === kind.kind)
    const printed = prints.filter((print) => print.kind === kind.kind)
    const opening = lines.find((line) => line.kind === kind.kind)
    return stateOf(kind, opening, own, printed)
  })
}

type Prints = {
  readonly kind: string
  readonly way: MoveRow['way']
  readonly in_hand: number | null
  readonly quantity: number
  readonly since: string
}

/** Which kind a paper was printed on, the setting of its moment says. */
function printsByKind(reader: Reader, { from, to }: Period, settings: readonly SettingSince[]): Prints[] {
  return settings.flatMap(({ lc, setting }, at) => {
    const period = { from: Math.max(from, lc), to: Math.min(to, settings[at + 1]?.lc ?? to) }
    if (!setting.accounts || period.from >= period.to) return []
    return reader.all(printsIn(period)).flatMap(({ sheet, ...print }) => {
      const kind = setting.kinds.find(({ sheets }) => sheet !== null && sheets.includes(sheet))
      return kind ? [{ ...print, kind: kind.kind }] : []
    })
  })
}

function stateOf(
  kind: StockKind,
  opening: StockLine | undefined,
  moves: readonly MoveRow[],
  prints: readonly Prints[],
): KindState {
  const sum = (rows: readonly { readonly quantity: number }[]) =>
    rows.reduce((all, { quantity }) => all + quantity, 0)
  const moved = (...ways: readonly MoveRow['way'][]) => moves.filter(({ way }) => ways.includes(way))
  const printed = (way: MoveRow['way']) => sum(prints.filter((print) => print.way === way))
  const tally: Tally = {
    ...emptyTally,
    opening: opening?.counted ?? 0,
    received: sum(moved('received')),
    printed: printed('printed'),
    reprinted: printed('reprinted'),
    spoiled: sum(moved('spoiled')),
    givenOut: sum(moved('given-out')),
    handedBack: sum(moved('handed-back')),
  }
  const openingRuns = opening?.runs ?? []
  const came = joined([...openingRuns, ...moved('received').flatMap(serialsOf)])
  const named = moved('given-out', 'handed-back', 'spoiled').flatMap(serialsOf)
  const inHand = [...moved('spoiled'), ...prints].filter(({ in_hand }) => in_hand === 1)
  return {
    kind,
    tally,
    expected: expectedOf(tally),
    waste: (opening?.waste ?? 0) + sum(inHand) + sum(moved('given-back')) - sum(moved('destroyed')),
    openingRuns,
    held: kind.numbered ? without(came, named) : null,
    moved: moves.length > 0 || prints.length > 0,
  }
}

/** When the first movement since the last close was, in the clock's words; null: there was none. */
export function openSince(reader: Reader, sealedSince: string | null): string | null {
  const period = openPeriod(reader)
  const firsts = [
    ...movements(reader, period)
      .slice(0, 1)
      .map(({ at }) => at),
    ...printsByKind(reader, period, settingsSoFar(reader)).map(({ since }) => since),
    ...(sealedSince === null ? [] : [sealedSince]),
  ]
  return firsts.toSorted()[0] ?? null
}
