import { z } from 'zod'

/** Why a session seals more than its quota. */
export const overQuotaReasons = ['campaign', 'backlog', 'new-rules', 'other'] as const
export type OverQuotaReason = (typeof overQuotaReasons)[number]
/** Part of every act that seals; null while the quota is not reached. */
export const overQuota = z.enum(overQuotaReasons).nullable().default(null)
