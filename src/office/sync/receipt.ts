import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import type { ReceiptKey } from '../../contract/sync/base.ts'
import { type Receipt, receiptSchema } from '../../contract/sync/receipt.ts'
import { publicKeyFromRaw } from './ed25519.ts'

/** Why a receipt is worth nothing. */
export type ReceiptFault = 'unreadable' | 'unknown-key' | 'forged'

/** Signs a receipt as a compact JWS (RFC 7515; EdDSA of RFC 8037). Only the city calls this. */
export function makeReceipt(receipt: Receipt, kid: string, key: KeyObject): string {
  const header = { alg: 'EdDSA', typ: 'psp1-receipt', kid }
  const signed = `${encode(header)}.${encode(receipt)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/** Verifies a receipt against the pinned keys; the algorithm follows from the key, never from the message. */
export function verifyReceipt(jws: string, keys: readonly ReceiptKey[]): Receipt | ReceiptFault {
  const [header, payload, signature, ...rest] = jws.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return 'unreadable'
  const head = decode(header)
  if (!isRecord(head) || head['alg'] !== 'EdDSA' || head['typ'] !== 'psp1-receipt') return 'unreadable'
  const pinned = keys.find((key) => key.kid === head['kid'])
  if (!pinned) return 'unknown-key'
  const signed = Buffer.from(`${header}.${payload}`)
  const bytes = Buffer.from(signature, 'base64url')
  if (!verify(null, signed, publicKeyFromRaw(pinned.publicKey), bytes)) return 'forged'
  const receipt = receiptSchema.safeParse(decode(payload))
  return receipt.success ? receipt.data : 'unreadable'
}

/** What the next receipt of the stream carries as `previous`. */
export function receiptHash(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url')
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
