import { randomUUID } from 'node:crypto'
import type { Call } from '../../../../contract/client.ts'
import * as api from '../../../../contract/desk/index.ts'
import type { StockKind } from '../../../../contract/events/stock-events.ts'
import type { RouteInput } from '../../../../contract/route.ts'

/** Numbered security paper for permits. */
export const permitBlanks: StockKind = {
  kind: '5f0c1a3e-0d5e-4d52-9a77-0c6d1d1f0a01',
  name: 'Phôi giấy đi đường A5',
  numbered: true,
  sheets: ['permit'],
}
/** Plain card stock without numbers. */
export const cardBlanks: StockKind = {
  kind: '5f0c1a3e-0d5e-4d52-9a77-0c6d1d1f0a02',
  name: 'Giấy thẻ đi chợ A4',
  numbered: false,
  sheets: ['market-card-slip'],
}

/** Begins to keep account of both kinds. */
export function keepStock(police: Call, kinds: readonly StockKind[] = [permitBlanks, cardBlanks]) {
  const copied = kinds.map((kind) => ({ ...kind, sheets: [...kind.sheets] }))
  return police(api.setStock, { body: { actId: randomUUID(), accounts: true, kinds: copied } })
}

type Movement = Partial<RouteInput<typeof api.moveStock>['body']> & { readonly way: api.StockMovement['way'] }

/** Records a movement; what is not said is not known. */
export function move(person: Call, { kind }: Pick<StockKind, 'kind'>, movement: Movement) {
  return person(api.moveStock, {
    body: {
      actId: randomUUID(),
      kind,
      quantity: null,
      serials: '',
      reason: null,
      spoiled: null,
      paper: null,
      people: ['Nguyễn Văn Giao'],
      note: '',
      ...movement,
    },
  })
}

/** Counts both kinds. */
export function count(
  person: Call,
  permits: string,
  cards: number,
  more: Partial<RouteInput<typeof api.countStock>['body']> = {},
) {
  return person(api.countStock, {
    body: {
      actId: randomUUID(),
      counts: [
        { kind: permitBlanks.kind, quantity: null, serials: permits },
        { kind: cardBlanks.kind, quantity: cards, serials: '' },
      ],
      missing: [],
      ...more,
    },
  })
}

/** Closes the day with the count that waits. */
export async function close(person: Call, explanations: readonly { about: string; text: string }[] = []) {
  const { count: waiting } = await person(api.readStock, {})
  return person(api.closeStockDay, {
    params: { countId: waiting?.countId ?? randomUUID() },
    body: { actId: randomUUID(), explanations: [...explanations] },
  })
}
