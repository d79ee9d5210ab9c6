import type { z } from 'zod'
import { dateAt } from '../../../domain/calendar.ts'
import { isClosed } from '../../../domain/case.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { findDuplicates as route } from '../../../contract/desk/people.ts'
import type { Schedule } from '../../../contract/events.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { hitsOf } from './hits.ts'

type Candidate = z.output<typeof route.answer>['candidates'][number]
type Described = {
  readonly idNumber: string
  readonly oldIdNumber: string | null
  readonly fullName: string
  readonly birthDate: string
}

const people = sql.selectFrom('person').select('id').limit(10)
const byIdNumber = composedOnce(({ number }: { number: string }) => people.where('id_number', '=', number))
const byOldIdNumber = composedOnce(({ number }: { number: string }) =>
  people.where('old_id_number', '=', number),
)
const byEarlierNumber = composedOnce(({ number }: { number: string }) =>
  sql
    .selectFrom('person_alias')
    .select('person_id as id')
    .where('kind', '=', 'number')
    .where('text', '=', number)
    .limit(10),
)
const byEarlierName = composedOnce(
  ({ name, year, yearEnd }: { name: string; year: string; yearEnd: string }) =>
    sql
      .selectFrom('person_alias')
      .innerJoin('person', 'person.id', 'person_alias.person_id')
      .select('person_id as id')
      .where('kind', '=', 'name')
      .where('text', '=', name)
      .where('birth_date', '>=', year)
      .where('birth_date', '<', yearEnd)
      .limit(10),
)
const bySameName = composedOnce(({ name, year, yearEnd }: { name: string; year: string; yearEnd: string }) =>
  people.where('fold', '=', name).where('birth_date', '>=', year).where('birth_date', '<', yearEnd),
)
const casesOf = composedOnce(({ personId }: { personId: string }) =>
  sql
    .selectFrom('permit_case')
    .select(['number', 'state', 'permit_number', 'schedule', 'withdrawn'])
    .where('person_id', '=', personId)
    .orderBy('registered_at', 'desc'),
)

/**
 * People who may be the one described, surest first: the same number, an old number on either side, or the same
 * name (without marks) and birth year, also by what they were known by before. Never more than ten.
 */
export function findDuplicates(desk: Desk, described: Described): Candidate[] {
  const numbers = [described.idNumber, described.oldIdNumber ?? ''].filter(Boolean)
  const found = new Map<string, Candidate['why']>()
  const add = (ids: readonly { id: string }[], why: Candidate['why']) => {
    for (const { id } of ids) if (!found.has(id)) found.set(id, why)
  }
  if (described.idNumber) add(desk.store.all(byIdNumber({ number: described.idNumber })), 'same-number')
  for (const number of numbers) {
    add(desk.store.all(byOldIdNumber({ number })), 'old-number')
    add(desk.store.all(byIdNumber({ number })), 'old-number')
    add(desk.store.all(byEarlierNumber({ number })), 'old-number')
  }
  const year = described.birthDate.slice(0, 4)
  const name = fold(described.fullName)
  if (name && year) {
    const range = { name, year, yearEnd: `${year}~` }
    add(desk.store.all(bySameName(range)), 'same-name-and-birth')
    add(desk.store.all(byEarlierName(range)), 'same-name-and-birth')
  }
  const ids = [...found.keys()].slice(0, 10)
  return hitsOf(desk.store, ids).map((hit) => ({
    ...hit,
    why: found.get(hit.personId) ?? 'same-number',
    ...papersOf(desk, hit.personId),
  }))
}

/** A person's newest permit that still counts today, and their newest case that is not closed: their numbers. */
export function papersOf(desk: Desk, personId: string): Pick<Candidate, 'livePermit' | 'openCase'> {
  const cases = desk.store.all(casesOf({ personId }))
  const today = dateAt(desk.ports.clock.now())
  const live = cases.find(
    (one) =>
      one.permit_number !== null &&
      one.withdrawn === null &&
      ((JSON.parse(one.schedule) as Schedule | null)?.lastDay ?? '') >= today,
  )
  const open = cases.find(({ state }) => !isClosed(state))
  return { livePermit: live?.permit_number ?? null, openCase: open?.number ?? null }
}
