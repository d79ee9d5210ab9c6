import { createHash, type KeyObject } from 'node:crypto'
import type { ReceiptKey } from '../../contract/sync/base.ts'
import { type Receipt, receiptSchema } from '../../contract/sync/receipt.ts'
import { type JwsFault, makeJws, openJws } from './jws.ts'

/** Why a receipt is worth nothing. */
export type ReceiptFault = JwsFault

const typ = 'psp1-receipt'

/** Signs a receipt as a compact JWS (RFC 7515; EdDSA of RFC 8037). Only the city calls this. */
export function makeReceipt(receipt: Receipt, kid: string, key: KeyObject): string {
  return makeJws(typ, receipt, kid, key)
}

/** Verifies a receipt against the pinned keys; the algorithm follows from the key, never from the message. */
export function verifyReceipt(jws: string, keys: readonly ReceiptKey[]): Receipt | ReceiptFault {
  const opened = openJws(typ, jws, keys)
  if (typeof opened === 'string') return opened
  const receipt = receiptSchema.safeParse(opened.value)
  return receipt.success ? receipt.data : 'unreadable'
}

/** What the next receipt of the stream carries as `previous`. */
export function receiptHash(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url')
}
