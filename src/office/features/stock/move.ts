import type { z } from 'zod'
import type { moveStock } from '../../../contract/desk/stock.ts'
import type { EventBody } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { isPassedOn } from '../../../domain/stock/account.ts'
import { type Run, readRuns, runsText, sheetsIn, without } from '../../../domain/stock/serials.ts'
import { fold } from '../../../domain/text/fold.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { paperSaid, shortly } from './papers.ts'
import { type KindState, kindsNow } from './period.ts'
import { stockSetting } from './setting.ts'

type Asked = z.output<typeof moveStock.body>
type Body = EventBody<'stock.moved'>

const leaving = ['given-out', 'handed-back', 'spoiled'] as const satisfies readonly Body['way'][]

/**
 * Records a movement; repeating it with the same `actId` records nothing. Throws `stock-off`, `not-found` for a kind
 * that is not kept, `stock-serials`, `stock-serial-here`, `stock-serial-not-here`, `stock-not-enough`,
 * `stock-two-people`, `stock-unknown-paper`, `stock-paper-back`, and `invalid-input` for what is missing.
 */
export function recordMovement(desk: Desk, actor: Actor, asked: Asked): void {
  desk.journal.command((writing) => {
    if (desk.journal.has(asked.actId)) return
    const state = keptKind(writing, asked.kind)
    const serials = serialsSaid(state, asked)
    const body: Body = {
      kind: asked.kind,
      way: asked.way,
      quantity: quantitySaid(asked, serials),
      serials,
      reason: asked.way === 'spoiled' ? required(asked.reason, 'reason') : null,
      spoiled: asked.way === 'spoiled' ? required(asked.spoiled, 'spoiled') : null,
      paper: asked.way === 'given-back' ? paperBack(writing, required(asked.paper, 'paper')) : null,
      job: null,
    }
    assertIsThere(state, body)
    const people = peopleSaid(asked)
    const event = { id: asked.actId, subject: asked.kind, baseVer: 0, actor }
    writing.append({ type: 'stock.moved', ...event, body, personal: { people, note: asked.note } })
  })
  desk.notify('stock')
}

function keptKind(reader: Reader, kind: string): KindState {
  if (!stockSetting(reader)?.accounts) throw new Refusal('stock-off')
  const found = kindsNow(reader).find((one) => one.kind.kind === kind)
  if (!found) throw new Refusal('not-found')
  return found
}

/** The numbers of a movement; none where its kind has none, and for spoiled sheets nobody can read any more. */
function serialsSaid({ kind, held }: KindState, { way, serials }: Asked): Run[] {
  const runs = readRuns(serials)
  const mustName = kind.numbered && isPassedOn(way)
  const mayName = mustName || (kind.numbered && way === 'spoiled')
  const isEmpty = runs?.length === 0
  if (runs === null || (mustName && isEmpty) || (!mayName && !isEmpty))
    throw new Refusal('stock-serials', { serials: shortly(serials) })
  if (held === null || isEmpty) return runs
  const others = without(runs, held)
  const here = without(runs, others)
  if (way === 'received' && here.length > 0)
    throw new Refusal('stock-serial-here', { serials: runsText(here) })
  if (way !== 'received' && others.length > 0)
    throw new Refusal('stock-serial-not-here', { serials: runsText(others) })
  return runs
}

function quantitySaid({ way, quantity, serials }: Asked, runs: readonly Run[]): number {
  if (way === 'given-back') return 1
  const numbered = sheetsIn(runs)
  if (numbered === 0) return required(quantity, 'quantity')
  if (quantity !== null && quantity !== numbered)
    throw new Refusal('stock-serials', { serials: shortly(serials) })
  return numbered
}

function assertIsThere({ kind, expected, waste }: KindState, { way, quantity }: Body): void {
  const left = way === 'destroyed' ? waste : leaving.some((one) => one === way) ? expected : quantity
  if (quantity > left) throw new Refusal('stock-not-enough', { left: Math.max(0, left), what: kind.name })
}

function peopleSaid({ way, people }: Asked): string[] {
  const names = people.filter((name) => name !== '')
  if (way === 'destroyed' && new Set(names.map(fold)).size < 2) throw new Refusal('stock-two-people')
  if (isPassedOn(way) && names.length === 0) throw new Refusal('invalid-input', { fields: 'people' })
  return names
}

const backBefore = composedOnce((paper: { kid: string; series: number; index: number }) =>
  sql
    .selectFrom('stock_move')
    .select('id')
    .where('way', '=', 'given-back')
    .where('kid', '=', paper.kid)
    .where('series', '=', paper.series)
    .where('paper_index', '=', paper.index),
)

function paperBack(reader: Reader, said: string): NonNullable<Body['paper']> {
  const { kid, series, paper_index: index, number } = paperSaid(reader, said)
  if (reader.first(backBefore({ kid, series, index })))
    throw new Refusal('stock-paper-back', { said: number })
  return { kid, series, index }
}

function required<Value>(value: Value | null, field: string): Value {
  if (value === null || value === '') throw new Refusal('invalid-input', { fields: field })
  return value
}
