import type { EventBody } from '../../contract/events.ts'
import { dateAt } from '../../domain/calendar.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import { flaggedAt, flagsOfPaper } from '../features/checks/gate-flags.ts'

/** A check as its line tells it: its id, the ward, the wall clock. */
type CheckLine = { readonly id: string; readonly ward: string; readonly at: { readonly wall: string } }

/** Keeps a check made at a gate, of this PC or another of the ward; the same one again changes nothing. */
export function keepCheck(tx: Transactor, line: CheckLine, body: EventBody<'check.made'>): void {
  const at = Date.parse(line.at.wall)
  const { place, answer, paper, kind, visits, usedUp = false } = body
  const { changes } = tx.run(
    sql
      .insertInto('gate_check')
      .values({
        id: line.id,
        at,
        day: dateAt(at),
        place,
        answer,
        paper,
        kind,
        visits: visits?.[0] ?? null,
        visit_days: visits?.[1] ?? null,
        differs: 0,
        used_up: usedUp ? 1 : 0,
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  )
  if (changes > 0 && paper !== null) raiseFlags(tx, paper, at, line.ward)
}

/** Marks a check at which the ID card was not that of the paper. */
export function keepDifference(tx: Transactor, check: string): void {
  tx.run(sql.updateTable('gate_check').set({ differs: 1 }).where('id', '=', check))
}

/** Somebody was let in although the visits were used up: it is one more visit. */
export function keepLetIn(tx: Transactor, check: string): void {
  tx.run(sql.updateTable('gate_check').set({ used_up: 0 }).where('id', '=', check))
}

/** A card's visits lie within so many days: a check changes flags no further back, and they rest on as many more. */
const visitDaysMs = 31 * 86_400_000
const mostChecks = 500

const newestOf = composedOnce(({ paper, since }: { paper: string; since: number }) =>
  sql
    .selectFrom('gate_check')
    .selectAll()
    .where('paper', '=', paper)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(mostChecks),
)

/** Looks again at a paper that was just seen, and puts down what looks like a copy of it. */
function raiseFlags(tx: Transactor, paper: string, at: number, ward: string): void {
  const since = at - visitDaysMs
  const seen = tx.all(newestOf({ paper, since: since - visitDaysMs })).reverse()
  if (seen.length < 2) return
  tx.run(sql.deleteFrom('gate_flag').where('paper', '=', paper).where('at', '>=', since))
  for (const flag of flagsOfPaper(seen, ward)) {
    const row = { paper, at: flaggedAt(flag), flag: JSON.stringify(flag) }
    if (row.at >= since)
      tx.run(
        sql
          .insertInto('gate_flag')
          .values(row)
          .onConflict((conflict) => conflict.doNothing()),
      )
  }
}
