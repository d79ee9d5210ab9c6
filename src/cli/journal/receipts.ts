import { sql, type Store } from '../../office/database/store.ts'
import { readMeta } from '../../office/facts.ts'
import { cityConfigurationSchema } from '../../office/features/sync/sync-desk.ts'
import { type ReceiptFault, verifyReceipt } from '../../office/sync/receipt.ts'
import { broken, type Proof, proven } from './proof.ts'

/** The part of the stored connection that pins who may sign receipts. */
const pinned = cityConfigurationSchema.pick({ receiptKeys: true })

const faults: Readonly<Record<ReceiptFault, { readonly vi: string; readonly en: string }>> = {
  unreadable: { vi: 'không đọc được', en: 'is unreadable' },
  'unknown-key': { vi: 'ký bằng khóa không được ghim', en: 'is signed with a key that is not pinned' },
  forged: { vi: 'chữ ký sai', en: 'has a wrong signature' },
}

/**
 * The city's last receipt is signed by a pinned key, and the head it names, and the one the store believes is
 * acknowledged, are on the chain.
 */
export function proveReceipts(store: Store): Proof {
  const sync = store.first(sql.selectFrom('sync').selectAll())
  if (!sync) return broken('Kho thiếu bản ghi đồng bộ.', 'The store lacks its sync record.')
  if (sync.receipt === null) {
    if (sync.acked_seq === 0)
      return proven('Thành phố chưa xác nhận dòng nào.', 'The city has not acknowledged any line yet.')
    return broken(
      `Kho ghi là thành phố đã nhận đến dòng ${sync.acked_seq} nhưng không có giấy xác nhận.`,
      `The store says the city has everything up to line ${sync.acked_seq}, but there is no receipt.`,
    )
  }
  const connection = pinned.safeParse(readMeta(store, 'connection'))
  if (!connection.success)
    return broken('Có giấy xác nhận nhưng không có khóa được ghim.', 'There is a receipt, but no pinned key.')
  const receipt = verifyReceipt(sync.receipt, connection.data.receiptKeys)
  if (typeof receipt === 'string') {
    const { vi, en } = faults[receipt]
    return broken(`Giấy xác nhận của thành phố ${vi}.`, `The city's receipt ${en} (${receipt}).`)
  }
  const { stream, headSeq, headHash } = receipt
  if (hashAt(store, stream, headSeq) !== headHash)
    return broken(
      `Thành phố đã xác nhận một dòng ${headSeq} khác với dòng trong kho.`,
      `The city acknowledged another line ${headSeq} than the one in the store.`,
    )
  // Below the receipt's head while results of lines that went by stick are still to be heard.
  if (sync.acked_seq > headSeq || hashAt(store, stream, sync.acked_seq) !== sync.acked_hash)
    return broken(
      `Kho ghi đã nhận đến dòng ${sync.acked_seq}, giấy xác nhận nói ${headSeq}.`,
      `The store says line ${sync.acked_seq} is acknowledged, the receipt says ${headSeq}.`,
    )
  return proven(
    `Thành phố đã ký nhận đến dòng ${headSeq}, và dòng đó đúng là của sổ này.`,
    `The city has signed for everything up to line ${headSeq}, and that line is on this chain.`,
  )
}

/** The hash at a place of a stream; at 0 that of its opening record. */
function hashAt(store: Store, stream: string, seq: number): string | undefined {
  if (seq === 0)
    return store.first(sql.selectFrom('stream').select('opening_hash').where('id', '=', stream))?.opening_hash
  return store.first(
    sql.selectFrom('event').select('hash').where('stream', '=', stream).where('seq', '=', seq),
  )?.hash
}
