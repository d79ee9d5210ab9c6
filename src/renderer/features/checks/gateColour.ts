import type { GateCheck } from '../../../contract/desk/checks.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { type VerdictColour, verdicts } from '../../../domain/verdict.ts'

/** Whether a market card was let in as often as it allows, before the check made now. */
export function isUsedUp({ visits }: Pick<GateCheck, 'visits'>): boolean {
  return visits !== null && visits.made >= visits.allowed
}

/** Whether a paper is right but for its visits, which are used up: an answer of the gate's own, never the word for valid. */
export function isOverQuota(
  { answer }: Pick<Verdict, 'answer'>,
  check: Pick<GateCheck, 'visits'> | null,
): boolean {
  const isGood = verdicts[answer].colour === 'green' || answer === 'valid-revocation-stale'
  return isGood && check !== null && isUsedUp(check)
}

/** What the gate shows and sounds: the answer's colour, but no green for a card that is used up. */
export function gateColour(
  verdict: Pick<Verdict, 'answer'>,
  check: Pick<GateCheck, 'visits'> | null,
): VerdictColour {
  return isOverQuota(verdict, check) ? 'amber' : verdicts[verdict.answer].colour
}
