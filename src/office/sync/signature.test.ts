import { createPrivateKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyIdOf, publicKeyFromRaw, rawPublicKey, spkiOf } from './ed25519.ts'
import {
  contentDigest,
  isDigestOf,
  type SignedMessage,
  signatureBase,
  signRequest,
  verifyHead,
} from './signature.ts'

/** RFC 9421 appendix B.1.4: published test material. */
const rfcPublic = 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs'
const rfcPrivate = createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', x: rfcPublic, d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU' },
  format: 'jwk',
})

function rfcMessage(): SignedMessage {
  return {
    method: 'POST',
    url: 'https://example.com/foo?param=Value&Pet=dog',
    headers: new Headers({
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'content-type': 'application/json',
      'content-length': '18',
    }),
  }
}

test('the RFC 9421 B.2.6 example gives the published base and signature', () => {
  const parameters =
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"'
  const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length']
  const base = signatureBase(rfcMessage(), components, parameters)
  expect(base.split('\n')).toEqual([
    '"date": Tue, 20 Apr 2021 02:07:55 GMT',
    '"@method": POST',
    '"@path": /foo',
    '"@authority": example.com',
    '"content-type": application/json',
    '"content-length": 18',
    `"@signature-params": ${parameters}`,
  ])
  const published = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=='
  expect(sign(null, Buffer.from(base), rfcPrivate).toString('base64')).toBe(published)
  expect(verify(null, Buffer.from(base), publicKeyFromRaw(rfcPublic), Buffer.from(published, 'base64'))).toBe(
    true,
  )
})

test('the digest of the RFC 9421 test request body is the published one', () => {
  expect(contentDigest(Buffer.from('{"hello": "world"}'))).toBe(
    'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
  )
})

const pair = generateKeyPairSync('ed25519')
const keyId = keyIdOf(spkiOf(pair.publicKey))
const find = async (id: string): Promise<KeyObject | null> => (id === keyId ? pair.publicKey : null)

function signed(body: Uint8Array | null = Buffer.from('line\n')): SignedMessage {
  const headers = new Headers(
    body ? { 'content-type': 'application/x-ndjson', 'content-encoding': 'zstd' } : {},
  )
  const message = { method: 'POST', url: 'http://127.0.0.1:8080/sync/v1/streams/a/events?x=1', headers }
  signRequest(message, body, { keyId, key: pair.privateKey, nonce: 'n-1' })
  return message
}

test('a signed request verifies and tells key and nonce', async () => {
  expect(await verifyHead(signed(), find)).toEqual({ keyId, nonce: 'n-1' })
  expect(await verifyHead(signed(null), find)).toEqual({ keyId, nonce: 'n-1' })
})

test('every signed part counts: method, host, path, query, body, headers', async () => {
  const good = signed()
  const change = (part: Partial<SignedMessage>) => verifyHead({ ...good, ...part }, find)
  expect(await change({ method: 'PUT' })).toBe('signature')
  expect(await change({ url: good.url.replace('8080', '8081') })).toBe('signature')
  expect(await change({ url: good.url.replace('/a/', '/b/') })).toBe('signature')
  expect(await change({ url: good.url.replace('x=1', 'x=2') })).toBe('signature')
  expect(isDigestOf(good, Buffer.from('line\n'))).toBe(true)
  expect(isDigestOf(good, Buffer.from('other\n'))).toBe(false)
  expect(isDigestOf(good, new Uint8Array())).toBe(false)
  expect(isDigestOf(signed(null), new Uint8Array())).toBe(true)
  const added = new Headers(good.headers)
  added.set('psp-stream-head', 'seq=9, hash=:AA==:')
  expect(await change({ headers: added })).toBe('components')
  const dropped = new Headers(good.headers)
  dropped.delete('content-encoding')
  expect(await change({ headers: dropped })).toBe('components')
  const undigested = new Headers(good.headers)
  undigested.delete('content-digest')
  expect(await change({ headers: undigested })).toBe('components')
})

test('a foreign key, another algorithm, a repeated parameter or no signature is told apart', async () => {
  expect(await verifyHead(signed(), async () => null)).toBe('unknown-key')
  const other = generateKeyPairSync('ed25519').publicKey
  expect(await verifyHead(signed(), async () => other)).toBe('signature')
  const rewrite = (from: string, to: string) => {
    const message = signed()
    message.headers.set('signature-input', (message.headers.get('signature-input') ?? '').replace(from, to))
    return verifyHead(message, find)
  }
  expect(await rewrite('ed25519', 'hmac')).toBe('parameters')
  expect(await rewrite('psp-1', 'other')).toBe('parameters')
  expect(await rewrite(';nonce="n-1"', ';nonce="n-1";nonce="n-2"')).toBe('unsigned')
  expect(await rewrite('n-1', 'n-2')).toBe('signature')
  const bare = signed()
  bare.headers.delete('signature')
  expect(await verifyHead(bare, find)).toBe('unsigned')
})

test('a raw public key survives the way to a key and back', () => {
  expect(rawPublicKey(publicKeyFromRaw(rfcPublic))).toBe(rfcPublic)
  expect(rawPublicKey(pair.privateKey)).toBe(rawPublicKey(pair.publicKey))
})
