import type { Desk } from '../../desk.ts'
import { readSecret } from '../../facts.ts'
import { type ListPieces, listCodes, readListPiece, wholeList, withPiece } from '../../token/list-sequence.ts'
import type { ListRefusal } from '../../token/types.ts'

export type ListName = 'trust' | 'revocations'
const secrets: Readonly<Record<ListName, string>> = { trust: 'trust-list', revocations: 'revocations' }

/** How a list file was taken: which list it is, and why it was not accepted. */
export type TakenList = { readonly list: ListName; readonly refusal: ListRefusal | null }

/**
 * Takes a list from a file or a sequence of codes, whichever of the two it is: the signature says so. A refused list
 * changes nothing.
 */
export function takeList(desk: Desk, bytes: Uint8Array): TakenList {
  const refusal = desk.tokens.offerTrustList(bytes)
  // Another kind of list has another body, or a signer that is no root.
  const isOther = refusal === 'schema' || refusal === 'unknown-root'
  const other = isOther ? desk.tokens.offerRevocations(bytes) : null
  desk.notify('keys')
  if (!isOther || (other === 'schema' && refusal === 'unknown-root')) return { list: 'trust', refusal }
  return { list: 'revocations', refusal: other }
}

/** A list as it was accepted, to be carried elsewhere; null where there is none. */
export function listFile(desk: Desk, list: ListName): Uint8Array | null {
  const kept = readSecret(desk.store, secrets[list])
  return kept ? new Uint8Array(kept) : null
}

/** A list as QR symbols; none where there is no list, or where it is too long for that. */
export async function codesOf(desk: Desk, list: ListName): Promise<{ text: string; rows: string[] }[]> {
  const file = listFile(desk, list)
  const texts = file ? (listCodes(file) ?? []) : []
  const { encodeQR } = await import('qr')
  return texts.map((text) => {
    // The encoder insists on a border of at least one module.
    const bordered = encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 1 })
    const rows = bordered.slice(1, -1).map((row) => row.slice(1, -1))
    return { text, rows: rows.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) }
  })
}

/** What readers have scanned of a sequence; memory only. */
const reading = new WeakMap<Desk, ListPieces>()

/** Takes one scanned code of a sequence; null when it is none. The last missing one offers the list. */
export function takeCode(
  desk: Desk,
  text: string,
): { have: number; of: number; taken: TakenList | null } | null {
  const piece = readListPiece(text)
  if (!piece) return null
  const pieces = withPiece(reading.get(desk) ?? null, piece)
  const whole = wholeList(pieces)
  if (whole) reading.delete(desk)
  else reading.set(desk, pieces)
  return { have: pieces.pieces.size, of: pieces.of, taken: whole && takeList(desk, whole) }
}
