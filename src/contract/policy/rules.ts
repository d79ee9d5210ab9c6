import type { CaseAct } from '../../domain/case.ts'
import { addDays, type CivilDate } from '../../domain/calendar.ts'
import { hasGoodDay } from '../../domain/schedule.ts'
import { fold } from '../../domain/text/fold.ts'
import type { RequestDetails, Schedule } from '../events.ts'
import type { RefusalCode, RefusalData } from '../refusals.ts'
import type { Procedure, RulePack } from './pack.ts'
import { dayText } from './words.ts'

/** What a rule pack has against an application: the refusal and the data that fill its sentence. */
export type Ruling = { readonly code: RefusalCode; readonly data: RefusalData }

/** The rules an application is judged by. */
export type Rules = { readonly pack: RulePack; readonly procedure: Procedure }

/** What an application says that the rules look at. */
export type RuledApplication = {
  readonly category: number
  readonly schedule: Schedule | null
  readonly zone: string | null
  readonly places: readonly string[]
}

/** The reasons a pack gives for an act; none where it wants none. */
export function reasonsFor(pack: RulePack | undefined, act: CaseAct): RulePack['returnReasons'] {
  if (!pack) return []
  switch (act) {
    case 'return':
    case 'send-back':
      return pack.returnReasons
    case 'refuse':
      return pack.refusalReasons
    case 'stop':
      return pack.stopReasons
    case 'transfer':
      return pack.transferReasons
    case 'extend':
      return pack.extensionReasons
    default:
      return []
  }
}

type FurtherAnswers = NonNullable<RequestDetails['more']>
/** A row of a worker list, by column. */
export type WorkerRow = Readonly<Record<string, string | null>>

/** Whether the record of a procedure is a paper somebody travels with, which needs a schedule. */
export function givesWay({ record }: Pick<Procedure, 'record'>): boolean {
  return record === 'permit' || record === 'market-card' || record === 'organisation'
}

/**
 * What the rules have against the days and hours of a paper: `schedule-outside-rules` for a period in the past or too
 * long, `invalid-input` for weekdays or windows the pack does not allow, that overlap, or that leave no day at all.
 */
export function scheduleRuling(
  schedule: Schedule,
  { validity }: Pick<RulePack, 'validity'>,
  today: CivilDate,
): Ruling | null {
  const last = addDays(today, validity.maxDays - 1)
  const isOutside =
    schedule.firstDay < today || schedule.lastDay < schedule.firstDay || schedule.lastDay > last
  if (isOutside) return { code: 'schedule-outside-rules', data: { days: validity.maxDays } }
  const { weekdays } = validity
  if (weekdays && schedule.weekdays.some((one) => !weekdays.includes(one)))
    return invalid('schedule.weekdays')
  if (!windowsFit(schedule, validity.hours)) return invalid('schedule.windows')
  if (new Set(schedule.weekdays).size < schedule.weekdays.length) return invalid('schedule.weekdays')
  // Validated as civil dates at the contract.
  const [first, end] = [schedule.firstDay as CivilDate, schedule.lastDay as CivilDate]
  return hasGoodDay(first, end, schedule.weekdays) ? null : invalid('schedule.weekdays')
}

/** Within the hours of the pack, which then have to be named; each ends after it begins, and before the next. */
function windowsFit({ windows }: Schedule, hours: readonly [number, number] | undefined): boolean {
  if (hours && windows.length === 0) return false
  if (hours && windows.some(([from, to]) => from < hours[0] || to > hours[1])) return false
  const sorted = [...windows].sort(([one], [other]) => one - other)
  return sorted.every(([from, to], at) => from < to && to <= (sorted[at + 1]?.[0] ?? 1440))
}

/**
 * What the rules have against the category: `invalid-input` when pack or procedure do not have it, `other-authority`
 * for what is issued elsewhere, `category-not-open` before its phase.
 */
export function categoryRuling(
  category: number,
  { pack, procedure }: Rules,
  today: CivilDate,
): Ruling | null {
  const found = pack.categories.find(({ code }) => code === category)
  if (!found || !procedure.categories.includes(category)) return invalid('category')
  if (!found.authority.here) return { code: 'other-authority', data: { name: found.authority.name } }
  if (found.opens !== undefined && found.opens > today)
    return { code: 'category-not-open', data: { label: found.label, from: dayText(found.opens) } }
  return null
}

/**
 * What the rules have against zone and places: `invalid-input` for one the pack does not have, or no zone where papers
 * need one, `zone-not-allowed` for a category people of this zone cannot apply for.
 */
export function placesRuling(
  { zone, places, category, schedule }: RuledApplication,
  pack: Pick<RulePack, 'zones' | 'places'>,
): Ruling | null {
  if (zone === null) {
    if (pack.zones.length > 0 && schedule) return invalid('zone')
  } else {
    const found = pack.zones.find(({ code }) => code === zone)
    if (!found) return invalid('zone')
    if (found.categories !== 'all' && !found.categories.includes(category))
      return { code: 'zone-not-allowed', data: { zone: found.label, allows: found.allows } }
  }
  const isKnown = (one: string) => pack.places.some(({ code }) => code === one)
  return places.every(isKnown) && new Set(places).size === places.length ? null : invalid('places')
}

/** Column of a worker list with the number of the ID document. */
export const numberColumn = 'id-number'
const routeColumn = 'route'

/** The people an organisation listed in its application. */
export function workersOf(more: FurtherAnswers | undefined): readonly WorkerRow[] {
  return Object.values(more ?? {}).flatMap((answer) => (Array.isArray(answer) ? answer : []))
}

/** The field of an organisation's form that is its list. */
export const listField = 'workers'
/** Most people of a list that comes by file. */
export const mostByFile = 20_000

/** For how many people an organisation asks whose list comes by file; null where its form names them. */
export function peopleByFile(more: FurtherAnswers | undefined): number | null {
  const answer = more?.[listField]
  return typeof answer === 'number' ? answer : null
}

/** `not-listed` unless the list has the person by number, on the way they registered. */
export function listRuling(
  workers: readonly WorkerRow[],
  idNumber: string,
  route: string | null,
): Ruling | null {
  const worker = workers.find((one) => one[numberColumn] === idNumber)
  const registered = worker?.[routeColumn]
  const isListed = worker && (!registered || fold(registered) === fold(route ?? ''))
  return isListed ? null : { code: 'not-listed', data: {} }
}

const statusField = 'status'
const untilField = 'until'

/** The status that keeps somebody at home today by one record of a status list; null when it keeps nobody. */
export function holdingStatus(
  { holdsAtHome }: Pick<Procedure, 'holdsAtHome'>,
  more: FurtherAnswers | undefined,
  today: CivilDate,
): string | null {
  const [status, until] = [more?.[statusField], more?.[untilField]]
  const isOver = typeof until === 'string' && until < today
  return typeof status === 'string' && !isOver && holdsAtHome.includes(status) ? status : null
}

function invalid(fields: string): Ruling {
  return { code: 'invalid-input', data: { fields } }
}
