import {
  type ColumnMeaning,
  type ListField,
  type ListKind,
  neededFields,
  wantedFields,
} from '../../../contract/lists/fields.ts'
import { textLimits } from '../../../contract/events/parts.ts'
import { partialDateText } from '../../../domain/calendar.ts'
import { type Cell, textCell, type TableRow } from '../table.ts'
import { readEmail, readMembers, readPhoneCell, readPlateCell, readText } from './contacts.ts'
import { note, type RowDraft } from './finding.ts'
import { readIdNumber } from './identity.ts'
import { birthFromParts, type DateContext, readBirth, readDay, readName, readSex } from './person.ts'

/** What all rows of a list share. */
export type ListContext = {
  readonly kind: ListKind
  readonly columns: readonly (ColumnMeaning | null)[]
  /** The fields that these columns fill, whole or in parts. */
  readonly covered: ReadonlySet<ColumnMeaning>
  readonly birth: DateContext
  readonly lastDay: DateContext
}

/** Longest texts, by field; what the papers print has the limits of the desk. */
const longest = {
  residence: textLimits.residence,
  workplace: textLimits.organisation * 2,
  job: textLimits.purpose,
  route: textLimits.route,
  schedule: textLimits.purpose,
  group: textLimits.wardName,
  stairwell: 20,
  zone: textLimits.wardName,
  stay: textLimits.organisation,
  relation: textLimits.organisation,
  note: textLimits.note,
} as const satisfies Partial<Record<ListField, number>>

/** Reads and judges the cells of one row; what the whole list says about it comes later. */
export function judgeRow(row: TableRow, context: ListContext): RowDraft {
  const draft: RowDraft = { values: {}, findings: [] }
  const cellOf = (meaning: ColumnMeaning): Cell | undefined => {
    const column = context.columns.indexOf(meaning)
    return column < 0 ? undefined : row.cells[column]
  }
  const keep = (field: ListField, value: string | null) => {
    if (value !== null) draft.values[field] = value
  }
  judgePerson(draft, cellOf, keep, context)
  keep('phone', readPhoneCell(draft, cellOf('phone')))
  keep('email', readEmail(draft, cellOf('email')))
  keep('vehiclePlate', readPlateCell(draft, cellOf('vehiclePlate')))
  keep('members', readMembers(draft, cellOf('members')))
  keep('shopper', readName(draft, 'shopper', cellOf('shopper')))
  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][]) {
    const cell = field === 'residence' ? address(cellOf) : cellOf(field)
    keep(field, readText(draft, field, cell, most))
  }
  const last = readDay(draft, 'lastDay', cellOf('lastDay'), context.lastDay)
  keep('lastDay', last && partialDateText(last))
  noteGaps(draft, context)
  return draft
}

type CellOf = (meaning: ColumnMeaning) => Cell | undefined

function judgePerson(
  draft: RowDraft,
  cellOf: CellOf,
  keep: (field: ListField, value: string | null) => void,
  { kind, birth }: ListContext,
): void {
  keep(
    'fullName',
    readName(draft, 'fullName', cellOf('fullName') ?? joined([cellOf('familyName'), cellOf('givenName')])),
  )
  const { birthCell, sexCell } = bySexColumns(cellOf)
  const birthDate = readBirth(draft, birthCell, birth, kind === 'households' ? 0 : undefined)
  keep('birthDate', birthDate && partialDateText(birthDate))
  const sex = readSex(draft, sexCell)
  keep('sex', sex)
  keep(
    'idNumber',
    readIdNumber(draft, 'idNumber', cellOf('idNumber') ?? cellOf('oldIdNumber'), { birthDate, sex }),
  )
  const unknown = { birthDate: null, sex: null }
  keep('shopperIdNumber', readIdNumber(draft, 'shopperIdNumber', cellOf('shopperIdNumber'), unknown))
}

/** Birth and sex, also where the year stands in a column of men or of women, or a cross does. */
function bySexColumns(cellOf: CellOf): { birthCell: Cell | undefined; sexCell: Cell | undefined } {
  const male = cellOf('birthMale')
  const female = cellOf('birthFemale')
  const marked = female ?? male
  const sexCell = cellOf('sex') ?? (marked && textCell(female ? 'nu' : 'nam'))
  const isYear = marked !== undefined && /\d{2,}/.test(marked.text)
  const whole = cellOf('birthDate') ?? (isYear ? marked : undefined)
  return {
    birthCell: whole ?? birthFromParts([cellOf('birthDay'), cellOf('birthMonth'), cellOf('birthYear')]),
    sexCell,
  }
}

/** Several cells as one text; what was wrong with any of them stays. */
function joined(cells: readonly (Cell | undefined)[], between = ' '): Cell | undefined {
  const filled = cells.filter((cell) => cell !== undefined)
  const [first] = filled
  if (!first || filled.length === 1) return first
  const before = filled.some((cell) => cell.before !== null)
  const doubted = filled.some((cell) => cell.other !== undefined)
  return {
    ...first,
    kind: 'text',
    text: filled.map(({ text }) => text.trim()).join(between),
    before: before ? filled.map((cell) => cell.before ?? cell.text).join(between) : null,
    ...(doubted ? { other: filled.map((cell) => cell.other ?? cell.text).join(between) } : {}),
    trait: filled.find(({ trait }) => trait !== null)?.trait ?? null,
  }
}

function address(cellOf: CellOf): Cell | undefined {
  const house = joined([cellOf('house'), cellOf('street')])
  return house ? joined([house, cellOf('residence')], ', ') : cellOf('residence')
}

/** Cells that are empty and should not be. A cell that was refused has been spoken of already. */
function noteGaps(draft: RowDraft, { kind, covered }: ListContext): void {
  const said = new Set(draft.findings.map(({ field }) => field))
  const isGap = (field: ListField) => draft.values[field] === undefined && !said.has(field)
  for (const field of neededFields[kind]) if (isGap(field)) note(draft, 'missing', field)
  for (const field of wantedFields[kind]) if (covered.has(field) && isGap(field)) note(draft, 'empty', field)
}

const parts: Readonly<Partial<Record<ColumnMeaning, ListField>>> = {
  oldIdNumber: 'idNumber',
  familyName: 'fullName',
  givenName: 'fullName',
  birthYear: 'birthDate',
  birthMale: 'birthDate',
  birthFemale: 'birthDate',
  house: 'residence',
  street: 'residence',
}

/** The fields that a mapping has columns for, whole or in parts. */
export function coveredFields(columns: readonly (ColumnMeaning | null)[]): ReadonlySet<ColumnMeaning> {
  return new Set(columns.flatMap((meaning) => (meaning === null ? [] : [parts[meaning] ?? meaning])))
}
