import { identityKinds, textLimits } from '../../../contract/events.ts'
import { formIssues, isOwnField, pathOf } from '../../../contract/policy/form.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { categoryRuling, placesRuling } from '../../../contract/policy/rules.ts'
import { addDays, partialDateText } from '../../../domain/calendar.ts'
import { idNumberIssue, type IdNumberIssue, isEarlierNumber } from '../../../domain/identity/id-number.ts'
import { hasGoodDay } from '../../../domain/schedule.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import { companionsFit, isPrintable, printLine } from '../../../domain/text/printable.ts'
import { readTypedDate, readTypedPartialDate } from '../../ui/typedDates.ts'
import { readRows } from './answers.ts'
import { detailsOf, type Limits } from './application.ts'
import {
  type FieldName,
  fieldNames,
  type Fields,
  isFieldName,
  nameOfField,
  readWeekdays,
  readWindows,
  valueOf,
} from './fields.ts'
import { asksZone, givesWay, questionsOf } from './rules.ts'

type Fixed = Exclude<FieldName, `more:${string}`>

/** Why a field is not right; a key of the form's error texts. */
export type FieldIssue =
  | Exclude<Fixed, 'places'>
  | IdNumberIssue
  | 'categoryElsewhere'
  | 'categoryLater'
  | 'zoneNotAllowed'
  | 'birthDateAhead'
  | 'firstDayPast'
  | 'lastDayBefore'
  | 'lastDayTooLate'
  | 'lastDayBeyondList'
  | 'windowsOvernight'
  | 'windowsOutside'
  | 'weekdaysNever'
  | 'weekdaysOutside'
  | 'notPrintable'
  | 'missing'
  | 'wrong'
  | 'number'
  | 'date'
  | 'rows'
  | 'tooLong'
export type Issues = Readonly<Partial<Record<FieldName, FieldIssue>>>

type Check = (fields: Fields, limits: Limits) => FieldIssue | null

/** Everything that is not right yet, by field: the contract's limits, the rules in force and the form of the pack. */
export function issuesOf(fields: Fields, limits: Limits): Issues {
  const checks = givesWay(limits.rules?.procedure)
    ? { ...general, ...ofApplicant, ...ofSchedule }
    : { ...general, ...ofApplicant }
  const found = Object.entries(checks).map(([name, check]) => [name, check(fields, limits)] as const)
  const issues = [...found, ...answerIssues(fields, limits)].flatMap(([name, issue]) =>
    issue === null ? [] : [[name, issue] as const],
  )
  return Object.fromEntries(issues)
}

const general: Record<string, Check> = {
  category: categoryIssue,
  zone: zoneIssue,
  listedBy: ({ listedBy }, { rules }) =>
    rules?.procedure.listedBy !== undefined && listedBy === '' ? 'listedBy' : null,
}

function categoryIssue({ category }: Fields, { today, rules }: Limits): FieldIssue | null {
  if (!/^[1-9]\d?$/.test(category)) return 'category'
  const ruling = rules && categoryRuling(Number(category), rules, today)
  switch (ruling?.code) {
    case undefined:
      return null
    case 'other-authority':
      return 'categoryElsewhere'
    case 'category-not-open':
      return 'categoryLater'
    default:
      return 'category'
  }
}

function zoneIssue({ zone, category }: Fields, { rules }: Limits): FieldIssue | null {
  if (!rules || !asksZone(rules)) return null
  if (zone === '') return 'zone'
  const asked = { zone, category: Number(category), places: [], schedule: null }
  const ruling = placesRuling(asked, rules.pack)
  if (ruling === null) return null
  // Without a category yet no zone is wrong for it.
  if (ruling.code === 'zone-not-allowed') return category === '' ? null : 'zoneNotAllowed'
  return 'zone'
}

const lineOf = (least: number, most: number, issue: 'fullName' | 'residence'): Check => {
  return (fields) => {
    const text = printLine(fields[issue])
    if (text.length < least || text.length > most) return issue
    return isPrintable(text) ? null : 'notPrintable'
  }
}

const ofApplicant: Record<string, Check> = {
  idKind: ({ idKind }) => (identityKinds.some((kind) => kind === idKind) ? null : 'idKind'),
  idNumber: ({ idKind, idNumber }) => idNumberIssue(idKind, idNumber),
  fullName: lineOf(1, textLimits.fullName, 'fullName'),
  birthDate: ({ birthDate }, { today }) => {
    const birth = readTypedPartialDate(birthDate)
    if (birth === null) return 'birthDate'
    // Texts of civil dates compare as dates; a year alone comes before every day of it.
    return partialDateText(birth) > today ? 'birthDateAhead' : null
  },
  sex: ({ sex }) => (sex === 'male' || sex === 'female' ? null : 'sex'),
  residence: lineOf(1, textLimits.residence, 'residence'),
  phone: ({ phone }) => (phone === '' || readPhone(phone) !== null ? null : 'phone'),
  oldIdNumber: ({ oldIdNumber }) =>
    oldIdNumber === '' || isEarlierNumber(oldIdNumber) ? null : 'oldIdNumber',
  lettersConfirmed: ({ mustConfirm, lettersConfirmed }) =>
    mustConfirm !== '' && lettersConfirmed === '' ? 'lettersConfirmed' : null,
}

