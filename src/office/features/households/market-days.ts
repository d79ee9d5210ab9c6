import { createHash } from 'node:crypto'
import type { MarketDaysPlan } from '../../../contract/desk/market-days.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { addDays, type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import { type Allocation, allocate } from '../../../domain/market/allocate.ts'
import { fairnessOf } from '../../../domain/market/fairness.ts'
import type { Household } from '../../../domain/market/roster.ts'
import { type MarketRule, type Place, slotOn, turnCount } from '../../../domain/market/rule.ts'
import type { Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { isWritten } from '../cases/act.ts'
import { marketLabel, type MarketPlan, placeOf, planOf, ruleFor, wordsOf } from './plan.ts'
import { detailsOf, type HouseholdRow, roster } from './read.ts'

export type Period = { readonly firstDay: CivilDate; readonly lastDay: CivilDate }
type AskedPeriod = { readonly firstDay?: string | undefined; readonly lastDay?: string | undefined }

type Drawn = {
  readonly plan: MarketPlan
  readonly period: Period
  readonly rule: MarketRule
  readonly rows: readonly HouseholdRow[]
  readonly households: readonly Household[]
  readonly allocation: Allocation
  readonly changes: readonly { readonly row: HouseholdRow; readonly place: Place | null }[]
}

/** Market days as the rule gives them out now, measured. Throws `no-market-cards`, `market-period`. */
export function planMarketDays(desk: Desk, asked: AskedPeriod): MarketDaysPlan {
  return measured(draw(desk, desk.store, asked))
}

/**
 * Gives the market days out as they were seen: a household that has a place keeps it as long as the rule allows. The
 * same act again writes nothing. Throws `market-days-other` when roster or rules have changed meanwhile.
 */
export function takeMarketDays(
  desk: Desk,
  actor: Actor,
  asked: AskedPeriod & { readonly actId: string; readonly digest: string },
): MarketDaysPlan {
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.actId, 'office')) return
    const drawn = draw(desk, writing, asked)
    if (digestOf(drawn) !== asked.digest) throw new Refusal('market-days-other')
    write(writing, actor, asked.actId, drawn)
  })
  desk.notify('households')
  return planMarketDays(desk, asked)
}

function write(
  writing: Writing,
  actor: Actor,
  allocation: string,
  { plan, period, rows, changes, allocation: { places } }: Drawn,
): void {
  writing.append({
    type: 'market-days.taken',
    id: allocation,
    subject: 'office',
    baseVer: 0,
    actor,
    body: {
      pack: plan.pack.id,
      packVersion: plan.pack.version,
      rule: plan.source,
      ...period,
      households: rows.length,
      placed: places.size,
      moved: changes.length,
    },
    personal: null,
  })
  for (const { row, place } of changes)
    writing.append({
      type: 'household.placed',
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { allocation, place },
      personal: null,
    })
}

function draw(desk: Desk, reader: Reader, asked: AskedPeriod): Drawn {
  const plan = planOf(desk)
  const period = periodOf(plan, asked)
  const rule = ruleFor(plan, period.firstDay, period.lastDay)
  const rows = roster(reader)
  const households = rows.map(householdOf)
  const before = new Map(
    rows.flatMap((row) => {
      const place = placeOf(plan, row)
      return place ? [[row.id, place] as const] : []
    }),
  )
  const allocation = allocate({ rule, markets: plan.rule.markets, households, before })
  const changes = rows.flatMap((row) => {
    const place = allocation.places.get(row.id) ?? null
    return isSame(row, place) ? [] : [{ row, place }]
  })
  return { plan, period, rule, rows, households, allocation, changes }
}

function householdOf(row: HouseholdRow): Household {
  const { group, order, members, zone } = detailsOf(row)
  return { id: row.id, group, order, number: String(row.number), members, zone }
}

function isSame({ market, turn, slot }: HouseholdRow, place: Place | null): boolean {
  if (place === null) return market === null
  return market === place.market && turn === place.turn && slot === place.slot
}

/** The days asked for; without any, as many from today as papers hold by default. Throws `market-period`. */
export function periodOf(plan: MarketPlan, { firstDay, lastDay }: AskedPeriod): Period {
  const { validity } = plan.pack
  // Validated as civil dates at the contract.
  const first = (firstDay ?? plan.today) as CivilDate
  const until = lastOfSlot(plan, first)
  const likely = addDays(first, Math.min(validity.defaultDays, validity.maxDays) - 1)
  const last = (lastDay ?? (until !== null && until < likely ? until : likely)) as CivilDate
  const isPeriod = first <= last && dayNumber(last) - dayNumber(first) < 400
  if (!isPeriod) throw periodRefusal(plan, first)
  return { firstDay: first, lastDay: last }
}

/** Why cards cannot have these days. */
export function periodRefusal(plan: MarketPlan, first: CivilDate): Refusal {
  const until = lastOfSlot(plan, first)
  return new Refusal('market-period', { days: plan.pack.validity.maxDays, until: until ?? '-' })
}

/** The last day on which households still have the time of day of a day; null: they keep it. */
export function lastOfSlot(plan: MarketPlan, from: CivilDate): CivilDate | null {
  const { rotate } = plan.rule
  if (rotate === null) return null
  const rule = ruleFor(plan, from, from)
  let last = from
  while (
    slotOn(rule, 0, addDays(last, 1)) === slotOn(rule, 0, from) &&
    dayNumber(last) - dayNumber(from) < 60
  )
    last = addDays(last, 1)
  return last
}

/** Stands for what would be written. */
function digestOf({ plan, period, rule, changes }: Drawn): string {
  const said = changes.map(({ row, place }) => [row.id, row.version, place])
  const whole = JSON.stringify([plan.pack.id, plan.pack.version, period, rule, plan.rule.markets, said])
  return createHash('sha256').update(whole).digest('base64url')
}

function measured(drawn: Drawn): MarketDaysPlan {
  const { plan, period, rule, households, allocation, changes } = drawn
  const fairness = fairnessOf(rule, plan.rule.markets, households, allocation)
  const zoneLabel = (code: string | null) => plan.pack.zones.find((zone) => zone.code === code)?.label ?? code
  return {
    ...period,
    packTitle: plan.pack.title,
    source: plan.source,
    turns: Array.from(
      { length: turnCount(rule) },
      (_, turn) => wordsOf(plan, { market: '', turn, slot: 0 }, period.firstDay).turn,
    ),
    windows: plan.rule.slots.map(([from, to]) => [from, to]),
    until: lastOfSlot(plan, period.firstDay),
    households: fairness.households,
    placed: fairness.placed,
    moved: changes.length,
    visits: fairness.visits,
    peaks: fairness.peaks.map(({ market, slot, ...peak }) => {
      const [from, to] = plan.rule.slots[slot] ?? [0, 1440]
      return { ...peak, market: marketLabel(plan, market), window: [from, to] }
    }),
    missing: fairness.missing.map(({ zone, ...missing }) => ({ ...missing, zone: zoneLabel(zone) })),
    groups: [...fairness.groups],
    overfull: allocation.overfull.length,
    digest: digestOf(drawn),
  }
}
