import * as contract from '../../../contract/desk/index.ts'
import type { Applicant } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Mount } from '../../http.ts'
import { findDuplicates } from './duplicates.ts'
import { searchPeople } from './search.ts'

/** Finding people. */
export function mountPeople(mount: Mount): void {
  mount.staff(contract.searchPeople, ({ desk, body }) => ({
    hits: searchPeople(desk, body.text, body.limit),
  }))
  mount.staff(contract.findDuplicates, ({ desk, body }) => ({ candidates: findDuplicates(desk, body) }))
  mount.staff(contract.readPerson, ({ desk, params }) => {
    const person = desk.store.first(sql.selectFrom('person').selectAll().where('id', '=', params.personId))
    if (!person) throw new Refusal('not-found')
    const cases = desk.store.all(
      sql
        .selectFrom('permit_case')
        .select(['id as caseId', 'number', 'state', 'registered_at as registeredAt'])
        .where('person_id', '=', params.personId)
        .orderBy('registered_at', 'desc'),
    )
    return {
      person: {
        personId: person.id,
        // Written by the projection from a validated event.
        idKind: person.id_kind as Applicant['idKind'],
        idNumber: person.id_number,
        oldIdNumber: person.old_id_number,
        fullName: person.full_name,
        birthDate: person.birth_date,
        sex: person.sex,
        residence: person.residence,
        phone: person.phone,
      },
      cases,
    }
  })
}
