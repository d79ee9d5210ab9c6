import { createHash, verify } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { syncBase } from '../../contract/sync/base.ts'
import { type FeedItem, type FeedPage, feedItemSchema, maxFeedItems } from '../../contract/sync/feed.ts'
import {
  mostFeedBehind,
  type Snapshot,
  snapshotPartAnswerSchema,
  snapshotSchema,
  snapshotText,
} from '../../contract/sync/snapshot.ts'
import { lineHash } from '../journal/line.ts'
import { publicKeyFromRaw } from './ed25519.ts'
import { type Halt, haltOf, retry } from './run.ts'
import type { Transport } from './transport.ts'
import type { Connection, SyncJournal } from './types.ts'

/** Bytes one part may come to when it is unpacked. */
const longestPart = 64 * 1024 * 1024

/** Takes a ward's snapshot in the place of a long feed. */
export type SnapshotTaker = {
  /** Applies the snapshot and sets the cursor; false: this city has none, pull instead. Parts already here are kept. */
  take(signal: AbortSignal): Promise<boolean | Halt>
}

/** Whether pulling everything would take long: a new PC with more than a page, or one that was away for very long. */
export function isFarBehind(cursor: { readonly pos: number }, { headPos }: FeedPage): boolean {
  return cursor.pos === 0 ? headPos > maxFeedItems : headPos - cursor.pos > mostFeedBehind
}

/** A taker that remembers the parts of the snapshot it is bringing in, so that a broken line costs one part. */
export function createSnapshotTaker(
  connection: Connection,
  journal: SyncJournal,
  transport: Transport,
): SnapshotTaker {
  let id = ''
  let parts: Buffer[] = []
  return {
    async take(signal) {
      const path = `${syncBase}/wards/${connection.ward}/snapshots`
      const reply = await transport.ask(
        { method: 'GET', path: `${path}/latest`, answer: snapshotSchema },
        signal,
      )
      if (reply.kind === 'problem' && reply.problem.code === 'not-found') return false
      if (reply.kind !== 'answer') return haltOf(reply)
      const snapshot = reply.value
      if (!isSigned(snapshot, connection)) return retry('untrusted-receipt')
      if (snapshot.id !== id) parts = []
      id = snapshot.id
      while (parts.length < snapshot.parts.length) {
        const part = await askPart(transport, `${path}/${id}/parts/${parts.length}`, signal)
        if (!Buffer.isBuffer(part)) return part
        if (sha256Of(part) !== snapshot.parts[parts.length]?.sha256) return retry('garbled-answer')
        parts.push(part)
      }
      const items = parts.flatMap(readPart)
      parts = []
      if (!isWhole(items, snapshot)) return retry('garbled-answer')
      journal.applySnapshot?.(items, { epoch: snapshot.epoch, pos: snapshot.pos })
      return true
    },
  }
}

async function askPart(transport: Transport, path: string, signal: AbortSignal): Promise<Buffer | Halt> {
  const reply = await transport.ask({ method: 'GET', path, answer: snapshotPartAnswerSchema }, signal)
  if (reply.kind === 'answer') return Buffer.from(reply.value.bytes, 'base64')
  // It is kept no longer: the next try begins with the latest.
  return reply.kind === 'problem' && reply.problem.code === 'not-found' ? retry('busy') : haltOf(reply)
}

function isSigned(snapshot: Snapshot, { ward, receiptKeys }: Connection): boolean {
  const key = receiptKeys.find(({ kid }) => kid === snapshot.kid)
  const signature = Buffer.from(snapshot.signature, 'base64url')
  const text = Buffer.from(snapshotText(snapshot))
  return (
    key !== undefined &&
    snapshot.ward === ward &&
    verify(null, text, publicKeyFromRaw(key.publicKey), signature)
  )
}

/** The items of a part; one that cannot be read is left out, and found missing by their number. */
function readPart(part: Buffer): FeedItem[] {
  const lines = zstdDecompressSync(part, { maxOutputLength: longestPart }).toString().split('\n')
  return lines.flatMap((line) => {
    if (line === '') return []
    const item = feedItemSchema.safeParse(JSON.parse(line))
    return item.success ? [item.data] : []
  })
}

/** As many as were signed for, in order, none behind the position, each line with its hash. */
function isWhole(items: readonly FeedItem[], { items: count, pos }: Snapshot): boolean {
  let last = 0
  for (const item of items) {
    if (item.pos <= last || item.pos > pos) return false
    if (item.kind === 'line' && lineHash(item.line) !== item.hash) return false
    last = item.pos
  }
  return items.length === count
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url')
}
