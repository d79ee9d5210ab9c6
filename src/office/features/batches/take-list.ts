import type { z } from 'zod'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import type { takeOrganisationList } from '../../../contract/desk/list-intake.ts'
import type { Applicant } from '../../../contract/events.ts'
import type { JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import { rowReasons } from '../../../contract/lists/reasons.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { isClosed } from '../../../domain/case.ts'
import { isOldCardNumber, isPersonalNumber } from '../../../domain/identity/personal-number.ts'
import { fold } from '../../../domain/text/fold.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { knownAs } from '../cases/movement.ts'
import { findDuplicates } from '../people/duplicates.ts'
import { readIntake } from './intake.ts'
import { type Organisation, organisationOf } from './organisation.ts'
import { planOf, routeOf } from './plan.ts'
import { eventIdOf } from './read.ts'
import { sameListTaken } from './same-list.ts'
import { type RowToTake, tryBatch } from './take.ts'

type Asked = z.output<typeof takeOrganisationList.body>

/**
 * Takes the new good rows of a judged list as one batch; bad ones wait for the corrected list, those that are here
 * already stay as they are. Nobody who has an open case or a live paper gets another. Throws `batch-intake-gone`,
 * `batch-same-list`, `batch-empty` where nobody is new, and what `tryBatch` throws.
 */
export function takeList(desk: Desk, session: LiveSession, caseId: string, asked: Asked): BulkOutcome {
  if (desk.journal.has(asked.batchId)) return { done: 0, left: [] }
  const intake = readIntake(desk.store, asked.intakeId)
  if (intake.organisation !== caseId) throw new Refusal('batch-intake-gone')
  const organisation = organisationOf(desk, caseId)
  const rows = newRows(desk, organisation, intake.list, asked)
  const same = sameListTaken(desk, intake.list.fingerprint)
  if (rows.length === 0 && same)
    throw new Refusal('batch-same-list', { day: same.takenAt.slice(0, 10).split('-').toReversed().join('/') })
  if (rows.length === 0) throw new Refusal('batch-empty')
  const { taken, left } = tryBatch(desk, session, {
    batchId: asked.batchId,
    role: 'clerk',
    head: {
      kind: 'workers',
      procedure: organisation.procedure.id,
      organisation: caseId,
      group: null,
      fingerprint: intake.list.fingerprint,
      previous: newestBatch(desk.store, organisation),
    },
    listed: { rows: intake.list.rows.length, bad: intake.list.counts.bad },
    rows: rows.map((row) => rowToTake(desk, organisation, row, asked)),
    judge: (writing, row) => assertNoOpenCase(writing, row),
    keep: (writing) =>
      writing.run(
        sql.updateTable('list_intake').set({ batch_id: asked.batchId }).where('id', '=', asked.intakeId),
      ),
  })
  return { done: taken, left: [...left] }
}

function newRows(desk: Desk, organisation: Organisation, list: JudgedList, { without }: Asked): JudgedRow[] {
  const left = new Set(without)
  const standing = new Map(planOf(desk, organisation, list).rows.map((row) => [row.row, row.standing]))
  return list.rows.filter(({ row }) => standing.get(row) === 'new' && !left.has(row))
}

/** The batch that was taken last by a list of this organisation. */
export function newestBatch(reader: Reader, { cases }: Organisation): string | null {
  const found = reader.first(
    sql
      .selectFrom('batch')
      .select('id')
      .where('organisation', 'in', [...cases])
      .orderBy('taken_at', 'desc')
      .limit(1),
  )
  return found?.id ?? null
}

function rowToTake(desk: Desk, organisation: Organisation, row: JudgedRow, asked: Asked): RowToTake {
  const applicant = applicantOf(row)
  const personId = knownPerson(desk, applicant)
  const isNamesake = personId === null && hasNamesakesOnly(desk, applicant)
  const { values } = row
  return {
    place: { row: row.row, flags: [...flagsOf(row), ...(isNamesake ? ['namesake'] : [])].slice(0, 12) },
    asked: {
      caseId: eventIdOf(asked.batchId, String(row.row)),
      draftId: null,
      scanRule: null,
      procedure: organisation.procedure.id,
      applicant,
      personId,
      details: {
        purpose: asked.purpose,
        route: routeOf(organisation, row),
        vehiclePlate: values.vehiclePlate ?? null,
        organisation: organisation.name,
        companions: null,
      },
      category: asked.category,
      schedule: asked.schedule,
      zone: null,
      places: [],
      listedBy: organisation.row.id,
      confirmed: isNamesake ? ['somebody-else'] : [],
    },
  }
}

/** What the reviewer sees flagged: everything that was to be looked at when the list came. */
export function flagsOf({ reasons }: Pick<JudgedRow, 'reasons'>): string[] {
  return [
    ...new Set(reasons.map(({ code }) => code).filter((code) => rowReasons[code].weight === 'to-check')),
  ]
}

type Listed = Omit<Applicant, 'personId'>

/** Whom a good row names. */
export function applicantOf({ values }: Pick<JudgedRow, 'values'>): Listed {
  const idNumber = values.idNumber ?? ''
  return {
    idKind: isPersonalNumber(idNumber) ? 'can-cuoc' : isOldCardNumber(idNumber) ? 'cmnd' : 'passport',
    idNumber,
    oldIdNumber: null,
    fullName: values.fullName ?? '',
    birthDate: values.birthDate ?? '',
    sex: values.sex === 'male' || values.sex === 'female' ? values.sex : null,
    residence: values.residence ?? '',
    phone: values.phone ?? null,
  }
}

const personOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person').select(['fold', 'birth_date']).where('id', '=', id),
)

/** Who goes by this number here, where name and birth year say the same; otherwise a clerk has to decide. */
function knownPerson(desk: Desk, { idNumber, fullName, birthDate }: Listed): string | null {
  const known = knownAs(desk.store, { personId: null, idNumber })
  return (
    known.find((id) => {
      const person = desk.store.first(personOf({ id }))
      return person?.fold === fold(fullName) && person.birth_date.slice(0, 4) === birthDate.slice(0, 4)
    }) ?? null
  )
}

/** Whether the people it could be are others for certain: two personal numbers are two people. */
export function hasNamesakesOnly(desk: Desk, applicant: Listed): boolean {
  const candidates = findDuplicates(desk, applicant)
  return (
    candidates.length > 0 &&
    isPersonalNumber(applicant.idNumber) &&
    candidates.every(({ why, idNumber }) => why === 'same-name-and-birth' && isPersonalNumber(idNumber))
  )
}

const casesOf = composedOnce(({ personId, procedure }: { personId: string; procedure: string }) =>
  sql
    .selectFrom('permit_case')
    .select(['id', 'number', 'state'])
    .where('person_id', '=', personId)
    .where('procedure', '=', procedure),
)

/** Throws `batch-open-case` for somebody whose paper is being made already, by this list or another; `but`: that case. */
export function assertNoOpenCase(
  reader: Reader,
  { asked: { applicant, personId, procedure } }: RowToTake,
  but: string | null = null,
): void {
  for (const known of knownAs(reader, { ...applicant, personId }))
    for (const { id, number, state } of reader.all(casesOf({ personId: known, procedure })))
      if (id !== but && !isClosed(state)) throw new Refusal('batch-open-case', { number })
}
