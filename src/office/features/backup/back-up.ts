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
import type { OfficeFacts } from '../../facts.ts'
import { readMeta } from '../../facts.ts'
import { readHead } from '../../journal/rows.ts'
import { detailOf, digestOf, type Manifest, manifestName } from './manifest.ts'

/** An open office: its folder, its store and the key of it. `now`: milliseconds since 1970. */
export type BackupSource = {
  readonly dataDir: string
  readonly store: Store
  readonly key: Uint8Array
  readonly now: number
}

/**
 * Writes a backup into a folder (of a USB stick, say), in a folder of its own that appears whole or not at all, and reads
 * it back: the store opens with its key, is sound and has the journal's head, and every file has its hash. The store stays
 * encrypted under the same key, so the backup opens by the same passwords and recovery code. Older backups of this ward are
 * thinned out. Throws `backup-folder-missing`, `backup-failed`.
 */
export function backUpOffice(
  source: BackupSource,
  to: string,
): { readonly name: string; readonly size: number } {
  const { dataDir, store, now } = source
  mustBePlace(dataDir, to)
  const ward = readMeta<OfficeFacts>(store, 'office')?.wardCode ?? '00000'
  const name = `quay-${ward}-${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}`
  const unfinished = join(to, `${name}.new`)
  try {
    rmSync(unfinished, { recursive: true, force: true })
    const { bavail, bsize } = statfsSync(to)
    if (bavail * bsize < 2 * sizeOf(dataDir))
      throw Object.assign(new Error('there is too little room'), { code: 'ENOSPC' })
    mkdirSync(unfinished, { mode: 0o700 })
    const manifest = write(source, unfinished, ward)
    renameSync(unfinished, join(to, name))
    syncFolder(to)
    thinOut(to, ward)
    return { name, size: manifest.files.reduce((sum, { size }) => sum + size, 0) }
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Refusal('backup-failed', { detail: detailOf(error) })
  }
}

/** Throws `backup-folder-missing` unless a folder is there, outside the office's own. */
export function mustBePlace(dataDir: string, to: string): void {
  const inside = relative(resolve(dataDir), resolve(to))
  const isInside = inside === '' || !(inside.startsWith('..') || resolve(inside) === inside)
  if (to === '' || isInside || !isFolder(to)) throw new Refusal('backup-folder-missing', { folder: to })
}

function write({ dataDir, store, key, now }: BackupSource, folder: string, ward: string): Manifest {
  const head = readHead(store)
  // The files of a store that is open are never copied: a copy of them may be no store.
  store.database.prepare('VACUUM INTO ?').run(join(folder, 'quay.db'))
  flush(join(folder, 'quay.db'))
  mustOpen(join(folder, 'quay.db'), key, head)
  const paths = ['quay.db', ...copied(dataDir, folder)]
  const files = paths.map((path) => ({ path, ...digestOf(join(folder, path)) }))
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

const daysKept = 7
const weeksKept = 4
const weekMs = 7 * 86_400_000

/** Keeps the newest backup of each of the last seven days on which there was one, and of each of the last four weeks. */
export function thinOut(to: string, ward: string): void {
  const ours = new RegExp(String.raw`^quay-${ward}-(\d{4})(\d\d)(\d\d)\d{6}$`)
  const names = readdirSync(to)
    .filter((name) => ours.test(name))
    .toSorted()
    .toReversed()
  const newestOf = (periodOf: (day: number) => number, most: number) => {
    const kept = new Map<number, string>()
    for (const name of names) {
      const [, year, month, day] = ours.exec(name) ?? []
      const period = periodOf(Date.UTC(Number(year), Number(month) - 1, Number(day)))
      if (!kept.has(period) && kept.size < most) kept.set(period, name)
    }
    return kept.values()
  }
  const kept = new Set([
    ...newestOf((day) => day, daysKept),
    ...newestOf((day) => Math.floor(day / weekMs), weeksKept),
  ])
  for (const name of names) if (!kept.has(name)) rmSync(join(to, name), { recursive: true, force: true })
}
