import { textLimits } from '../../../contract/events.ts'

type Reason = { readonly label: string }

/** Between the reason and what is said besides. */
const joint = ': '

/** How much may be said besides a reason so that the letters have room for both. */
export function roomBeside(reason: Reason | undefined): number {
  return textLimits.note - (reason ? reason.label.length + joint.length : 0)
}

/** The note of an act done for a reason: the reason, and what was said besides. */
export function noteOf({ label }: Reason, more: string): string {
  return more === '' ? label : `${label}${joint}${more}`
}
