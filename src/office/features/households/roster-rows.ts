import { changedFacts, type RosterChange } from '../../../contract/desk/roster-comparison.ts'
import {
  householdSchema,
  type HouseholdDetails,
  type Stay,
} from '../../../contract/events/household-events.ts'
import type { JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import { verdictOf } from '../../../contract/lists/verdict.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { fold } from '../../../domain/text/fold.ts'
import { countsOf } from '../../lists/judging/judge-table.ts'
import { householdKey } from './change.ts'
import { detailsOf, type HouseholdRow } from './read.ts'

type Zones = readonly Pick<RulePack['zones'][number], 'code' | 'label'>[]

/** A household as a row of a list says it, with what the list does say: the rest is only how a new one begins. */
export type Told = {
  readonly row: number
  readonly details: HouseholdDetails
  readonly says: ReadonlySet<'members' | 'zone' | 'stay' | 'stairwell'>
}

type Asked = { readonly group: string; readonly zone: string | null; readonly without: readonly number[] }

/** Adds what only the rules in force know: zones of which they know nothing. */
export function markZones(list: JudgedList, zones: Zones): JudgedList {
  if (zones.length === 0) return list
  const labels = zones.map(({ label }) => label).join(', ')
  const rows = list.rows.map((row) => {
    const text = row.values.zone
    if (text === undefined || zoneOf(text, zones) !== null) return row
    const finding = { code: 'zone-unknown', field: 'zone', data: { text, zones: labels } } as const
    const reasons = [...row.reasons, finding]
    return { ...row, reasons, verdict: verdictOf(reasons) }
  })
  return { ...list, rows, counts: countsOf(rows) }
}

/** Adds which rows name somebody who shops for a household of the roster that has another name or address. */
export function markElsewhere(list: JudgedList, roster: readonly HouseholdRow[]): JudgedList {
  const known = roster.map((row) => ({ number: row.number, ...detailsOf(row) }))
  // Somebody may shop for several households.
  const byShopper = Map.groupBy(known, ({ shopper }) => shopper.idNumber)
  const rows = list.rows.map((row) => {
    const { shopperIdNumber, idNumber, fullName = '', residence = '' } = row.values
    const households = byShopper.get(shopperIdNumber ?? idNumber ?? '') ?? []
    const isThere = households.some(
      ({ head, address }) => fold(head) === fold(fullName) && fold(address) === fold(residence),
    )
    const [first] = households
    if (!first || isThere || row.verdict === 'bad') return row
    const data = { household: String(first.number), head: first.head, address: first.address }
    const reasons = [...row.reasons, { code: 'household-elsewhere', field: 'idNumber', data } as const]
    return { ...row, reasons, verdict: verdictOf(reasons) }
  })
  return { ...list, rows, counts: countsOf(rows) }
}

/** The households of a list, each once, and how many rows named them; bad rows and those left out are none. */
export function householdsOf(
  list: JudgedList,
  asked: Asked,
  zones: Zones,
): { readonly households: readonly Told[]; readonly rows: number } {
  const without = new Set(asked.without)
  const households = new Map<string, Told>()
  let rows = 0
  list.rows.forEach((row, index) => {
    const told = without.has(row.row) ? null : toldOf(row, { asked, zones, index })
    if (!told) return
    rows += 1
    const key = householdKey(told.details)
    const first = households.get(key)
    households.set(key, first ? together(first, told) : told)
  })
  return { households: [...households.values()], rows }
}

/** A household that a list names twice: once, with what either row says. */
function together(first: Told, again: Told): Told {
  const details = corrected(first.details, again) ?? first.details
  return { row: first.row, details, says: new Set([...first.says, ...again.says]) }
}

/** What a row changes of a household; null: nothing. What the list does not say stays as it is. */
export function corrected(before: HouseholdDetails, { details, says }: Told): HouseholdDetails | null {
  const now: HouseholdDetails = {
    ...before,
    stairwell: says.has('stairwell') ? details.stairwell : before.stairwell,
    members: says.has('members') ? details.members : before.members,
    shopper: shopperOf(before.shopper, details.shopper),
    zone: says.has('zone') ? details.zone : (before.zone ?? details.zone),
    stay: says.has('stay') ? details.stay : before.stay,
    phone: details.phone ?? before.phone,
    note: details.note ?? before.note,
  }
  return JSON.stringify(now) === JSON.stringify(before) ? null : now
}

/** Without a number a list does not say who shops. */
function shopperOf(
  before: HouseholdDetails['shopper'],
  told: HouseholdDetails['shopper'],
): HouseholdDetails['shopper'] {
  if (told.idNumber === null) return before
  const same = told.idNumber === before.idNumber ? before.birthDate : null
  return { ...told, birthDate: told.birthDate ?? same }
}

/** What differs between two states of a household, as a person compares them. */
export function changedFields(before: HouseholdDetails, now: HouseholdDetails): RosterChange['fields'] {
  const facts = (of: HouseholdDetails) => ({
    members: String(of.members),
    shopper: of.shopper.fullName,
    idNumber: of.shopper.idNumber,
    birthDate: of.shopper.birthDate,
    zone: of.zone,
    stay: of.stay,
    stairwell: of.stairwell,
    phone: of.phone,
    note: of.note,
  })
  const [old, fresh] = [facts(before), facts(now)]
  return changedFacts.flatMap((field) =>
    old[field] === fresh[field] ? [] : [{ field, before: old[field], now: fresh[field] }],
  )
}

type Around = { readonly asked: Asked; readonly zones: Zones; readonly index: number }

/** A row as a household of the roster; null when it is bad, or holds what the roster cannot. */
function toldOf({ row, verdict, values }: JudgedRow, { asked, zones, index }: Around): Told | null {
  if (verdict === 'bad') return null
  const isHead = values.shopper === undefined || fold(values.shopper) === fold(values.fullName ?? '')
  const zone = values.zone === undefined ? null : zoneOf(values.zone, zones)
  const stay = values.stay === undefined ? null : stayOf(values.stay)
  const parsed = householdSchema.safeParse({
    head: values.fullName,
    address: values.residence,
    group: values.group ?? asked.group,
    stairwell: values.stairwell ?? null,
    order: index + 1,
    members: Number(values.members ?? 1),
    shopper: {
      fullName: values.shopper ?? values.fullName,
      idNumber: values.shopperIdNumber ?? (isHead ? (values.idNumber ?? null) : null),
      birthDate: isHead ? (values.birthDate ?? null) : null,
    },
    zone: zone ?? asked.zone,
    stay: stay ?? 'permanent',
    phone: values.phone ?? null,
    note: values.note ?? null,
  })
  if (!parsed.success) return null
  const told = { members: values.members ?? null, zone, stay, stairwell: values.stairwell ?? null }
  const says = (['members', 'zone', 'stay', 'stairwell'] as const).filter((field) => told[field] !== null)
  return { row, details: parsed.data, says: new Set(says) }
}

/** The code of a zone by its code or label, with the word *vùng* or without. */
function zoneOf(said: string, zones: Zones): string | null {
  const plain = (text: string) => fold(text).replace(/^vung /, '')
  const wanted = plain(said)
  const found = zones.find(({ code, label }) => {
    const named = plain(label)
    return fold(code) === wanted || named === wanted || named.startsWith(`${wanted} `)
  })
  return found?.code ?? null
}

const stayWords: readonly (readonly [RegExp, Stay])[] = [
  [/\b(?:tro|thue)\b/, 'rented-room'],
  [/\bnho\b/, 'lodger'],
  [/\btam\b/, 'temporary'],
  [/\bthuong\b/, 'permanent'],
]

/** The kind of stay as lists write it; null when it is none of them. */
function stayOf(said: string): Stay | null {
  const words = fold(said)
  return stayWords.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
