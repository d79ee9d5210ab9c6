import { type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { PaperContent } from '../../../domain/signed-paper.ts'
import type { Applicant, RequestDetails, Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { vietnamTime } from '../../journal/time.ts'
import { assertIssuable, issueToken, TokenRefused } from '../../token/token.ts'
import type { SigningKey, TokenForm } from '../../token/types.ts'

/** What an application says that the permit will say too. */
export type PermitWords = {
  readonly applicant: Pick<Applicant, 'fullName' | 'idNumber'>
  readonly details: RequestDetails
  readonly schedule: Schedule
  readonly category: number
  readonly pack: { readonly id: string; readonly version: number }
  readonly training: boolean
}

export type Serial = { readonly permitNumber: string; readonly series: number; readonly index: number }

/** The words of a permit as its QR carries them. */
export function paperOf(words: PermitWords, serial: Serial): PaperContent {
  const { applicant, details, schedule, pack } = words
  const weekdays = schedule.weekdays.reduce((mask, day) => mask | (1 << day), 0)
  const windows = schedule.windows.toSorted(([one], [other]) => one - other).flat()
  const isAllDay = windows.length === 0 || (windows.length === 2 && windows[0] === 0 && windows[1] === 1440)
  return {
    kind: 'permit',
    number: serial.permitNumber,
    pack: pack.id,
    packVersion: pack.version,
    series: serial.series,
    index: serial.index,
    // Validated as civil dates at the contract.
    firstDay: dayNumber(schedule.firstDay as CivilDate),
    lastDay: dayNumber(schedule.lastDay as CivilDate),
    ...(weekdays === 127 ? {} : { weekdays }),
    ...(isAllDay ? {} : { windows }),
    text: details.route,
    name: applicant.fullName,
    last4: lastFour(applicant.idNumber),
    category: words.category,
    ...plateOf(details.vehiclePlate),
    ...(details.organisation ? { organisation: details.organisation } : {}),
    ...(words.training ? { training: true as const } : {}),
  }
}

/**
 * Signs a paper. Throws `token-too-long`, `invalid-input` naming the field of the application, and `clock-doubtful`
 * for a time at which no paper can have been signed.
 */
export function signPaper(
  paper: PaperContent,
  now: number,
  key: SigningKey,
  form: TokenForm,
): { readonly bytes: Uint8Array; readonly text: string } {
  try {
    return issueToken(paper, Math.floor(now / 1000), key, form)
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('clock-doubtful', { clock: vietnamTime(now) })
    throw inTermsOfTheForm(error)
  }
}

function inTermsOfTheForm(error: unknown): unknown {
  if (!(error instanceof TokenRefused)) return error
  const { refusal } = error
  if (refusal.reason === 'too-long') return new Refusal('token-too-long', { over: refusal.tooManyCharacters })
  return new Refusal('invalid-input', { fields: formFields[refusal.field] ?? refusal.field })
}

/**
 * Throws what sealing would throw for these words: an application that fits no permit is noticed while the applicant
 * is still at the counter, and not when there is no way back. The longest possible serial is assumed.
 */
export function assertFitsPermit(words: PermitWords, numberSuffix: string, form: TokenForm): void {
  const serial = { permitNumber: `ZZ99999/${numberSuffix}`, series: 65_535, index: 16_777_215 }
  // Days are checked elsewhere and take the same room on any day.
  const paper = { ...paperOf(words, serial), firstDay: someDay, lastDay: someDay }
  try {
    assertIssuable(paper, form)
  } catch (error) {
    throw inTermsOfTheForm(error)
  }
}

/** In 2026. */
const someDay = 20_600

/** Which field of the form a field of the token comes from. */
const formFields: Readonly<Record<string, string>> = {
  windows: 'schedule.windows',
  weekdays: 'schedule.weekdays',
  lastDay: 'schedule.lastDay',
  text: 'details.route',
  organisation: 'details.organisation',
  name: 'applicant.fullName',
}

function lastFour(idNumber: string): string {
  const bare = fold(idNumber)
    .replace(/[^0-9a-z]/g, '')
    .toUpperCase()
  return bare.slice(-4).padStart(4, '0')
}

function plateOf(plate: string | null): { plate?: string } {
  const bare = (plate ?? '').toUpperCase().replace(/[^A-ZĐ0-9]/gu, '')
  return bare.length >= 4 && bare.length <= 12 ? { plate: bare } : {}
}
