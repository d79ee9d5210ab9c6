import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type * as contract from '../../../contract/desk/households.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { madeId } from '../../../contract/sync/made-id.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { cardsPerSheet } from '../../sheets/market-card/layout.ts'
import { marketCard } from '../../sheets/market-card/index.ts'
import { renderSheet } from '../../sheets/render.ts'
import { marketCardData } from '../case-sheets/papers.ts'
import { assertMayAct, isWritten } from '../cases/act.ts'
import { handOver } from '../issuing/print.ts'
import { digestOf } from '../issuing/own-knowledge.ts'
import { wrongSheet } from '../issuing/stamp.ts'
import { casesInOpenJobs } from '../print-jobs/rows.ts'
import { type Card, cardList } from './card-list.ts'

/** The sheet by which a printed card is known, alone or four on a page: it is the same paper. */
const cardSheet = 'market-card-slip'
/** A pile that a printer takes at once. */
const mostAtOnce = 400

type PrintAsked = z.output<typeof contract.printCards.body>

/**
 * Prints the sealed cards of a list that are not on paper yet, four on a sheet, and counts a copy of each once the
 * spooler took the job. At most 400 at once; asking again goes on. Throws `no-cards-to-make` when none waits,
 * `no-printer`, `print-failed`, `disk-full`.
 */
export async function printCards(
  desk: Desk,
  session: LiveSession,
  role: Role,
  batchId: string,
  { actId, printer }: PrintAsked,
): Promise<z.output<typeof contract.printCards.answer>> {
  const atPrinter = casesInOpenJobs(desk.store)
  const cards = cardList(desk.store, batchId)
    .filter(
      ({ row, printed }) =>
        row.token !== null && row.withdrawn === null && !printed && !atPrinter.has(row.id),
    )
    .slice(0, mostAtOnce)
  if (cards.length === 0) throw new Refusal('no-cards-to-make')
  for (const { row } of cards) assertMayAct(desk, desk.store, session, row, 'print', null)
  const pdf = await renderSheet(marketCard, {
    training: desk.facts().training,
    cards: cards.map(({ row }) => ({ ...marketCardData(desk, row), serial: serialOf(row.permit_number) })),
  })
  const job = { pdf, title: `the-di-cho ${cards.length}`, copies: 1, printer }
  const spooled = await desk.ports.printer.print(job)
  if (spooled.outcome === 'no-printer') throw new Refusal('no-printer')
  if (spooled.outcome !== 'spooled') throw new Refusal('print-failed', { detail: spooled.detail })
  const { where } = spooled
  countCopies(desk, session, role, actId, where, cards)
  return { printed: cards.length, sheets: Math.ceil(cards.length / cardsPerSheet), where }
}

function countCopies(
  desk: Desk,
  session: LiveSession,
  role: Role,
  actId: string,
  where: string,
  cards: readonly Card[],
): void {
  desk.journal.command((writing) => {
    for (const { row } of cards) {
      const id = madeId(createHash('sha256').update(`${actId} ${row.id}`).digest())
      if (isWritten(writing, id, row.id)) continue
      writing.append({
        type: 'sheet.printed',
        id,
        subject: row.id,
        baseVer: row.version,
        actor: actorOf(session, role),
        body: { sheet: cardSheet, copies: 1, reprintReason: null, where: where.slice(0, 200) },
        personal: null,
      })
    }
  })
  desk.notify('cases', 'batches', 'households')
}

/** The running number of a card, by which its blank is counted: the first part of its number. */
function serialOf(permitNumber: string | null): string {
  return (permitNumber ?? '').split('/')[0]?.slice(0, 20) ?? ''
}

/**
 * A card of a list is handed out: its scan says whose it is. One that was handed out before is told, and nothing is
 * written. Throws `wrong-permit-scanned` for a card of another list, and what `handOver` throws.
 */
export function handOutCard(
  desk: Desk,
  session: LiveSession,
  batchId: string,
  { actId, scannedText }: z.output<typeof contract.handOutCard.body>,
): z.output<typeof contract.handOutCard.answer> {
  const digest = digestOf(scannedText)
  const found = cardList(desk.store, batchId).find(({ row }) => row.token_sha256 === digest)
  if (digest === null || !found) throw wrongSheet(desk, scannedText)
  const { row, number, head, address } = found
  const isDone = found.handedOverAt !== null
  if (!isDone) handOver(desk, session, row.id, { actId, version: row.version, scannedText })
  const missing = cardList(desk.store, batchId).filter(
    (card) => card.handedOverAt === null && card.row.token !== null && card.row.withdrawn === null,
  )
  if (!isDone) desk.notify('households', 'batches')
  return { outcome: isDone ? 'already' : 'handed-over', number, head, address, missing: missing.length }
}
