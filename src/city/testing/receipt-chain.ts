import type { ReceiptKey } from '../../contract/sync/base.ts'
import { receiptHash, verifyReceipt } from '../../office/sync/receipt.ts'

/**
 * Walks all receipts of one stream, oldest first; null when each verifies, is bound to the one before and its head
 * never goes back. Otherwise the index of the first that does not.
 */
export function firstBrokenReceipt(receipts: readonly string[], keys: readonly ReceiptKey[]): number | null {
  let before: { hash: string; stream: string; headSeq: number } | null = null
  for (const [index, jws] of receipts.entries()) {
    const receipt = verifyReceipt(jws, keys)
    if (typeof receipt === 'string' || receipt.previous !== (before?.hash ?? null)) return index
    if (before && (receipt.stream !== before.stream || receipt.headSeq <= before.headSeq)) return index
    before = { hash: receiptHash(jws), stream: receipt.stream, headSeq: receipt.headSeq }
  }
  return null
}
