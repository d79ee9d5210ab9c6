import { constants, existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreBackup } from '../store.ts'
import { databaseFile, openReader } from './open.ts'

/** Copies of the embedded store: one SQLite file, consistent however much is written meanwhile. */
export const sqliteBackup: StoreBackup = {
  async write(folder, file) {
    const live = openReader(join(folder, databaseFile))
    try {
      live.prepare('VACUUM INTO ?').run(file)
    } finally {
      live.close()
    }
    assertSound(file)
  },
  async read(file, folder) {
    assertSound(file)
    const place = join(folder, databaseFile)
    if (existsSync(place)) throw new Error('there is a city database in that folder already')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await copyFile(file, place, constants.COPYFILE_EXCL)
  },
}

/** A backup that was never read is none. */
function assertSound(file: string): void {
  const copy = openReader(file)
  try {
    const found = copy.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new Error('the copy of the city database is damaged')
  } finally {
    copy.close()
  }
}
