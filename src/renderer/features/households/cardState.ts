import type { CardsOfList } from '../../../contract/desk/market-days.ts'
import { endedStates } from '../../../domain/case.ts'

type Card = Pick<
  CardsOfList['cards'][number],
  'state' | 'printed' | 'stamped' | 'handedOverAt' | 'permitNumber' | 'gone' | 'withdrawn'
>
export type CardState = 'waiting' | 'sealed' | 'printed' | 'stamped' | 'handed' | 'ended' | 'gone'

const ended: readonly string[] = endedStates

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
