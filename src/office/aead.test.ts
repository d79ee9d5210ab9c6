import { createDecipheriv, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decrypt, encrypt } from './aead.ts'

const key = randomBytes(32)

test('what was encrypted opens under its key and for what it belongs to, and for nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, bound) => {
      const bytes = encrypt(key, plain, bound)
      expect(decrypt(key, bytes, bound)).toEqual(Buffer.from(plain))
      expect(decrypt(randomBytes(32), bytes, bound)).toBeNull()
      expect(decrypt(key, bytes, `${bound}.`)).toBeNull()
    }),
  )
})

test('no changed, missing or added byte opens', () => {
  const bytes = encrypt(key, Buffer.from('Hồ sơ'), 'case')
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(decrypt(key, changed, 'case')).toBeNull()
    expect(decrypt(key, bytes.subarray(0, at), 'case')).toBeNull()
  }
  expect(decrypt(key, Buffer.concat([bytes, Buffer.of(0)]), 'case')).toBeNull()
})

test('it is plain AES-256-GCM: iv, ciphertext, tag, and nothing bound is no associated data', () => {
  const bytes = encrypt(key, Buffer.from('Hồ sơ'))
  const other = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  other.setAuthTag(bytes.subarray(-16))
  expect(Buffer.concat([other.update(bytes.subarray(12, -16)), other.final()]).toString()).toBe('Hồ sơ')
})
