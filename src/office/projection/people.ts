import { fold } from '../../domain/text/fold.ts'
import type { Applicant } from '../../contract/events.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'

const newestPerson = composedOnce(() =>
  sql.selectFrom('person').select(({ fn }) => fn.max('recent').as('recent')),
)
const personBefore = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person').select(['id_number', 'old_id_number', 'fold']).where('id', '=', id),
)
const putAlias = composedOnce((row: Tables['person_alias']) =>
  sql
    .insertInto('person_alias')
    .values(row)
    .onConflict((conflict) => conflict.doNothing()),
)
const putPerson = composedOnce((row: Tables['person']) => {
  const { id: _id, ...rest } = row
  return sql
    .insertInto('person')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
})

/** Puts the person of an application as the newest one known, and keeps what they were known by before. */
export function upsertPerson(tx: Transactor, applicant: Applicant): void {
  const newest = tx.first(newestPerson({}))?.recent ?? 0
  const before = tx.first(personBefore({ id: applicant.personId }))
  const values = {
    id: applicant.personId,
    id_kind: applicant.idKind,
    id_number: applicant.idNumber,
    id_number_reversed: reverse(applicant.idNumber),
    old_id_number: applicant.oldIdNumber ?? supersededNumber(before, applicant),
    full_name: applicant.fullName,
    fold: fold(applicant.fullName),
    birth_date: applicant.birthDate,
    sex: applicant.sex,
    residence: applicant.residence,
    phone: applicant.phone,
    recent: newest + 1,
  }
  tx.run(putPerson(values))
  if (before) keepAliases(tx, before, values)
}

type Known = Pick<Tables['person'], 'id_number' | 'old_id_number' | 'fold'>

/** A new card with a new number makes the number there was the old one. */
function supersededNumber(before: Known | undefined, applicant: Applicant): string | null {
  return before && before.id_number !== applicant.idNumber ? before.id_number : null
}

/** Whatever somebody was known by and is no more: people come with old papers and old names. */
function keepAliases(tx: Transactor, before: Known, now: Tables['person']): void {
  for (const number of [before.id_number, before.old_id_number]) {
    if (number === null || number === now.id_number || number === now.old_id_number) continue
    tx.run(putAlias({ person_id: now.id, kind: 'number', text: number, reversed: reverse(number) }))
  }
  if (before.fold !== now.fold)
    tx.run(putAlias({ person_id: now.id, kind: 'name', text: before.fold, reversed: '' }))
}

/** The text from its end; an index on it finds “ends with 4821”. */
export function reverse(text: string): string {
  return Array.from(text).toReversed().join('')
}
