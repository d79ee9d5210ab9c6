import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { Refusal } from '../../contract/refusals.ts'
import { decrypt, encrypt } from '../aead.ts'

/**
 * The 32-byte database key is random; each slot holds a copy wrapped under somebody's secret (as LUKS does), so a
 * password changes without touching the database. The file is not secret by itself.
 */
const slotSchema = z.object({
  /** `officer`: a password. `recovery`: the code in the sealed envelope. `training`: the published training secret. */
  kind: z.enum(['officer', 'recovery', 'training']),
  user: z.string(),
  salt: z.string(),
  wrapped: z.string(),
})
const fileSchema = z.object({ version: z.literal(1), slots: z.array(slotSchema) })
export type KeySlot = z.infer<typeof slotSchema>

const memoryKiB = 65_536
const passes = 3
const saltBytes = 16

/** Argon2id (RFC 9106; the library's default algorithm) of a secret: 32 bytes; about 0.1 s and 64 MiB on an office PC. */
export async function stretch(secret: string, salt: Uint8Array): Promise<Buffer> {
  return hashRaw(secret.normalize('NFC'), {
    salt,
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: 1,
    outputLen: 32,
  })
}

const fileOf = (dataDir: string) => join(dataDir, 'keys.json')

/** The slots of an installation; empty when it is new. Throws `damaged-database` when the file is there but unreadable. */
export function readSlots(dataDir: string): readonly KeySlot[] {
  const path = fileOf(dataDir)
  if (!existsSync(path)) return []
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).slots
  } catch {
    throw new Refusal('damaged-database', { detail: 'keys.json' })
  }
}

/** Makes the slot that opens `databaseKey` with `secret`. */
export async function makeSlot(
  kind: KeySlot['kind'],
  user: string,
  secret: string,
  databaseKey: Uint8Array,
): Promise<KeySlot> {
  const salt = randomBytes(saltBytes)
  const wrapped = encrypt(await stretch(secret, salt), databaseKey)
  return { kind, user, salt: salt.toString('base64'), wrapped: wrapped.toString('base64') }
}

/** The database key out of a slot; null when the secret is wrong or the slot was changed. */
export async function openSlot(slot: KeySlot, secret: string): Promise<Buffer | null> {
  const salt = Buffer.from(slot.salt, 'base64')
  if (salt.length !== saltBytes) return null
  return decrypt(await stretch(secret, salt), Buffer.from(slot.wrapped, 'base64'))
}

/** Replaces the file as a whole: new name, fsync, rename, fsync of the folder. */
export function writeSlots(dataDir: string, slots: readonly KeySlot[]): void {
  writeDurably(fileOf(dataDir), `${JSON.stringify({ version: 1, slots }, null, 1)}\n`)
}

/** Writes a small file so that after a power cut either the old or the new content is there, whole. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.new`
  try {
    writeFlushed(temporary, content)
    renameSync(temporary, path)
  } catch (error) {
    // Half a file helps nobody, least of all on a full disk.
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

function writeFlushed(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes new and renamed files of a folder outlive a power cut. */
export function syncFolder(path: string): void {
  // Windows cannot open a folder; its rename is durable with the file's flush.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
