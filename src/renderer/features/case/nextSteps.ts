import type { CaseAct, CaseState } from '../../../domain/case.ts'
import { stepKinds } from '../../../domain/workflow.ts'
import type { Case } from '../../../contract/desk/cases.ts'

/** Acts a case may wait for: the steps of a chain, what follows in every chain, and the end of one whose paper is gone. */
const waitedFor = [
  ...stepKinds,
  'complete',
  'stop',
  'notify-refusal',
  'notify-stop',
  'confirm-transfer',
] as const
export type WaitedFor = (typeof waitedFor)[number]

/** The act a case waits for; null when it is closed. */
export function waitsFor(next: CaseAct | 'none'): WaitedFor | null {
  return waitedFor.find((act) => act === next) ?? null
}

/** Sheets that are the result of a case, whichever its record has. */
const papers = ['permit', 'market-card-slip', 'organisation-paper'] as const

/** The sheet a person most likely wants now; null when the case has none. */
export function sheetInTurn({ state, sheets }: Pick<Case, 'state' | 'sheets'>): string | null {
  const wanted = wantedSheets[state] ?? []
  return (sheets.find(({ sheet }) => wanted.includes(sheet)) ?? sheets[0])?.sheet ?? null
}

const wantedSheets: Readonly<Partial<Record<CaseState, readonly string[]>>> = {
  returned: ['completion-request'],
  sealed: papers,
  'handed-over': papers,
  refused: ['refusal'],
  'refusal-notified': ['refusal'],
  stopped: ['stop-notice'],
  'stop-notified': ['stop-notice'],
  transferred: ['transfer-slip'],
  'transfer-confirmed': ['transfer-slip'],
  recorded: ['case-record'],
  paid: ['case-record'],
}

/** What the applicant is given with an act: printed first. */
const givenWith: Readonly<Partial<Record<CaseAct, readonly string[]>>> = {
  'hand-over': papers,
  'notify-refusal': ['refusal'],
  'notify-stop': ['stop-notice'],
}

/** What the big button does: an act of the line, or printing the sheet that has to be given first. */
export type MainStep =
  | { readonly kind: 'act'; readonly act: WaitedFor }
  | { readonly kind: 'print'; readonly sheet: string }

/**
 * The one thing the signed-in person should do next on a case; null when it waits for somebody else. A paper is
 * printed before it is handed over, a letter before the applicant is told.
 */
export function mainStep({ next, may, sheets }: Pick<Case, 'next' | 'may' | 'sheets'>): MainStep | null {
  const act = waitsFor(next)
  if (act === null || !may.includes(act)) return null
  const given = givenWith[act] ?? []
  const sheet = sheets.find((one) => given.includes(one.sheet) && one.printed === 0)
  if (sheet && may.includes('print')) return { kind: 'print', sheet: sheet.sheet }
  return { kind: 'act', act }
}

/** What else may be done on a case, the more usual first. */
const besides = [
  'refuse',
  'send-back',
  'return',
  'stop',
  'transfer',
  'extend',
  'stamp',
  'replace',
  'withdraw',
] as const satisfies readonly CaseAct[]
export type Besides = (typeof besides)[number]

/**
 * The other way out of the present step, for the person signed in; null where there is none of theirs. Stopping is one
 * only of one's own step: the clerk may stop what others have, which is no work of theirs.
 */
export function otherWay(subject: Pick<Case, 'next' | 'may' | 'forbidden'>): Besides | null {
  const { next } = subject
  const isTheirs = next !== 'none' && next !== 'stop' && standingOf(next, subject) !== 'not-theirs'
  const ways: readonly Besides[] = ['refuse', 'send-back', 'return', ...(isTheirs ? ['stop' as const] : [])]
  return ways.find((act) => standingOf(act, subject) !== 'not-theirs') ?? null
}

/** What else the person may do, besides the step itself and the other way out of it. */
export function furtherActs(subject: Pick<Case, 'next' | 'may' | 'forbidden'>): readonly Besides[] {
  const other = otherWay(subject)
  return besides.filter((act) => act !== other && act !== subject.next && subject.may.includes(act))
}

/** Whether somebody else's act is awaited and this person has no other way out of the step: a notice says whose turn it is. */
export function isOthersTurn(subject: Pick<Case, 'next' | 'may' | 'forbidden' | 'movementHeld'>): boolean {
  const act = waitsFor(subject.next)
  if (act === null || act === 'city-approve' || subject.movementHeld !== null) return false
  const other = otherWay(subject)
  return standingOf(act, subject) === 'not-theirs' && (other === null || standingOf(other, subject) !== 'may')
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
