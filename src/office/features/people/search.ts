import { fold } from '../../../domain/text/fold.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import type { PersonHit } from '../../../contract/desk/people.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { reverse } from '../../projection.ts'
import { hitsOf } from './hits.ts'

/**
 * Everyone ever registered, by whatever a person at the counter can say or show: syllables of the name in any order
 * with or without marks, an ID number or how it ends, a phone, a case or permit number.
 */
export function searchPeople(desk: Desk, text: string, limit: number): PersonHit[] {
  const trimmed = text.trim()
  const digits = trimmed.replace(/[\s.-]/g, '')
  // A telephone number may be said with +84, or as it was before 2018.
  const phone = readPhone(trimmed)?.number ?? digits
  if (/^\+?\d{3,}$/.test(digits)) return hitsOf(desk.store, byDigits(desk, digits, phone, limit))
  if (/\d/.test(trimmed)) {
    const found = byNumber(desk, trimmed.toUpperCase(), limit)
    if (found.length > 0) return hitsOf(desk.store, found)
  }
  return hitsOf(desk.store, desk.search.find(fold(trimmed), limit))
}

function byDigits(desk: Desk, digits: string, phone: string, limit: number): string[] {
  const people = sql.selectFrom('person').select('id').orderBy('recent', 'desc').limit(limit)
  const queries = [
    people.where('id_number', '=', digits),
    people.where('old_id_number', '=', digits),
    people.where('phone', '>=', phone).where('phone', '<', `${phone}~`),
    startsWith('id_number', digits, limit),
    startsWith('id_number_reversed', reverse(digits), limit),
  ]
  const found = new Set<string>()
  for (const query of queries) {
    for (const { id } of desk.store.all(query)) found.add(id)
    if (found.size >= limit) break
  }
  return [...found].slice(0, limit)
}

/** A range on the index; ordered by it, so that a short prefix does not sort half the ward. */
function startsWith(column: 'id_number' | 'id_number_reversed', text: string, limit: number) {
  return sql
    .selectFrom('person')
    .select('id')
    .where(column, '>=', text)
    .where(column, '<', `${text}~`)
    .orderBy(column)
    .limit(limit)
}

function byNumber(desk: Desk, text: string, limit: number): string[] {
  const cases = sql.selectFrom('permit_case').select('person_id').limit(limit)
  const queries = [
    cases.where('number', '=', text),
    cases.where('permit_number', '=', text),
    cases.where('number', '>=', text).where('number', '<', `${text}~`),
    cases.where('permit_number', '>=', text).where('permit_number', '<', `${text}~`),
  ]
  const found = queries.flatMap((query) => desk.store.all(query).map(({ person_id }) => person_id))
  // Passport numbers have letters too.
  const holders = desk.store.all(startsWith('id_number', text, limit)).map(({ id }) => id)
  return [...new Set([...found, ...holders])].slice(0, limit)
}
