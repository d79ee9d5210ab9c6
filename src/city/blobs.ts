import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Asker, Desk } from './desk.ts'
import { flush } from './flush.ts'
import { RequestRefused } from './refusal.ts'

/** Bytes of the largest blob. */
export const longestBlob = 1024 * 1024

/**
 * Keeps a blob of the asker's ward under the SHA-256 of its bytes (base64url): on the disk before it is answered, and
 * again is harmless. Refuses `bad-digest` for bytes that are not those of the address, `too-large`,
 * `too-many-requests` beyond the PC's bytes of a day, and `busy` when the disk is nearly full.
 */
export async function putBlob(desk: Desk, { device, body }: Asker, sha256: string): Promise<void> {
  if (createHash('sha256').update(body).digest('base64url') !== sha256) throw new RequestRefused('bad-digest')
  if ((await blobSize(desk, device.ward, sha256)) !== null) return
  await desk.takeBlob(device.id, body.length)
  const folder = folderOf(desk, device.ward, sha256)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `${randomUUID()}.part`)
  const handle = await open(part, 'wx', 0o600)
  try {
    await handle.writeFile(body)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, join(folder, sha256)).catch(async (error: unknown) => {
    await rm(part, { force: true })
    throw error
  })
  await flush(folder)
}

/** How large a blob of a ward is; null when there is none. */
export async function blobSize(desk: Desk, ward: string, sha256: string): Promise<number | null> {
  const found = await stat(join(folderOf(desk, ward, sha256), sha256)).catch(absent)
  return found?.size ?? null
}

/** A blob of a ward; refuses `not-found`. */
export async function getBlob(desk: Desk, ward: string, sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(join(folderOf(desk, ward, sha256), sha256)).catch(absent)
  if (!bytes) throw new RequestRefused('not-found')
  return bytes
}

/** The address was checked by its schema: 43 characters of base64url, so it cannot lead anywhere else. */
function folderOf({ blobFolder }: Desk, ward: string, sha256: string): string {
  return join(blobFolder, ward, sha256.slice(0, 2))
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
