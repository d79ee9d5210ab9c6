import { z } from 'zod'
import { serverInstant } from './base.ts'
import { sha256Text } from './event-line.ts'

/** What a PC tells the city about itself every five minutes (PSP/1 section 7). Nothing personal. */
export const heartbeatSchema = z.object({
  stream: z.uuid(),
  headSeq: z.int().nonnegative(),
  headHash: sha256Text,
  unsent: z.int().nonnegative(),
  /** Age of the oldest unsent event; null when there is none. */
  oldestUnsentS: z.int().nonnegative().nullable(),
  lastBackupS: z.int().nonnegative().nullable(),
  lastRestoreDrillS: z.int().nonnegative().nullable(),
  quickCheck: z.enum(['ok', 'failed', 'not-yet']),
  freeDiskMiB: z.int().nonnegative().nullable(),
  offsetMs: z.int().nullable(),
  appVersion: z.string().min(1).max(32),
})
export type Heartbeat = z.infer<typeof heartbeatSchema>

/** Answer to `POST /heartbeats`: the server's clock, and what it has of the stream (null: unknown to it). */
export const heartbeatAnswerSchema = z.object({
  serverTime: serverInstant,
  headSeq: z.int().nonnegative().nullable(),
})
export type HeartbeatAnswer = z.infer<typeof heartbeatAnswerSchema>
