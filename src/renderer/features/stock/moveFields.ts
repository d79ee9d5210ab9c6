import type { KindNow, moveStock } from '../../../contract/desk/stock.ts'
import type { RouteInput } from '../../../contract/route.ts'
import { isPassedOn, spoilReasons, type StockWay } from '../../../domain/stock/account.ts'
import { wordAt } from '../../app/formWords.ts'

export type MoveField = 'quantity' | 'serials' | 'paper' | 'person' | 'second'
type Asks = {
  /** `all`: every number must be said. */
  readonly serials: 'all' | 'if-known' | null
  readonly quantity: boolean
  readonly reason: boolean
  readonly paper: boolean
  /** The other side of a handing over, or two people who saw it. */
  readonly people: 'other' | 'two' | null
}

/** What a movement of a kind asks for. */
export function fieldsOf(way: StockWay, { numbered }: Pick<KindNow, 'numbered'>): Asks {
  const passesOn = isPassedOn(way)
  const isNamed = passesOn && numbered
  return {
    serials: isNamed ? 'all' : way === 'spoiled' && numbered ? 'if-known' : null,
    quantity: !isNamed && way !== 'given-back',
    reason: way === 'spoiled',
    paper: way === 'given-back',
    people: passesOn ? 'other' : way === 'destroyed' ? 'two' : null,
  }
}

type Movement = Omit<RouteInput<typeof moveStock>['body'], 'actId'>

/** The movement that was typed, or the first field that is missing. */
export function movementOf(
  data: FormData,
  way: StockWay,
  kind: Pick<KindNow, 'kind' | 'numbered'>,
): { readonly movement: Movement | null; readonly missing: MoveField | null } {
  const asks = fieldsOf(way, kind)
  const word = (name: MoveField | 'note') => wordAt(data, name).trim()
  const quantity = /^\d{1,6}$/.test(word('quantity')) ? Number(word('quantity')) : 0
  const serials = asks.serials ? word('serials') : ''
  const needed: readonly (readonly [MoveField, boolean])[] = [
    ['serials', asks.serials === 'all' && serials === ''],
    ['quantity', asks.quantity && quantity === 0 && serials === ''],
    ['paper', asks.paper && word('paper') === ''],
    ['person', asks.people !== null && word('person') === ''],
    ['second', asks.people === 'two' && word('second') === ''],
  ]
  const missing = needed.find(([, isMissing]) => isMissing)?.[0] ?? null
  if (missing) return { movement: null, missing }
  const people = asks.people === null ? [] : asks.people === 'two' ? ['person', 'second'] : ['person']
  return {
    missing,
    movement: {
      kind: kind.kind,
      way,
      quantity: asks.quantity && quantity > 0 ? quantity : null,
      serials,
      reason: asks.reason ? (spoilReasons.find((one) => one === wordAt(data, 'reason')) ?? 'jammed') : null,
      spoiled: asks.reason ? (wordAt(data, 'spoiled') === 'missing' ? 'missing' : 'handed-in') : null,
      paper: asks.paper ? word('paper') : null,
      people: people.map((name) => wordAt(data, name).trim()),
      note: word('note'),
    },
  }
}
