import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeDurably } from '../../database/key-slots.ts'
import { type CountedTries, noTries } from './tries.ts'

const bookSchema = z.record(z.string(), z.object({ wrong: z.int().nonnegative(), lowSeen: z.boolean() }))

/** The office's own count of wrong PINs, one entry a token. It holds no PIN. */
export type TriesBook = {
  read(token: string): CountedTries
  write(token: string, counted: CountedTries): void
}

/**
 * A book in a small file, so that tries count over a restart; or in memory alone where `path` is null. Where the file
 * cannot be written the count goes on in memory.
 */
export function createTriesBook(path: string | null): TriesBook {
  const entries = new Map(path === null ? [] : Object.entries(readBook(path)))
  return {
    read: (token) => entries.get(token) ?? noTries,
    write(token, counted) {
      if (counted.wrong === 0) entries.delete(token)
      else entries.set(token, counted)
      if (path === null) return
      try {
        writeDurably(path, JSON.stringify(Object.fromEntries(entries)))
      } catch {
        // A full disk must not keep the seal in its drawer; the token counts too.
      }
    },
  }
}

/** An unreadable book is an empty one: whoever can spoil it could also delete it. */
function readBook(path: string): z.infer<typeof bookSchema> {
  if (!existsSync(path)) return {}
  try {
    return bookSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
