import type { GateCheck } from '../../../contract/desk/checks.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { type VerdictColour, verdicts } from '../../../domain/verdict.ts'

/** Whether a market card was let in as often as it allows, before the check made now. */
export function isUsedUp({ visits }: Pick<GateCheck, 'visits'>): boolean {
  return visits !== null && visits.made >= visits.allowed
}

/** What the gate shows and sounds: the answer's colour, but no green for a card that is used up. */
export function gateColour(
  { answer }: Pick<Verdict, 'answer'>,
  check: Pick<GateCheck, 'visits'> | null,
): VerdictColour {
  const { colour } = verdicts[answer]
  return colour === 'green' && check !== null && isUsedUp(check) ? 'amber' : colour
}
