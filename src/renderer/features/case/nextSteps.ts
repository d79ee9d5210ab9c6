import { type CaseAct, type CaseState, caseSteps } from '../../../domain/case.ts'
import type { Case } from '../../../contract/desk/cases.ts'

/** Acts a state waits for; returning, refusing and sending back are the other way out of the same step. */
const waitedFor = ['verify', 'complete', 'approve', 'seal', 'hand-over', 'notify-refusal'] as const
export type WaitedFor = (typeof waitedFor)[number]

/** The act a case in this state waits for; null when it is closed. */
export function waitsFor(state: CaseState): WaitedFor | null {
  return waitedFor.find((act) => caseSteps[act].from.includes(state)) ?? null
}

/** The sheet a person most likely wants now; null when the case has none. */
export function sheetInTurn({ state, sheets }: Pick<Case, 'state' | 'sheets'>): string | null {
  const wanted = wantedSheets[state]
  return (sheets.find(({ sheet }) => sheet === wanted) ?? sheets[0])?.sheet ?? null
}

const wantedSheets: Readonly<Partial<Record<CaseState, string>>> = {
  returned: 'completion-request',
  sealed: 'permit',
  'handed-over': 'permit',
  refused: 'refusal',
  'refusal-notified': 'refusal',
}

/** What the big button does: an act of the line, or printing the sheet that has to be given first. */
export type MainStep =
  | { readonly kind: 'act'; readonly act: WaitedFor }
  | { readonly kind: 'print'; readonly sheet: string }

type Standing = Pick<Case, 'state' | 'may' | 'sheets'>

/**
 * The one thing the signed-in person should do next on a case; null when it waits for somebody else. A permit is
 * printed before it is handed over, a refusal letter before the applicant is told.
 */
export function mainStep(standing: Standing): MainStep | null {
  const act = waitsFor(standing.state)
  if (act === null || !standing.may.includes(act)) return null
  const given = act === 'hand-over' ? 'permit' : act === 'notify-refusal' ? 'refusal' : null
  const sheet = standing.sheets.find((one) => one.sheet === given && one.printed === 0)
  if (sheet && standing.may.includes('print')) return { kind: 'print', sheet: sheet.sheet }
  return { kind: 'act', act }
}

const otherWays = ['return', 'refuse', 'send-back'] as const
export type OtherWay = (typeof otherWays)[number]

/** The other way out of the present step: back to the counter, or refused. Null where there is none. */
export function otherWay(state: CaseState): OtherWay | null {
  return otherWays.find((act) => caseSteps[act].from.includes(state)) ?? null
}

/** How an act stands for the signed-in person: allowed, forbidden by an earlier act of theirs, or not theirs. */
export function standingOf(
  act: CaseAct,
  { may, forbidden }: Pick<Case, 'may' | 'forbidden'>,
): 'may' | { readonly because: CaseAct } | 'not-theirs' {
  if (may.includes(act)) return 'may'
  const conflict = forbidden.find((one) => one.act === act)
  return conflict ? { because: conflict.because } : 'not-theirs'
}
