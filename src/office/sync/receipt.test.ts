import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Receipt } from '../../contract/sync/receipt.ts'
import { lineHash } from '../journal/line.ts'
import { rawPublicKey } from './ed25519.ts'
import { makeReceipt, verifyReceipt } from './receipt.ts'

const pair = generateKeyPairSync('ed25519')
const keys = [{ kid: 'r1', publicKey: rawPublicKey(pair.publicKey) }]

function receipt(headSeq: number, previous: string | null): Receipt {
  return {
    v: 1,
    stream: '019a0000-0000-7000-8000-000000000001',
    headSeq,
    headHash: lineHash(`line ${headSeq}`),
    ward: '39901',
    pos: headSeq,
    serverTime: '2026-11-21T01:03:11.120Z',
    previous,
  }
}

test('a receipt verifies with the pinned key and says what was signed', () => {
  const jws = makeReceipt(receipt(3, null), 'r1', pair.privateKey)
  expect(verifyReceipt(jws, keys)).toEqual(receipt(3, null))
})

test('a receipt that was altered, signed by another key, or of another make is worth nothing', () => {
  const jws = makeReceipt(receipt(3, null), 'r1', pair.privateKey)
  const [header, , signature] = jws.split('.')
  const other = Buffer.from(JSON.stringify(receipt(4, null))).toString('base64url')
  expect(verifyReceipt(`${header}.${other}.${signature}`, keys)).toBe('forged')
  expect(
    verifyReceipt(makeReceipt(receipt(3, null), 'r1', generateKeyPairSync('ed25519').privateKey), keys),
  ).toBe('forged')
  expect(verifyReceipt(makeReceipt(receipt(3, null), 'r2', pair.privateKey), keys)).toBe('unknown-key')
  const none = Buffer.from('{"alg":"none","typ":"psp1-receipt","kid":"r1"}').toString('base64url')
  expect(verifyReceipt(`${none}.${other}.`, keys)).toBe('unreadable')
  for (const garbage of ['', 'a', 'a.b.c', 'a.b.c.d', '<html>'])
    expect(verifyReceipt(garbage, keys)).toBe('unreadable')
})
