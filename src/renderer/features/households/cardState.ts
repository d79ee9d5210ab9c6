import type { CardsOfList } from '../../../contract/desk/households.ts'

type Card = Pick<
  CardsOfList['cards'][number],
  'state' | 'printed' | 'stamped' | 'handedOverAt' | 'permitNumber' | 'gone' | 'withdrawn'
>
export type CardState = 'waiting' | 'sealed' | 'printed' | 'stamped' | 'handed' | 'ended' | 'gone'

const ended: readonly string[] = [
  'refused',
  'refusal-notified',
  'stopped',
  'stop-notified',
  'transferred',
  'transfer-confirmed',
]

/** How far a card is: what has to be done next, or that it is done. */
export function cardState({
  state,
  printed,
  stamped,
  handedOverAt,
  permitNumber,
  gone,
  withdrawn,
}: Card): CardState {
  if (withdrawn || ended.includes(state)) return 'ended'
  if (gone) return 'gone'
  if (handedOverAt !== null) return 'handed'
  if (permitNumber === null) return 'waiting'
  if (!printed) return 'sealed'
  return stamped ? 'stamped' : 'printed'
}
