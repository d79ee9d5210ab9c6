import { sql as raw } from 'kysely'
import { fold } from '../../../domain/text/fold.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import type { PersonHit } from '../../../contract/desk/people.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { reverse } from '../../projection/people.ts'
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
  const queries = [
    byIdNumber({ text: digits, limit }),
    byOldIdNumber({ text: digits, limit }),
    phoneStarts(rangeOf(phone, limit)),
    idNumberStarts(rangeOf(digits, limit)),
    idNumberEnds(rangeOf(reverse(digits), limit)),
    earlierNumberStarts(rangeOf(digits, limit)),
    earlierNumberEnds(rangeOf(reverse(digits), limit)),
  ]
  const found = new Set<string>()
  for (const query of queries) {
    for (const { id } of desk.store.all(query)) found.add(id)
    if (found.size >= limit) break
  }
  return [...found].slice(0, limit)
}

function byNumber(desk: Desk, text: string, limit: number): string[] {
  const queries = [
    byCaseNumber({ text, limit }),
    byPermitNumber({ text, limit }),
    caseNumberStarts(rangeOf(text, limit)),
    permitNumberStarts(rangeOf(text, limit)),
    // Passport numbers have letters too.
    idNumberStarts(rangeOf(text, limit)),
    earlierNumberStarts(rangeOf(text, limit)),
  ]
  const found = queries.flatMap((query) => desk.store.all(query).map(({ id }) => id))
  return [...new Set(found)].slice(0, limit)
}

type Exactly = { readonly text: string; readonly limit: number }
type Range = { readonly from: string; readonly to: string; readonly limit: number }

/** All texts that begin so; no letter comes after the last of Unicode, as Đ comes after `~`. */
function rangeOf(text: string, limit: number): Range {
  return { from: text, to: `${text}\u{10ffff}`, limit }
}

// Every order is one an index already has: three digits that half the ward shares must not put half the ward in order.
// Rows of one number stand in an index in the order in which they came.
const newest = raw`rowid`
const people = sql.selectFrom('person').select('id')
const cases = sql.selectFrom('permit_case').select('person_id as id')

const byIdNumber = composedOnce(({ text, limit }: Exactly) =>
  people.where('id_number', '=', text).orderBy(newest, 'desc').limit(limit),
)
const byOldIdNumber = composedOnce(({ text, limit }: Exactly) =>
  people.where('old_id_number', '=', text).orderBy(newest, 'desc').limit(limit),
)
const byCaseNumber = composedOnce(({ text, limit }: Exactly) => cases.where('number', '=', text).limit(limit))
const byPermitNumber = composedOnce(({ text, limit }: Exactly) =>
  cases.where('permit_number', '=', text).limit(limit),
)

const personStarts = (column: 'id_number' | 'id_number_reversed' | 'phone') =>
  composedOnce(({ from, to, limit }: Range) =>
    people.where(column, '>=', from).where(column, '<', to).orderBy(column).limit(limit),
  )
const phoneStarts = personStarts('phone')
const idNumberStarts = personStarts('id_number')
const idNumberEnds = personStarts('id_number_reversed')

const earlierNumber = (column: 'text' | 'reversed') =>
  composedOnce(({ from, to, limit }: Range) =>
    sql
      .selectFrom('person_alias')
      .select('person_id as id')
      .where('kind', '=', 'number')
      .where(column, '>=', from)
      .where(column, '<', to)
      .orderBy(column)
      .limit(limit),
  )
const earlierNumberStarts = earlierNumber('text')
const earlierNumberEnds = earlierNumber('reversed')

const caseStarts = (column: 'number' | 'permit_number') =>
  composedOnce(({ from, to, limit }: Range) =>
    cases.where(column, '>=', from).where(column, '<', to).orderBy(column).limit(limit),
  )
const caseNumberStarts = caseStarts('number')
const permitNumberStarts = caseStarts('permit_number')
