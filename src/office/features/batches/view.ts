import type { z } from 'zod'
import { type CaseAct, fourEyesConflict, isClosed } from '../../../domain/case.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import {
  type Batch,
  type BatchRowView,
  type BatchSummary,
  bulkActs,
  type listBatches,
} from '../../../contract/desk/batches.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { reviewsOfList, stepsOfList } from '../cases/list-confirmed.ts'
import { contentOf, earlierActs, findPack, procedureTitle, waysOf } from '../cases/read.ts'
import { readCase } from '../cases/view.ts'
import { staffName } from '../staff/read.ts'
import { isInScope, scopesOf } from '../staff/scope.ts'
import {
  batchHead,
  type BatchHead,
  type CaseOfBatch,
  casesOfBatch,
  flagsOf,
  nameOfBatch,
  printedCases,
  progressOf,
} from './read.ts'
import { intakeOfBatch } from './intake.ts'
import { keepLook, sampleOf, seenBy } from './sample.ts'

/** Most batches of one list: those before are found on the case of their organisation. */
const most = 200

/** Batches, newest first; those of one organisation where it is named. */
export function readBatches(
  desk: Desk,
  { organisation }: z.output<typeof listBatches.query>,
): z.output<typeof listBatches.answer> {
  const all = sql.selectFrom('batch').selectAll().orderBy('taken_at', 'desc').limit(most)
  const heads = desk.store.all(
    organisation === undefined ? all : all.where('organisation', '=', organisation),
  )
  return { batches: heads.map((head) => summaryOf(desk, head)) }
}

function summaryOf(desk: Desk, head: BatchHead): BatchSummary {
  const progress = progressOf(desk.store, head.id)
  // Written by the projection from a validated event.
  const counts = JSON.parse(head.counts) as BatchSummary['counts']
  return {
    batchId: head.id,
    kind: head.kind,
    name: nameOfBatch(desk.store, head),
    organisation: head.organisation,
    procedure: procedureTitle(desk, head),
    pack: `${head.pack}/${head.pack_version}`,
    takenAt: head.taken_at,
    takenBy: staffName(desk.store, head.taken_by),
    // A list that is taken piece by piece has more than it began with.
    counts: { ...counts, taken: progress.cases },
    previous: head.previous,
    progress,
  }
}

/** A batch with its rows, and what the person who looks may do with all of them. Throws `not-found`. */
export function readBatch(desk: Desk, session: LiveSession, batchId: string): Batch {
  const summary = summaryOf(desk, batchHead(desk.store, batchId))
  const cases = casesOfBatch(desk.store, batchId)
  const seen = seenBy(desk.store, session.user, batchId)
  const printed = printedCases(desk.store, batchId)
  return {
    ...summary,
    intakeId: intakeOfBatch(desk.store, batchId, summary.counts.bad),
    rows: cases.map((row) => rowOf(row, seen(row), printed.has(row.id))),
    acts: actsOf(desk, session, batchId, cases, seen),
  }
}

function rowOf(row: CaseOfBatch, seen: boolean, printed: boolean): BatchRowView {
  const { applicant, details } = contentOf(row)
  return {
    caseId: row.id,
    row: row.row,
    number: row.number,
    fullName: applicant.fullName,
    idNumber: applicant.idNumber,
    about: details.route ?? applicant.residence,
    state: row.state,
    version: row.version,
    flags: flagsOf(row),
    permitNumber: row.permit_number,
    withdrawn: row.withdrawn !== null,
    printed,
    seen,
  }
}

/** In the order in which they come up: what moves a list on first. */
const offered: readonly CaseAct[] = [...bulkActs, 'seal']

function actsOf(
  desk: Desk,
  session: LiveSession,
  batchId: string,
  cases: readonly CaseOfBatch[],
  seen: (row: CaseOfBatch) => boolean,
): Batch['acts'] {
  const waiting = new Map<CaseAct, CaseOfBatch[]>()
  const scopes = scopesOf(desk.store, session.user)
  for (const row of cases) {
    if (!findPack(desk, row) || !isInScope(scopes, row)) continue
    for (const act of actsOn(desk, session, row)) waiting.set(act, [...(waiting.get(act) ?? []), row])
  }
  const [first] = cases
  const reviewed = new Set(reviewsOfList(desk.store, batchId).map(({ act }) => act))
  const awaited = first ? stepsOfList(desk, first).filter(({ step }) => !reviewed.has(step)) : []
  if (awaited.length > 0) waiting.delete('approve')
  // What came by file is agreed to as a whole by those who confirm its organisation.
  for (const { step, by } of awaited) {
    const open = cases.filter((row) => !isClosed(row.state) && isInScope(scopes, row))
    if (open.length > 0 && by.some((role) => session.roles.some((own) => own === role)))
      waiting.set(step, open)
  }
  return offered.flatMap((act) => {
    const rows = waiting.get(act)
    if (!rows) return []
    const sample = sampleOf(batchId, act, rows)
    return [
      {
        act,
        waiting: rows.length,
        sample: sample.map(({ id }) => id),
        unseen: sample.filter((row) => !seen(row)).length,
      },
    ]
  })
}

function actsOn(desk: Desk, session: LiveSession, row: CaseOfBatch): CaseAct[] {
  const ways = waysOf(desk, row).filter(
    ({ act, by }) =>
      offered.includes(act) && by.some((role) => role !== 'city' && session.roles.includes(role)),
  )
  if (ways.length === 0) return []
  const earlier = earlierActs(desk.store, row.id)
  return ways.map(({ act }) => act).filter((act) => fourEyesConflict(act, session.user, earlier) === null)
}

/** Shows a row and remembers it. Throws `not-found` for a case of another batch. */
export function lookAtRow(desk: Desk, session: LiveSession, batchId: string, caseId: string): Case {
  const place = desk.store.first(
    sql.selectFrom('batch_case').select('row').where('case_id', '=', caseId).where('batch_id', '=', batchId),
  )
  if (!place) throw new Refusal('not-found')
  const shown = readCase(desk, session, caseId)
  desk.store.transact((tx) =>
    keepLook(tx, {
      user: session.user,
      case_id: caseId,
      version: shown.version,
      at: vietnamTime(desk.ports.clock.now()),
    }),
  )
  return shown
}
