import { type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import { spellDays } from '../../../domain/market/signed-days.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { PaperContent } from '../../../domain/signed-paper.ts'
import type { Applicant, RequestDetails, Schedule } from '../../../contract/events.ts'
import type { Procedure, RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { vietnamTime } from '../../journal/time.ts'
import { isOddOnly } from '../households/card-days.ts'
import { assertIssuable, issueToken, TokenRefused } from '../../token/token.ts'
import type { Signer, TokenForm } from '../../token/types.ts'

/** What an application says that its paper will say too. */
export type PaperWords = {
  readonly applicant: Pick<Applicant, 'fullName' | 'idNumber'>
  readonly details: RequestDetails
  readonly schedule: Schedule
  readonly category: number
  readonly places: readonly string[]
  readonly pack: Pick<RulePack, 'id' | 'version' | 'places' | 'tokenForm' | 'numbers'>
  readonly procedure: Pick<Procedure, 'record'>
  readonly training: boolean
  /** The only days of a market card, where neither odd and even nor weekdays say them. */
  readonly days?: readonly CivilDate[] | null
}

export type Serial = { readonly permitNumber: string; readonly series: number; readonly index: number }

/** The words of a paper as its QR carries them (qr-token.md section 4). */
export function paperOf(words: PaperWords, serial: Serial): PaperContent {
  const common = { ...validityOf(words), ...serialOf(words, serial) }
  switch (words.procedure.record) {
    case 'market-card':
      return { ...common, ...marketCardOf(words) }
    case 'organisation':
      return { ...common, ...organisationOf(words) }
    default:
      return { ...common, ...permitOf(words) }
  }
}

function serialOf({ pack, training }: PaperWords, { permitNumber, series, index }: Serial) {
  const isTraining = training ? { training: true as const } : {}
  return { number: permitNumber, pack: pack.id, packVersion: pack.version, series, index, ...isTraining }
}

function validityOf({ schedule, places, details }: PaperWords) {
  const weekdays = schedule.weekdays.reduce((mask, day) => mask | (1 << day), 0)
  const windows = schedule.windows.toSorted(([one], [other]) => one - other).flat()
  const isAllDay = windows.length === 0 || (windows.length === 2 && windows[0] === 0 && windows[1] === 1440)
  return {
    // Validated as civil dates at the contract.
    firstDay: dayNumber(schedule.firstDay as CivilDate),
    lastDay: dayNumber(schedule.lastDay as CivilDate),
    ...(weekdays === 127 ? {} : { weekdays }),
    ...(isAllDay ? {} : { windows }),
    ...(places.length > 0 ? { places: places.map(placeOf) } : {}),
    ...(details.route ? { text: details.route } : {}),
  }
}

/** A ward is a number in the token, a zone or market its code. */
function placeOf(code: string): number | string {
  return /^\d{5}$/.test(code) ? Number(code) : code
}

function permitOf({ applicant, details, category }: PaperWords) {
  return {
    kind: 'permit' as const,
    name: applicant.fullName,
    last4: lastFour(applicant.idNumber),
    category,
    ...plateOf(details.vehiclePlate),
    ...(details.organisation ? { organisation: details.organisation } : {}),
  }
}

/** The reserved further fields of market cards; resources/policies/README.md names them. */
function marketCardOf({ applicant, schedule, details: { more = {} }, days: only }: PaperWords) {
  const { household, parity, visits, 'visits-days': days } = more
  const odd = isOddOnly(parity)
  const spelled = only ? spellDays(dayNumber(schedule.firstDay as CivilDate), only.map(dayNumber)) : null
  return {
    kind: 'market-card' as const,
    name: applicant.fullName,
    last4: lastFour(applicant.idNumber),
    ...(typeof household === 'string' ? { household: household.slice(0, 32) } : {}),
    ...(odd === null ? {} : { parity: odd ? (1 as const) : (2 as const) }),
    ...(typeof visits === 'number' && typeof days === 'number' ? { visits: [visits, days] as const } : {}),
    ...(spelled ? { days: spelled } : {}),
  }
}

/** The reserved further fields of organisations: tax code and the list of workers. */
function organisationOf({ applicant, details, category }: PaperWords) {
  const { 'tax-code': taxCode, workers } = details.more ?? {}
  return {
    kind: 'organisation' as const,
    name: details.organisation ?? applicant.fullName,
    category,
    ...(typeof taxCode === 'string' ? { taxCode } : {}),
    ...(Array.isArray(workers) && workers.length > 0 ? { headcount: workers.length } : {}),
    ...(typeof workers === 'number' ? { headcount: workers } : {}),
  }
}

/**
 * Signs a paper. Throws `token-too-long`, `invalid-input` naming the field of the application, and `clock-doubtful`
 * for a time at which no paper can have been signed.
 */
export function signPaper(
  paper: PaperContent,
  now: number,
  key: Signer,
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
 * Throws what sealing would throw for these words: an application that fits no paper is noticed while the applicant
 * is still at the counter, and not when there is no way back. The longest possible serial is assumed.
 */
export function assertFitsPaper(words: PaperWords): void {
  const permitNumber = spellPermitNumber(words.pack, words.procedure, 'ZZ99999')
  const serial = { permitNumber, series: 65_535, index: 16_777_215 }
  // Days are checked elsewhere and take the same room on any day; which of them a card names is known only later.
  const named = words.procedure.record === 'market-card' ? { days: 'f'.repeat(32) } : {}
  const paper = { ...paperOf(words, serial), ...named, firstDay: someDay, lastDay: someDay }
  try {
    assertIssuable(paper, words.pack.tokenForm)
  } catch (error) {
    throw inTermsOfTheForm(error)
  }
}

/** The number of a paper by the pack's pattern; the serial is this PC's letters and a running number. */
export function spellPermitNumber(
  { numbers }: Pick<RulePack, 'numbers'>,
  { record }: Pick<Procedure, 'record'>,
  serial: string,
): string {
  const pattern = (record === 'market-card' ? numbers.card : undefined) ?? numbers.permit
  return pattern.replace('{serial}', serial)
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
  places: 'places',
  household: 'details.more.household',
  visits: 'details.more.visits',
  taxCode: 'details.more.tax-code',
}

/** The last four characters of an ID number, as a checkpoint compares them. */
export function lastFour(idNumber: string): string {
  const bare = fold(idNumber)
    .replace(/[^0-9a-z]/g, '')
    .toUpperCase()
  return bare.slice(-4).padStart(4, '0')
}

function plateOf(plate: string | null): { plate?: string } {
  const bare = (plate ?? '').toUpperCase().replace(/[^A-ZĐ0-9]/gu, '')
  return bare.length >= 4 && bare.length <= 12 ? { plate: bare } : {}
}
