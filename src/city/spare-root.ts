import { randomBytes, scryptSync } from 'node:crypto'
import { z } from 'zod'
import { decrypt, encrypt, ivBytes } from '../office/aead.ts'
import { keyFromSeed } from '../office/token/keys.ts'
import { makeCode } from './codes.ts'
import { type Desk, serverTime } from './desk.ts'
import { putSpareRoot, readSpareSeed, removeSpareRoot } from './keys.ts'
import { rotateRoot, withdrawnRootsOf } from './lists.ts'
import { noOperator, writeAudit } from './operators/audit.ts'

/** 130 bits: whoever finds the file alone does not guess it. */
const passphraseLength = 26
const cost = { N: 32_768, r: 8, p: 1 }

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
/** The spare root as a file: its seed under AES-256-GCM, the key by scrypt of the passphrase, bound to its public half. */
const sealedRootSchema = z.object({
  format: z.literal('quay-spare-root/1'),
  publicKey: hex32,
  salt: base64url,
  nonce: base64url,
  sealed: base64url,
})

/** What the operator has in hand: the file and the passphrase to write on paper and keep elsewhere. */
export type SpareRootFile = { readonly bytes: Uint8Array; readonly passphrase: string }

/**
 * Takes the spare root off this server. `keep` writes the file and reads it back; only when the seed can be read from
 * that is it removed here. Resolves to the passphrase, which is told once. Throws when it is away already, or signs.
 */
export async function exportSpareRoot(
  desk: Desk,
  keep: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  if ((await desk.store.read(withdrawnRootsOf)).length > 0)
    throw new Error('the first root is withdrawn: the spare one signs now and is needed here')
  const seed = await readSpareSeed(desk.keyFolder)
  if (!seed) throw new Error('the spare root is not in this folder any more')
  const passphrase = makeCode(passphraseLength)
  const kept = openSealedRoot(await keep(sealRoot(seed, passphrase)), passphrase)
  if (!Buffer.from(kept).equals(seed))
    throw new Error('the file does not hold what was written; nothing is removed')
  const { kid, publicKey } = desk.keys.spareRoot
  await removeSpareRoot(desk.keyFolder, publicKey)
  await desk.readKeys()
  await desk.store.write((rows) =>
    writeAudit(rows, serverTime(desk), noOperator.console, 'spare-root.exported', { kid }),
  )
  return passphrase.replaceAll(/(.{5})(?=.)/g, '$1-')
}

/**
 * Withdraws the first root for good: from now on the spare one signs, from its file where it is away. Resolves to the
 * number of the trust list that says so. Throws for another city's file, a wrong passphrase, and the second time.
 */
export async function rotateToSpareRoot(desk: Desk, file: SpareRootFile | null): Promise<number> {
  if (!desk.keys.spareRoot.key) {
    if (!file)
      throw new Error('the spare root is not in this folder: say the file that export-spare-root has written')
    const seed = openSealedRoot(file.bytes, file.passphrase)
    if (keyFromSeed(seed).kid !== desk.keys.spareRoot.kid)
      throw new Error('this is the spare root of another city')
    await putSpareRoot(desk.keyFolder, seed)
    await desk.readKeys()
  }
  return desk.store.write((rows) => rotateRoot(desk, rows))
}

function sealRoot(seed: Uint8Array, passphrase: string): Uint8Array {
  const salt = randomBytes(16)
  const publicKey = Buffer.from(keyFromSeed(seed).publicKey).toString('hex')
  const bytes = encrypt(keyOf(passphrase, salt), seed, publicKey)
  const [nonce, sealed] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes)]
  const text = (part: Buffer) => part.toString('base64url')
  const file = { publicKey, salt: text(salt), nonce: text(nonce), sealed: text(sealed) }
  return Buffer.from(`${JSON.stringify({ format: 'quay-spare-root/1', ...file })}\n`)
}

function openSealedRoot(bytes: Uint8Array, passphrase: string): Uint8Array {
  const { publicKey, salt, nonce, sealed } = readSealed(bytes)
  const [forKey, first, rest] = [salt, nonce, sealed].map((text) => Buffer.from(text, 'base64url'))
  if (!forKey || !first || !rest) throw new Error('this is no file of a spare root')
  const seed = decrypt(keyOf(passphrase, forKey), Buffer.concat([first, rest]), publicKey)
  if (!seed) throw new Error('the passphrase does not open this file')
  return Uint8Array.from(seed)
}

function readSealed(bytes: Uint8Array): z.infer<typeof sealedRootSchema> {
  try {
    return sealedRootSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    throw new Error('this is no file of a spare root')
  }
}

/** Blanks, hyphens and small letters are how a passphrase is typed, not what it is. */
function keyOf(passphrase: string, salt: Uint8Array): Buffer {
  const typed = passphrase.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')
  return scryptSync(typed, salt, 32, { ...cost, maxmem: 64 * 1024 * 1024 })
}
