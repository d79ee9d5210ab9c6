import type { z } from 'zod'
import type { registerCase } from '../../../contract/desk/cases.ts'
import { identityKinds, textLimits } from '../../../contract/events.ts'
import { addDays, type CivilDate, partialDateText } from '../../../domain/calendar.ts'
import { idNumberIssue, type IdNumberIssue, isEarlierNumber } from '../../../domain/identity/id-number.ts'
import { hasGoodDay } from '../../../domain/schedule.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import { companionsFit, isPrintable, printLine } from '../../../domain/text/printable.ts'
import { readPlate } from '../../../domain/text/plate.ts'
import { readTypedDate, readTypedPartialDate } from '../../ui/typedDates.ts'
import { type FieldName, type Fields, readWeekdays, readWindows } from './fields.ts'

type Registration = z.input<typeof registerCase.body>
/** What registering and completing have in common. */
export type Application = Pick<
  Registration,
  'applicant' | 'personId' | 'details' | 'category' | 'schedule' | 'confirmed'
>

/** Limits of the rules in force. */
export type Limits = { readonly today: CivilDate; readonly maxDays: number | null }

/** Why a field is not right; a key of the form's error texts. */
export type FieldIssue =
  | Exclude<FieldName, 'lettersConfirmed'>
  | 'lettersConfirmed'
  | IdNumberIssue
  | 'birthDateAhead'
  | 'firstDayPast'
  | 'lastDayBefore'
  | 'lastDayTooLate'
  | 'windowsOvernight'
  | 'weekdaysNever'
  | 'notPrintable'
export type Issues = Readonly<Partial<Record<FieldName, FieldIssue>>>

/** The application a form stands for; meant to be sent only when `issuesOf` finds nothing. */
export function applicationOf(fields: Fields, { today }: Limits): Application {
  const birth = readTypedPartialDate(fields.birthDate)
  return {
    applicant: {
      idKind: identityKinds.find((kind) => kind === fields.idKind) ?? 'other',
      idNumber: fields.idNumber,
      oldIdNumber: fields.oldIdNumber || null,
      fullName: fields.fullName,
      birthDate: birth ? partialDateText(birth) : '',
      sex: fields.sex === 'male' || fields.sex === 'female' ? fields.sex : null,
      residence: fields.residence,
      phone: fields.phone === '' ? null : (readPhone(fields.phone)?.number ?? fields.phone),
    },
    personId: fields.personId || null,
    details: {
      purpose: fields.purpose,
      route: fields.route,
      vehiclePlate: fields.vehiclePlate === '' ? null : readPlate(fields.vehiclePlate).text,
      organisation: fields.organisation || null,
      companions: fields.companions || null,
    },
    category: Number(fields.category),
    schedule: {
      firstDay: readTypedDate(fields.firstDay, today) ?? '',
      lastDay: readTypedDate(fields.lastDay, today) ?? '',
      weekdays: readWeekdays(fields.weekdays),
      windows: (readWindows(fields.windows) ?? []).map(({ from, to }) => [from, to]),
    },
    confirmed: [
      ...(fields.others ? (['somebody-else'] as const) : []),
      ...(fields.livePermit ? (['live-permit'] as const) : []),
    ],
  }
}

/** Everything that is not right yet, by field: the contract's limits and the rules in force. */
export function issuesOf(fields: Fields, limits: Limits): Issues {
  const found = Object.entries(checks).map(([name, check]) => [name, check(fields, limits)] as const)
  return Object.fromEntries(found.filter(([, issue]) => issue !== null))
}

type Check = (fields: Fields, limits: Limits) => FieldIssue | null
const from = (least: number, most: number, issue: FieldName): Check => {
  return (fields) => {
    const text = printLine(fields[issue])
    if (text.length < least || text.length > most) return issue
    return isPrintable(text) ? null : 'notPrintable'
  }
}

const checks: Readonly<Record<FieldName, Check>> = {
  idKind: ({ idKind }) => (identityKinds.some((kind) => kind === idKind) ? null : 'idKind'),
  idNumber: ({ idKind, idNumber }) => idNumberIssue(idKind, idNumber),
  fullName: from(1, textLimits.fullName, 'fullName'),
  birthDate: birthIssue,
  sex: ({ sex }) => (sex === 'male' || sex === 'female' ? null : 'sex'),
  residence: from(1, textLimits.residence, 'residence'),
  phone: ({ phone }) => (phone === '' || readPhone(phone) !== null ? null : 'phone'),
  oldIdNumber: ({ oldIdNumber }) =>
    oldIdNumber === '' || isEarlierNumber(oldIdNumber) ? null : 'oldIdNumber',
  lettersConfirmed: ({ mustConfirm, lettersConfirmed }) =>
    mustConfirm !== '' && lettersConfirmed === '' ? 'lettersConfirmed' : null,
  category: ({ category }) => (/^[1-9]\d?$/.test(category) ? null : 'category'),
  purpose: from(1, textLimits.purpose, 'purpose'),
  route: from(1, textLimits.route, 'route'),
  vehiclePlate: ({ vehiclePlate }) => (readPlate(vehiclePlate).text.length > 12 ? 'vehiclePlate' : null),
  organisation: from(0, textLimits.organisation, 'organisation'),
  companions: ({ companions }) =>
    companionsFit(companions) && isPrintable(companions) ? null : 'companions',
  firstDay: ({ firstDay }, { today }) => {
    const day = readTypedDate(firstDay, today)
    if (day === null) return 'firstDay'
    return day < today ? 'firstDayPast' : null
  },
  lastDay: lastDayIssue,
  weekdays: weekdaysIssue,
  windows: ({ windows }) => {
    const read = readWindows(windows)
    if (read === null) return 'windows'
    return read.some(({ from: start, to }) => to <= start) ? 'windowsOvernight' : null
  },
}

function birthIssue({ birthDate }: Fields, { today }: Limits): FieldIssue | null {
  const birth = readTypedPartialDate(birthDate)
  if (birth === null) return 'birthDate'
  // Texts of civil dates compare as dates; a year alone comes before every day of it.
  return partialDateText(birth) > today ? 'birthDateAhead' : null
}

function weekdaysIssue({ weekdays, firstDay, lastDay }: Fields, { today }: Limits): FieldIssue | null {
  const days = readWeekdays(weekdays)
  if (days.length === 0) return 'weekdays'
  const [first, last] = [readTypedDate(firstDay, today), readTypedDate(lastDay, today)]
  if (first === null || last === null || last < first) return null
  return hasGoodDay(first, last, days) ? null : 'weekdaysNever'
}

function lastDayIssue({ firstDay, lastDay }: Fields, { today, maxDays }: Limits): FieldIssue | null {
  const last = readTypedDate(lastDay, today)
  if (last === null) return 'lastDay'
  const first = readTypedDate(firstDay, today)
  if (first !== null && last < first) return 'lastDayBefore'
  return maxDays !== null && last > addDays(today, maxDays - 1) ? 'lastDayTooLate' : null
}

/** The fields an `invalid-input` refusal of the office speaks of, with the usual text of each. */
export function issuesOfPaths(paths: Iterable<string>): Issues {
  const issues: Partial<Record<FieldName, FieldIssue>> = {}
  for (const path of paths) {
    const name = path.split('.').find((part): part is FieldName => Object.hasOwn(checks, part))
    if (name) issues[name] = name
  }
  return issues
}
