import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReceiptKey, SubjectKeyRecipient } from '../contract/sync/base.ts'
import { recipientOf, x25519PublicKey } from '../office/sync/subject-key.ts'
import { keyFromSeed, kidOf } from '../office/token/keys.ts'
import type { SigningKey } from '../office/token/types.ts'

const listKey = 'list-ed25519'
const nextListKey = 'next-list-ed25519'
const receiptKey = 'receipt-ed25519'
const spareRootKey = 'spare-root-ed25519'
/** The public half, in place of a spare root that is away. */
const spareRootPublic = 'spare-root-public'

/** The spare root; `key` null once it was taken off this machine. */
export type SpareRoot = Pick<SigningKey, 'kid' | 'publicKey'> & { readonly key: SigningKey | null }

/** Every secret of a city server. Roots sign trust lists only. */
export type CityKeys = {
  readonly root: SigningKey
  readonly spareRoot: SpareRoot
  /** Signs revocation lists. */
  readonly list: SigningKey
  /** Signs them next; listed before it does. Null until the list key grows old. */
  readonly nextList: SigningKey | null
  readonly receipt: SigningKey
  /** Subject keys are sealed to it; raw X25519 private key. */
  readonly subject: { readonly privateKey: Uint8Array; readonly recipient: SubjectKeyRecipient }
  readonly nonceSecret: Uint8Array
}

/**
 * Opens the keys in a folder; makes those that are missing, each a file of hex readable by the owner only.
 * `isNewListKey`: the list key is made anew first, and the old one is gone.
 */
export async function openCityKeys(folder: string, isNewListKey = false): Promise<CityKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (isNewListKey) {
    await rm(fileOf(folder, nextListKey), { force: true })
    await replaceSecret(folder, listKey)
  }
  const signing = async (name: string) => keyFromSeed(await secret(folder, name))
  const privateKey = await secret(folder, 'subject-x25519')
  return {
    root: await signing('root-ed25519'),
    spareRoot: await openSpareRoot(folder),
    list: await signing(listKey),
    nextList: existsSync(fileOf(folder, nextListKey)) ? await signing(nextListKey) : null,
    receipt: await signing(receiptKey),
    subject: { privateKey, recipient: recipientOf(x25519PublicKey(privateKey)) },
    nonceSecret: await secret(folder, 'nonce'),
  }
}

async function openSpareRoot(folder: string): Promise<SpareRoot> {
  const isAway = existsSync(fileOf(folder, spareRootPublic)) && !existsSync(fileOf(folder, spareRootKey))
  if (isAway) {
    const publicKey = await secret(folder, spareRootPublic)
    return { kid: kidOf(publicKey), publicKey, key: null }
  }
  const key = keyFromSeed(await secret(folder, spareRootKey))
  return { kid: key.kid, publicKey: key.publicKey, key }
}

/** The seed of the spare root; null when it is away. */
export async function readSpareSeed(folder: string): Promise<Uint8Array | null> {
  return existsSync(fileOf(folder, spareRootKey)) ? secret(folder, spareRootKey) : null
}

/** Leaves only the public half of the spare root in the folder; the seed is overwritten before its file is removed. */
export async function removeSpareRoot(folder: string, publicKey: Uint8Array): Promise<void> {
  await writeSecret(fileOf(folder, spareRootPublic), publicKey, 'w')
  const file = fileOf(folder, spareRootKey)
  const handle = await open(file, 'r+')
  try {
    await handle.write(randomBytes(65), 0, 65, 0)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rm(file)
}

/** Puts the spare root back into the folder. */
export async function putSpareRoot(folder: string, seed: Uint8Array): Promise<void> {
  await writeSecret(fileOf(folder, spareRootKey), seed, 'wx')
}

/** Makes the key that will sign lists next; one that is there already stays. */
export async function makeNextListKey(folder: string): Promise<void> {
  await secret(folder, nextListKey)
}

/** From now on the next list key is the list key, and the one before is gone. Again is harmless. */
export async function takeNextListKey(folder: string): Promise<void> {
  await rename(fileOf(folder, nextListKey), fileOf(folder, listKey)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** What a PC pins of the receipt key. */
export function receiptKeyOf({ receipt }: Pick<CityKeys, 'receipt'>): ReceiptKey {
  return { kid: receipt.kid, publicKey: Buffer.from(receipt.publicKey).toString('base64url') }
}

/** The same from a folder that is only looked at; throws where it has no such key. */
export function readReceiptKey(folder: string): ReceiptKey {
  return receiptKeyOf({ receipt: keyFromSeed(keptSecret(fileOf(folder, receiptKey))) })
}

function fileOf(folder: string, name: string): string {
  return join(folder, `${name}.hex`)
}

/** 32 random bytes kept in a file; any 32 bytes are a valid Ed25519 seed, X25519 private key or HMAC key. */
async function secret(folder: string, name: string): Promise<Uint8Array> {
  const file = fileOf(folder, name)
  if (existsSync(file)) return keptSecret(file)
  const made = Uint8Array.from(randomBytes(32))
  await writeSecret(file, made, 'wx')
  return made
}

function keptSecret(file: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'))
  if (bytes.length !== 32) throw new Error(`${file} does not hold a key; it is left as it is`)
  return bytes
}

/** A new secret in the place of an old one: the file holds the one or the other, whenever the power goes. */
async function replaceSecret(folder: string, name: string): Promise<void> {
  const file = fileOf(folder, name)
  await writeSecret(`${file}.next`, randomBytes(32), 'w')
  await rename(`${file}.next`, file)
}

async function writeSecret(file: string, bytes: Uint8Array, flags: 'w' | 'wx'): Promise<void> {
  const handle = await open(file, flags, 0o600)
  try {
    await handle.writeFile(`${Buffer.from(bytes).toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
