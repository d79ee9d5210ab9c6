import { fold } from '../domain/text/fold.ts'

/** What a scanned ID card says that is compared with a paper; `name` null where the code holds none. */
export type ScannedCard = { readonly last4: string; readonly name: string | null }

/**
 * Reads the code of an ID card (*thẻ căn cước*: number, old number or nothing, name, … parted by strokes) or a bare
 * 12-digit number; null for anything else.
 */
export function scannedCard(text: string): ScannedCard | null {
  const fields = /^(\d{12})(?:\|([^|]*)\|([^|]+)\|.*)?$/s.exec(text.trim())
  if (!fields) return null
  return { last4: (fields[1] ?? '').slice(-4), name: fields[3]?.trim() ?? null }
}

/** Whether the digits typed from the card are exactly those on the paper; letters may be typed small. */
export function isSameLast4(typed: string, signed: string): boolean {
  return typed.trim().toUpperCase() === signed
}

/** Whether two names are the same but for marks and case, which readers lose. A signed name may be cut with `…`. */
export function isSameName(card: string, signed: string): boolean {
  const [ofCard, ofPaper] = [fold(card), fold(signed.replace(/…$/, ''))]
  return signed.endsWith('…') ? ofCard.startsWith(ofPaper) : ofCard === ofPaper
}
