import { decodeBase45, encodeBase45 } from './base45.ts'

/**
 * A list file as a sequence of QR texts, for PCs and checkpoints that no network and no stick reaches: `VPT:i/n:` and the
 * base45 of one piece, i = 1 … n. Shown one after the other they may be read in any order. A piece carries no signature:
 * the list has its own, and a sequence put together from two lists is refused with it.
 */

/** Bytes of a piece: about 800 characters, which a cheap reader takes from a screen (version 18 at M). */
const pieceBytes = 530
/** A list of 64 KiB would be 124 codes; nobody scans more. */
const mostPieces = 200

/** The texts of a list, in order; null for one too long to be shown. */
export function listCodes(list: Uint8Array): string[] | null {
  const count = Math.ceil(list.length / pieceBytes)
  if (count === 0 || count > mostPieces) return null
  return Array.from({ length: count }, (_, at) => {
    const piece = list.subarray(at * pieceBytes, (at + 1) * pieceBytes)
    return `VPT:${at + 1}/${count}:${encodeBase45(piece)}`
  })
}

/** One piece of a list. */
export type ListPiece = { readonly at: number; readonly of: number; readonly bytes: Uint8Array }

/** Reads a scanned text as a piece of a list; null for anything else. A reader's line end after it does not matter. */
export function readListPiece(text: string): ListPiece | null {
  const [whole, at, of] = /^VPT:([1-9]\d{0,2})\/([1-9]\d{0,2}):/.exec(text) ?? []
  if (whole === undefined || Number(at) > Number(of) || Number(of) > mostPieces) return null
  const bytes = decodeBase45(text.slice(whole.length).replace(/[\r\n\t]{1,4}$/, ''))
  if (!bytes || bytes.length === 0 || bytes.length > pieceBytes) return null
  return { at: Number(at), of: Number(of), bytes }
}

/** What was read of a sequence so far. */
export type ListPieces = { readonly of: number; readonly pieces: ReadonlyMap<number, Uint8Array> }

/** Adds a piece; one of a sequence of another length begins anew. */
export function withPiece(before: ListPieces | null, { at, of, bytes }: ListPiece): ListPieces {
  const kept = before?.of === of ? before.pieces : []
  return { of, pieces: new Map([...kept, [at, bytes]]) }
}

/** The whole list, once no piece is missing. */
export function wholeList({ of, pieces }: ListPieces): Uint8Array | null {
  if (pieces.size < of) return null
  const inOrder = Array.from({ length: of }, (_, at) => pieces.get(at + 1) ?? new Uint8Array())
  const whole = new Uint8Array(inOrder.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const piece of inOrder) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}
