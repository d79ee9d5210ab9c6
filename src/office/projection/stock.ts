import type { EventBody, EventPersonal } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'
import { paperSheets } from './papers.ts'

const ownStream = composedOnce(({ stream }: { stream: string }) =>
  sql.selectFrom('stream').select('id').where('id', '=', stream),
)
const insertMove = composedOnce((row: Tables['stock_move']) =>
  sql
    .insertInto('stock_move')
    .values(row)
    .onConflict((conflict) => conflict.doNothing()),
)
const insertPaper = composedOnce((row: Tables['stock_paper']) =>
  sql
    .insertInto('stock_paper')
    .values(row)
    .onConflict((conflict) => conflict.doNothing()),
)

/** Each PC has its own stock: a line of another one moves nothing here. */
function isOwn(tx: Transactor, { stream }: EventLine): boolean {
  return tx.first(ownStream({ stream })) !== undefined
}

/** Every printing of a sealed paper takes blank sheets; of which kind, the setting of that moment says. */
export function takeBlanks(tx: Transactor, event: EventLine, body: EventBody<'sheet.printed'>): void {
  const { sheet, copies, blanks = copies, reprintReason } = body
  if (!paperSheets.some((one) => one === sheet) || !isOwn(tx, event)) return
  tx.run(
    insertMove({
      ...moveOf(event),
      way: reprintReason === null ? 'printed' : 'reprinted',
      sheet,
      quantity: blanks,
      // The sheet before, which jammed or cannot be read, is in hand; one that its holder lost is not.
      in_hand: reprintReason === null || reprintReason === 'lost-by-applicant' ? 0 : 1,
    }),
  )
}

/** A movement that somebody recorded, or that a jam said. */
export function moveBlanks(
  tx: Transactor,
  event: EventLine,
  body: EventBody<'stock.moved'>,
  personal: EventPersonal<'stock.moved'> | null,
): void {
  if (!isOwn(tx, event)) return
  tx.run(
    insertMove({
      ...moveOf(event),
      way: body.way,
      kind: body.kind,
      quantity: body.quantity,
      serials: JSON.stringify(body.serials),
      reason: body.reason,
      in_hand: body.spoiled === 'handed-in' ? 1 : 0,
      kid: body.paper?.kid ?? null,
      series: body.paper?.series ?? null,
      paper_index: body.paper?.index ?? null,
      people: JSON.stringify(personal?.people ?? []),
      note: personal?.note ?? '',
    }),
  )
}

/** A serial that was sealed on this PC is accounted for from now on. */
export function keepSerial(
  tx: Transactor,
  event: EventLine,
  body: EventBody<'permit.replaced'> | EventBody<'permit.sealed'>,
): void {
  if (!isOwn(tx, event)) return
  tx.run(
    insertPaper({
      kid: body.kid,
      series: body.series,
      paper_index: body.index,
      lc: event.lc,
      case_id: event.subject,
      number: body.permitNumber,
      sealed_at: event.at.wall,
    }),
  )
}

/** What was counted; it waits for the close, or for another count. */
export function keepCount(
  tx: Transactor,
  event: EventLine,
  { lines, papers }: EventBody<'stock.counted'>,
): void {
  if (!isOwn(tx, event)) return
  tx.run(
    sql.insertInto('stock_count').values({
      id: event.id,
      lc: event.lc,
      at: event.at.wall,
      user: event.actor.user,
      lines: JSON.stringify(lines),
      papers: JSON.stringify(papers),
      explanations: '[]',
      number: null,
      closed_at: null,
      closed_by: null,
    }),
  )
}

/** Words for a difference. */
export function keepExplanation(
  tx: Transactor,
  _event: EventLine,
  { count, about }: EventBody<'stock.explained'>,
  personal: EventPersonal<'stock.explained'> | null,
): void {
  const row = tx.first(sql.selectFrom('stock_count').select('explanations').where('id', '=', count))
  if (!row) return
  // Written by this function only.
  const before = JSON.parse(row.explanations) as { about: string; text: string }[]
  const explanations = JSON.stringify([...before, { about, text: personal?.text ?? '' }])
  tx.run(sql.updateTable('stock_count').set({ explanations }).where('id', '=', count))
}

/** The day is closed with a count. */
export function closeCount(
  tx: Transactor,
  event: EventLine,
  { count, number }: EventBody<'stock.closed'>,
): void {
  tx.run(
    sql
      .updateTable('stock_count')
      .set({ number, closed_at: event.at.wall, closed_by: event.actor.user })
      .where('id', '=', count),
  )
}

function moveOf({
  stream,
  seq,
  id,
  lc,
  at,
  actor,
}: EventLine): Omit<Tables['stock_move'], 'way' | 'quantity'> {
  return {
    stream,
    seq,
    id,
    lc,
    at: at.wall,
    user: actor.user,
    kind: null,
    sheet: null,
    serials: '[]',
    reason: null,
    in_hand: null,
    kid: null,
    series: null,
    paper_index: null,
    people: '[]',
    note: '',
  }
}
