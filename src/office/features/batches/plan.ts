import type { ListPreview, PlannedRow } from '../../../contract/desk/list-intake.ts'
import type { JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import type { Finding } from '../../../contract/lists/reasons.ts'
import { verdictOf } from '../../../contract/lists/verdict.ts'
import { listRuling, numberColumn } from '../../../contract/policy/rules.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { type ChangedRow, differenceOf } from '../../../domain/lists/difference.ts'
import type { RowValues } from '../../../domain/lists/row-values.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { isCorrectionSheet } from '../../lists/corrections.ts'
import { markKnown } from '../../lists/known.ts'
import { type CaseRow, contentOf } from '../cases/read.ts'
import { knownAs } from '../cases/movement.ts'
import { type Organisation, otherListings, standingCases } from './organisation.ts'

/** A judged list with what the office knows of its people: other lists, live papers, whether they are confirmed. */
export async function judgedHere(
  desk: Desk,
  organisation: Organisation,
  list: JudgedList,
): Promise<JudgedList> {
  const others = otherListings(desk, organisation)
  const here = { ...list, rows: list.rows.map((row) => judgedByList(organisation, row)) }
  return markKnown(here, {
    otherLists: async () => others,
    livePapers: async (numbers) =>
      new Map(
        numbers.flatMap((number) => {
          const paper = livePaperOf(desk, organisation, number)
          return paper ? [[number, paper] as const] : []
        }),
      ),
  })
}

/** What a paper needs that a list may do without, and whether the confirmed list names the row. */
function judgedByList({ workers, byFile, procedure }: Organisation, row: JudgedRow): JudgedRow {
  const found: Finding[] = []
  for (const field of ['birthDate', 'residence'] as const)
    if (row.values[field] === undefined && !row.reasons.some((one) => one.field === field && isBad(one)))
      found.push({ code: 'missing', field, data: {} })
  const number = row.values.idNumber
  const route = routeOf({ workers }, row)
  if (route === null && procedure.fields.some(({ id, required }) => id === 'route' && required))
    found.push({ code: 'missing', field: 'route', data: {} })
  if (number !== undefined && byFile === null) {
    if (listRuling(workers, number, route)) found.push({ code: 'not-confirmed', field: null, data: {} })
  }
  if (found.length === 0) return row
  // An empty cell that is missing is not to be looked at besides.
  const reasons = [...row.reasons.filter(({ code, field }) => !isSaid(found, code, field)), ...found]
  return { ...row, reasons, verdict: verdictOf(reasons) }
}

const isBad = (finding: Finding) => verdictOf([finding]) === 'bad'
const isSaid = (found: readonly Finding[], code: string, field: string | null) =>
  code === 'empty' && found.some((one) => one.field === field)

/** The way a row goes: as it says, or as the organisation registered it. */
export function routeOf(
  { workers }: Pick<Organisation, 'workers'>,
  { values }: Pick<JudgedRow, 'values'>,
): string | null {
  const worker = workers.find((one) => one[numberColumn] === values.idNumber)
  return values.route ?? worker?.['route'] ?? null
}

const papersOf = composedOnce(({ personId }: { personId: string }) =>
  sql
    .selectFrom('permit_case')
    .select(['permit_number', 'schedule', 'listed_by'])
    .where('person_id', '=', personId)
    .where('permit_number', 'is not', null)
    .where('withdrawn', 'is', null),
)

/** A paper of somebody that counts today and is not by a list of this organisation; by any number they go by. */
function livePaperOf(desk: Desk, { cases }: Organisation, idNumber: string) {
  const today = dateAt(desk.ports.clock.now())
  for (const personId of knownAs(desk.store, { personId: null, idNumber }))
    for (const { permit_number, schedule, listed_by } of desk.store.all(papersOf({ personId }))) {
      // Written by the projection from a validated event.
      const until = (JSON.parse(schedule) as { lastDay?: string } | null)?.lastDay ?? ''
      if (permit_number === null || until < today || cases.has(listed_by ?? '')) continue
      return { number: permit_number, until: until.split('-').toReversed().join('/') }
    }
  return null
}

export type Plan = Pick<ListPreview, 'rows' | 'removed' | 'extent'>

/** What a list changes: whom it adds, changes and no longer names. Bad rows are asked for again, and remove nobody. */
export function planOf(desk: Desk, organisation: Organisation, list: JudgedList): Plan {
  const before = standingCases(desk, organisation).map((row) => ({ values: valuesOfCase(row), case: row }))
  const after = list.rows.map((row) => ({ values: comparedValues(organisation, row), case: null, row }))
  type Either = (typeof before)[number] | (typeof after)[number]
  const { added, changed, removed } = differenceOf<Either>(before, after)
  const isNew = new Set<Either>(added)
  const changes = new Map(changed.map((one) => [one.after, one]))
  const byNumber = new Map(before.map((one) => [one.values['idNumber'], one.case.id]))
  const rows = after.map((one): PlannedRow => {
    const { cells: _cells, ...row } = one.row
    const change = changes.get(one)
    const fields = change ? fieldsOf(list, change) : []
    const caseId = change?.before.case?.id ?? byNumber.get(one.values['idNumber']) ?? null
    const isChanged = fields.length > 0
    const standing = row.verdict === 'bad' ? 'bad' : isNew.has(one) ? 'new' : isChanged ? 'changed' : 'same'
    const former = standing === 'changed' ? (change?.before.case ?? null) : null
    return { ...row, standing, caseId, changed: fields, apply: former && applyTo(former) }
  })
  const missing = removed.flatMap((one) => one.case ?? [])
  const standing = before.length
  const named = standing - missing.length
  const is = extentOf(list, { standing, named })
  return {
    rows,
    removed: is === 'whole' ? missing.map(removedOf) : [],
    extent: { is, standing, named },
  }
}

/** Of a file that is not the whole list of the organisation nobody is missing. */
function extentOf(
  list: JudgedList,
  { standing, named }: Pick<Plan['extent'], 'standing' | 'named'>,
): Plan['extent']['is'] {
  if (list.parts.length > 1) return 'part'
  if (isCorrectionSheet(list)) return 'correction'
  return named * 2 < standing ? 'few' : 'whole'
}

/** What a change is; a list that has no column for something says nothing about it. */
function fieldsOf(
  { mapping }: JudgedList,
  { before, after, fields }: ChangedRow<{ readonly values: RowValues }>,
): PlannedRow['changed'] {
  return fields.flatMap((field) => {
    const [was, is] = [before.values[field] ?? null, after.values[field] ?? null]
    const isToldOf = is !== null || mapping.columns.some((column) => column === field)
    return isToldOf ? [{ field, before: was, after: is }] : []
  })
}

function applyTo({ state, permit_number }: CaseRow): PlannedRow['apply'] {
  if (state === 'returned') return 'complete'
  return permit_number === null ? 'renew' : 'withdraw'
}

function removedOf(row: CaseRow): Plan['removed'][number] {
  const { fullName, idNumber } = contentOf(row).applicant
  return {
    caseId: row.id,
    number: row.number,
    fullName,
    idNumber,
    permitNumber: row.permit_number,
    asked: row.removal !== null,
  }
}

function valuesOfCase(row: CaseRow): RowValues {
  const { applicant, details } = contentOf(row)
  return given({
    fullName: applicant.fullName,
    idNumber: applicant.idNumber,
    birthDate: applicant.birthDate,
    residence: applicant.residence,
    phone: applicant.phone,
    route: details.route,
    vehiclePlate: details.vehiclePlate,
  })
}

/** The values of a row that its paper is made of. */
function comparedValues(organisation: Organisation, row: JudgedRow): RowValues {
  const { fullName, idNumber, birthDate, residence, phone, vehiclePlate } = row.values
  return given({
    fullName,
    idNumber,
    birthDate,
    residence,
    phone,
    route: routeOf(organisation, row),
    vehiclePlate,
  })
}

function given(values: Readonly<Record<string, string | null | undefined>>): RowValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
