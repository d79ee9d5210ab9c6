import { addDays, type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import type { CaseState } from '../../../domain/case.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { CaseRow } from '../cases/read.ts'
import { scopesOf } from '../staff/scope.ts'
import type { Scope } from '../staff/scopes.ts'

/** Which cases a book is about; days of receipt, both included. */
export type Chosen = {
  readonly firstDay: string
  readonly lastDay: string
  readonly ledger?: { readonly pack: string; readonly procedure: string } | undefined
  readonly state?: CaseState | undefined
  readonly category?: number | undefined
}

/** Longest period of one book. */
const longestDays = 366

/** Throws `invalid-input` for a period that ends before it begins or is longer than a year. */
export function assertPeriod({ firstDay, lastDay }: Chosen): void {
  // Checked as dates at the contract.
  const days = dayNumber(lastDay as CivilDate) - dayNumber(firstDay as CivilDate)
  if (days < 0 || days >= longestDays) throw new Refusal('invalid-input', { fields: 'firstDay, lastDay' })
}

/**
 * The cases chosen that an account may see, in the order of receipt: their ids, so that a book that takes a while to
 * print has every case once, however many come in meanwhile. `user` null: whoever sees no person, without limit.
 */
export function chosenIds(desk: Desk, user: string | null, chosen: Chosen): string[] {
  const scopes = user === null ? null : scopesOf(desk.store, user)
  return desk.store
    .all(chosenCases(chosen, scopes).select('id').orderBy('registered_at').orderBy('number'))
    .map(({ id }) => id)
}

/** How many cases were chosen before a day of the same year: what the running numbers of a book go on from. */
export function countBefore(desk: Desk, user: string, { firstDay, ledger }: Chosen): number {
  const newYear = `${firstDay.slice(0, 4)}-01-01`
  if (newYear === firstDay) return 0
  const before = { firstDay: newYear, lastDay: addDays(firstDay as CivilDate, -1), ledger }
  const cases = chosenCases(before, scopesOf(desk.store, user))
  return desk.store.first(cases.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0
}

function chosenCases(
  { firstDay, lastDay, ledger, state, category }: Chosen,
  scopes: readonly Scope[] | null,
) {
  // Times are kept as wall time with +07:00, so they sort as text.
  let cases = sql
    .selectFrom('permit_case')
    .where('registered_at', '>=', firstDay)
    .where('registered_at', '<', addDays(lastDay as CivilDate, 1))
  if (ledger) cases = cases.where('pack', '=', ledger.pack).where('procedure', '=', ledger.procedure)
  if (state) cases = cases.where('state', '=', state)
  if (category) cases = cases.where('category', '=', category)
  if (!scopes) return cases
  return cases.where(({ or, and, eb }) =>
    or(scopes.map(({ pack, categories }) => and([eb('pack', '=', pack), eb('category', 'in', categories)]))),
  )
}

const wholeRow = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('permit_case').selectAll().where('id', '=', id),
)

/** The rows of cases, each read when it is asked for; one that is gone by then is left out. */
export function* rowsOf(reader: Reader, ids: Iterable<string>): Generator<CaseRow> {
  for (const id of ids) {
    const row = reader.first(wholeRow({ id }))
    if (row) yield row
  }
}
