import * as contract from '../../../contract/desk/market-days.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { contentOf } from '../cases/read.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import type { Actor } from '../../journal/journal.ts'
import { renderLayout } from '../../sheets/render.ts'
import { cardList, readCardList } from './card-list.ts'
import { handOutCard } from './hand-out.ts'
import { makeCards } from './make-cards.ts'
import { planMarketDays, takeMarketDays } from './market-days.ts'
import { deliveryListPaper, fairnessPaper } from './papers.ts'
import { withdrawGoneCards } from './withdraw-gone.ts'

/** Market days by rule, and the cards of a period from their making to the household's hand. */
export function mountMarketDays(mount: Mount): void {
  mount.staff(contract.planMarketDays, ({ desk, query }) => planMarketDays(desk, query))
  mount.staff(contract.printMarketDays, ({ desk, session, query }) =>
    renderLayout(
      fairnessPaper(desk, session.user, planMarketDays(desk, query)),
      'Phương án chia ngày, khung giờ đi chợ',
    ),
  )
  mount.staff(contract.takeMarketDays, ({ desk, session, role, body }) =>
    takeMarketDays(desk, actorOf(session, role), body),
  )
  mount.staff(contract.makeCards, ({ desk, session, role, body }) => makeCards(desk, session, role, body))
  mount.staff(contract.cardsOfList, ({ desk, params }) => readCardList(desk, params.batchId))
  mount.staff(contract.printDeliveryList, ({ desk, session, role, params }) =>
    deliveryList(desk, actorOf(session, role), params.batchId),
  )
  mount.staff(contract.withdrawGoneCards, ({ desk, session, params, body }) =>
    withdrawGoneCards(desk, session, params.batchId, body.actId),
  )
  mount.staff(contract.handOutCard, ({ desk, session, params, body }) =>
    handOutCard(desk, session, params.batchId, body),
  )
}

/** The list with names on it; who took it out of the office stands in the journal. */
async function deliveryList(desk: Desk, actor: Actor, batchId: string): Promise<Uint8Array> {
  const cards = cardList(desk.store, batchId).filter(
    ({ row, gone }) => row.token !== null && row.withdrawn === null && !gone,
  )
  const [first] = cards
  const { group } = readCardList(desk, batchId)
  const today = dateAt(desk.ports.clock.now())
  const schedule = first ? contentOf(first.row).schedule : null
  const period = schedule ?? { firstDay: today, lastDay: today }
  const layout = deliveryListPaper(desk, actor.user, group, period, cards)
  const pdf = await renderLayout(layout, 'Danh sách giao thẻ đi chợ')
  desk.journal.command((writing) =>
    writing.append({
      type: 'records.taken',
      subject: 'office',
      baseVer: 0,
      actor,
      body: { book: 'delivery-list', way: 'pdf' },
      personal: null,
    }),
  )
  return pdf
}
