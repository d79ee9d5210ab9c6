import type { CaseState } from '../../../domain/case.ts'
import { caseStates, closedStates } from '../../../domain/case.ts'
import type { Counted, LedgerName, Report } from '../../../contract/desk/reports.ts'
import { answerOf, answerText } from '../../../contract/policy/form.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { type CaseRow, contentOf } from '../cases/read.ts'
import { holdersNow } from './holders.ts'
import { paymentOf } from './ledger.ts'
import { type LedgerForm, ledgerForm } from './ledgers.ts'
import { assertPeriod, chosenIds, rowsOf } from './period.ts'
import { latenessOf } from './standing.ts'

/** The field of a declaration that says where it was made; the one text that is counted. */
const checkpointField = 'checkpoint'
/** Answers of a text that are counted by themselves; the rest are counted together. */
const mostAnswers = 60
const restLabel = 'Khác'

type Period = { readonly firstDay: string; readonly lastDay: string }

/**
 * Counts the cases of a ledger that were received in a period. `user` null counts them all; otherwise those of the
 * account's categories. Names nobody. Throws `not-found`, and `invalid-input` for a wrong period.
 */
export function reportOf(desk: Desk, user: string | null, name: LedgerName, period: Period): Report {
  assertPeriod(period)
  const form = ledgerForm(desk, name)
  const ids = chosenIds(desk, user, { ...period, ledger: name })
  const now = desk.ports.clock.now()
  const counting = newCounting(form)
  for (const row of rowsOf(desk.store, ids)) count(counting, form, row, now)
  return {
    pack: form.pack.id,
    procedure: form.procedure.id,
    title: form.procedure.title,
    record: form.procedure.record,
    asOf: vietnamTime(now),
    ...period,
    total: ids.length,
    ...counted(counting, form),
    holders: form.procedure.record === 'status' ? holdersNow(desk) : null,
  }
}

type Tally = Map<string, { label: string; count: number; sum: number }>
type Counting = {
  open: number
  overdue: number
  late: number
  readonly days: Tally
  readonly states: Tally
  readonly categories: Tally
  readonly zones: Tally
  readonly fields: ReadonlyMap<PackField, Tally>
  readonly paid: { count: number; sum: number }
  readonly paidBy: ReadonlyMap<PackField, Tally>
}

function newCounting({ fields }: LedgerForm): Counting {
  const few = fields.filter(isCounted)
  const choices = fields.filter(({ kind }) => kind === 'choice')
  return {
    open: 0,
    overdue: 0,
    late: 0,
    days: new Map(),
    states: new Map(),
    categories: new Map(),
    zones: new Map(),
    fields: new Map(few.map((field) => [field, new Map()])),
    paid: { count: 0, sum: 0 },
    paidBy: new Map(choices.map((field) => [field, new Map()])),
  }
}

/** Free texts may name somebody, and are not counted; where a declaration was made is no secret. */
function isCounted({ kind, id }: PackField): boolean {
  return kind === 'choice' || kind === 'yes-no' || (kind === 'text' && id === checkpointField)
}

function count(counting: Counting, { pack }: LedgerForm, row: CaseRow, now: number): void {
  const { details } = contentOf(row)
  const late = latenessOf(row, now)
  if (late !== 'no') counting[late]++
  if (!closedStates.some((state) => state === row.state)) counting.open++
  add(counting.days, row.registered_at.slice(0, 10))
  add(counting.states, row.state)
  const category = pack.categories.find(({ code }) => code === row.category)?.label ?? `${row.category}`
  add(counting.categories, category)
  const { zone } = row
  if (zone !== null) add(counting.zones, pack.zones.find(({ code }) => code === zone)?.label ?? zone)
  for (const [field, tally] of counting.fields) {
    const answer = answerText(field, answerOf(details, field.id))
    if (answer) add(tally, answer)
  }
  const payment = paymentOf(row)
  if (!payment) return
  counting.paid.count++
  counting.paid.sum += payment.amount
  for (const [field, tally] of counting.paidBy) {
    const answer = answerText(field, answerOf(details, field.id))
    if (answer) add(tally, answer, payment.amount)
  }
}

/** Spellings that differ only in marks, case and blanks are one answer, shown as it was first written. */
function add(tally: Tally, label: string, sum = 0): void {
  const key = fold(label)
  const found = tally.get(key)
  if (!found) tally.set(key, { label, count: 1, sum })
  else {
    found.count++
    found.sum += sum
  }
}

function counted(
  { open, overdue, late, days, states, categories, zones, fields, paid, paidBy }: Counting,
  { procedure }: LedgerForm,
): Pick<
  Report,
  'open' | 'overdue' | 'late' | 'days' | 'states' | 'categories' | 'zones' | 'fields' | 'payments'
> {
  const by = [...paidBy].map(([{ label }, tally]) => ({ label, values: mostFirst(tally) }))
  return {
    open,
    overdue,
    late,
    days: [...days.values()]
      .map(({ label, count: cases }) => ({ day: label, count: cases }))
      .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    states: [...states.values()]
      // Written by the projection from the closed list.
      .map(({ label, count: cases }) => ({ state: label as CaseState, count: cases }))
      .toSorted((one, other) => caseStates.indexOf(one.state) - caseStates.indexOf(other.state)),
    categories: withoutSums(categories),
    zones: withoutSums(zones),
    fields: [...fields].flatMap(([{ id, label }, tally]) =>
      tally.size === 0 ? [] : [{ id, label, values: withoutSums(tally) }],
    ),
    payments: procedure.record === 'support' ? { ...paid, by } : null,
  }
}

function mostFirst(tally: Tally): { label: string; count: number; sum: number }[] {
  const sorted = [...tally.values()].toSorted((one, other) => other.count - one.count)
  const rest = sorted.slice(mostAnswers)
  if (rest.length === 0) return sorted
  return [
    ...sorted.slice(0, mostAnswers),
    {
      label: restLabel,
      count: rest.reduce((all, one) => all + one.count, 0),
      sum: rest.reduce((all, one) => all + one.sum, 0),
    },
  ]
}

function withoutSums(tally: Tally): Counted[] {
  return mostFirst(tally).map(({ label, count: cases }) => ({ label, count: cases }))
}
