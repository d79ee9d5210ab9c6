import { type CivilDate, civilDate, existsDay, type PartialDate, partialDateText } from '../calendar.ts'

/**
 * A birth date as the card's QR writes it: `ddMMyyyy`; `00MMyyyy`, `0000yyyy` and `yyyy` where the day, or
 * day and month, are not known. Null for anything else.
 */
export function birthDateOf(text: string): PartialDate | null {
  const match = /^(?:([0-9]{2})([0-9]{2}))?([0-9]{4})$/.exec(text)
  return match && partial(Number(match[3]), Number(match[2] ?? 0), Number(match[1] ?? 0))
}

/** A full date written `ddMMyyyy`; null when there is no such day. */
export function fullDateOf(text: string): CivilDate | null {
  const match = /^([0-9]{2})([0-9]{2})([0-9]{4})$/.exec(text)
  return match && civilDate(`${match[3]}-${match[2]}-${match[1]}`)
}

/** A date as the health card writes it: `dd/MM/yyyy`, or the year alone. */
export function slashedDateOf(text: string): PartialDate | null {
  const match = /^(?:([0-9]{2})\/([0-9]{2})\/)?([0-9]{4})$/.exec(text)
  return match && partial(Number(match[3]), Number(match[2] ?? 0), Number(match[1] ?? 0))
}

/** A full civil date written `dd/MM/yyyy`; null when there is no such day. */
export function fullSlashedDateOf(text: string): CivilDate | null {
  return /^\d{2}\/\d{2}\/\d{4}$/.test(text) ? fullDateOf(text.replaceAll('/', '')) : null
}

/** The civil date of a partial date that is whole; null when day or month is missing. */
export function wholeDate(date: PartialDate): CivilDate | null {
  if (date.month === undefined || date.day === undefined) return null
  return civilDate(partialDateText(date))
}

/** Zero stands for "not known"; a day without a month is no date. */
function partial(year: number, month: number, day: number): PartialDate | null {
  if (!existsDay(year, month || 1, day || 1) || (day > 0 && month === 0)) return null
  if (month === 0) return { year }
  return day === 0 ? { year, month } : { year, month, day }
}
