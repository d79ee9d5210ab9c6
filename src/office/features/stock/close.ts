import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { closeStockDay } from '../../../contract/desk/stock.ts'
import type { EventBody } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { madeId } from '../../../contract/sync/made-id.ts'
import { toExplain } from '../../../domain/stock/account.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { type CountRow, lastClosed, linesOf, pendingCount } from './period.ts'

type Asked = z.output<typeof closeStockDay.body>

/** The papers of a count, as its event brought them. */
export function papersOf({ papers }: Pick<CountRow, 'papers'>): EventBody<'stock.counted'>['papers'] {
  return JSON.parse(papers) as EventBody<'stock.counted'>['papers']
}

/**
 * Closes the day with the newest count: it matches, or each difference has its words. Repeating it with the same `actId`
 * closes nothing more. Throws `stock-not-counted` when that count is not the newest or closed already, and
 * `stock-unexplained`.
 */
export function closeDay(desk: Desk, actor: Actor, countId: string, { actId, explanations }: Asked): void {
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    const row = pendingCount(writing)
    if (row?.id !== countId) throw new Refusal('stock-not-counted')
    const event = { subject: countId, baseVer: 0, actor }
    const open = toExplain({ lines: linesOf(row), papers: papersOf(row) }).map((one) => ({
      ...one,
      text: explanations.find(({ about }) => about === one.about)?.text ?? '',
    }))
    const silent = open.filter(({ text }) => text === '')
    if (silent.length > 0)
      throw new Refusal('stock-unexplained', {
        what: silent
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 200),
      })
    for (const { about, difference, text } of open)
      writing.append({
        type: 'stock.explained',
        id: madeId(createHash('sha256').update(`${actId} ${about}`).digest()),
        ...event,
        body: { count: countId, about, difference },
        personal: { text },
      })
    const number = (lastClosed(writing)?.number ?? 0) + 1
    writing.append({
      type: 'stock.closed',
      id: actId,
      ...event,
      body: { count: countId, number },
      personal: null,
    })
  })
  desk.notify('stock')
}
