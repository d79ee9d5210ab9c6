import type { HouseholdItem, HouseholdRead } from '../../../contract/desk/households.ts'
import type { HouseholdDetails } from '../../../contract/events/household-events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import { byGroupName } from '../../../domain/text/group-names.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { readLine } from '../../journal/line.ts'
import { staffName } from '../staff/read.ts'
import { findPlan, type MarketPlan, placeWords } from './plan.ts'
import { cardsToEnd } from './other-cards.ts'
import { shopperIssue } from './shopper.ts'

export type HouseholdRow = Tables['household']

const rowOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('household').selectAll().where('id', '=', id),
)
const here = composedOnce(({ state }: { state: HouseholdRow['state'] }) =>
  sql
    .selectFrom('household')
    .selectAll()
    .where('state', '=', state)
    .orderBy('grp')
    .orderBy('position')
    .orderBy('number'),
)
const linesOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('known_line').select(['type', 'line']).where('subject', '=', id).orderBy('lc'),
)

/** What is known of a household, as the projection wrote it from a validated event. */
export function detailsOf({ details }: Pick<HouseholdRow, 'details'>): HouseholdDetails {
  return JSON.parse(details) as HouseholdDetails
}

/** The row of a household; throws `not-found`. */
export function householdRow(reader: Reader, id: string): HouseholdRow {
  const row = reader.first(rowOf({ id }))
  if (!row) throw new Refusal('not-found')
  return row
}

/** Every household of the roster, in the order of the streets. */
export function roster(reader: Reader, state: HouseholdRow['state'] = 'here'): HouseholdRow[] {
  return reader.all(here({ state })).sort((one, other) => byGroupName(one.grp, other.grp))
}

/** More than anybody reads through; searching finds the others. */
const mostShown = 300

type Sought = {
  readonly text: string
  readonly group: string | null
  readonly state: HouseholdRow['state']
}

/** Households by name, number or address, each word as far as it was typed, and what groups there are. */
export function searchHouseholds(desk: Desk, { text, group, state }: Sought) {
  const all = roster(desk.store, state)
  const words = fold(text).split(/\s+/u).filter(Boolean)
  const found = all.filter(
    (row) =>
      (group === null || row.grp === group) &&
      words.every((word) => ` ${row.fold}`.includes(` ${word}`) || String(row.number) === word),
  )
  const plan = findPlan(desk)
  return {
    items: found.slice(0, mostShown).map((row) => itemOf(row, plan)),
    total: found.length,
    groups: groupsOf(all),
  }
}

function groupsOf(rows: readonly HouseholdRow[]) {
  const groups = new Map<string, { group: string; households: number; people: number }>()
  for (const row of rows) {
    const group = groups.get(row.grp) ?? { group: row.grp, households: 0, people: 0 }
    groups.set(row.grp, group)
    group.households += 1
    group.people += detailsOf(row).members
  }
  return [...groups.values()]
}

/** A household as pages show it. */
function itemOf(row: HouseholdRow, plan: MarketPlan | null): HouseholdItem {
  const details = detailsOf(row)
  return {
    ...details,
    householdId: row.id,
    number: row.number,
    state: row.state,
    version: row.version,
    place: placeWords(plan, row),
    lacks: lackOf(row, details, plan),
  }
}

/** What a household still lacks before it can have a card. */
function lackOf(
  row: HouseholdRow,
  { shopper, zone }: HouseholdDetails,
  plan: MarketPlan | null,
): HouseholdItem['lacks'] {
  const issue = shopperIssue(shopper)
  if (issue !== null) return issue
  if (plan !== null && plan.pack.zones.length > 0 && zone === null) return 'zone'
  return row.market === null ? 'place' : null
}

/** One household with its history, oldest first. Throws `not-found`. */
export function readHousehold(desk: Desk, id: string): HouseholdRead {
  const row = householdRow(desk.store, id)
  const history = desk.store.all(linesOf({ id })).map(({ type, line }) => {
    const told = readLine(line)
    const why = told?.body['why'] ?? told?.body['reason'] ?? told?.body['way']
    return {
      at: told?.at.wall ?? '',
      what: typeof why === 'string' ? `${type}.${why}` : type,
      who: told ? staffName(desk.store, told.actor.user) : '',
    }
  })
  const cards = cardsToEnd(desk.store, id, dateAt(desk.ports.clock.now())).map((card) => ({
    caseId: card.id,
    number: card.number,
    permitNumber: card.permit_number,
  }))
  return { ...itemOf(row, findPlan(desk)), history, cardsToEnd: cards }
}
