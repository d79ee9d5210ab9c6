import { sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { maxPackBytes, packSignedText } from '../../contract/sync/pack.ts'
import { day, exampleKey, issuer, listKey, trustWith, wardKey } from '../token/testing/example-city.ts'
import type { SigningKey } from '../token/types.ts'
import { readPackEnvelope } from './pack-envelope.ts'

const trust = trustWith([issuer(wardKey)])
const today = day('2026-11-24')
const text = '{ "id": "vidu-01", "version": 2,\n  "title": "Quy định “mẫu”" }'

function signatureOf(key: SigningKey, signed = packSignedText(text)) {
  return { kid: key.kid, signature: sign(null, Buffer.from(signed), key.privateKey).toString('base64url') }
}

function envelope(signatures: object[] = [signatureOf(listKey)], more: object = {}): Uint8Array {
  return Uint8Array.from(Buffer.from(JSON.stringify({ format: 'quay-pack/1', text, signatures, ...more })))
}

const reasonOf = (bytes: Uint8Array, list: typeof trust | null = trust, at = today) => {
  const read = readPackEnvelope(bytes, list, at)
  return read.outcome === 'refused' ? read.reason : read.outcome
}

test('a pack the city signed gives back its exact text', () => {
  expect(readPackEnvelope(envelope(), trust, today)).toEqual({ outcome: 'signed', text, kid: listKey.kid })
})

test('one good signature among others is enough; none, a ward’s or a stranger’s is unsigned', () => {
  const stranger = signatureOf(exampleKey('stranger'))
  expect(reasonOf(envelope([stranger, signatureOf(wardKey), signatureOf(listKey)]))).toBe('signed')
  for (const signatures of [[], [stranger], [signatureOf(wardKey)]])
    expect(reasonOf(envelope(signatures))).toBe('unsigned')
})

test('a changed text, a bare signature of the text, or one under the city’s name is forged', () => {
  expect(reasonOf(envelope(undefined, { text: `${text} ` }))).toBe('forged')
  expect(reasonOf(envelope([signatureOf(listKey, text)]))).toBe('forged')
  const borrowed = { ...signatureOf(wardKey), kid: listKey.kid }
  expect(reasonOf(envelope([borrowed]))).toBe('forged')
})

test('what is no envelope, too large, or offered without a trust list or out of the key’s period is refused', () => {
  expect(reasonOf(Uint8Array.from(Buffer.from(text)))).toBe('format')
  expect(reasonOf(envelope(undefined, { format: 'quay-pack/2' }))).toBe('format')
  expect(reasonOf(Uint8Array.from([0xff, 0xfe]))).toBe('format')
  expect(reasonOf(envelope(undefined, { text: 'x'.repeat(maxPackBytes + 1) }))).toBe('size')
  expect(reasonOf(new Uint8Array(2 * maxPackBytes + 5000))).toBe('size')
  expect(reasonOf(envelope(), null)).toBe('no-trust-list')
  expect(reasonOf(envelope(), trust, today + 2000)).toBe('unsigned')
})
