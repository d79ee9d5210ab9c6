import type { z } from 'zod'
import { packName, type registerCase } from '../../../contract/desk/registration.ts'
import { identityKinds, type RequestDetails } from '../../../contract/events.ts'
import { isOwnField } from '../../../contract/policy/form.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { partialDateText } from '../../../domain/calendar.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import { readTypedDate, readTypedPartialDate } from '../../ui/typedDates.ts'
import { readAnswer } from './answers.ts'
import { type Fields, nameOfField, readCodes, readWeekdays, readWindows, valueOf } from './fields.ts'
import { asksPlaces, asksZone, givesWay, questionsOf, type Rules } from './rules.ts'

type Registration = z.input<typeof registerCase.body>
/** What registering and completing have in common. */
export type Application = Pick<
  Registration,
  | 'pack'
  | 'applicant'
  | 'personId'
  | 'details'
  | 'category'
  | 'schedule'
  | 'zone'
  | 'places'
  | 'listedBy'
  | 'confirmed'
>

/** What an application is judged by: today and the rules in force, null while they are not there. */
export type Limits = { readonly today: CivilDate; readonly rules: Rules | null }

/** The application a form stands for; meant to be sent only when `issuesOf` finds nothing. */
export function applicationOf(fields: Fields, limits: Limits): Application {
  const { rules } = limits
  return {
    ...(rules ? { pack: packName(rules.pack) } : {}),
    applicant: applicantOf(fields),
    personId: fields.personId || null,
    details: detailsOf(fields, limits),
    category: Number(fields.category),
    schedule: givesWay(rules?.procedure) ? scheduleOf(fields, limits) : null,
    zone: rules && asksZone(rules) ? fields.zone || null : null,
    places: rules && asksPlaces(rules) ? readCodes(fields.places) : [],
    listedBy: rules?.procedure.listedBy === undefined ? null : fields.listedBy || null,
    confirmed: [
      ...(fields.others ? (['somebody-else'] as const) : []),
      ...(fields.livePermit ? (['live-permit'] as const) : []),
    ],
  }
}

function applicantOf(fields: Fields): Application['applicant'] {
  const birth = readTypedPartialDate(fields.birthDate)
  return {
    idKind: identityKinds.find((kind) => kind === fields.idKind) ?? 'other',
    idNumber: fields.idNumber,
    oldIdNumber: fields.oldIdNumber || null,
    fullName: fields.fullName,
    birthDate: birth ? partialDateText(birth) : '',
    sex: fields.sex === 'male' || fields.sex === 'female' ? fields.sex : null,
    residence: fields.residence,
    phone: fields.phone === '' ? null : (readPhone(fields.phone)?.number ?? fields.phone),
  }
}

/** The answers to what the form asks; of fields another procedure has, nothing is sent. */
export function detailsOf(fields: Fields, { today, rules }: Limits): RequestDetails {
  const answers = questionsOf(rules).map((field) => ({
    id: field.id,
    answer: readAnswer(field, valueOf(fields, nameOfField(field.id)), today),
  }))
  const own = Object.fromEntries(
    answers.filter(({ id }) => isOwnField(id)).map((one) => [one.id, one.answer]),
  )
  const text = (id: string) => {
    const answer = own[id] ?? null
    return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : null
  }
  const more = answers.filter(({ id, answer }) => !isOwnField(id) && answer !== null)
  return {
    // Always kept: where no purpose is asked for, the procedure itself says it.
    purpose: 'purpose' in own ? (text('purpose') ?? '') : (rules?.procedure.title ?? ''),
    route: text('route'),
    vehiclePlate: text('vehiclePlate'),
    organisation: text('organisation'),
    companions: text('companions'),
    ...(more.length > 0
      ? { more: Object.fromEntries(more.map(({ id, answer }) => [id, answer ?? ''])) }
      : {}),
  }
}

function scheduleOf(fields: Fields, { today }: Limits): Application['schedule'] {
  return {
    firstDay: readTypedDate(fields.firstDay, today) ?? '',
    lastDay: readTypedDate(fields.lastDay, today) ?? '',
    weekdays: readWeekdays(fields.weekdays),
    windows: (readWindows(fields.windows) ?? []).map(({ from, to }) => [from, to]),
  }
}
