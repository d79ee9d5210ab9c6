import {
  approveCase,
  type Case,
  notifyRefusal,
  refuseCase,
  returnCase,
  sendBackCase,
  verifyCase,
} from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'

/** An act decided in a dialog with a note or a reason. */
export type DecidedAct = 'verify' | 'return' | 'approve' | 'refuse' | 'send-back' | 'notify-refusal'

/** The case after the act, or why the office said no. */
export type CaseOutcome =
  | { readonly answer: Case; readonly problem: null }
  | { readonly answer: null; readonly problem: Problem }

/** What was decided: the note as typed (may be empty), and the chosen reason where the act needs one. */
export type Decision = { readonly note: string; readonly reasonCode: string }

/**
 * Tells the office of a decision. `actId` stays the same while the person tries again, so that a lost answer never
 * acts twice; `version` is the case as they saw it.
 */
export function decide(
  act: DecidedAct,
  subject: Pick<Case, 'caseId' | 'version'>,
  actId: string,
  { note, reasonCode }: Decision,
): Promise<CaseOutcome> {
  const params = { caseId: subject.caseId }
  const common = { actId, version: subject.version }
  switch (act) {
    case 'verify':
      return ask(verifyCase, { params, body: { ...common, note: note || null } })
    case 'approve':
      return ask(approveCase, { params, body: { ...common, note: note || null } })
    case 'return':
      return ask(returnCase, { params, body: { ...common, reasonCode, note } })
    case 'refuse':
      return ask(refuseCase, { params, body: { ...common, reasonCode, note } })
    case 'send-back':
      return ask(sendBackCase, { params, body: { ...common, reasonCode, note } })
    case 'notify-refusal':
      return ask(notifyRefusal, { params, body: common })
  }
}

/** Whether a problem says that the case is no longer as it was seen: it has to be looked at again. */
export function isMoved(problem: Problem): boolean {
  return problem.code === 'case-moved' || problem.code === 'four-eyes'
}
