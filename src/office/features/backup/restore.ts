import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../../../contract/refusals.ts'
import { syncFolder, writeDurably } from '../../database/key-slots.ts'
import type { Desk } from '../../desk.ts'
import { openRestoredStream } from '../sync/sent-streams.ts'
import { detailOf, digestOf, type Manifest, manifestName, readManifest } from './manifest.ts'

const markName = 'restored.json'

/**
 * Makes an office's folder from a backup, where none is yet: every file is compared with its hash before and after. Opened
 * the next time, it goes on in a new stream. Throws `backup-damaged` (with nothing written), `backup-place-taken`,
 * `backup-failed`.
 */
export async function restoreOffice(backup: string, dataDir: string): Promise<Manifest> {
  const manifest = readManifest(backup)
  if (!manifest) throw new Refusal('backup-damaged', { file: manifestName })
  if (existsSync(join(dataDir, 'quay.db'))) throw new Refusal('backup-place-taken', { folder: dataDir })
  await mustBeWhole(backup, manifest)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // The store comes last, under another name first: a folder that was cut off half-way is no office.
    for (const { path } of manifest.files) {
      const place = join(dataDir, placeOf(path))
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
      await copyFile(join(backup, path), place)
    }
    await mustBeWhole(dataDir, manifest, placeOf)
    writeDurably(join(dataDir, markName), `${JSON.stringify({ from: manifest.at })}\n`)
    renameSync(join(dataDir, placeOf('quay.db')), join(dataDir, 'quay.db'))
    syncFolder(dataDir)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('backup-failed', { detail: detailOf(error) })
  }
  return manifest
}

const placeOf = (path: string) => (path === 'quay.db' ? 'quay.db.new' : path)

async function mustBeWhole(
  folder: string,
  { files }: Manifest,
  place = (path: string) => path,
): Promise<void> {
  for (const { path, size, sha256 } of files) {
    const file = join(folder, place(path))
    const found = existsSync(file) ? await digestOf(file) : null
    if (found?.size !== size || found.sha256 !== sha256) throw new Refusal('backup-damaged', { file: path })
  }
  if (!files.some(({ path }) => path === 'quay.db') || !files.some(({ path }) => path === 'keys.json'))
    throw new Refusal('backup-damaged', { file: manifestName })
}

/**
 * After a restore this PC goes on in a new stream behind what the city had signed for when the backup was made, whether it
 * meets the city over the line or by stick: the city has more of the old one (PSP/1 R10).
 */
export function beginAnewIfRestored(desk: Desk): void {
  const mark = join(desk.ports.dataDir, markName)
  if (!existsSync(mark)) return
  openRestoredStream(desk)
  rmSync(mark)
  syncFolder(desk.ports.dataDir)
}
