import { createHash } from 'node:crypto'
import { constants, createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { flush } from './flush.ts'
import type { StoreBackup, StoreKind } from './store/store.ts'

const manifestName = 'backup.json'
const databaseName = 'database'
/** What stands in the city's folder besides the database. Temporary files of a write that was cut are left out. */
const folders = ['keys', 'blobs'] as const

const manifestSchema = z.object({
  format: z.literal('quay-city-backup/1'),
  store: z.string(),
  madeAt: z.iso.datetime(),
  files: z.array(z.object({ path: z.string(), size: z.int(), sha256: z.string() })),
})
type Manifest = z.infer<typeof manifestSchema>

/** A city's place and kind of store. */
export type CityPlace = { readonly dataDir: string; readonly store: StoreKind }
/** What a backup came to. */
export type BackedUp = { readonly folder: string; readonly madeAt: string; readonly files: number }

/**
 * Writes a backup of a city into a new folder, also while it runs: the database as of one moment, then blobs and keys,
 * and a list of all with their hashes. The folder appears whole or not at all. It holds every secret of the city.
 */
export async function backUpCity({ dataDir, store }: CityPlace, to: string, now: number): Promise<BackedUp> {
  if (existsSync(to)) throw new Error(`${to} is there already; it is left as it is`)
  const part = `${to}.part`
  await mkdir(dirname(to), { recursive: true })
  await mkdir(part, { mode: 0o700 })
  await copierOf(store).write(dataDir, join(part, databaseName))
  await flush(join(part, databaseName))
  // The keys come last: a key that was made meanwhile is then there, and one the database names is never missing.
  for (const folder of folders.toReversed()) await copyFolder(join(dataDir, folder), join(part, folder))
  const files = await filesOf(part)
  const madeAt = new Date(now).toISOString()
  const manifest: Manifest = { format: 'quay-city-backup/1', store: store.name, madeAt, files }
  await writeSynced(join(part, manifestName), JSON.stringify(manifest))
  await rename(part, to)
  await flush(dirname(to))
  return { folder: to, madeAt, files: files.length }
}

/**
 * Brings a backup back into a folder (and a database) where no city is. Every file is compared with its hash first; where
 * one is damaged or missing nothing is written. Start the city with `restored` afterwards.
 */
export async function restoreCity({ dataDir, store }: CityPlace, from: string): Promise<BackedUp> {
  const { files, madeAt, ...manifest } = await readManifest(from)
  if (manifest.store !== store.name)
    throw new Error(`that backup is of a ${manifest.store} database, not of ${store.name} (DATABASE_URL)`)
  for (const folder of folders)
    if (existsSync(join(dataDir, folder))) throw new Error(`there is a city in ${dataDir} already`)
  for (const { path, size, sha256 } of files) {
    const found = await hashOf(join(from, path)).catch(() => null)
    if (found?.sha256 !== sha256 || found.size !== size)
      throw new Error(`${path} of that backup is damaged or missing`)
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await copierOf(store).read(join(from, databaseName), dataDir)
  for (const folder of folders) await copyFolder(join(from, folder), join(dataDir, folder))
  await flush(dataDir)
  return { folder: dataDir, madeAt, files: files.length }
}

function copierOf({ name, backup }: StoreKind): StoreBackup {
  if (!backup) throw new Error(`a ${name} database is not backed up by this program`)
  return backup
}

async function readManifest(from: string): Promise<Manifest> {
  const text = await readFile(join(from, manifestName), 'utf8').catch(() => '')
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    throw new Error(`${from} is not a whole backup of a city`)
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyFolder(source, target)
    else if (!entry.name.endsWith('.part')) {
      await copyFile(source, target, constants.COPYFILE_EXCL)
      await flush(target)
    }
  }
}

async function filesOf(root: string, under = ''): Promise<Manifest['files']> {
  const files: Manifest['files'] = []
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = join(under, entry.name)
    if (entry.isDirectory()) files.push(...(await filesOf(root, path)))
    else files.push({ path, ...(await hashOf(join(root, path))) })
  }
  return files
}

async function hashOf(file: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part)
  return { size: (await stat(file)).size, sha256: hash.digest('base64url') }
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
