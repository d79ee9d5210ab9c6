import { open } from 'node:fs/promises'

/** Has a file, or the names in a folder, on the disk before it goes on. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
