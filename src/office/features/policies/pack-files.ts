import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder, writeDurably } from '../../database/key-slots.ts'
import { packHash } from './judge.ts'

/** The folder of an office's rule packs: one file for each text, called after its hash. A pack is public. */
const folderOf = (dataDir: string) => join(dataDir, 'packs')
const fileOf = (dataDir: string, sha256: string) => join(folderOf(dataDir), `${sha256}.json`)

/**
 * Writes the text of a pack into its file, through to the disk; nothing where it is there already. Whoever lets a line
 * of the journal name a pack has done this before.
 */
export function keepPackFile(dataDir: string, text: string): void {
  const file = fileOf(dataDir, packHash(text))
  if (existsSync(file) && packHash(readFileSync(file, 'utf8')) === packHash(text)) return
  if (mkdirSync(folderOf(dataDir), { recursive: true }) !== undefined) syncFolder(dataDir)
  writeDurably(file, text)
}

/** The text of a pack by its hash; null when its file is not there, or holds another text. */
export function readPackFile(dataDir: string, sha256: string): string | null {
  const file = fileOf(dataDir, sha256)
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8')
  return packHash(text) === sha256 ? text : null
}