const ofSchedule: Record<string, Check> = {
  firstDay: ({ firstDay }, { today }) => {
    const day = readTypedDate(firstDay, today)
    if (day === null) return 'firstDay'
    return day < today ? 'firstDayPast' : null
  },
  lastDay: ({ firstDay, lastDay }, { today, rules }) => {
    const last = readTypedDate(lastDay, today)
    if (last === null) return 'lastDay'
    const first = readTypedDate(firstDay, today)
    if (first !== null && last < first) return 'lastDayBefore'
    return rules && last > addDays(today, rules.pack.validity.maxDays - 1) ? 'lastDayTooLate' : null
  },
  weekdays: weekdaysIssue,
  windows: windowsIssue,
}

function weekdaysIssue({ weekdays, firstDay, lastDay }: Fields, { today, rules }: Limits): FieldIssue | null {
  const days = readWeekdays(weekdays)
  if (days.length === 0) return 'weekdays'
  const allowed = rules?.pack.validity.weekdays
  if (allowed && days.some((day) => !allowed.includes(day))) return 'weekdaysOutside'
  const [first, last] = [readTypedDate(firstDay, today), readTypedDate(lastDay, today)]
  if (first === null || last === null || last < first) return null
  return hasGoodDay(first, last, days) ? null : 'weekdaysNever'
}

function windowsIssue({ windows }: Fields, { rules }: Limits): FieldIssue | null {
  const read = readWindows(windows)
  if (read === null) return 'windows'
  if (read.some(({ from, to }) => to <= from)) return 'windowsOvernight'
  const hours = rules?.pack.validity.hours
  if (!hours) return null
  const isOutside = read.some(({ from, to }) => from < hours[0] || to > hours[1])
  return read.length === 0 || isOutside ? 'windowsOutside' : null
}

/** What the form of the pack finds by the office's own check, and what no sheet could print. */
function answerIssues(fields: Fields, limits: Limits): (readonly [FieldName, FieldIssue | null])[] {
  const questions = questionsOf(limits.rules)
  const refused = new Set(formIssues({ fields: [...questions] }, detailsOf(fields, limits)))
  return questions.map((field) => {
    const name = nameOfField(field.id)
    const text = valueOf(fields, name)
    return [name, refused.has(pathOf(field.id)) ? kindIssue(field, text) : textIssue(field, text)] as const
  })
}

/** The sentence for an answer the form does not take. */
function kindIssue(field: PackField, text: string): FieldIssue {
  const { id, kind } = field
  if (text === '') return id === 'purpose' || id === 'route' ? id : 'missing'
  switch (kind) {
    case 'number':
    case 'money':
      return 'number'
    case 'date':
    case 'phone':
    case 'rows':
      return kind
    default:
      return field.longest !== undefined && text.length > field.longest ? 'tooLong' : 'wrong'
  }
}

const ownLimits = {
  purpose: textLimits.purpose,
  route: textLimits.route,
  organisation: textLimits.organisation,
  vehiclePlate: 12,
  companions: Infinity,
} as const

/** What the room on the sheets and the letters they can print say about an answer. */
function textIssue(field: PackField, text: string): FieldIssue | null {
  if (field.kind === 'rows') return cellIssue(field, text)
  const { id } = field
  const line = printLine(text)
  if (!isPrintable(line)) return 'notPrintable'
  if (isOwnField(id)) {
    if (id === 'companions' && !companionsFit(text)) return 'companions'
    if (line.length > ownLimits[id]) return id
    return field.required && line === '' ? (id === 'purpose' || id === 'route' ? id : 'missing') : null
  }
  return line.length > textLimits.more ? 'tooLong' : null
}

function cellIssue(field: PackField, text: string): FieldIssue | null {
  const cells = readRows(field, text).flat()
  if (cells.some((cell) => cell.length > textLimits.cell)) return 'rows'
  return cells.every(isPrintable) ? null : 'notPrintable'
}

/** The fields an `invalid-input` refusal of the office speaks of, with the usual text of each. */
export function issuesOfPaths(paths: Iterable<string>): Issues {
  const issues: Partial<Record<FieldName, FieldIssue>> = {}
  for (const path of paths) {
    const parts = path.split('.')
    const more = parts[1] === 'more' && parts[2] !== undefined ? nameOfField(parts[2]) : null
    const name = more ?? parts.find(isFixed)
    if (name === undefined || name === 'places') continue
    issues[name] = isFixed(name) ? name : 'wrong'
  }
  return issues
}

function isFixed(name: string): name is Fixed {
  return isFieldName(name) && (fieldNames as readonly string[]).includes(name)
}
