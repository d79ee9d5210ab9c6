import { addDays, type CivilDate } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { partialDate } from '../../../domain/calendar.ts'
import { showPartialDate } from '../../ui/typedDates.ts'
import type { TimeWindow } from '../../ui/typedTimes.ts'

/** The values a person types or chooses, in the order of the form. */
export const typedNames = [
  'idKind',
  'idNumber',
  'fullName',
  'birthDate',
  'sex',
  'residence',
  'phone',
  'oldIdNumber',
  'lettersConfirmed',
  'category',
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
export type FieldName = (typeof typedNames)[number]

/** What the form knows besides: which scan filled it, and what the clerk decided about likely duplicates. */
const decidedNames = ['scanRule', 'mustConfirm', 'personId', 'others', 'livePermit'] as const
type DecidedName = (typeof decidedNames)[number]

/**
 * The whole form as texts, as typed; a draft is exactly this. `weekdays` is `0,1,4` (0 = Monday), `windows` is
 * `480-690,840-1020` in minutes or `?` while unreadable; yes is `yes`. `others` holds the ids of people the clerk has
 * looked at and told apart.
 */
export type Fields = Readonly<Record<FieldName | DecidedName, string>>

/** Every name of the form. */
export const fieldNames: readonly (keyof Fields)[] = [...typedNames, ...decidedNames]

/** An empty form: the whole week, from today for the usual number of days (unknown before the rules are read). */
export function blankFields(today: CivilDate, defaultDays: number | null): Fields {
  return {
    ...emptyFields(),
    idKind: 'cccd',
    weekdays: '0,1,2,3,4,5,6',
    firstDay: showDate(today),
    lastDay: defaultDays === null ? '' : showDate(addDays(today, defaultDays - 1)),
  }
}

/** The form of a draft; values a newer or older program does not know are left out. */
export function fieldsOfDraft(draft: Readonly<Record<string, string>>): Fields {
  return fieldsFrom((name) => draft[name] ?? '')
}

/** The form of a case, for completing it. */
export function fieldsOfCase({ applicant, details, category, schedule }: Case): Fields {
  const birth = partialDate(applicant.birthDate)
  const date = (civil: string) => showDate(civil as CivilDate) // the contract's schema made it a civil date
  return {
    ...emptyFields(),
    idKind: applicant.idKind,
    idNumber: applicant.idNumber,
    oldIdNumber: applicant.oldIdNumber ?? '',
    fullName: applicant.fullName,
    birthDate: birth ? showPartialDate(birth) : '',
    sex: applicant.sex ?? '',
    residence: applicant.residence,
    phone: applicant.phone ?? '',
    category: String(category),
    purpose: details.purpose,
    route: details.route,
    vehiclePlate: details.vehiclePlate ?? '',
    organisation: details.organisation ?? '',
    companions: details.companions ?? '',
    firstDay: date(schedule.firstDay),
    lastDay: date(schedule.lastDay),
    weekdays: schedule.weekdays.join(','),
    windows: windowsText(schedule.windows.map(([from, to]) => ({ from, to }))),
    personId: applicant.personId,
  }
}

/** Whether two forms hold the same. */
export function sameFields(one: Fields, other: Fields): boolean {
  return fieldNames.every((name) => one[name] === other[name])
}

/** Days of the week in their text form, and back. */
export function weekdaysText(days: readonly number[]): string {
  return days.join(',')
}
export function readWeekdays(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number)
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
  return fieldsFrom(() => '')
}

function fieldsFrom(value: (name: keyof Fields) => string): Fields {
  // Every name of the record is in `fieldNames`.
  return Object.fromEntries(fieldNames.map((name) => [name, value(name)])) as Fields
}
