import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The list of a backup's files, in the backup itself. */
export const manifestName = 'backup.json'

/** What may lie in a backup: the store, its key slots, rule packs, and the sealed second copy of the journal. */
const fileName = /^(quay\.db|keys\.json|packs\/[\w.-]+|journal\/[\w.-]+)$/

/** What a backup says of itself. Nothing in it is secret: the store and the second copy are encrypted, the slots sealed. */
export const manifestSchema = z.object({
  format: z.literal('quay-backup/1'),
  at: z.iso.datetime(),
  ward: z.string().regex(/^\d{5}$/),
  files: z.array(
    z.object({
      path: z.string().regex(fileName),
      size: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Reads a backup's list; null when there is none, or none of ours. */
export function readManifest(backup: string): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(backup, manifestName), 'utf8')))
  } catch {
    return null
  }
}

/** Length and SHA-256 of a file as the disk gives it back. */
export async function digestOf(path: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes = piece as Buffer // a stream without an encoding gives nothing else
    hash.update(bytes)
    size += bytes.length
  }
  return { size, sha256: hash.digest('hex') }
}

/** What the system calls a failure, for the sentence of a refusal. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
