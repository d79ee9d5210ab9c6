import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile } from '../../city/store/sqlite/open.ts'
import { sqliteBackup } from '../../city/store/sqlite/backup.ts'

/** A copy of a city's embedded store in a folder of its own, that may be written to and is thrown away. */
export type CityCopy = { readonly folder: string; remove(): void }

const mostTries = 3

/**
 * Copies the embedded store as of one moment without touching a byte of the city's folder: opening a store, even to read,
 * may bring its tables up to date or tidy its log. While a server writes, the store itself makes the copy.
 */
export async function copyCityStore(dataDir: string): Promise<CityCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-city-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    for (let tries = 0; tries < mostTries; tries += 1)
      if (copyStill(dataDir, folder)) return { folder, remove }
    await sqliteBackup.write(dataDir, join(folder, databaseFile))
    return { folder, remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** Copies the store's files; false when somebody wrote meanwhile, and nothing is left of the copy then. */
function copyStill(from: string, to: string): boolean {
  const before = stateOf(from)
  for (const name of storeFiles)
    if (existsSync(join(from, name)))
      copyFileSync(join(from, name), join(to, name), constants.COPYFILE_FICLONE)
  if (stateOf(from) === before) return true
  for (const name of storeFiles) rmSync(join(to, name), { force: true })
  return false
}

/** Without the index of the log, which each process makes for itself. */
const storeFiles = [databaseFile, `${databaseFile}-wal`]

function stateOf(folder: string): string {
  return storeFiles
    .map((name) => statSync(join(folder, name), { bigint: true, throwIfNoEntry: false }))
    .map((found) => (found ? `${found.ino} ${found.size} ${found.mtimeNs}` : '-'))
    .join(', ')
}
