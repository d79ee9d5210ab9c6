import type { z } from 'zod'
import type * as contract from '../../../contract/desk/market-days.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { handOver } from '../issuing/print.ts'
import { digestOf } from '../issuing/own-knowledge.ts'
import { wrongSheet } from '../issuing/stamp.ts'
import { cardList } from './card-list.ts'

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
    (card) =>
      card.handedOverAt === null && card.row.token !== null && card.row.withdrawn === null && !card.gone,
  )
  if (!isDone) desk.notify('households', 'batches')
  return { outcome: isDone ? 'already' : 'handed-over', number, head, address, missing: missing.length }
}
