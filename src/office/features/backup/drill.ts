import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSlots } from '../../database/key-slots.ts'
import { openStore } from '../../database/open.ts'
import { databasePath, type Desk } from '../../desk.ts'
import { recover } from '../../journal/recover.ts'
import { openSpool } from '../../journal/spool.ts'
import { project } from '../../projection.ts'
import { readManifest } from './manifest.ts'
import { restoreOffice } from './restore.ts'

/** Beside the data, where there is room for it: it is gone again afterwards. */
const scratchName = 'restore-drill'

/** Free bytes without which a backup is not tried: twice what it holds, so that the office goes on beside it. */
export function roomNeeded(backup: string): number {
  return 2 * (readManifest(backup)?.files ?? []).reduce((sum, { size }) => sum + size, 0)
}

/**
 * Does with a backup what somebody will have to do after this PC is gone: an office's folder is made of it, its store
 * opened by the same steps as at every start, and somebody could sign in. Throws why that is not possible.
 */
export async function tryRestore(
  { ports: { dataDir }, key }: Pick<Desk, 'ports' | 'key'>,
  backup: string,
): Promise<void> {
  const scratch = join(dataDir, scratchName)
  rmSync(scratch, { recursive: true, force: true })
  try {
    await restoreOffice(backup, scratch)
    if (readSlots(scratch).length === 0) throw new Error('nobody could sign in')
    const store = await openStore(databasePath(scratch), key)
    const spool = openSpool(scratch, key)
    try {
      recover(store, spool, project)
    } finally {
      spool.close()
      store.close()
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
