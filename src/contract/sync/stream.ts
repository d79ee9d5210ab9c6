import { z } from 'zod'
import { serverInstant } from './base.ts'
import { sha256Text } from './event-line.ts'

/**
 * State of a stream on the server. Before the first line `headSeq` is 0 and `headHash` the hash of the opening record.
 * `closed`: the device opened a newer one; nothing more is taken into this.
 */
export const streamStateSchema = z.object({
  stream: z.uuid(),
  ward: z.string(),
  device: sha256Text,
  headSeq: z.int().nonnegative(),
  headHash: sha256Text,
  state: z.enum(['open', 'closed']),
  lastReceipt: z.string().nullable(),
  serverTime: serverInstant,
  feedEpoch: z.string().min(1),
})
export type StreamState = z.infer<typeof streamStateSchema>

/** Own lines taken back, byte for byte. */
export const takenBackSchema = z.object({
  stream: z.uuid(),
  headSeq: z.int().nonnegative(),
  lines: z.array(z.object({ seq: z.int().positive(), hash: sha256Text, line: z.string() })),
})
export type TakenBack = z.infer<typeof takenBackSchema>

/** Every receipt ever given for a stream, oldest first: each names the hash of the one before. */
export const pastReceiptsSchema = z.object({ stream: z.uuid(), receipts: z.array(z.string()) })
export type PastReceipts = z.infer<typeof pastReceiptsSchema>
