import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { type StreamOpening, streamOpeningText } from '../../contract/sync/event-line.ts'
import type { Transactor } from '../database/store.ts'
import { sql } from '../database/store.ts'
import { lineHash } from './line.ts'

/** What a new stream is opened with; the device is that of the key. */
export type Opening = Pick<StreamOpening, 'stream' | 'ward' | 'reason' | 'previous' | 'at'>

/** The opening record of a stream as its one line, proved by the device key; its hash is `prev` of line 1. */
export function openingLine({ stream, ward, reason, previous, at }: Opening, deviceKey: KeyObject): string {
  const spki = createPublicKey(deviceKey).export({ type: 'spki', format: 'der' })
  const record = { v: 1, opening: true, stream, ward, device: lineHash(spki), reason, previous, at } as const
  const proof = sign(null, Buffer.from(streamOpeningText(record)), deviceKey).toString('base64url')
  return JSON.stringify({ ...record, proof })
}

/** Makes a stream the open one: the journal goes on in the one that was inserted last. */
export function insertStream(tx: Transactor, opening: Opening, deviceKey: KeyObject): void {
  const line = openingLine(opening, deviceKey)
  const row = { id: opening.stream, opening_line: line, opening_hash: lineHash(line), opened_at: opening.at }
  tx.run(sql.insertInto('stream').values(row))
}
