import { dateAt, dateOfDay, minuteAt } from '../../domain/calendar.ts'
import { readDays } from '../../domain/market/signed-days.ts'
import type { VerifiedPaper } from '../../domain/signed-paper.ts'
import type { Texts } from '../texts.ts'

/** A day as it is written in Vietnam: 23/11/2026. */
export function dayWords(date: string): string {
  return date.split('-').reverse().join('/')
}

/** The time of an instant in Vietnam: 07:05. */
export function timeWords(at: number): string {
  return minuteWords(minuteAt(at))
}

/** Day and time of an instant in Vietnam. */
export function momentWords(at: number): string {
  return `${timeWords(at)} ${dayWords(dateAt(at))}`
}

function minuteWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** What was signed, as pairs of a name and a value, in the order in which an officer asks. */
export function contentWords(
  { content, issuer }: VerifiedPaper,
  texts: Texts,
): [label: string, value: string][] {
  const { fields, kinds, parity, visits } = texts.answer
  const all: [string, string | undefined][] = [
    [fields.name, content.name],
    [fields.plate, content.plate],
    [fields.kind, kinds[content.kind]],
    [fields.number, content.number],
    [fields.days, `${dayWords(dateOfDay(content.firstDay))} – ${dayWords(dateOfDay(content.lastDay))}`],
    [fields.weekdays, content.weekdays === undefined ? undefined : weekdayWords(content.weekdays, texts)],
    [fields.hours, content.windows && windowWords(content.windows)],
    [fields.parity, content.parity && parity[content.parity - 1]],
    [fields.onlyDays, content.days && onlyDaysWords(content.firstDay, content.days)],
    [fields.visits, content.visits && visits(...content.visits)],
    [fields.places, content.places?.map(placeWords).join(', ')],
    [fields.text, content.text],
    [fields.organisation, content.organisation],
    [fields.household, content.household],
    [fields.taxCode, content.taxCode],
    [fields.headcount, content.headcount?.toString()],
    [fields.issuer, issuer.name],
  ]
  return all.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]))
}

function onlyDaysWords(firstDay: number, days: string): string {
  return readDays(days)
    .map((offset) => dayWords(dateOfDay(firstDay + offset)).slice(0, 5))
    .join(', ')
}

function weekdayWords(mask: number, texts: Texts): string {
  return texts.answer.weekdays.filter((_name, bit) => ((mask >> bit) & 1) === 1).join(', ')
}

function windowWords(windows: readonly number[]): string {
  const pairs = windows.flatMap((from, at) => (at % 2 === 0 ? [[from, windows[at + 1] ?? 0] as const] : []))
  return pairs.map(([from, to]) => `${minuteWords(from)}–${minuteWords(to)}`).join(', ')
}

function placeWords(place: number | string): string {
  return typeof place === 'number' ? String(place).padStart(5, '0') : place
}
