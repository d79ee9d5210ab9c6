import type { Role } from './roles.ts'

/**
 * A case (*hồ sơ*): one application, from registration at the counter to its end.
 *
 * States are named after what was done last. Which step comes next, and whose it is, says the chain of the rule pack
 * (`workflow.ts`).
 * - `registered`, `verified`, `confirmed`, `submitted`, `approved`, `sealed`: the next step of the chain is waited for.
 * - `returned`: with the clerk, who completes it together with the applicant.
 * - `refused`, `stopped`, `transferred`: with the clerk, who gives the applicant the letter.
 * - the rest is closed.
 */
export const caseStates = [
  'registered',
  'returned',
  'verified',
  'confirmed',
  'submitted',
  'approved',
  'sealed',
  'refused',
  'stopped',
  'transferred',
  'handed-over',
  'recorded',
  'paid',
  'refusal-notified',
  'stop-notified',
  'transfer-confirmed',
] as const
export type CaseState = (typeof caseStates)[number]

/** States in which nothing more is owed to the applicant. */
export const closedStates = [
  'handed-over',
  'recorded',
  'paid',
  'refusal-notified',
  'stop-notified',
  'transfer-confirmed',
] as const satisfies readonly CaseState[]

/** States of a case that came to nothing here: refused, stopped or handed on, whether the applicant was told or not. */
export const endedStates = [
  'refused',
  'refusal-notified',
  'stopped',
  'stop-notified',
  'transferred',
  'transfer-confirmed',
] as const satisfies readonly CaseState[]

/** States in which the next step of the chain is waited for. */
export const workingStates = [
  'registered',
  'verified',
  'confirmed',
  'submitted',
  'approved',
  'sealed',
] as const satisfies readonly CaseState[]

/** States the desk itself may print, stamp or withdraw a sealed paper in. */
const afterSealing = ['sealed', 'handed-over'] as const satisfies readonly CaseState[]
/** States in which a case is open. */
export const openStates = caseStates.filter((state) => !isClosed(state))

/** What may be known of an act whatever the chain is: who may ever do it, and from where to where it may lead. */
type Rule = {
  readonly roles: readonly Role[]
  readonly from: readonly CaseState[]
  /** Empty: the act leaves the state as it is. */
  readonly to: readonly CaseState[]
}

/** Whose act, from where and to where: the widest any rule pack may go. The city is nobody at the office. */
export const actRules = {
  register: { roles: ['clerk', 'area-police'], from: [], to: ['registered', 'recorded'] },
  complete: { roles: ['clerk'], from: ['returned'], to: ['registered'] },
  verify: { roles: ['area-police'], from: workingStates, to: ['verified', 'recorded'] },
  confirm: { roles: ['health-station'], from: workingStates, to: ['confirmed', 'recorded'] },
  submit: { roles: ['ward-official'], from: workingStates, to: ['submitted'] },
  approve: { roles: ['ward-official'], from: workingStates, to: ['approved', 'recorded'] },
  'city-approve': { roles: [], from: ['submitted'], to: ['approved', 'recorded'] },
  'city-refuse': { roles: [], from: ['submitted'], to: ['refused'] },
  refuse: { roles: ['ward-official'], from: workingStates, to: ['refused'] },
  return: {
    roles: ['area-police', 'ward-official', 'health-station'],
    from: workingStates,
    to: ['returned'],
  },
  seal: { roles: ['ward-police'], from: workingStates, to: ['sealed', 'recorded'] },
  'send-back': { roles: ['ward-police'], from: workingStates, to: ['returned'] },
  stop: {
    roles: ['clerk', 'area-police', 'ward-official'],
    from: [...workingStates, 'returned'],
    to: ['stopped'],
  },
  transfer: { roles: ['clerk', 'ward-official'], from: [...workingStates, 'returned'], to: ['transferred'] },
  pay: { roles: ['clerk'], from: workingStates, to: ['paid'] },
  'hand-over': { roles: ['clerk', 'area-police'], from: workingStates, to: ['handed-over'] },
  'notify-refusal': { roles: ['clerk'], from: ['refused'], to: ['refusal-notified'] },
  'notify-stop': { roles: ['clerk'], from: ['stopped'], to: ['stop-notified'] },
  'confirm-transfer': { roles: ['clerk'], from: ['transferred'], to: ['transfer-confirmed'] },
  extend: { roles: ['clerk', 'ward-official'], from: openStates, to: [] },
  print: { roles: ['clerk', 'ward-police'], from: caseStates, to: [] },
  stamp: { roles: ['ward-police'], from: afterSealing, to: [] },
  replace: { roles: ['ward-police'], from: afterSealing, to: [] },
  withdraw: { roles: ['ward-official', 'ward-police'], from: afterSealing, to: [] },
} as const satisfies Readonly<Record<string, Rule>>

export type CaseAct = keyof typeof actRules
export const caseActs = Object.keys(actRules) as readonly CaseAct[]

/** The rule of an act, with its lists as wide as they are read. */
export function ruleOf(act: CaseAct): Rule {
  return actRules[act]
}

/** Whether an act moves a case into another state. */
export function movesCase(act: CaseAct): boolean {
  return ruleOf(act).to.length > 0
}

/** Whether an act may lead from one state to another under any rule pack. `null` as state: no case yet. */
export function isPossible(from: CaseState | null, act: CaseAct, to: CaseState): boolean {
  const rule = ruleOf(act)
  if (from === null) return act === 'register' && rule.to.includes(to)
  if (!rule.from.includes(from)) return false
  // Nothing is done twice: an approved case is not approved again.
  return rule.to.length === 0 ? to === from : to !== from && rule.to.includes(to)
}

/**
 * Where an act leads: what its event says (only the last step of a chain says anything: `recorded`), otherwise what the
 * act is named after. Null for an act that leaves the state as it is, and for a place it can never lead to.
 */
export function destinationOf(act: CaseAct, said: unknown): CaseState | null {
  const { to } = ruleOf(act)
  return said === undefined ? (to[0] ?? null) : (to.find((state) => state === said) ?? null)
}

/** Who did what on a case before, by user id. */
export type EarlierAct = { readonly act: CaseAct; readonly user: string }

const application = ['register', 'complete'] as const
const examination = [...application, 'verify', 'confirm', 'return'] as const
const decision = ['approve', 'submit'] as const

/** Which earlier acts of the same person forbid an act (four eyes); no rule pack can loosen it. */
export const fourEyes: Readonly<Partial<Record<CaseAct, readonly CaseAct[]>>> = {
  verify: application,
  confirm: application,
  return: application,
  approve: examination,
  submit: examination,
  refuse: examination,
  seal: decision,
  replace: decision,
  pay: decision,
}

/** Whether nothing more is owed to the applicant. */
export function isClosed(state: CaseState): boolean {
  return (closedStates as readonly CaseState[]).includes(state)
}

/**
 * Four eyes: the earlier act by the same person that forbids this one, or null. Nobody examines what they registered,
 * nobody decides what they registered or examined, nobody seals or pays out what they decided.
 */
export function fourEyesConflict(act: CaseAct, user: string, earlier: Iterable<EarlierAct>): CaseAct | null {
  const forbidding = fourEyes[act] ?? []
  for (const step of earlier) if (step.user === user && forbidding.includes(step.act)) return step.act
  return null
}
