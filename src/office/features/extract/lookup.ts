import { type ExtractLookup, type ExtractState } from '../../../contract/desk/extract.ts'
import { procedureOf } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { staffName } from '../staff/read.ts'

export type ExtractRow = Tables['extract']

const present = composedOnce(() => sql.selectFrom('extract').selectAll())

/** The extract that is here; undefined when there is none. */
export function extractRow(reader: Reader): ExtractRow | undefined {
  return reader.first(present({}))
}

/** What is said of the extract: of which day, how many people, who took it in; null when there is none. */
export function extractState(desk: Desk): ExtractState | null {
  const row = extractRow(desk.store)
  if (!row) return null
  return {
    asOf: row.as_of,
    people: row.people,
    importedAt: row.imported_at,
    importedBy: staffName(desk.store, row.imported_by),
  }
}

const byNumber = composedOnce(({ number }: { number: string }) =>
  sql.selectFrom('extract_person').selectAll().where('id_number', '=', number),
)
const byOldNumber = composedOnce(({ number }: { number: string }) =>
  sql.selectFrom('extract_person').selectAll().where('old_id_number', '=', number).limit(2),
)

/**
 * The person of a number: by the personal number, or by an old one that is nobody else's. Throws `invalid-input` for a
 * procedure of the pack in force that is not filled in from the extract: nobody is looked up for anything else.
 */
export function lookUp(desk: Desk, procedure: string, number: string): ExtractLookup {
  if (procedureOf(desk.pack(), procedure)?.prefill !== true)
    throw new Refusal('invalid-input', { fields: 'procedure' })
  const row = extractRow(desk.store)
  if (!row) return { asOf: null, person: null }
  const found = desk.store.first(byNumber({ number })) ?? onlyOne(desk.store.all(byOldNumber({ number })))
  return {
    asOf: row.as_of,
    person: found
      ? {
          idNumber: found.id_number,
          oldIdNumber: found.old_id_number,
          fullName: found.full_name,
          birthDate: found.birth_date,
          sex: found.sex,
          residence: found.residence,
          household: found.household,
        }
      : null,
  }
}

function onlyOne<Row>(rows: readonly Row[]): Row | undefined {
  return rows.length === 1 ? rows[0] : undefined
}
