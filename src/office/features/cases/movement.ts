import { dateAt } from '../../../domain/calendar.ts'
import { type CaseAct, isClosed } from '../../../domain/case.ts'
import { procedureOf, type RulePack } from '../../../contract/policy/pack.ts'
import { holdingStatus } from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { type CaseRow, contentOf, findPack, packFor } from './read.ts'

/** Whoever applies, by whatever is known of them. */
type Mover = {
  readonly personId: string | null
  readonly idNumber?: string
  readonly oldIdNumber?: string | null
}

/** Acts by which a paper comes nearer to whoever travels with it. */
const onwards: ReadonlySet<CaseAct> = new Set([
  'verify',
  'confirm',
  'submit',
  'approve',
  'seal',
  'replace',
  'hand-over',
])

/**
 * Throws `movement-held` when a status list keeps somebody at home today, `pack-missing` when nobody can tell because
 * the rules of a record of theirs are not here.
 */
export function assertFreeToMove(desk: Desk, mover: Mover): void {
  assertNoHold(statusHolding(desk, desk.store, mover, packFor))
}

/** Throws the same when an act would go on with the paper of somebody who was put on a status list meanwhile. */
export function assertStillFree(desk: Desk, reader: Reader, row: CaseRow, act: CaseAct): void {
  const mover = onwards.has(act) ? moverOf(row) : null
  if (mover) assertNoHold(statusHolding(desk, reader, mover, packFor))
}

function assertNoHold(status: string | null): void {
  if (status !== null) throw new Refusal('movement-held', { status })
}

/** Whether a hold keeps an act from being done. */
export function isHeldBack(act: CaseAct): boolean {
  return onwards.has(act)
}

/** The status that, as far as is known, keeps the applicant of a case at home today; null for one that lets nobody go. */
export function holdOn(desk: Desk, row: CaseRow): string | null {
  const mover = moverOf(row)
  return mover && statusHolding(desk, desk.store, mover, findPack)
}

/** Who travels by a case; null where it gives nobody a way to go, or not any more. */
function moverOf(row: CaseRow): Mover | null {
  const { applicant, schedule } = contentOf(row)
  const givesWay = schedule !== null && (!isClosed(row.state) || row.state === 'handed-over')
  return givesWay ? { ...applicant, personId: row.person_id } : null
}

/** The newest status recorded for a person decides; one with a last day ends by itself. */
function statusHolding(
  desk: Desk,
  reader: Reader,
  mover: Mover,
  packOf: (desk: Desk, row: CaseRow) => RulePack | null,
): string | null {
  const people = knownAs(reader, mover)
  const records = people
    .flatMap((personId) => reader.all(recordsOf({ personId })))
    .toSorted((one, other) => (one.registered_at < other.registered_at ? 1 : -1))
  for (const row of records) {
    const pack = packOf(desk, row)
    const procedure = pack && procedureOf(pack, row.procedure)
    if (procedure?.record !== 'status') continue
    return holdingStatus(procedure, contentOf(row).details.more, dateAt(desk.ports.clock.now()))
  }
  return null
}

const recordsOf = composedOnce(({ personId }: { personId: string }) =>
  sql.selectFrom('permit_case').selectAll().where('person_id', '=', personId).where('state', '=', 'recorded'),
)
const byNumber = composedOnce(({ number }: { number: string }) =>
  sql.selectFrom('person').select('id').where('id_number', '=', number),
)
const byOldNumber = composedOnce(({ number }: { number: string }) =>
  sql.selectFrom('person').select('id').where('old_id_number', '=', number),
)
const byEarlierNumber = composedOnce(({ number }: { number: string }) =>
  sql
    .selectFrom('person_alias')
    .select('person_id as id')
    .where('kind', '=', 'number')
    .where('text', '=', number),
)
const numbersOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person').select(['id_number', 'old_id_number']).where('id', '=', id),
)
const earlierNumbersOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person_alias').select('text').where('person_id', '=', id).where('kind', '=', 'number'),
)

/**
 * Everybody here who goes by a number of somebody's, or by a number of those: a list that names the old card finds
 * whoever comes with the new one, also when the two were never written on one form.
 */
export function knownAs(reader: Reader, { personId, idNumber, oldIdNumber }: Mover): string[] {
  const people = new Set(personId === null ? [] : [personId])
  const numbers = new Set([idNumber, oldIdNumber].filter(isTelling))
  // Sets are walked to their end, also to what is added on the way.
  const takePeople = () => {
    for (const id of people) for (const number of allNumbersOf(reader, id)) numbers.add(number)
  }
  takePeople()
  for (const number of numbers) {
    for (const find of [byNumber, byOldNumber, byEarlierNumber])
      for (const { id } of reader.all(find({ number }))) people.add(id)
    takePeople()
  }
  return [...people]
}

function allNumbersOf(reader: Reader, id: string): string[] {
  const person = reader.first(numbersOf({ id }))
  const earlier = reader.all(earlierNumbersOf({ id })).map(({ text }) => text)
  return [person?.id_number, person?.old_id_number, ...earlier].filter(isTelling)
}

/** Whether a number tells somebody from others: not what is typed for people without papers, as `0` or a word. */
function isTelling(number: string | null | undefined): number is string {
  return typeof number === 'string' && new Set(number.replaceAll(/\D/g, '')).size > 1
}
