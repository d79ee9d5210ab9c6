import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Writes a file that appears whole or not at all: a stick may be pulled out, or full, at any moment. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  writeWholeInParts(path, [bytes].values())
}

/**
 * The same in parts, each written before the next is asked for. Answers with the number of bytes and with what the
 * parts ended with.
 */
export function writeWholeInParts<End>(
  path: string,
  parts: Iterator<Uint8Array, End>,
): { readonly bytes: number; readonly end: End } {
  const unfinished = `${path}.part`
  let bytes = 0
  try {
    const file = openSync(unfinished, 'w', 0o600)
    try {
      for (let part = parts.next(); ; part = parts.next()) {
        if (part.done === true) {
          fsyncSync(file)
          renameSync(unfinished, path)
          return { bytes, end: part.value }
        }
        for (let from = 0; from < part.value.length; ) from += writeSync(file, part.value, from)
        bytes += part.value.length
      }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}
