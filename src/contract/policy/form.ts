import { civilDate } from '../../domain/calendar.ts'
import { readPhone } from '../../domain/text/phone.ts'
import type { FieldAnswer, RequestDetails } from '../events.ts'
import { ownFields, type OwnField, type PackField, type Procedure } from './pack.ts'
import { listField, mostByFile } from './rules.ts'

type Answer = FieldAnswer | null

/** Whether a field has room of its own in the record. */
export function isOwnField(id: string): id is OwnField {
  return (ownFields as readonly string[]).includes(id)
}

/** The answer an application gives to a field of the form; null when it gives none. */
export function answerOf(details: RequestDetails, id: string): Answer {
  if (isOwnField(id)) return details[id] || null
  const { more = {} } = details
  return Object.hasOwn(more, id) ? (more[id] ?? null) : null
}

/** A cell of an answer that is rows, by column; null where nothing stands in it. */
export function cellOf(row: Readonly<Record<string, string | null>>, column: string): string | null {
  return Object.hasOwn(row, column) ? row[column] || null : null
}

/** Where an answer stands in the request, e.g. `details.more.tax-code`: what `invalid-input` names. */
export function pathOf(id: string): string {
  return isOwnField(id) ? `details.${id}` : `details.more.${id}`
}

/**
 * The fields of an application that break the form of its procedure: missing, of another kind, outside its limits, or
 * not on the form at all. The same for the page and the office.
 */
export function formIssues(procedure: Pick<Procedure, 'fields'>, details: RequestDetails): string[] {
  const known = new Set(procedure.fields.map(({ id }) => id))
  // The purpose is always kept, also where the procedure itself says it all.
  const foreign = [
    ...ownFields.filter((id) => id !== 'purpose' && !known.has(id) && details[id]),
    ...Object.keys(details.more ?? {}).filter((id) => !known.has(id)),
  ]
  const wrong = procedure.fields.filter((field) => isWrong(field, answerOf(details, field.id)))
  return [...foreign, ...wrong.map(({ id }) => id)].map(pathOf)
}

function isWrong(field: PackField, answer: Answer): boolean {
  if (answer === null || (Array.isArray(answer) && answer.length === 0)) return field.required
  switch (field.kind) {
    case 'number':
    case 'money':
      return typeof answer !== 'number' || !isWithin(field, answer)
    case 'yes-no':
      return typeof answer !== 'boolean'
    case 'rows':
      if (typeof answer === 'number') return field.id !== listField || !isCountByFile(answer)
      return !Array.isArray(answer) || answer.some((row) => !isRow(field, row))
    default:
      return typeof answer !== 'string' || !isText(field, answer)
  }
}

/** A list that comes by file is answered with how many people it has. */
function isCountByFile(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= mostByFile
}

function isWithin({ least, most }: PackField, value: number): boolean {
  return Number.isFinite(value) && value >= (least ?? -Infinity) && value <= (most ?? Infinity)
}

function isText(field: PackField, answer: string): boolean {
  if (field.longest !== undefined && answer.length > field.longest) return false
  switch (field.kind) {
    case 'date':
      return civilDate(answer) !== null
    case 'choice':
      return field.choices?.includes(answer) ?? false
    case 'phone':
      return readPhone(answer) !== null
    default:
      return true
  }
}

function isRow({ columns = [] }: PackField, row: Readonly<Record<string, string | null>>): boolean {
  const known = columns.map(({ id }) => id)
  return (
    Object.keys(row).every((id) => known.includes(id)) &&
    columns.every(({ id, required }) => !required || cellOf(row, id) !== null)
  )
}

/** An answer as a line of text, for sheets and pages; rows are counted. */
export function answerText(field: Pick<PackField, 'kind'>, answer: Answer): string {
  if (answer === null) return ''
  if (Array.isArray(answer)) return `${answer.length} dòng`
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không'
  if (typeof answer === 'number' && field.kind === 'rows')
    return `${answer.toLocaleString('vi-VN')} người, danh sách nộp bằng tệp`
  if (typeof answer === 'number')
    return `${answer.toLocaleString('vi-VN')}${field.kind === 'money' ? ' đồng' : ''}`
  if (field.kind === 'date') return answer.split('-').reverse().join('/')
  return answer
}
