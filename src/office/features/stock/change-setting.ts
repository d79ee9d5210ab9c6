import type { z } from 'zod'
import type { setStock } from '../../../contract/desk/stock.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { paperSheets } from '../../projection/papers.ts'
import { kindsNow } from './period.ts'

/**
 * Sets what this PC keeps account of. Throws `stock-sheet-twice`, `invalid-input` for a sheet that is no paper, and
 * `stock-kind-in-use` when a kind would go, or be numbered otherwise, that still has sheets or open movements.
 */
export function changeSetting(desk: Desk, actor: Actor, asked: z.output<typeof setStock.body>): void {
  const { actId, ...body } = asked
  const printed = body.kinds.flatMap(({ sheets }) => sheets)
  if (new Set(printed).size < printed.length) throw new Refusal('stock-sheet-twice')
  if (printed.some((sheet) => !paperSheets.some((one) => one === sheet)))
    throw new Refusal('invalid-input', { fields: 'sheets' })
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    for (const { kind, expected, moved } of kindsNow(writing)) {
      const after = body.kinds.find((one) => one.kind === kind.kind)
      if (after?.numbered === kind.numbered) continue
      if (expected !== 0 || moved)
        throw new Refusal('stock-kind-in-use', { what: kind.name, left: Math.max(0, expected) })
    }
    const act = { id: actId, subject: 'office', baseVer: 0, actor }
    writing.append({ type: 'office.stock-set', ...act, body, personal: null })
  })
  desk.notify('stock')
}
