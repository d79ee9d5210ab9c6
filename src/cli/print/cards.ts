import { addDays, dayNumber } from '../../domain/calendar.ts'
import { visitsOf, type MarketRule } from '../../domain/market/rule.ts'
import type { MarketCardSheet } from '../../office/sheets/market-card-slip/data.ts'
import type { MarketCardsSheet } from '../../office/sheets/market-card/data.ts'
import { cardsPerSheet } from '../../office/sheets/market-card/layout.ts'
import { invented } from './invented.ts'
import { agency, issuedOn, pack, signed, signer } from './office.ts'

/** Odd and even days over a fortnight, three slots; nobody goes on two days running. */
const rule: MarketRule = {
  firstDay: addDays(issuedOn, 2),
  lastDay: addDays(issuedOn, 15),
  days: { kind: 'odd-even', twoOddDays: 'not-the-first' },
  turnBy: 'balance',
  openToAll: [],
  closed: [],
  slots: [
    [360, 450],
    [450, 540],
    [540, 630],
  ],
  slotBy: 'balance',
  rotate: null,
}

/** What every household of a turn and a slot has alike: neighbours along the list go at different times. */
const turns = rule.slots.flatMap((window, slot) =>
  ([0, 1] as const).map((turn) => ({
    parity: turn === 0 ? ('odd' as const) : ('even' as const),
    window,
    days: visitsOf(rule, { turn, slot }).map(({ date }) => date),
  })),
)

/** Market cards (*thẻ đi chợ*) of households that do not exist, signed as the training office signs: sheet by sheet. */
export function* sampleCards(seed: number, count: number): Generator<MarketCardsSheet> {
  for (let first = 1; first <= count; first += cardsPerSheet) {
    const length = Math.min(cardsPerSheet, count - first + 1)
    yield { training: true, cards: Array.from({ length }, (_, index) => sampleCard(seed, first + index)) }
  }
}

function sampleCard(seed: number, index: number): MarketCardSheet {
  const who = invented(seed, index)
  const { parity, window, days } = turns[index % turns.length] ?? {
    parity: 'odd',
    window: [0, 1440],
    days: [],
  }
  const number = `39901-${String(index).padStart(6, '0')}`
  const group = `Tổ dân phố ${who.group}`
  const tokenText = signed({
    kind: 'market-card',
    ...pack,
    number,
    index,
    firstDay: dayNumber(rule.firstDay),
    lastDay: dayNumber(rule.lastDay),
    windows: window,
    places: ['CHO-1'],
    text: 'Chợ Ví Dụ',
    name: who.fullName,
    last4: who.idNumber.slice(-4),
    household: `TDP ${who.group}, hộ ${index}`,
    parity: parity === 'odd' ? 1 : 2,
    visits: [1, 2],
  })
  return {
    training: true,
    agency,
    number,
    serial: `${String(seed).slice(-4)}-${String(index).padStart(6, '0')}`,
    issuedOn,
    household: { head: who.fullName, group, address: `Số ${who.house} ${who.street}`, members: who.members },
    shopper: { name: who.fullName, last4: who.idNumber.slice(-4) },
    markets: ['Chợ Ví Dụ'],
    parity,
    windows: [[...window]],
    firstDay: rule.firstDay,
    lastDay: rule.lastDay,
    visits: { kind: 'days', days },
    rules: ['Mang theo căn cước; mỗi lần một người; không cho mượn thẻ.'],
    tokenText,
    signer,
  }
}
