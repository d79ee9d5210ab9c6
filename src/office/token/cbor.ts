import { utf8Length } from './utf8-length.ts'
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
 * How many bytes `encodeCbor` makes of whole numbers, texts, true, false, byte strings, arrays and Maps, for a
 * hundredth of the work. Throws on anything else.
 */
export function encodedLength(value: unknown): number {
  if (typeof value === 'boolean') return 1
  if (typeof value === 'string') return withHead(utf8Length(value))
  if (Number.isSafeInteger(value)) return headLength(Number(value) < 0 ? -1 - Number(value) : Number(value))
  if (value instanceof Uint8Array) return withHead(value.length)
  if (!Array.isArray(value) && !(value instanceof Map)) throw new TypeError('not a value of a token')
  const items: Iterable<unknown> = value instanceof Map ? [...value].flat() : value
  let length = headLength(value instanceof Map ? value.size : value.length)
  for (const item of items) length += encodedLength(item)
  return length
}

function withHead(length: number): number {
  return headLength(length) + length
}

/** The bytes of a head: a number or a length, shortest form (RFC 8949 section 3). */
function headLength(argument: number): number {
  if (argument < 24) return 1
  if (argument < 2 ** 8) return 2
  if (argument < 2 ** 16) return 3
  return argument < 2 ** 32 ? 5 : 9
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
