import { fold } from '../../domain/text/fold.ts'
import type { Applicant } from '../../contract/events.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'

const newestPerson = composedOnce(() =>
  sql.selectFrom('person').select(({ fn }) => fn.max('recent').as('recent')),
)
const personBefore = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person').select(['id_number', 'old_id_number', 'fold', 'as_of']).where('id', '=', id),
)
const setOldNumber = composedOnce((row: { id: string; number: string }) =>
  sql
    .updateTable('person')
    .set({ old_id_number: row.number })
    .where('id', '=', row.id)
    .where('old_id_number', 'is', null),
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

/**
 * Puts the person of an application as the newest one known, and keeps what they were known by before. `lc`: the Lamport
 * time of the application. One older than what is known only says what they were known by; the same again says nothing.
 */
export function upsertPerson(tx: Transactor, applicant: Applicant, lc: number): void {
  const newest = tx.first(newestPerson({}))?.recent ?? 0
  const before = tx.first(personBefore({ id: applicant.personId }))
  if (before && before.as_of >= lc) return keepEarlier(tx, applicant, before)
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
    as_of: lc,
  }
  tx.run(putPerson(values))
  if (before) keepAliases(tx, before, values)
}

type Known = Pick<Tables['person'], 'id_number' | 'old_id_number' | 'fold'>

/** An application that came from another PC after a newer one. */
function keepEarlier(
  tx: Transactor,
  { personId: id, idNumber, fullName, oldIdNumber }: Applicant,
  now: Known,
) {
  if (idNumber !== now.id_number) tx.run(setOldNumber({ id, number: idNumber }))
  const known = { ...now, id, old_id_number: now.old_id_number ?? idNumber }
  keepAliases(tx, { id_number: idNumber, old_id_number: oldIdNumber, fold: fold(fullName) }, known)
}

/** A new card with a new number makes the number there was the old one. */
function supersededNumber(before: Known | undefined, applicant: Applicant): string | null {
  return before && before.id_number !== applicant.idNumber ? before.id_number : null
}

/** Whatever somebody was known by and is no more: people come with old papers and old names. */
function keepAliases(tx: Transactor, before: Known, now: Known & { readonly id: string }): void {
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
