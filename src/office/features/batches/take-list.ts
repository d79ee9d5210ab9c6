import { setImmediate as otherWork } from 'node:timers/promises'
import type { z } from 'zod'
import type { BulkOutcome, LeftRow } from '../../../contract/desk/batches.ts'
import type { takeOrganisationList } from '../../../contract/desk/list-intake.ts'
import type { Applicant } from '../../../contract/events.ts'
import { mostOfBatch } from '../../../contract/events/batch-events.ts'
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
import { hasEnded, type Organisation, organisationOf } from './organisation.ts'
import { planOf, routeOf } from './plan.ts'
import { eventIdOf } from './read.ts'
import { sameListTaken } from './same-list.ts'
import { addToBatch, type BatchToTake, type RowToTake } from './take.ts'

type Asked = z.output<typeof takeOrganisationList.body>

/** Rows of one transaction: what the counter does not notice. */
const atOnce = 50

/**
 * Takes the new good rows of a judged list as one batch, or as several where they are more than one holds, a few in
 * a transaction and others served in between; bad ones wait for the corrected list, those that are here already stay as
 * they are. Nobody who has an open case or a live paper gets another. Throws `batch-intake-gone`, `batch-same-list`,
 * `batch-empty` where nobody is new, and what `addToBatch` throws.
 */
export async function takeList(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  asked: Asked,
): Promise<BulkOutcome> {
  if (desk.journal.has(asked.batchId)) return { done: 0, left: [] }
  const intake = readIntake(desk.store, asked.intakeId)
  if (intake.organisation !== caseId) throw new Refusal('batch-intake-gone')
  const organisation = organisationOf(desk, caseId)
  const { list } = intake
  const rows = newRows(desk, organisation, list, asked)
  const same = sameListTaken(desk, list.fingerprint)
  if (rows.length === 0 && same)
    throw new Refusal('batch-same-list', { day: same.takenAt.slice(0, 10).split('-').toReversed().join('/') })
  if (rows.length === 0) throw new Refusal('batch-empty')
  assertConfirmedFor(desk, organisation, rows.length)
  const people = new Set(rows.map((row) => caseIdOf(asked, row)))
  const whole = { organisation, list, asked, people, previous: newestBatch(desk.store, organisation) }
  const left: LeftRow[] = []
  let done = 0
  for (let at = 0; at < rows.length; at += mostOfBatch) {
    const part = rows.slice(at, at + mostOfBatch)
    const later = rows.length - at - part.length
    const outcome = await takePart(desk, session, whole, { rows: part, at, isFirst: done === 0, later })
    done += outcome.done
    left.push(...outcome.left)
  }
  return { done, left }
}

/** One batch of a list, a few rows at a time, others served in between. */
async function takePart(desk: Desk, session: LiveSession, whole: Whole, part: Part): Promise<BulkOutcome> {
  const batch = batchOf(desk, whole, part)
  const left: LeftRow[] = []
  let done = 0
  for (let at = 0; at < batch.rows.length; at += atOnce) {
    await otherWork()
    const rows = batch.rows.slice(at, at + atOnce)
    const outcome = addToBatch(desk, session, { ...batch, rows })
    done += outcome.taken
    left.push(...outcome.left)
  }
  return { done, left }
}

type Whole = {
  readonly organisation: Organisation
  readonly list: JudgedList
  readonly asked: Asked
  /** Somebody new is named after the case that brought them. */
  readonly people: ReadonlySet<string>
  readonly previous: string | null
}
/** Rows of a list that are one batch; `later`: how many of it come after them. */
type Part = {
  readonly rows: readonly JudgedRow[]
  readonly at: number
  readonly isFirst: boolean
  readonly later: number
}

