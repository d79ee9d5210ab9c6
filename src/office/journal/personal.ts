import { createHash, randomBytes } from 'node:crypto'
import { decrypt, encrypt, ivBytes } from '../aead.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor, type Reader } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'

/** The encrypted personal part of a line. The associated data is the event id, never stream or seq: a re-issued line keeps its ciphertext. */
export type Sealed = { readonly iv: string; readonly ct: string }

/** AES-256-GCM of a personal part under its subject's key. */
export function sealPersonal(key: Uint8Array, eventId: string, personal: unknown): Sealed {
  const bytes = encrypt(key, Buffer.from(JSON.stringify(personal)), eventId)
  return {
    iv: bytes.subarray(0, ivBytes).toString('base64url'),
    ct: bytes.subarray(ivBytes).toString('base64url'),
  }
}

/** Opens a personal part; null when the key is not the one (or was destroyed and made anew). */
export function openPersonal(key: Uint8Array, eventId: string, { iv, ct }: Sealed): unknown {
  const plain = decrypt(key, Buffer.from(iv + ct, 'base64url'), eventId)
  try {
    return plain && JSON.parse(plain.toString('utf8'))
  } catch {
    return null
  }
}

/** What a line may say of a key: a commitment to it, never the key (PSP/1 section 5 as settled). */
export function keyCommitment(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('base64url')
}

const insertKey = composedOnce((row: Tables['subject_key']) => sql.insertInto('subject_key').values(row))
const keyOf = composedOnce(({ subject }: { subject: string }) =>
  sql.selectFrom('subject_key').select('key').where('subject', '=', subject),
)

/** The subject's key; made, and said to be new, when this is the subject's first personal event. */
export function subjectKey(tx: Transactor, subject: string, seq: number): { key: Buffer; isNew: boolean } {
  const existing = readSubjectKey(tx, subject)
  if (existing) return { key: existing, isNew: false }
  const key = randomBytes(32)
  tx.run(insertKey({ subject, key, first_seq: seq }))
  return { key, isNew: true }
}

/** The subject's key, or undefined when there is none (any more). */
export function readSubjectKey(reader: Reader, subject: string): Buffer | undefined {
  return reader.first(keyOf({ subject }))?.key
}
