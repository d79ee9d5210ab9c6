import { statfs } from 'node:fs/promises'
import { RequestRefused } from './refusal.ts'

const megabyte = 1024 * 1024
const dayMs = 86_400_000

/** What blobs may cost the city's disk. */
export type BlobLimits = {
  /** Bytes of new blobs one PC may bring in a day (UTC; counted anew when the server starts). */
  readonly perDay: number
  /** So much of the disk is left to the lines. */
  readonly leastFree: number
}

/** Far above what a ward's signed files need. */
export const standardBlobLimits: BlobLimits = { perDay: 64 * megabyte, leastFree: 1024 * megabyte }

/** Lets a new blob of a PC in; refuses `too-many-requests` until the next day, and `busy` while the disk is nearly full. */
export type TakeBlob = (device: string, bytes: number) => Promise<void>

/** The quota of a city whose blobs are on the disk of `folder`. `now`: milliseconds since 1970. */
export function createBlobQuota(
  now: () => number,
  folder: string,
  limits: BlobLimits = standardBlobLimits,
): TakeBlob {
  const brought = new Map<string, number>()
  let day = 0
  return async (device, bytes) => {
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize - bytes < limits.leastFree) throw new RequestRefused('busy', { retryAfterS: 3600 })
    const today = Math.floor(now() / dayMs)
    if (today !== day) brought.clear()
    day = today
    const total = (brought.get(device) ?? 0) + bytes
    if (total > limits.perDay)
      throw new RequestRefused('too-many-requests', {
        retryAfterS: Math.ceil(((today + 1) * dayMs - now()) / 1000),
      })
    brought.set(device, total)
  }
}
