import { createHash } from 'node:crypto'
import { keyFromSeed } from './keys.ts'
import { type IssuerEntry, keyKinds, type SigningKey } from './types.ts'

/** Published on purpose: anyone may sign training sheets, and no training sheet is ever valid. */
const seed = createHash('sha256').update('Quay Mot Cua VP1 training key, never valid').digest()

const key = keyFromSeed(Uint8Array.from(seed))

const entry: IssuerEntry = {
  kid: key.kid,
  publicKey: key.publicKey,
  ward: 0,
  name: 'Phòng tập huấn',
  firstDay: 18_262,
  lastDay: 65_535,
  kinds: keyKinds.permit | keyKinds.marketCard | keyKinds.organisation | keyKinds.training,
  categories: 0,
}

/** The training key that ships with the program, private half included; an entry of every trust list (section 6). */
export const trainingIssuer: { readonly key: SigningKey; readonly entry: IssuerEntry } = { key, entry }
