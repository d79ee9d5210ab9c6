import type { z } from 'zod'
import type { Case } from '../../../contract/desk/cases.ts'
import type { replacePaper, withdrawPaper } from '../../../contract/desk/issuing.ts'
import type { PaperReference } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { actOnCase, isWritten } from '../cases/act.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'
import { makeAndWrite } from './seal.ts'

/**
 * Issues the paper of a case again under a new serial, with the sealer's own PIN; the earlier one verifies as replaced.
 * Throws `paper-withdrawn` and what sealing throws.
 */
export async function replace(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  ask: z.output<typeof replacePaper.body>,
): Promise<Case> {
  assertNotWithdrawn(desk, caseId, ask.actId)
  return makeAndWrite(desk, session, { caseId, ...ask }, 'replace', (writing, row, { actor }, paper) =>
    writing.append({
      type: 'permit.replaced',
      id: ask.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { ...paper.body, replaced: referenceOf(row), reason: ask.reason, overQuota: ask.overQuota },
      personal: paper.personal,
    }),
  )
}

/**
 * Withdraws the paper of a case: it no longer counts from now on, here at once and at checkpoints by the city's list.
 * Throws `paper-withdrawn`, `case-moved`.
 */
export function withdraw(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  ask: z.output<typeof withdrawPaper.body>,
): Case {
  const { actId, version } = ask
  assertNotWithdrawn(desk, caseId, actId)
  return actOnCase(desk, session, { caseId, actId, version, act: 'withdraw' }, (writing, row, { actor }) =>
    writing.append({
      type: 'permit.revoked',
      id: actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { ...referenceOf(row), reason: ask.reason },
      personal: { text: ask.note },
    }),
  )
}

/** A paper that no longer counts is neither replaced nor withdrawn again. */
function assertNotWithdrawn(desk: Desk, caseId: string, actId: string): void {
  const isDone = isWritten(desk.store, actId, caseId)
  if (!isDone && caseRow(desk.store, caseId).withdrawn !== null) throw new Refusal('paper-withdrawn')
}

/** The newest paper of a case, as lists of withdrawn papers name it. Throws `step-not-here` where there is none. */
export function referenceOf(row: CaseRow): PaperReference {
  const { schedule } = contentOf(row)
  if (row.kid === null || row.series === null || row.paper_index === null || !schedule)
    throw new Refusal('step-not-here')
  return { kid: row.kid, series: row.series, index: row.paper_index, lastDay: schedule.lastDay }
}
