import { type CaseAct, fourEyesConflict } from '../../../domain/case.ts'
import { type Procedure, procedureOf } from '../../../contract/policy/pack.ts'
import { peopleByFile } from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { EventLine } from '../../../contract/sync/event-line.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { type CaseRow, caseRow, contentOf, findPack } from './read.ts'

/** A step by which an organisation is judged and its workers are not. */
export type ListStep = Procedure['steps'][number] & { readonly step: 'verify' | 'confirm' | 'submit' }

const batchOfCase = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('batch_case').select('batch_id').where('case_id', '=', id),
)
const batchesOf = composedOnce(({ organisation }: { organisation: string }) =>
  sql.selectFrom('batch').select('id').where('organisation', '=', organisation),
)
const reviewsOf = composedOnce(({ batchId }: { batchId: string }) =>
  sql.selectFrom('event').select('line').where('subject', '=', batchId).where('type', '=', 'batch.reviewed'),
)

/**
 * The steps that a list by file still waits for: whoever confirms an organisation with its list agrees to the list too,
 * also when it comes later. `row`: a case by that list.
 */
export function stepsOfList(desk: Desk, row: CaseRow): ListStep[] {
  if (row.listed_by === null) return []
  const organisation = caseRow(desk.store, row.listed_by)
  if (peopleByFile(contentOf(organisation).details.more) === null) return []
  const [pack, own] = [findPack(desk, organisation), findPack(desk, row)]
  const confirms = pack && procedureOf(pack, organisation.procedure)
  const judges = own && procedureOf(own, row.procedure)
  return (confirms?.steps ?? []).filter(
    (one): one is ListStep => isListStep(one.step) && !judges?.steps.some(({ step }) => step === one.step),
  )
}

function isListStep(step: string): step is ListStep['step'] {
  return step === 'verify' || step === 'confirm' || step === 'submit'
}

/** Who did which step on a list as a whole. */
export function reviewsOfList(reader: Reader, batchId: string): { act: CaseAct; user: string }[] {
  return reader.all(reviewsOf({ batchId })).map(({ line }) => {
    // Written by this office from a validated event.
    const { body, actor } = JSON.parse(line) as EventLine & { body: { act: CaseAct } }
    return { act: body.act, user: actor.user }
  })
}

/**
 * Throws `batch-unconfirmed` before a worker's case is approved whose list by file nobody agreed to who has to, and
 * `four-eyes` for whoever agreed to it.
 */
export function assertListAgreed(desk: Desk, reader: Reader, row: CaseRow, act: CaseAct, user: string): void {
  if (act !== 'approve') return
  const steps = stepsOfList(desk, row)
  if (steps.length === 0) return
  const batch = reader.first(batchOfCase({ id: row.id }))
  // Somebody of the list who came to the counter alone is on one of its batches.
  const batches = batch
    ? [batch.batch_id]
    : reader.all(batchesOf({ organisation: row.listed_by ?? '' })).map(({ id }) => id)
  const reviews = batches.flatMap((id) => reviewsOfList(reader, id))
  const missing = steps.find(({ step }) => !reviews.some((one) => one.act === step))
  if (missing) throw new Refusal('batch-unconfirmed', { roles: missing.by.join(', ') })
  const because = fourEyesConflict(act, user, reviews)
  if (because) throw new Refusal('four-eyes', { act: because })
}
