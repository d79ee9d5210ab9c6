import { addDays, type CivilDate, partialDate } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { packName } from '../../../contract/desk/registration.ts'
import { answerOf, isOwnField } from '../../../contract/policy/form.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { showPartialDate } from '../../ui/typedDates.ts'
import type { TimeWindow } from '../../ui/typedTimes.ts'
import { answerAsText } from './answers.ts'
import { givesWay, onlyCategory, type Rules } from './rules.ts'

/** The values of every form that a person types or chooses. */
const typedNames = [
  'category',
  'zone',
  'places',
  'listedBy',
  'idKind',
  'idNumber',
  'fullName',
  'birthDate',
  'sex',
  'residence',
  'phone',
  'oldIdNumber',
  'lettersConfirmed',
  'purpose',
  'route',
  'vehiclePlate',
  'organisation',
  'companions',
  'firstDay',
  'lastDay',
  'weekdays',
  'windows',
] as const
type TypedName = (typeof typedNames)[number]
/** A further field of a pack: its id behind this. */
type MoreName = `more:${string}`
export type FieldName = TypedName | MoreName

/**
 * What the form knows besides: its procedure, the pack it is drawn by (`id/version`), which papers were looked at, which scan filled it, and what the clerk
 * decided about likely duplicates.
 */
const decidedNames = [
  'procedure',
  'drawnBy',
  'looked',
  'scanRule',
  'mustConfirm',
  'personId',
  'others',
  'livePermit',
] as const
type DecidedName = (typeof decidedNames)[number]

/**
 * The whole form as texts, as typed; a draft is exactly this. `weekdays` is `0,1,4` (0 = Monday), `windows` is
 * `480-690,840-1020` in minutes or `?` while unreadable; `places` are codes and `looked` places in the list of papers,
 * between commas; yes is `yes`. `others` holds the ids of people the clerk has looked at and told apart.
 */
export type Fields = Readonly<Record<TypedName | DecidedName, string>> & {
  readonly [name: MoreName]: string
}

/** The names every form has. */
export const fieldNames: readonly (TypedName | DecidedName)[] = [...typedNames, ...decidedNames]

/** The name of a field of a pack in the form. */
export function nameOfField(id: string): FieldName {
  return isOwnField(id) ? id : `more:${id}`
}

/** Whether a name of the form is one that can be right or wrong. */
export function isFieldName(name: string): name is FieldName {
  return isMore(name) || (typedNames as readonly string[]).includes(name)
}

function isMore(name: string): name is MoreName {
  return name.startsWith('more:')
}

/** An empty form: from today for the usual days and hours of the rules (unknown before they are read). */
export function blankFields(today: CivilDate, pack: RulePack | null, procedure: string): Fields {
  const chosen = pack?.procedures.find(({ id }) => id === procedure)
  const category = onlyCategory(chosen)
  const drawnBy = pack ? packName(pack) : ''
  return { ...emptyFields(), idKind: 'cccd', procedure, drawnBy, category, ...usualSchedule(today, pack) }
}

type ScheduleFields = Pick<Fields, 'firstDay' | 'lastDay' | 'weekdays' | 'windows'>

/** The days and hours a form starts with. */
export function usualSchedule(today: CivilDate, pack: RulePack | null): ScheduleFields {
  const { defaultDays, weekdays, hours } = pack?.validity ?? {}
  return {
    firstDay: showDate(today),
    lastDay: defaultDays === undefined ? '' : showDate(addDays(today, defaultDays - 1)),
    weekdays: weekdaysText(weekdays ?? [0, 1, 2, 3, 4, 5, 6]),
    windows: hours ? windowsText([{ from: hours[0], to: hours[1] }]) : '',
  }
}

/** The longest text a draft keeps under one name. */
const longestPart = 2000

