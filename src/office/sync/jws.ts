import { type KeyObject, sign, verify } from 'node:crypto'
import type { ReceiptKey } from '../../contract/sync/base.ts'
import { publicKeyFromRaw } from './ed25519.ts'

/** Why a signed text is worth nothing. */
export type JwsFault = 'unreadable' | 'unknown-key' | 'forged'

/** Signs a value as a compact JWS (RFC 7515; EdDSA of RFC 8037) of a `typ`, so that nothing passes for another thing. */
export function makeJws(typ: string, value: object, kid: string, key: KeyObject): string {
  const signed = `${encode({ alg: 'EdDSA', typ, kid })}.${encode(value)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/** What a key of these has signed as a `typ`; the algorithm follows from the key, never from the message. */
export function openJws(
  typ: string,
  jws: string,
  keys: readonly ReceiptKey[],
): { readonly value: unknown } | JwsFault {
  const [header, payload, signature, ...rest] = jws.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return 'unreadable'
  const head = decode(header)
  if (!isRecord(head) || head['alg'] !== 'EdDSA' || head['typ'] !== typ) return 'unreadable'
  const pinned = keys.find((key) => key.kid === head['kid'])
  if (!pinned) return 'unknown-key'
  const signed = Buffer.from(`${header}.${payload}`)
  const bytes = Buffer.from(signature, 'base64url')
  if (!verify(null, signed, publicKeyFromRaw(pinned.publicKey), bytes)) return 'forged'
  return { value: decode(payload) }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
