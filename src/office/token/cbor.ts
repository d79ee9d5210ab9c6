import { cdeDecodeOptions, cdeEncodeOptions, type DecodeOptions, decode, encode } from 'cbor2'

/** Arrays and maps inside one another, at most. */
const deepestNesting = 6

/**
 * Core deterministic encoding only (RFC 8949 section 4.2.1). `maxDepth` counts an array twice and a map once:
 * it bounds the decoder's own recursion, and `isTooDeep` then counts exactly.
 */
const strict: DecodeOptions = {
  ...cdeDecodeOptions,
  rejectDuplicateKeys: true,
  rejectFloats: true,
  rejectUndefined: true,
  rejectSimple: true,
  ignoreGlobalTags: true,
  preferMap: true,
  maxDepth: 12,
}

/** Outcome of reading one CBOR item; the value is `undefined` only when it was refused. */
export type CborItem = { readonly refused: boolean; readonly value: unknown }

const refused: CborItem = { refused: true, value: undefined }

/** Deterministic CBOR of numbers, texts, byte strings (plain Uint8Array), arrays, Maps and Tags. */
export function encodeCbor(value: unknown): Uint8Array {
  // A copy, because the writer hands out a view into its own larger buffer.
  return Uint8Array.from(encode(value, cdeEncodeOptions))
}

/**
 * Reads exactly one deterministic CBOR item. Refused: duplicate or unordered keys, indefinite lengths,
 * non-shortest integers or lengths, invalid UTF-8, floats, other simple values than false, true and null,
 * bytes after the end, missing bytes, more than 6 nested containers (qr-token.md section 3).
 */
export function decodeCbor(bytes: Uint8Array): CborItem {
  try {
    const value: unknown = decode(Uint8Array.from(bytes), strict)
    return isTooDeep(value, deepestNesting) ? refused : { refused: false, value }
  } catch {
    return refused
  }
}

function isTooDeep(value: unknown, allowed: number): boolean {
  if (!Array.isArray(value) && !(value instanceof Map)) return false
  if (allowed === 0) return true
  const inner: Iterable<unknown> = value.values()
  for (const item of inner) if (isTooDeep(item, allowed - 1)) return true
  return false
}
