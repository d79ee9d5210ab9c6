import { createHash } from 'node:crypto'
import { keyFromSeed } from './keys.ts'
import { trainingEntry } from './training-entry.ts'
import type { IssuerEntry, SigningKey } from './types.ts'

/** Published on purpose: anyone may sign training sheets, and no training sheet is ever valid. */
const seed = createHash('sha256').update('Quay Mot Cua VP1 training key, never valid').digest()

const key = keyFromSeed(Uint8Array.from(seed))

/** The training key that ships with the program, private half included; an entry of every trust list (section 6). */
export const trainingIssuer: { readonly key: SigningKey; readonly entry: IssuerEntry } = {
  key,
  entry: trainingEntry,
}
