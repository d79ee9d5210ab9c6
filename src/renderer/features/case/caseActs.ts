import {
  confirmCase,
  confirmTransfer,
  notifyStop,
  stopCase,
  submitCase,
} from '../../../contract/desk/case-steps.ts'
import {
  approveCase,
  type Case,
  notifyRefusal,
  refuseCase,
  returnCase,
  sendBackCase,
  verifyCase,
} from '../../../contract/desk/cases.ts'
import type { CaseAct } from '../../../domain/case.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'

/** Acts that may take a note in the actor's words. */
const noted = { verify: verifyCase, confirm: confirmCase, submit: submitCase, approve: approveCase } as const
/** Acts that want a reason of the pack. */
const reasoned = {
  return: returnCase,
  refuse: refuseCase,
  'send-back': sendBackCase,
  stop: stopCase,
} as const
/** Acts that only want a yes. */
const plain = {
  'notify-refusal': notifyRefusal,
  'notify-stop': notifyStop,
  'confirm-transfer': confirmTransfer,
} as const

export type NotedAct = keyof typeof noted
export type ReasonedAct = keyof typeof reasoned
type PlainAct = keyof typeof plain
/** An act decided in a dialog with a note, a reason or only a yes. */
export type DecidedAct = NotedAct | ReasonedAct | PlainAct

export function isNoted(act: DecidedAct): act is NotedAct {
  return Object.hasOwn(noted, act)
}
export function isReasoned(act: CaseAct): act is ReasonedAct {
  return Object.hasOwn(reasoned, act)
}

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
  { caseId, version }: Pick<Case, 'caseId' | 'version'>,
  actId: string,
  { note, reasonCode }: Decision,
): Promise<CaseOutcome> {
  const params = { caseId }
  const common = { actId, version }
  if (isNoted(act)) return ask(noted[act], { params, body: { ...common, note: note || null } })
  if (isReasoned(act)) return ask(reasoned[act], { params, body: { ...common, reasonCode, note } })
  return ask(plain[act], { params, body: common })
}

/** Whether a problem says that the case is no longer as it was seen: it has to be looked at again. */
export function isMoved(problem: Problem): boolean {
  return problem.code === 'case-moved' || problem.code === 'four-eyes' || problem.code === 'step-not-here'
}
