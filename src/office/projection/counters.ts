import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'

const count = composedOnce((row: Tables['counter']) =>
  sql
    .insertInto('counter')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(({ fn, ref }) => ({ last: fn('max', [ref('counter.last'), ref('excluded.last')]) })),
    ),
)

/** A number that stands in the journal is spent: the counter goes at least that far. */
export function countTo(tx: Transactor, name: string, value: number): void {
  tx.run(count({ name, last: value }))
}

/**
 * An index that stands in the journal is spent, also when the store had lost it and the journal gave it back. A later
 * series than the store knows begins with it.
 */
export function spendIndex(tx: Transactor, kid: string, series: number, index: number): void {
  tx.run(
    sql
      .updateTable('issuing_key')
      .set({ series, next_index: index + 1 })
      .where('kid', '=', kid)
      .where((one) =>
        one.or([
          one('series', '<', series),
          one.and([one('series', '=', series), one('next_index', '<=', index)]),
        ]),
      ),
  )
}
