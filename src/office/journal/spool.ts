import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { decrypt, encrypt } from '../aead.ts'
import { syncFolder } from '../database/key-slots.ts'

/** A record of the second copy: a journal line, or a subject key (without which a healed line stays closed). */
export type SpoolRecord =
  | { readonly seq: number; readonly line: string }
  | { readonly seq: number; readonly subject: string; readonly key: string }

/**
 * The second copy of the journal: sealed records in plain files, flushed after each commit. One flipped bit in
 * SQLite's WAL silently drops every later transaction; this copy notices and gives them back
 * (reliability-and-security.md 2.3). Files are cut by sequence number, not by month, because a PC's clock may jump.
 */
export type Spool = {
  /** Appends and flushes; throws what the file system says and leaves no half record behind. */
  append(stream: string, records: readonly SpoolRecord[]): void
  /**
   * The records of the file that holds `fromSeq` and of all later ones, and how many could not be opened. What a power
   * cut left of an unfinished append, at the very end of a file, is no damage: it was never confirmed.
   */
  read(
    stream: string,
    fromSeq: number,
  ): { readonly records: readonly SpoolRecord[]; readonly damaged: number }
  /** Puts the files `read` looks at out of the way, under a name that keeps them for the IT officer. */
  setAside(stream: string, fromSeq: number): void
  close(): void
}

const recordsPerFile = 10_000

/** The first sequence number in the file that holds `seq`. */
export function firstOfFile(seq: number): number {
  return blockOf(seq) * recordsPerFile
}

/** Opens the spool folder; its key is derived from the database key, so there is nothing more to keep. */
export function openSpool(dataDir: string, databaseKey: Uint8Array): Spool {
  const folder = join(dataDir, 'journal')
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', databaseKey, '', 'quay spool', 32)))
  let open: { readonly path: string; readonly file: number } | null = null

  const fileFor = (path: string): number => {
    if (open?.path === path) return open.file
    shut()
    open = { path, file: openForAppend(path) }
    return open.file
  }
  const shut = () => {
    if (open) closeSync(open.file)
    open = null
  }
  const appendTo = (path: string, records: readonly SpoolRecord[]) => {
    const file = fileFor(path)
    const { size } = fstatSync(file)
    try {
      // Unlike `writeSync` this goes on after a short write, as a disk gives that is filling up.
      writeFileSync(file, records.map((record) => `${seal(key, JSON.stringify(record))}\n`).join(''))
      fdatasyncSync(file)
    } catch (error) {
      try {
        // Half a record in the middle of the file would hide the ones after it.
        ftruncateSync(file, size)
      } finally {
        // The stick may be pulled and come back: the next append opens the file anew.
        shut()
      }
      throw error
    }
  }
  return {
    append(stream, records) {
      for (const [block, group] of Map.groupBy(records, (record) => blockOf(record.seq))) {
        appendTo(join(folder, fileName(stream, block)), group)
      }
    },
    read(stream, fromSeq) {
      const records: SpoolRecord[] = []
      let damaged = 0
      for (const name of fileNames(folder, stream, blockOf(fromSeq))) {
        // What follows the last line end is not a record yet; the next append cuts it off.
        for (const text of readFileSync(join(folder, name), 'latin1').split('\n').slice(0, -1)) {
          const record = unseal(key, text)
          if (record === null) damaged += 1
          else records.push(record)
        }
      }
      return { records, damaged }
    },
    setAside(stream, fromSeq) {
      shut()
      for (const name of fileNames(folder, stream, blockOf(fromSeq))) {
        renameSync(join(folder, name), join(folder, freeName(folder, name)))
      }
      if (existsSync(folder)) syncFolder(folder)
    },
    close: shut,
  }
}

/** Opens a file to append to, whole records only: half a one would spoil the next. A new file outlives a power cut. */
function openForAppend(path: string): number {
  const folder = dirname(path)
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    syncFolder(dirname(folder))
  }
  const isNew = !existsSync(path)
  const file = openSync(path, 'a', 0o600)
  if (isNew) syncFolder(folder)
  else ftruncateSync(file, readFileSync(path).lastIndexOf(0x0a) + 1)
  return file
}

function freeName(folder: string, name: string): string {
  let number = 1
  while (existsSync(join(folder, `${name}.damaged-${number}`))) number += 1
  return `${name}.damaged-${number}`
}

function blockOf(seq: number): number {
  return Math.floor(seq / recordsPerFile)
}

function fileName(stream: string, block: number): string {
  return `${stream}-${String(block).padStart(6, '0')}.psl`
}

function fileNames(folder: string, stream: string, fromBlock: number): string[] {
  if (!existsSync(folder)) return []
  const first = fileName(stream, fromBlock)
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${stream}-`) && name.endsWith('.psl') && name >= first)
    .toSorted()
}

function seal(key: KeyObject, text: string): string {
  return encrypt(key, Buffer.from(text)).toString('base64')
}

function unseal(key: KeyObject, record: string): SpoolRecord | null {
  const bytes = Buffer.from(record, 'base64')
  // The decoder passes over what is not base64: two records that lost the line end between them would read as one.
  if (bytes.toString('base64') !== record) return null
  try {
    const text = decrypt(key, bytes)
    // Authenticated: only this program wrote it, in this shape.
    return text && (JSON.parse(text.toString('utf8')) as SpoolRecord)
  } catch {
    return null
  }
}
