import { createHash } from 'node:crypto'
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { z } from 'zod'
import type { makeCards as route } from '../../../contract/desk/market-days.ts'
import { mostOfBatch } from '../../../contract/events/batch-events.ts'
import { Refusal, refusalText } from '../../../contract/refusals.ts'
import { madeId } from '../../../contract/sync/made-id.ts'
import { dayNumber } from '../../../domain/calendar.ts'
import type { Role } from '../../../domain/roles.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { addToBatch, type BatchToTake } from '../batches/take.ts'
import { cardFor, type CardsAsked, type Ready } from './card-case.ts'
import { lastOfSlot, type Period, periodOf, periodRefusal } from './market-days.ts'
import { assertNoOtherCard, shopperHasCard } from './other-cards.ts'
import { type MarketPlan, planOf } from './plan.ts'
import { detailsOf, type HouseholdRow, householdRow, roster } from './read.ts'

type Asked = z.output<typeof route.body>
type Made = z.output<typeof route.answer>
type Left = Made['left'][number]

/** So many cards are judged, or written, before other requests have their turn: a tenth of a second on a slow PC. */
const atOnce = 20

/** A list of the cards of a residential group, as it is to be made. */
type CardList = {
  readonly batchId: string
  readonly group: string
  readonly rows: number
  readonly bad: number
  readonly ready: readonly Ready[]
}

/**
 * Makes the market cards of a period: one list of cases for each residential group, under the market-card procedure of
 * the rules in force, with day and time from the household's place. Households without a place, without a number of who
 * shops, with a card for some of these days, or whose shopper has the card of another household stay behind with the
 * reason. It goes on piece by piece, so that the counter works meanwhile; the same act again makes only what is missing.
 * Throws `no-market-cards`, `market-period`, `no-cards-to-make`, `disk-nearly-full`, `clock-doubtful`.
 */
export async function makeCards(desk: Desk, session: LiveSession, role: Role, asked: Asked): Promise<Made> {
  const plan = planOf(desk)
  const { batchId, despite } = asked
  const period = cardPeriod(plan, asked)
  const all: CardsAsked = { plan, period, batchId, despite }
  const { lists, left } = await listsOf(desk, all, asked)
  let made = 0
  for (const list of lists) {
    const taken = await makeList(desk, session, role, { list, plan, period })
    made += taken.made
    left.push(...taken.left)
  }
  desk.notify('households')
  const own = lists.flatMap((list) => (desk.journal.has(list.batchId) ? [list.batchId] : []))
  return { batchId: own[0] ?? null, lists: own.length, made, left }
}

/** What is to be made, group by group in the order of the roster, and who stays behind for what is known beforehand. */
async function listsOf(desk: Desk, all: CardsAsked, { group, only }: Asked) {
  const wanted = only && new Set(only)
  const chosen = roster(desk.store).filter(
    ({ id, grp }) => (group === null || grp === group) && (wanted === null || wanted.has(id)),
  )
  if (chosen.length === 0) throw new Refusal('no-cards-to-make')
  const groups = new Map<string, { ready: Ready[]; bad: number }>()
  const left: Left[] = []
  for (const [index, household] of chosen.entries()) {
    if (index % atOnce === atOnce - 1) await othersFirst()
    const known = groups.get(household.grp) ?? { ready: [], bad: 0 }
    groups.set(household.grp, known)
    const card = cardFor(desk, all, household)
    if (card instanceof Refusal) {
      left.push(leftOf(household, card))
      known.bad += 1
    } else known.ready.push(card)
  }
  const lists = [...groups].flatMap(([name, { ready, bad }]) => inLists(name, ready, bad))
  return { lists: lists.map((list, at) => ({ ...list, batchId: listId(all.batchId, list, at) })), left }
}

/** The first list has the id of the act: sent again, it is there already. */
function listId(batchId: string, { group }: Pick<CardList, 'group'>, at: number): string {
  return at === 0 ? batchId : madeId(createHash('sha256').update(`${batchId} ${group}`).digest())
}

/** A group that is larger than a list is several, numbered. */
function inLists(name: string, ready: readonly Ready[], bad: number): Omit<CardList, 'batchId'>[] {
  const count = Math.ceil(ready.length / mostOfBatch)
  return Array.from({ length: count }, (_, part) => {
    const group = count === 1 ? name : `${name} (${part + 1}/${count})`
    const own = ready.slice(part * mostOfBatch, (part + 1) * mostOfBatch)
    return { group, rows: own.length + (part === 0 ? bad : 0), bad: part === 0 ? bad : 0, ready: own }
  })
}

type ListToMake = { readonly list: CardList; readonly plan: MarketPlan; readonly period: Period }

