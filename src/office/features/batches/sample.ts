import { createHash } from 'node:crypto'
import type { CaseAct } from '../../../domain/case.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import { type CaseOfBatch, flagsOf } from './read.ts'

/** Acts by which somebody vouches for what an application says: never without having looked. */
const judging: ReadonlySet<CaseAct> = new Set(['verify', 'confirm', 'submit', 'approve'])
/** One row in ten that nothing was flagged about, and never fewer than five. */
const share = 0.1
const least = 5

/**
 * The rows that have to be opened before an act is taken on all: every flagged one, and of the others a tenth, at least
 * five. Drawn by the batch and the act, so that nobody chooses them, everybody can check the draw, and whoever approves
 * looks at others than whoever verified. Empty for an act that judges nothing.
 */
export function sampleOf<Row extends Pick<CaseOfBatch, 'id' | 'flags'>>(
  batchId: string,
  act: CaseAct,
  rows: readonly Row[],
): Row[] {
  if (!judging.has(act)) return []
  const flagged = rows.filter((row) => flagsOf(row).length > 0)
  const plain = rows.filter((row) => flagsOf(row).length === 0)
  const lot = (row: Row) => createHash('sha256').update(`${batchId} ${act} ${row.id}`).digest('hex')
  const drawn = plain
    .map((row) => ({ row, lot: lot(row) }))
    .toSorted((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, Math.max(least, Math.ceil(plain.length * share)))
  return [...flagged, ...drawn.map(({ row }) => row)]
}

const looksOf = composedOnce(({ user, batchId }: { user: string; batchId: string }) =>
  sql
    .selectFrom('batch_look')
    .innerJoin('batch_case', 'batch_case.case_id', 'batch_look.case_id')
    .select(['batch_look.case_id', 'batch_look.version'])
    .where('batch_look.user', '=', user)
    .where('batch_case.batch_id', '=', batchId),
)

/** Whether somebody was shown a case of a batch as it is now. */
export function seenBy(
  reader: Reader,
  user: string,
  batchId: string,
): (row: { readonly id: string; readonly version: number }) => boolean {
  const looks = new Map(
    reader.all(looksOf({ user, batchId })).map(({ case_id, version }) => [case_id, version]),
  )
  return ({ id, version }) => looks.get(id) === version
}

/** Remembers that somebody was shown a case. */
export function keepLook(
  tx: Transactor,
  look: { readonly user: string; readonly case_id: string; readonly version: number; readonly at: string },
): void {
  tx.run(
    sql
      .insertInto('batch_look')
      .values(look)
      .onConflict((conflict) => conflict.doUpdateSet({ version: look.version, at: look.at })),
  )
}
