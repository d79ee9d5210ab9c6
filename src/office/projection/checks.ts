import type { EventBody } from '../../contract/events.ts'
import { dateAt } from '../../domain/calendar.ts'
import { sql, type Transactor } from '../database/store.ts'

/** Keeps a check made at a gate, of this PC or another of the ward; the same one again changes nothing. */
export function keepCheck(tx: Transactor, id: string, wall: string, body: EventBody<'check.made'>): void {
  const at = Date.parse(wall)
  const { place, answer, paper, kind, visits } = body
  tx.run(
    sql
      .insertInto('gate_check')
      .values({
        id,
        at,
        day: dateAt(at),
        place,
        answer,
        paper,
        kind,
        visits: visits?.[0] ?? null,
        visit_days: visits?.[1] ?? null,
        differs: 0,
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  )
}

/** Marks a check at which the ID card was not that of the paper. */
export function keepDifference(tx: Transactor, check: string): void {
  tx.run(sql.updateTable('gate_check').set({ differs: 1 }).where('id', '=', check))
}
