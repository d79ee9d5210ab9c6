import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Refusal } from '../../../contract/refusals.ts'
import { syncFolder, writeDurably } from '../../database/key-slots.ts'
import type { Store } from '../../database/store.ts'
import { type OfficeFacts, readMeta, unenrolledLetters } from '../../facts.ts'
import { readHead } from '../../journal/rows.ts'
import { detailOf, digestOf, type Manifest, manifestName } from './manifest.ts'

/** An office: its folder, its open store and the key of it. `now`: milliseconds since 1970. */
export type BackupSource = {
  readonly dataDir: string
  readonly store: Store
  readonly key: Uint8Array
  readonly now: number
}

/**
 * Writes a backup into a folder (of a USB stick, say), in a folder of its own that appears whole or not at all, and reads
 * it back: the store opens with its key, is sound and has the journal's head, and every file has its hash. The store stays
 * encrypted under the same key, so the backup opens by the same passwords and recovery code. Older backups of this PC are
 * thinned out; those of the ward's other PCs may lie in the same folder. Throws `backup-folder-missing`, `backup-failed`.
 */
export async function backUpOffice(
  source: BackupSource,
  to: string,
): Promise<{ readonly name: string; readonly size: number }> {
  const { dataDir, store, now } = source
  mustBePlace(dataDir, to)
  const { wardCode = '00000', letters = unenrolledLetters } = readMeta<OfficeFacts>(store, 'office') ?? {}
  const computer = `quay-${wardCode}-${letters}`
  const name = `${computer}-${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}`
  const unfinished = join(to, `${name}${unfinishedEnd}`)
  try {
    clear(to, computer)
    const { bavail, bsize } = statfsSync(to)
    if (bavail * bsize < 2 * sizeOf(dataDir))
      throw Object.assign(new Error('there is too little room'), { code: 'ENOSPC' })
    mkdirSync(unfinished, { mode: 0o700 })
    const manifest = await write(source, unfinished, wardCode)
    renameSync(unfinished, join(to, name))
    syncFolder(to)
    thinOut(to, computer)
    return { name, size: manifest.files.reduce((sum, { size }) => sum + size, 0) }
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Refusal('backup-failed', { detail: detailOf(error) })
  }
}

const unfinishedEnd = '.new'

/** What a power cut left of this PC's backups. */
function clear(to: string, computer: string): void {
  for (const name of readdirSync(to))
    if (name.startsWith(`${computer}-`) && name.endsWith(unfinishedEnd))
      rmSync(join(to, name), { recursive: true, force: true })
}

/** Throws `backup-folder-missing` unless a folder is there, outside the office's own. */
export function mustBePlace(dataDir: string, to: string): void {
  const inside = relative(resolve(dataDir), resolve(to))
  const isInside = inside === '' || !(inside.startsWith('..') || resolve(inside) === inside)
  if (to === '' || isInside || !isFolder(to)) throw new Refusal('backup-folder-missing', { folder: to })
}

async function write(
  { dataDir, store, key, now }: BackupSource,
  folder: string,
  ward: string,
): Promise<Manifest> {
  const head = readHead(store)
  // The files of a store that is open are never copied: a copy of them may be no store.
  store.database.prepare('VACUUM INTO ?').run(join(folder, 'quay.db'))
  flush(join(folder, 'quay.db'))
  mustOpen(join(folder, 'quay.db'), key, head)
  const files: Manifest['files'] = []
  for (const path of ['quay.db', ...copied(dataDir, folder)])
    files.push({ path, ...(await digestOf(join(folder, path))) })
  const manifest: Manifest = { format: 'quay-backup/1', at: new Date(now).toISOString(), ward, files }
  writeDurably(join(folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`)
  return manifest
}

/** Copies what lies beside the store. What the second copy has beyond the store's head heals it when it is opened. */
function copied(dataDir: string, folder: string): string[] {
  const paths: string[] = []
  for (const path of ['keys.json', ...below(dataDir, 'packs'), ...below(dataDir, 'journal')]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    copyFileSync(join(dataDir, path), join(folder, path))
    flush(join(folder, path))
    paths.push(path)
  }
  for (const path of ['packs', 'journal']) if (existsSync(join(folder, path))) syncFolder(join(folder, path))
  return paths
}

function below(dataDir: string, folder: string): string[] {
  if (!existsSync(join(dataDir, folder))) return []
  return readdirSync(join(dataDir, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.new'))
    .map(({ name }) => `${folder}/${name}`)
}

/** A backup that was never opened is none. */
function mustOpen(path: string, key: Uint8Array, head: ReturnType<typeof readHead>): void {
  const copy = new SqliteDatabase(path, { readonly: true })
  try {
    copy.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
    const found = copy.pragma('integrity_check(1)', { simple: true })
    const last = copy
      .prepare<[string], { seq: number; hash: string }>(
        'SELECT seq, hash FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1',
      )
      .get(head.stream)
    if (found !== 'ok' || (last?.seq ?? 0) !== head.seq || (last && last.hash !== head.hash))
      throw new Error('the copy of the store is not what the store is')
  } finally {
    copy.close()
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function sizeOf(dataDir: string): number {
  return ['quay.db', ...below(dataDir, 'packs'), ...below(dataDir, 'journal')].reduce(
    (sum, path) => sum + (statSync(join(dataDir, path), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Of so many hours, days and weeks in which there was a backup the newest is kept. */
const kept = [
  { periodMs: hourMs, most: 24 },
  { periodMs: dayMs, most: 7 },
  { periodMs: 7 * dayMs, most: 4 },
] as const

/** Keeps of a PC's backups the newest of each of the last 24 hours, seven days and four weeks in which there was one. */
export function thinOut(to: string, computer: string): void {
  const ours = new RegExp(String.raw`^${computer}-(\d{4})(\d\d)(\d\d)(\d\d)\d{4}$`)
  const names = readdirSync(to)
    .filter((name) => ours.test(name))
    .toSorted()
    .toReversed()
  const newestOf = ({ periodMs, most }: (typeof kept)[number]) => {
    const newest = new Map<number, string>()
    for (const name of names) {
      const [year, month, day, hour] = (ours.exec(name) ?? []).slice(1).map(Number)
      const period = Math.floor(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour) / periodMs)
      if (!newest.has(period) && newest.size < most) newest.set(period, name)
    }
    return [...newest.values()]
  }
  const staying = new Set(kept.flatMap(newestOf))
  for (const name of names) if (!staying.has(name)) rmSync(join(to, name), { recursive: true, force: true })
}
