import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
/** How long the parts beside the ciphertext are (NIST SP 800-38D). */
export const ivBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM under a key of 32 bytes: iv | ciphertext | tag. `bound` is what the bytes belong to: with anything else
 * they do not open.
 */
export function encrypt(key: CipherKey, plain: Uint8Array, bound = ''): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(bound))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Undoes `encrypt`; null when key or `bound` is another, or a byte was changed. */
export function decrypt(key: CipherKey, bytes: Uint8Array, bound = ''): Buffer | null {
  const end = bytes.length - tagBytes
  if (end < ivBytes) return null
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(bound))
    .setAuthTag(bytes.subarray(end))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, end)), decipher.final()])
  } catch {
    return null
  }
}