/** The form as a draft keeps it: what is longer than a draft's room goes on under further names. */
export function draftOfFields(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => {
      const parts = Math.max(1, Math.ceil(text.length / longestPart))
      return Array.from({ length: parts }, (_, part) => [
        part === 0 ? name : `${name}#${part}`,
        text.slice(part * longestPart, (part + 1) * longestPart),
      ])
    }),
  )
}

/** The form of a draft; values a newer or older program does not know are left out. */
export function fieldsOfDraft(draft: Readonly<Record<string, string>>): Fields {
  const whole = (name: string) => {
    let text = draft[name] ?? ''
    for (let part = 1; draft[`${name}#${part}`] !== undefined; part++) text += draft[`${name}#${part}`]
    return text
  }
  const more = Object.keys(draft).filter((name) => isMore(name) && !name.includes('#'))
  return fieldsFrom([...fieldNames, ...more], whole)
}

/** The form of a case, for completing it under these rules. */
export function fieldsOfCase(subject: Case, rules: Rules): Fields {
  const { applicant, details } = subject
  const birth = partialDate(applicant.birthDate)
  const answers = rules.procedure.fields.map(
    (field) => [nameOfField(field.id), answerAsText(field, answerOf(details, field.id))] as const,
  )
  return {
    ...emptyFields(),
    procedure: subject.procedure.id,
    drawnBy: subject.pack,
    idKind: applicant.idKind,
    idNumber: applicant.idNumber,
    oldIdNumber: applicant.oldIdNumber ?? '',
    fullName: applicant.fullName,
    birthDate: birth ? showPartialDate(birth) : '',
    sex: applicant.sex ?? '',
    residence: applicant.residence,
    phone: applicant.phone ?? '',
    category: String(subject.category),
    zone: subject.zone?.code ?? '',
    places: subject.places.map(({ code }) => code).join(','),
    listedBy: subject.listedBy?.caseId ?? '',
    ...Object.fromEntries(answers),
    ...(givesWay(rules.procedure) ? scheduleFields(subject.schedule) : {}),
    personId: applicant.personId,
  }
}

function scheduleFields(schedule: Case['schedule']): Partial<ScheduleFields> {
  if (schedule === null) return {}
  const date = (civil: string) => showDate(civil as CivilDate) // the contract's schema made it a civil date
  return {
    firstDay: date(schedule.firstDay),
    lastDay: date(schedule.lastDay),
    weekdays: weekdaysText(schedule.weekdays),
    windows: windowsText(schedule.windows.map(([from, to]) => ({ from, to }))),
  }
}

/** Whether two forms hold the same. */
export function sameFields(one: Fields, other: Fields): boolean {
  const mine: Readonly<Record<string, string>> = one
  const theirs: Readonly<Record<string, string>> = other
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => (mine[name] ?? '') === (theirs[name] ?? ''))
}

/** What a form holds under a name; empty when it has no such name. */
export function valueOf(fields: Fields, name: FieldName): string {
  return fields[name] ?? ''
}

/** Days of the week in their text form, and back. */
export function weekdaysText(days: readonly number[]): string {
  return days.join(',')
}
export function readWeekdays(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number)
}

/** Codes between commas. */
export function readCodes(text: string): string[] {
  return text === '' ? [] : text.split(',')
}

/** Hours in their text form; null is hours that cannot be read yet. */
export function windowsText(windows: readonly TimeWindow[] | null): string {
  return windows === null ? '?' : windows.map(({ from, to }) => `${from}-${to}`).join(',')
}

/** Hours from their text form; null while they cannot be read. */
export function readWindows(text: string): TimeWindow[] | null {
  if (text === '?') return null
  if (text === '') return []
  return text.split(',').map((part) => {
    const [from, to] = part.split('-').map(Number)
    return { from: from ?? 0, to: to ?? 0 }
  })
}

function emptyFields(): Fields {
  return fieldsFrom(fieldNames, () => '')
}

function fieldsFrom(names: readonly string[], value: (name: string) => string): Fields {
  // Every name of the record is in `fieldNames`, and the others are further fields.
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Fields
}
