import type { CaseState } from '../../../domain/case.ts'
import type { PersonHit } from '../../../contract/desk/people.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'

const personOf = composedOnce(({ personId }: { personId: string }) =>
  sql.selectFrom('person').selectAll().where('id', '=', personId),
)

const newestCaseOf = composedOnce(({ personId }: { personId: string }) =>
  sql
    .selectFrom('permit_case')
    .select(['id', 'number', 'state'])
    .where('person_id', '=', personId)
    .orderBy('registered_at', 'desc')
    .limit(1),
)

/** People as search results, in the order of the ids given; unknown ids are left out. */
export function hitsOf(reader: Reader, personIds: readonly string[]): PersonHit[] {
  return personIds.flatMap((personId) => {
    const person = reader.first(personOf({ personId }))
    if (!person) return []
    return [
      {
        personId,
        fullName: person.full_name,
        birthDate: person.birth_date,
        idNumber: person.id_number,
        residence: person.residence,
        phone: person.phone,
        lastCase: lastCase(reader, personId),
      },
    ]
  })
}

function lastCase(
  reader: Reader,
  personId: string,
): { caseId: string; number: string; state: CaseState } | null {
  const row = reader.first(newestCaseOf({ personId }))
  return row ? { caseId: row.id, number: row.number, state: row.state } : null
}
