import { z } from 'zod'
import { base64url, serverInstant } from './base.ts'
import { sha256Text, wardCode } from './event-line.ts'

/** One part of a snapshot: the SHA-256 of its bytes (a Zstandard frame of feed items, one JSON line each). */
const snapshotPartSchema = z.object({ sha256: sha256Text, size: z.int().positive() })

/**
 * What a new PC begins with in the place of years of feed: the lines of everything that is not over, as they stood at
 * position `pos`. Signed by the receipt key over `snapshotText`.
 */
export const snapshotSchema = z.object({
  id: z.uuid(),
  ward: wardCode,
  epoch: z.string().min(1),
  pos: z.int().nonnegative(),
  items: z.int().nonnegative(),
  parts: z.array(snapshotPartSchema).max(4096),
  madeAt: serverInstant,
  kid: z.string().min(1).max(64),
  signature: base64url.length(86),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** A part as it is handed out; `bytes` base64. */
export const snapshotPartAnswerSchema = z.object({ n: z.int().nonnegative(), bytes: z.base64() })
export type SnapshotPartAnswer = z.infer<typeof snapshotPartAnswerSchema>

/** The text a snapshot's signature covers, one value a line. */
export function snapshotText(snapshot: Omit<Snapshot, 'signature' | 'kid'>): string {
  const { id, ward, epoch, pos, items, parts, madeAt } = snapshot
  const hashes = parts.map(({ sha256, size }) => `${sha256} ${size}`)
  return ['psp1 snapshot', id, ward, epoch, pos, items, madeAt, ...hashes].join('\n')
}

/** A PC that is farther behind than this begins with a snapshot; a new one already with more than a page. */
export const mostFeedBehind = 50_000
