import type { z } from 'zod'
import type { BulkOutcome, LeftRow } from '../../../contract/desk/batches.ts'
import type { applyListChanges, PlannedRow } from '../../../contract/desk/list-intake.ts'
import { mostOfBatch } from '../../../contract/events/batch-events.ts'
import type { JudgedList } from '../../../contract/lists/judged-list.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { fingerprintOf } from '../../lists/fingerprint.ts'
import type { LiveSession } from '../../sessions.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'
import { complete, type Completion } from '../cases/register.ts'
import { readIntake } from './intake.ts'
import { type Organisation, organisationOf } from './organisation.ts'
import { planOf, routeOf } from './plan.ts'
import { eventIdOf, leftBehind } from './read.ts'
import { endingOf, type Ending } from './remove.ts'
import { type RowToTake, tryBatch } from './take.ts'
import { applicantOf, assertNoOpenCase, flagsOf, headOf, named, newestBatch } from './take-list.ts'

type Asked = z.output<typeof applyListChanges.body>
type Change = { readonly planned: PlannedRow; readonly former: CaseRow }

/**
 * Applies what a list says anew of people who are on it already. A case that came back to the counter is completed with
 * the new words; any other is ended as `removeListed` ends it, and the person gets a new one, all of these as one batch in
 * one transaction. Rows that a rule refuses stay as they are. The same act again writes nothing. Throws
 * `batch-intake-gone`, `batch-nothing-waits`, and what `tryBatch` throws.
 */
export function applyChanges(desk: Desk, session: LiveSession, caseId: string, asked: Asked): BulkOutcome {
  const before = asked.rows.filter((row) => isApplied(desk, asked, row)).length
  if (before > 0) return { done: before, left: [] }
  const intake = readIntake(desk.store, asked.intakeId)
  if (intake.organisation !== caseId) throw new Refusal('batch-intake-gone')
  const organisation = organisationOf(desk, caseId)
  const changes = changesOf(desk, organisation, intake.list, asked)
  if (changes.length === 0) throw new Refusal('batch-nothing-waits')
  const context = { desk, session, organisation, list: intake.list, asked }
  const left: LeftRow[] = []
  const again = changes.filter(({ former }) => former.state === 'returned')
  for (const change of again) completeAgain(context, change, left)
  const anew = changes.filter((change) => !again.includes(change))
  const renewed = anew.length > 0 ? renew(context, anew) : { taken: 0, left: [] }
  desk.sync.wake()
  desk.notify('cases', 'keys')
  return { done: again.length - left.length + renewed.taken, left: [...left, ...renewed.left] }
}

const newCaseOf = ({ actId }: Asked, row: number) => eventIdOf(actId, String(row))
const completionOf = ({ actId }: Asked, row: number) => eventIdOf(actId, `completed ${row}`)

function isApplied(desk: Desk, asked: Asked, row: number): boolean {
  return desk.journal.has(newCaseOf(asked, row)) || desk.journal.has(completionOf(asked, row))
}

function changesOf(desk: Desk, organisation: Organisation, list: JudgedList, { rows }: Asked): Change[] {
  const chosen = new Set(rows)
  return planOf(desk, organisation, list).rows.flatMap((planned) => {
    const { row, standing, caseId } = planned
    if (standing !== 'changed' || caseId === null || !chosen.has(row)) return []
    return [{ planned, former: caseRow(desk.store, caseId) }]
  })
}

type Context = {
  readonly desk: Desk
  readonly session: LiveSession
  readonly organisation: Organisation
  readonly list: JudgedList
  readonly asked: Asked
}

function completeAgain(context: Context, { planned, former }: Change, left: LeftRow[]): void {
  const { desk, session, asked } = context
  const actId = completionOf(asked, planned.row)
  try {
    const words = applicationOf(context, { planned, former })
    complete(desk, session, former.id, { actId, version: former.version, ...words }, true)
  } catch (error) {
    left.push(leftBehind(error, planned.row, former.id))
  }
}

/** New cases in the place of others, which end in the same transaction. */
function renew(context: Context, changes: readonly Change[]) {
  const { desk, session, organisation, asked } = context
  if (changes.length > mostOfBatch)
    throw new Refusal('batch-too-large', { count: changes.length, most: mostOfBatch })
  const byCase = new Map(changes.map((change) => [newCaseOf(asked, change.planned.row), change]))
  const formerOf = ({ asked: { caseId } }: RowToTake) => {
    const change = byCase.get(caseId)
    if (!change) throw new Error('a row that nobody asked for')
    return change.former
  }
  return tryBatch(desk, session, {
    batchId: asked.actId,
    role: 'clerk',
    head: headOf(
      organisation,
      fingerprintOf(
        'organisation',
        changes.map(({ planned }) => planned),
      ),
      newestBatch(desk.store, organisation),
    ),
    listed: { rows: changes.length, bad: 0 },
    rows: changes.map((change) => rowOf(context, change)),
    named: (row) => named(desk, row, (id) => byCase.has(id)),
    judge: (writing, row) => {
      const former = formerOf(row)
      endingOf(desk, writing, session, former, endOf(asked))
      assertNoOpenCase(writing, row, former.id)
    },
    keep: (writing) => {
      for (const [caseId, { former }] of byCase)
        if (desk.journal.has(caseId)) writing.append(endingOf(desk, writing, session, former, endOf(asked)))
    },
  })
}

/** Said of the former case, in its encrypted part. */
function endOf({ actId, reasonCode }: Asked): Ending {
  return { actId, reasonCode, note: 'Thay bằng hồ sơ mới theo danh sách đơn vị gửi lại' }
}

function rowOf(context: Context, change: Change): RowToTake {
  const { asked, organisation } = context
  const { planned } = change
  return {
    place: { row: planned.row, flags: flagsOf(planned) },
    asked: {
      ...applicationOf(context, change),
      caseId: newCaseOf(asked, planned.row),
      draftId: null,
      scanRule: null,
      procedure: organisation.procedure.id,
      // The paper that this one takes the place of ends with it.
      confirmed: ['live-permit'],
    },
  }
}

/** The former application with the words of the row; what the list has no column for stays as it was. */
function applicationOf(
  { desk, organisation, list }: Context,
  { planned, former }: Change,
): Omit<Completion, 'actId' | 'version'> {
  const { applicant, details, schedule } = contentOf(former)
  const { personId, ...before } = applicant
  const listed = applicantOf(planned)
  const isSame = listed.idNumber === before.idNumber
  const says = (field: 'phone' | 'sex' | 'vehiclePlate') => list.mapping.columns.includes(field)
  const today = dateAt(desk.ports.clock.now())
  return {
    applicant: {
      ...listed,
      idKind: isSame ? before.idKind : listed.idKind,
      oldIdNumber: before.oldIdNumber,
      sex: says('sex') ? listed.sex : before.sex,
      phone: says('phone') ? listed.phone : before.phone,
    },
    personId: isSame ? personId : null,
    details: {
      ...details,
      route: routeOf(organisation, planned) ?? details.route,
      vehiclePlate: says('vehiclePlate') ? (planned.values.vehiclePlate ?? null) : details.vehiclePlate,
    },
    category: former.category,
    schedule: schedule && { ...schedule, firstDay: schedule.firstDay > today ? schedule.firstDay : today },
    zone: former.zone,
    // Written by the projection from validated events.
    places: JSON.parse(former.places) as string[],
    listedBy: organisation.row.id,
    confirmed: [],
  }
}
