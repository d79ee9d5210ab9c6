import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file that appears whole or not at all: a stick may be pulled out, or full, at any moment. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.part`
  try {
    const file = openSync(unfinished, 'w', 0o600)
    try {
      writeFileSync(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}
