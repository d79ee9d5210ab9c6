import type { CityStore } from '../../src/city/store/store.ts'
import { cityParts, streamsOf } from '../../src/cli/psp/city-folder.ts'
import type { ReceiptKey } from '../../src/contract/sync/base.ts'
import type { VirtualDesk } from './city-desks-load.ts'

/**
 * Looks at the city's store after a load as `quay psp verify` does, and compares each stream with what its PC has written:
 * heads bind all lines before them. Resolves to a sentence for the table. Throws when anything is lost, doubled or altered.
 */
export async function checkCity(
  store: CityStore,
  receiptKey: ReceiptKey,
  desks: readonly VirtualDesk[],
): Promise<string> {
  return store.read(async (rows) => {
    const streams = await streamsOf(rows)
    for (const { part, prove } of cityParts) {
      const proof = await prove({ rows, receiptKey, streams })
      if (!proof.holds) throw new Error(`the checker failed at ${part}: ${proof.broken.en}`)
    }
    let lines = 0
    for (const { stream: id, acked } of desks) {
      const stream = await rows.stream(id)
      if (stream?.headSeq !== acked.seq || stream.headHash !== acked.hash)
        throw new Error(`the stream ${id} ends at ${stream?.headSeq ?? 0}, its PC at ${acked.seq}`)
      lines += acked.seq
    }
    return `checker: ${lines.toLocaleString('en')} acknowledged events, each there once and byte for byte, lost 0, doubled 0`
  })
}