/** The first batch that takes anything stands for the list: it has the name asked for, and the bad rows are its. */
function batchOf(
  desk: Desk,
  { organisation, list, asked, people, previous }: Whole,
  { rows, at, isFirst, later }: Part,
): BatchToTake {
  return {
    batchId: isFirst ? asked.batchId : eventIdOf(asked.batchId, `from ${at}`),
    role: 'clerk',
    head: headOf(organisation, list.fingerprint, previous),
    listed: isFirst
      ? { rows: list.rows.length - later, bad: list.counts.bad }
      : { rows: rows.length, bad: 0 },
    rows: rows.map((row) => rowToTake(organisation, row, asked)),
    named: (row) => named(desk, row, (id) => people.has(id)),
    judge: (writing, row) => assertNoOpenCase(writing, row),
    keep: (writing) => {
      if (!isFirst) return
      writing.run(
        sql.updateTable('list_intake').set({ batch_id: asked.batchId }).where('id', '=', asked.intakeId),
      )
    },
  }
}

/** What is said of a batch of an organisation's workers; `previous`: the `newestBatch` before it. */
export function headOf(
  { row, procedure }: Organisation,
  fingerprint: string,
  previous: string | null,
): BatchToTake['head'] {
  return {
    kind: 'workers',
    procedure: procedure.id,
    organisation: row.id,
    group: null,
    fingerprint,
    previous,
  }
}

const caseIdOf = ({ batchId }: Asked, { row }: Pick<JudgedRow, 'row'>) => eventIdOf(batchId, String(row))

/** Throws `batch-beyond-headcount` where a list by file has more people than the organisation was confirmed for. */
function assertConfirmedFor(desk: Desk, { row, byFile }: Organisation, added: number): void {
  if (byFile === null) return
  const listed = sql.selectFrom('permit_case').selectAll().where('listed_by', '=', row.id)
  const here = desk.store.all(listed).filter((one) => !hasEnded(one)).length
  if (here + added > byFile)
    throw new Refusal('batch-beyond-headcount', { count: here + added, most: byFile })
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

function rowToTake(organisation: Organisation, row: JudgedRow, asked: Asked): RowToTake {
  const { values } = row
  return {
    place: { row: row.row, flags: flagsOf(row) },
    asked: {
      caseId: caseIdOf(asked, row),
      draftId: null,
      scanRule: null,
      procedure: organisation.procedure.id,
      applicant: applicantOf(row),
      personId: null,
      details: {
        purpose: asked.purpose,
        route: routeOf(organisation, row),
        vehiclePlate: values.vehiclePlate ?? null,
        organisation: organisation.name,
        companions: null,
      },
      category: asked.category,
      schedule: asked.schedule,
      zone: asked.zone ?? organisation.row.zone,
      // Written by the projection from validated events.
      places: JSON.parse(organisation.row.places) as string[],
      listedBy: organisation.row.id,
      confirmed: [],
    },
  }
}

/** As many as the event of a case has room for (`batchPlace`). */
const mostFlags = 12

/** What the reviewer sees flagged: everything that was to be looked at when the list came. */
export function flagsOf({ reasons }: Pick<JudgedRow, 'reasons'>): string[] {
  const toCheck = reasons.map(({ code }) => code).filter((code) => rowReasons[code].weight === 'to-check')
  return [...new Set(toCheck)].slice(0, mostFlags)
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

/**
 * A row with the person it is about: who goes by its number and name here, or somebody new, flagged where others have the
 * same name and birth year. `isOfList` tells people whom the list itself brought: it names them as two. Throws
 * `batch-somebody-like` where they may be the same.
 */
export function named(desk: Desk, row: RowToTake, isOfList: (personId: string) => boolean): RowToTake {
  const { applicant } = row.asked
  const personId = row.asked.personId ?? knownPerson(desk, applicant)
  if (personId !== null) return { ...row, asked: { ...row.asked, personId } }
  const candidates = findDuplicates(desk, applicant)
  if (candidates.length === 0) return row
  const isPersonal = isPersonalNumber(applicant.idNumber)
  const areOthers = candidates.every(
    ({ why, idNumber, personId: other }) =>
      why === 'same-name-and-birth' &&
      isPersonalNumber(idNumber) === isPersonal &&
      // Two personal numbers are two people; other papers somebody has several of.
      (isPersonal || isOfList(other)),
  )
  if (!areOthers) throw new Refusal('batch-somebody-like')
  return {
    place: { ...row.place, flags: [...row.place.flags, 'namesake'].slice(0, mostFlags) },
    asked: { ...row.asked, confirmed: [...row.asked.confirmed, 'somebody-else'] },
  }
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
