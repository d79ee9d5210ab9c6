import type { Recognised } from '../../../contract/desk/scans.ts'
import { fold } from '../../../domain/text/fold.ts'

/** How the ID card in the hand compares with the paper on the screen. */
export type Compared = 'same' | 'differs' | 'not-done'

/** Whether the characters typed from the card are exactly those signed; letters may be typed small. */
export function isSameLast4(typed: string, signed: string): boolean {
  return typed.trim().toUpperCase() === signed
}

/** Whether a scanned card has the signed last characters; papers of before may have been made by the old number. */
export function isSameCard({ idNumber, oldIdNumber }: Recognised, signed: string): boolean {
  return [idNumber, oldIdNumber].some(
    (number) => number !== undefined && isSameLast4(number.slice(-4), signed),
  )
}

/** Whether two names are the same but for marks and case, which readers lose. A signed name may be cut with `…`. */
export function isSameName(card: string, signed: string): boolean {
  const [ofCard, ofPaper] = [fold(card), fold(signed.replace(/…$/, ''))]
  return signed.endsWith('…') ? ofCard.startsWith(ofPaper) : ofCard === ofPaper
}
