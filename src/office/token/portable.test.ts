import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { compareBytes } from './hex.ts'
import { paperDigest } from './paper-digest.ts'
import { trainingEntry } from './training-entry.ts'
import { trainingIssuer } from './training-issuer.ts'
import { utf8Length } from './utf8-length.ts'

const entries = ['token.ts', 'judge.ts', 'trust-list.ts', 'revocation.ts', 'paper-digest.ts']

/** Every source a file needs when it runs, through its imports of values. */
function needed(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  const source = readFileSync(file, 'utf8')
  for (const [, name = ''] of source.matchAll(/^import (?!type )[\s\S]*?from '(\.[^']+)'/gm))
    needed(join(dirname(file), name), found)
  return found
}

test('of all that a verification needs, only ed25519.ts asks for Node', () => {
  const files = entries.flatMap((entry) => [...needed(join(import.meta.dirname, entry))])
  expect(files.length).toBeGreaterThan(15)
  const asking = [...new Set(files)].filter((file) => {
    const source = readFileSync(file, 'utf8')
    return /\bBuffer\b/.test(source) || /^import (?!type )[^;]*?from 'node:/m.test(source)
  })
  expect(asking.map((file) => file.slice(import.meta.dirname.length + 1))).toEqual(['ed25519.ts'])
})

test('the training key written down for checkpoints is the one that signs training sheets', () => {
  expect(Buffer.from(trainingIssuer.key.publicKey).toString('hex')).toBe(
    Buffer.from(trainingEntry.publicKey).toString('hex'),
  )
  expect(trainingEntry.kid).toBe(trainingIssuer.key.kid)
})

test('bytes are ordered as Node orders them, and texts measured as Node encodes them', () => {
  const some = ['', '00', '0001', '01', 'ff', 'ff00'].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')))
  for (const a of some) for (const b of some) expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
  for (const text of ['', 'a', 'Nguyễn Thị Ánh', 'ß€𝄞 🇻🇳'])
    expect(utf8Length(text)).toBe(Buffer.byteLength(text))
})

test('a paper has one digest everywhere, and two papers have two', () => {
  expect(paperDigest('0bf17558', 4, 17)).toMatch(/^[0-9a-f]{32}$/)
  expect(paperDigest('0bf17558', 4, 17)).toBe(paperDigest('0bf17558', 4, 17))
  expect(paperDigest('0bf17558', 41, 7)).not.toBe(paperDigest('0bf17558', 4, 17))
})
