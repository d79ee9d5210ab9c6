import { z } from 'zod'

/** What `quay print` asks of its writing process. */
export const printJob = z.strictObject({
  sheet: z.enum(['permit', 'market-card']),
  documents: z.int().min(1),
  seed: z.int().min(0),
  out: z.string().min(1),
})
export type PrintJob = z.output<typeof printJob>

/** How the writing process ended: what it wrote, or the file system's word for why it could not. */
export type Written =
  | {
      readonly written: {
        readonly pages: number
        readonly seconds: number
        readonly peakMemoryBytes: number
        readonly bytes: number
      }
    }
  | { readonly unwritten: string; readonly full: boolean }
