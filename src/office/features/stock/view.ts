import type { ClosedDay, KindNow, Stock, StockMovement } from '../../../contract/desk/stock.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { runsText } from '../../../domain/stock/serials.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { paperSheets } from '../../projection/papers.ts'
import { staffName } from '../staff/read.ts'
import { papersOf } from './close.ts'
import { papersNow, sealedSince } from './papers.ts'
import {
  type CountRow,
  type KindState,
  kindsNow,
  linesOf,
  movements,
  type MoveRow,
  openPeriod,
  openSince,
  pendingCount,
  serialsOf,
} from './period.ts'
import { accountsSince, settingsSoFar, stockSetting } from './setting.ts'

/** As much as a page can show; the others are on the sheets of their days. */
const mostShown = 200

const movedAfter = composedOnce(({ lc }: { lc: number }) =>
  sql
    .selectFrom('stock_move')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('lc', '>', lc),
)
const printedSince = composedOnce(({ today }: { today: string }) =>
  sql
    .selectFrom('stock_move')
    .select(({ fn }) => ['sheet', fn.countAll<number>().as('copies')])
    .where('sheet', 'is not', null)
    .where('at', '>=', today)
    .groupBy('sheet'),
)
const closedCounts = composedOnce(({ limit }: { limit: number }) =>
  sql
    .selectFrom('stock_count')
    .selectAll()
    .where('number', 'is not', null)
    .orderBy('lc', 'desc')
    .limit(limit),
)
const numberOf = composedOnce((paper: { kid: string; series: number; index: number }) =>
  sql
    .selectFrom('stock_paper')
    .select('number')
    .where('kid', '=', paper.kid)
    .where('series', '=', paper.series)
    .where('paper_index', '=', paper.index),
)

/** The stock of this PC since the last close. */
export function readStock(desk: Desk): Stock {
  const { store } = desk
  const setting = stockSetting(store)
  const papers = papersNow(desk, store)
  const since = setting?.accounts ? openSince(store, sealedSince(store)) : null
  const pending = pendingCount(store)
  return {
    accounts: setting === null ? 'unset' : setting.accounts ? 'on' : 'off',
    kinds: kindsNow(store).map(kindOf),
    sheets: paperSheets.map((sheet) => ({ sheet, title: titleOf(desk, sheet) })),
    openSince: since,
    isLate: isLate(desk, since),
    printedToday: store
      .all(printedSince({ today: dateAt(desk.ports.clock.now()) }))
      .map(({ sheet, copies }) => ({ title: titleOf(desk, sheet ?? ''), copies })),
    papers: papers.counts,
    openPapers: papers.open
      .slice(0, mostShown)
      .map(({ caseId, caseNumber, permitNumber, state }) => ({ caseId, caseNumber, permitNumber, state })),
    count: pending
      ? { ...countOf(store, pending), movedSince: store.first(movedAfter({ lc: pending.lc }))?.count ?? 0 }
      : null,
    movements: movements(store, openPeriod(store))
      .toReversed()
      .slice(0, mostShown)
      .map((row) => movementOf(store, row)),
  }
}

/** Whether this PC keeps account, and the day (yyyy-mm-dd) that should have been closed; null: none. */
export function standing(desk: Desk): { accounts: boolean; lateDay: string | null } {
  if (!stockSetting(desk.store)?.accounts) return { accounts: false, lateDay: null }
  const since = openSince(desk.store, sealedSince(desk.store))
  return { accounts: true, lateDay: isLate(desk, since) ? dayOf(since) : null }
}

/** Closed days, newest first. */
export function closedDays(desk: Desk): ClosedDay[] {
  const rows = desk.store.all(closedCounts({ limit: mostShown + 1 }))
  return rows.slice(0, mostShown).map((row, at) => closedOf(desk.store, row, rows[at + 1]))
}

/** One closed day. `before`: the close before it. */
export function closedOf(reader: Reader, row: CountRow, before: CountRow | undefined): ClosedDay {
  const settings = settingsSoFar(reader).filter(({ lc }) => lc < row.lc)
  const from = Math.max(before?.lc ?? 0, accountsSince(settings))
  const first = reader.first(firstMove({ from, to: row.lc }))?.at ?? row.at
  return {
    ...countOf(reader, row),
    number: row.number ?? 0,
    firstDay: dayOf(first),
    lastDay: dayOf(row.at),
    closedAt: row.closed_at ?? '',
    closedBy: staffName(reader, row.closed_by ?? ''),
    // Written by the projection only.
    explanations: JSON.parse(row.explanations) as ClosedDay['explanations'],
  }
}

const firstMove = composedOnce(({ from, to }: { from: number; to: number }) =>
  sql
    .selectFrom('stock_move')
    .select(({ fn }) => fn.min('at').as('at'))
    .where('lc', '>', from)
    .where('lc', '<=', to),
)

function countOf(reader: Reader, row: CountRow) {
  return {
    countId: row.id,
    at: row.at,
    by: staffName(reader, row.user),
    lines: linesOf(row),
    papers: papersOf(row),
  }
}

function kindOf({ kind, tally, expected, waste, held }: KindState): KindNow {
  return { ...kind, ...tally, expected, waste, held: runsText(held ?? []) }
}

/** A movement as people read it. */
export function movementOf(reader: Reader, row: MoveRow): StockMovement {
  const { id, at, way, quantity, reason, note, kid, series, paper_index: index } = row
  const isSpoiled = way === 'spoiled'
  return {
    id,
    at,
    by: staffName(reader, row.user),
    kind: row.kind ?? '',
    // Prints have no kind and are no movements of their own.
    way: way as StockMovement['way'],
    quantity,
    serials: runsText(serialsOf(row)),
    reason,
    spoiled: isSpoiled ? (row.in_hand === 1 ? 'handed-in' : 'missing') : null,
    paper:
      kid === null || series === null || index === null
        ? null
        : (reader.first(numberOf({ kid, series, index }))?.number ?? null),
    // Written by the projection only.
    people: JSON.parse(row.people) as string[],
    note,
  }
}

function titleOf(desk: Desk, id: string): string {
  return desk.extensions.caseSheets.find(({ sheet }) => sheet.id === id)?.sheet.title ?? id
}

function isLate(desk: Desk, since: string | null): since is string {
  return since !== null && dayOf(since) < dateAt(desk.ports.clock.now())
}

const dayOf = (at: string) => dateAt(Date.parse(at))