/** Makes one list piece by piece, each in a transaction of its own. */
async function makeList(
  desk: Desk,
  session: LiveSession,
  role: Role,
  { list, plan, period }: ListToMake,
): Promise<{ made: number; left: Left[] }> {
  const batch = batchOf(list, plan, period)
  const left: Left[] = []
  let made = 0
  for (let at = 0; at < list.ready.length; at += atOnce) {
    await othersFirst()
    const piece = list.ready.slice(at, at + atOnce)
    const missing = piece.filter(({ asked }) => !desk.store.first(isHere({ id: asked.caseId })))
    made += piece.length - missing.length
    if (missing.length === 0) continue
    const kept: Kept = { batch: list.batchId, period, ready: missing }
    const taken = addToBatch(desk, session, {
      ...batch,
      role,
      rows: missing.map((one) => ({
        place: { row: list.ready.indexOf(one) + 1, flags: [...one.flags] },
        asked: one.asked,
      })),
      judge: (writing, { place }) => {
        const one = list.ready[place.row - 1]
        if (one) assertMayHave(writing, one, { period, piece: missing })
      },
      keep: (writing) => keepCards(writing, session, role, kept),
    })
    made += taken.taken
    left.push(
      ...taken.left.flatMap(({ row, why, code }) => {
        const one = list.ready[row - 1]
        return one ? [{ ...nameOf(one.household), why, code }] : []
      }),
    )
  }
  return { made, left }
}

function batchOf(
  list: CardList,
  plan: MarketPlan,
  period: Period,
): Pick<BatchToTake, 'batchId' | 'head' | 'listed'> {
  return {
    batchId: list.batchId,
    head: {
      kind: 'households',
      procedure: plan.procedure.id,
      organisation: null,
      group: list.group,
      fingerprint: fingerprintOf(period, list.ready),
      previous: null,
    },
    listed: { rows: list.rows, bad: list.bad },
  }
}

/** Of a day every other day a card still has room for each (sheets/market-card-slip/data.ts, `mostBoxes`). */
const mostDays = 124

/** Cards say one time of day, and days within the rules. Throws `market-period`. */
function cardPeriod(plan: MarketPlan, asked: Asked): Period {
  const period = periodOf(plan, asked)
  const { firstDay, lastDay } = period
  const until = lastOfSlot(plan, firstDay)
  const isOutside =
    firstDay < plan.today ||
    dayNumber(lastDay) - dayNumber(plan.today) >= Math.min(plan.pack.validity.maxDays, mostDays) ||
    (until !== null && until < lastDay)
  if (isOutside) throw periodRefusal(plan, firstDay)
  return period
}

function leftOf(household: HouseholdRow, { code, data }: Refusal): Left {
  const why = (language: 'vi' | 'en') => refusalText(code, data, language)
  return { ...nameOf(household), code, why: { vi: why('vi'), en: why('en') } }
}

function nameOf({ id, number, details }: HouseholdRow) {
  return { householdId: id, number, head: detailsOf({ details }).head }
}

type Around = { readonly period: Period; readonly piece: readonly Ready[] }

/** Throws what forbids a card now that it is written: others may have acted since it was judged. */
function assertMayHave(writing: Writing, one: Ready, { period, piece }: Around): void {
  const { id, number, version } = one.household
  const now = householdRow(writing, id)
  if (now.state === 'left' || now.version !== version) throw new Refusal('household-changed', { number })
  assertNoOtherCard(writing, one, period)
  if (one.despite !== null) return
  // Whose a card is stands there once the piece is written; of those beside it only the case does.
  for (const { household, asked } of piece) {
    const other = asked.applicant.idNumber === one.asked.applicant.idNumber && household.id !== id
    const card = other ? writing.first(isHere({ id: asked.caseId })) : undefined
    if (card) throw shopperHasCard(household, card.number)
  }
}

const isHere = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('permit_case').select('number').where('id', '=', id),
)

type Kept = { readonly batch: string; readonly period: Period; readonly ready: readonly Ready[] }

/** Writes down which household each card of the list is for. */
function keepCards(writing: Writing, session: LiveSession, role: Role, { batch, period, ready }: Kept): void {
  for (const { household, asked, days } of ready) {
    if (!writing.first(isHere({ id: asked.caseId }))) continue
    writing.append({
      type: 'household.carded',
      subject: household.id,
      baseVer: household.version,
      actor: actorOf(session, role),
      body: { card: asked.caseId, batch, ...period, days },
      personal: null,
    })
  }
}

function fingerprintOf(period: Period, ready: readonly Ready[]): string {
  const said = ready.map(({ household: { id, version, market, turn, slot } }) => [
    id,
    version,
    market,
    turn,
    slot,
  ])
  return createHash('sha256')
    .update(JSON.stringify([period, said]))
    .digest('hex')
}
