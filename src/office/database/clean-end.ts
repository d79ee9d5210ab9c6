import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { syncFolder, writeDurably } from './key-slots.ts'

// A store of a whole ward takes seconds to check from end to end. After an end that left everything in its place that
// is not needed at the next opening: a small file beside the store says so, written as the last thing of the closing
// and taken away before anything is written again. It is believed only about the very file it was written about.

const markPath = (path: string) => `${path}.closed`

/** What a mark says of a store: how long its file is and where its journal ends. */
function describe(path: string, head: string): string {
  return `closed ${statSync(path).size} ${head}\n`
}

/** The end of the journal, as the store has it. */
function headOf(database: Database): string {
  const last = database
    .prepare<[], { stream: string; seq: number; hash: string }>(
      'SELECT stream, seq, hash FROM event ORDER BY rowid DESC LIMIT 1',
    )
    .get()
  return last ? `${last.stream} ${last.seq} ${last.hash}` : '-'
}

/** What was found beside the store before it was opened; null when its last end was not a clean one. */
export type Mark = string | null

/** Looks for the mark of a store that is not open yet. A log that still holds something is no clean end. */
export function findMark(path: string): Mark {
  return hasLog(path) || !existsSync(markPath(path)) ? null : readFileSync(markPath(path), 'latin1')
}

/**
 * Takes the mark away for good and answers whether it was true of this store. To be called once the key has proved to
 * be the right one, and before anything is written.
 */
export function takeMark(path: string, mark: Mark, database: Database): boolean {
  if (existsSync(markPath(path))) removeDurably(markPath(path))
  return mark !== null && mark === describe(path, headOf(database))
}

/** Closes the store; leaves the mark when everything was written where it belongs. */
export function closeMarked(path: string, database: Database): void {
  if (!database.open) return
  const head = readable(() => headOf(database))
  database.close()
  // A full disk leaves the log behind.
  if (head === null || hasLog(path)) return
  try {
    writeDurably(markPath(path), describe(path, head))
  } catch {
    // Without a mark the next opening checks everything, which costs seconds and nothing else.
  }
}

function readable(read: () => string): string | null {
  try {
    return read()
  } catch {
    return null
  }
}

function hasLog(path: string): boolean {
  const log = `${path}-wal`
  return existsSync(log) && statSync(log).size > 0
}

/** Emptied and flushed first: where a folder cannot be flushed (Windows), a removal may come undone in a power cut. */
function removeDurably(path: string): void {
  const file = openSync(path, 'r+')
  try {
    ftruncateSync(file, 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  rmSync(path)
  syncFolder(dirname(path))
}
