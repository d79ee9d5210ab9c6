import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import * as ofTheOffice from '../office/token/ed25519.ts'
import { judge } from '../office/token/judge.ts'
import { paperDigest } from '../office/token/paper-digest.ts'
import { clock, listsWith, permit, place, wardKey } from '../office/token/testing/example-city.ts'
import { issueToken, parse } from '../office/token/token.ts'
import { runVectors } from '../office/token/vectors.ts'
import * as ofThePage from './ed25519.ts'

// What the page's build does: its own two functions in the place of the office's.
vi.mock('../office/token/ed25519.ts', () => import('./ed25519.ts'))

test('the page judges with its own signatures here', () => {
  expect(ofTheOffice.verifyEd25519).toBe(ofThePage.verifyEd25519)
})

test("its digests are Node's, for every length around the block", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256)
    expect(Buffer.from(ofThePage.sha256(bytes)).toString('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
  }
  const million = new TextEncoder().encode('a'.repeat(1_000_000))
  expect(Buffer.from(ofThePage.sha256(million)).toString('hex')).toBe(
    'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
  )
})

test('every published vector comes out as at the desk', () => {
  const file: unknown = JSON.parse(
    readFileSync(new URL('../../e2e/vectors/token.json', import.meta.url), 'utf8'),
  )
  const { cases, disagreements } = runVectors(file)
  expect(disagreements).toEqual([])
  expect(cases.length).toBeGreaterThan(100)
})

test('no single bit of a permit can be changed', () => {
  const lists = listsWith()
  const { bytes, text } = issueToken(permit, clock.now / 1000 - 60, wardKey, 'base45')
  expect(judge(parse(text), clock, place, lists).answer).toBe('valid')
  const parsed = parse(text)
  if (!parsed.readable) throw new Error('unreadable')
  for (let bit = 0; bit < 64 * 8; bit += 7) {
    const signature = Uint8Array.from(parsed.signature)
    signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(judge({ ...parsed, signature }, clock, place, lists).answer).toBe('forged')
  }
  expect(bytes.length).toBeGreaterThan(100)
})

test('a paper has the digest that its ward computes', () => {
  const digest = createHash('sha256').update('0bf17558:4:17').digest('hex').slice(0, 32)
  expect(paperDigest('0bf17558', 4, 17)).toBe(digest)
})
