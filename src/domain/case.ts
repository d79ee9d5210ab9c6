import type { Role } from './roles.ts'

/**
 * A case (*hồ sơ*): one application for one permit, from registration at the counter to hand-over.
 *
 * States, and who holds the case in each:
 * - `registered`: with the area police, who verify it or return it.
 * - `returned`: with the clerk, who completes it together with the applicant.
 * - `verified`: with the ward official, who approves or refuses.
 * - `approved`: with the ward police, who seal it, or send it back when its days are over or something is wrong.
 * - `sealed`: with the clerk, who prints and hands over.
 * - `refused`: with the clerk, who gives the applicant the refusal letter.
 * - `handed-over`, `refusal-notified`: closed.
 */
export const caseStates = [
  'registered',
  'returned',
  'verified',
  'approved',
  'sealed',
  'refused',
  'handed-over',
  'refusal-notified',
] as const
export type CaseState = (typeof caseStates)[number]

export const caseActs = [
  'register',
  'verify',
  'return',
  'complete',
  'approve',
  'refuse',
  'seal',
  'send-back',
  'print',
  'hand-over',
  'notify-refusal',
] as const
export type CaseAct = (typeof caseActs)[number]

type Step = {
  readonly roles: readonly Role[]
  readonly from: readonly (CaseState | null)[]
  /** Null: the act leaves the state as it is. */
  readonly to: CaseState | null
}

/** Which act leads from which states to which, and whose act it is. */
export const caseSteps: Readonly<Record<CaseAct, Step>> = {
  register: { roles: ['clerk'], from: [null], to: 'registered' },
  verify: { roles: ['area-police'], from: ['registered'], to: 'verified' },
  return: { roles: ['area-police'], from: ['registered'], to: 'returned' },
  complete: { roles: ['clerk'], from: ['returned'], to: 'registered' },
  approve: { roles: ['ward-official'], from: ['verified'], to: 'approved' },
  refuse: { roles: ['ward-official'], from: ['verified'], to: 'refused' },
  seal: { roles: ['ward-police'], from: ['approved'], to: 'sealed' },
  'send-back': { roles: ['ward-police'], from: ['approved'], to: 'returned' },
  print: {
    roles: ['clerk', 'ward-police'],
    from: [
      'registered',
      'returned',
      'verified',
      'approved',
      'sealed',
      'refused',
      'handed-over',
      'refusal-notified',
    ],
    to: null,
  },
  'hand-over': { roles: ['clerk'], from: ['sealed'], to: 'handed-over' },
  'notify-refusal': { roles: ['clerk'], from: ['refused'], to: 'refusal-notified' },
}

/** Who did what on a case before, by user id. */
export type EarlierAct = { readonly act: CaseAct; readonly user: string }

/** Which earlier acts of the same person forbid an act (four eyes). */
export const fourEyes: Readonly<Partial<Record<CaseAct, readonly CaseAct[]>>> = {
  verify: ['register', 'complete'],
  return: ['register', 'complete'],
  approve: ['register', 'complete', 'verify', 'return'],
  refuse: ['register', 'complete', 'verify', 'return'],
  seal: ['approve'],
}

/** States in which nothing more is owed to the applicant. */
export function isClosed(state: CaseState): boolean {
  return state === 'handed-over' || state === 'refusal-notified'
}

/** The state after an act; null when the act is not possible in that state. `null` as state: no case yet. */
export function stateAfter(state: CaseState | null, act: CaseAct): CaseState | null {
  const step = caseSteps[act]
  return step.from.includes(state) ? (step.to ?? state) : null
}

/**
 * Four eyes: the earlier act by the same person that forbids this one, or null. Nobody verifies what they registered,
 * nobody decides what they registered or verified, nobody seals what they approved.
 */
export function fourEyesConflict(act: CaseAct, user: string, earlier: Iterable<EarlierAct>): CaseAct | null {
  const forbidding = fourEyes[act] ?? []
  for (const step of earlier) if (step.user === user && forbidding.includes(step.act)) return step.act
  return null
}
