import { describe, expect, it } from 'vitest'
import { encodeCbor } from './cbor.ts'
import { judge } from './judge.ts'
import { keyFromSeed, signBytes, verifySignature } from './keys.ts'
import { acceptRevocationList } from './revocation.ts'
import {
  clock,
  exampleKey,
  issuedAt,
  issuer,
  listsWith,
  permit,
  place,
  roots,
  trustWith,
  wardKey,
} from './testing/example-city.ts'
import { issueToken, parse, spellToken } from './token.ts'
import { acceptTrustList } from './trust-list.ts'

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bstr = (hex: string) => hexOf(encodeCbor(bytesOf(hex)))

const lists = listsWith()
const genuine = issueToken(permit, issuedAt, wardKey, 'base45')
const kid = wardKey.kid
const header = `a201320444${kid}`
const judged = (hex: string, held = lists) =>
  judge(parse(spellToken(bytesOf(hex), 'base45')), clock, place, held)

/** The payload of the genuine token, between tag, array, header, empty map and its own head, and the signature. */
const payload = hexOf(genuine.bytes.subarray(15, -66))

/** What stands in a COSE_Sign1, each part as CBOR in hex; signed correctly whatever it says. */
type Parts = {
  readonly header?: string
  readonly unprotected?: string
  readonly payload?: string
  readonly context?: string
  readonly key?: typeof wardKey
}

function signatureOver(parts: Parts): string {
  const { context = 'Signature1', key = wardKey } = parts
  const said = [bytesOf(parts.header ?? header), new Uint8Array(0), bytesOf(parts.payload ?? payload)]
  return hexOf(signBytes(encodeCbor([context, ...said]), key))
}

function sign1(parts: Parts, signature = signatureOver(parts)): string {
  const unprotected = parts.unprotected ?? 'a0'
  return `d284${bstr(parts.header ?? header)}${unprotected}${bstr(parts.payload ?? payload)}${bstr(signature)}`
}

describe('hostile envelopes, each correctly signed by a trusted key', () => {
  it('start from one that is valid', () => {
    expect(sign1({})).toBe(hexOf(genuine.bytes))
    expect(judged(sign1({})).answer).toBe('valid')
  })

  it.each([
    ['ES256', '26'],
    ['ESP256, reserved for hardware tokens', '28'],
    ['ES384', '3822'],
    ['ES512', '3823'],
    ['PS256', '3824'],
    ['RS256', '390100'],
    ['HMAC 256/256, the public key taken as its secret', '05'],
    ['AES-GCM', '01'],
    ['none, written as 0', '00'],
    ['Ed448', '3834'],
    ['the name instead of the number', '654564445341'],
    ['null', 'f6'],
  ])('the algorithm %s is refused as header', (_name, alg) => {
    expect(judged(sign1({ header: `a201${alg}0444${kid}` })).reason).toBe('header')
  })

  it.each([
    ['the algorithm in the unprotected header', `a10444${kid}`, 'a10132'],
    ['the key id in the unprotected header', 'a10132', `a10444${kid}`],
    ['both in the unprotected header', 'a0', header],
    ['the algorithm in both', header, 'a10132'],
    ['another algorithm beside the right one', header, 'a10126'],
    ['crit, naming a header nobody knows', `a301320281187f0444${kid}`, 'a0'],
    ['crit, naming the algorithm', `a3013202810104 44${kid}`, 'a0'],
    ['crit, empty', `a3013202800444${kid}`, 'a0'],
    ['crit in the unprotected header', header, 'a1028101'],
    ['a content type', `a3013203000444${kid}`, 'a0'],
    ['an initialisation vector', `a301320444${kid}054100`, 'a0'],
    ['an embedded key (x5chain)', header, 'a118214100'],
    ['a text label', `a301320444${kid}616100`, 'a0'],
  ])('%s is refused as header', (_name, protectedHeader, unprotected) => {
    expect(judged(sign1({ header: protectedHeader, unprotected })).reason).toBe('header')
  })

  it.each([
    ['two signatures’ worth of tag: COSE_Sign', `d862${sign1({}).slice(2)}`],
    ['the tag of COSE_Mac0', `d1${sign1({}).slice(2)}`],
    ['the tag of a CWT around it', `d83d${sign1({})}`],
    ['the tag twice', `d2${sign1({})}`],
    ['no tag', sign1({}).slice(2)],
    ['headers swapped', `d284a0${bstr(header)}${bstr(payload)}${bstr(signatureOver({}))}`],
    ['payload and signature swapped', `d284${bstr(header)}a0${bstr(signatureOver({}))}${bstr(payload)}`],
    ['a detached payload', `d284${bstr(header)}a0f6${bstr(signatureOver({}))}`],
    ['the payload as a map', `d284${bstr(header)}a0${payload}${bstr(signatureOver({}))}`],
    ['the header as a map', `d284${header}a0${bstr(payload)}${bstr(signatureOver({}))}`],
    ['no signature', `d283${bstr(header)}a0${bstr(payload)}`],
    ['a fifth part', `d285${sign1({}).slice(4)}00`],
    ['a signature of 63 bytes', sign1({}, signatureOver({}).slice(2))],
    ['a signature of 65 bytes', sign1({}, `${signatureOver({})}00`)],
    ['an empty signature', sign1({}, '')],
    ['an array of signatures', `d284${bstr(header)}a0${bstr(payload)}81${bstr(signatureOver({}))}`],
  ])('%s is refused as cose', (_name, wire) => {
    expect(judged(wire).reason).toBe('cose')
  })

  it.each([
    ['bytes after the message', `${sign1({})}00`],
    ['a second message after it', `${sign1({})}${sign1({})}`],
    ['bytes after the header', sign1({ header: `${header}00` })],
    ['bytes after the payload', sign1({ payload: `${payload}f6` })],
    ['header keys in another order', sign1({ header: `a20444${kid}0132` })],
    ['a header key twice', sign1({ header: `a3013201320444${kid}` })],
    ['a key twice in the unprotected header', sign1({ unprotected: 'a201320132' })],
    [
      'the claims in another order',
      sign1({ payload: `a23a00010000${payload.slice(24)}06${payload.slice(4, 14)}` }),
    ],
    ['claim 6 twice', sign1({ payload: `a306${payload.slice(4, 14)}${payload.slice(2)}` })],
    ['the tag in two bytes', `d812${sign1({}).slice(2)}`],
    ['the tag in three bytes', `d90012${sign1({}).slice(2)}`],
    ['the array’s length in two bytes', `d29804${sign1({}).slice(4)}`],
    ['an array without a length', `d29f${sign1({}).slice(4)}ff`],
    ['the algorithm in two bytes', sign1({ header: `a2013812 0444${kid}` })],
    ['the algorithm in three bytes', sign1({ header: `a20139001204 44${kid}` })],
    ['the algorithm as a float', sign1({ header: `a201f9ccc00444${kid}` })],
    ['the time of signing in nine bytes', sign1({ payload: `a2061b00000000${payload.slice(6)}` })],
    ['the time of signing as a float', sign1({ payload: `a206fb41dac0408a00000000${payload.slice(14)}` })],
    ['the key id’s length in two bytes', sign1({ header: `a201320458 04${kid}` })],
    ['the key id in chunks', sign1({ header: `a20132045f42${kid.slice(0, 4)}42${kid.slice(4)}ff` })],
    ['a signature in chunks', `d284${bstr(header)}a0${bstr(payload)}5f${bstr(signatureOver({}))}ff`],
    ['claims without a length', sign1({ payload: `bf${payload.slice(2)}ff` })],
    ['an unfinished message', sign1({}).slice(0, -2)],
    ['nothing after the tag', 'd2'],
    ['nothing at all', ''],
    ['a break alone', 'ff'],
  ])('%s is refused as cbor', (name, wire) => {
    expect({ name, reason: judged(wire).reason }).toEqual({ name, reason: 'cbor' })
  })
})

describe('lengths that are not there', () => {
  const huge = ['5affffffff', '5b0000000100000000', '5b8000000000000000', '5bffffffffffffffff']
  const many = [
    '9affffffff',
    '9b0000000100000000',
    '9b8000000000000000',
    'bb0000000100000000',
    'bb8000000000000000',
  ]
  const texts = ['7affffffff', '7b0000000100000000', '7b8000000000000000']
  it.each([...huge, ...many, ...texts])(
    '%s is refused at every level, without asking for the memory',
    (head) => {
      expect(judged(`${head}00`).reason).toBe('cbor')
      expect(judged(`d2${head}00`).reason).toBe('cbor')
      expect(judged(`d284${head}00`).reason).toBe('cbor')
      expect(judged(sign1({ header: `${head}00` })).reason).toBe('cbor')
      expect(judged(sign1({ payload: `a206${payload.slice(4, 14)}3a00010000${head}00` })).reason).toBe('cbor')
      expect(acceptTrustList(bytesOf(`d284${head}00`), roots, 0)).toMatchObject({ reason: 'cbor' })
      expect(acceptRevocationList(bytesOf(`d284${head}00`), lists.trust, 0)).toMatchObject({ reason: 'cbor' })
    },
  )
})

describe('containers inside one another', () => {
  /** Claims, body and an addition of so many arrays around a zero. */
  const nested = (arrays: number) =>
    sign1({ payload: `a206${payload.slice(4, 14)}3a00010000a11818${'81'.repeat(arrays)}00` })
  it.each([
    [5, 'schema'],
    [6, 'schema'],
    [7, 'cbor'],
    [100, 'cbor'],
    [1000, 'size'],
  ])('%i of them in a token: %s', (depth, reason) => {
    expect(judged(nested(depth - 2)).reason).toBe(reason)
  })

  it.each([1000, 100_000, 4_000_000])('%i of them in a list file are refused without a crash', (depth) => {
    const deep = (opening: number) => new Uint8Array(depth).fill(opening)
    expect(acceptTrustList(deep(0x81), roots, 0)).toEqual({ accepted: false, reason: 'cbor' })
    expect(acceptTrustList(deep(0xd2), roots, 0)).toEqual({ accepted: false, reason: 'cbor' })
    expect(acceptRevocationList(deep(0xa1), lists.trust, 0)).toEqual({ accepted: false, reason: 'cbor' })
  })
})

/** The group order, little-endian places as RFC 8032 writes S. */
const order = 2n ** 252n + 27742317777372353535851937790883648493n
const littleEndian = (value: bigint) => hexOf(bytesOf(value.toString(16).padStart(64, '0')).reverse())
const valueOf = (hex: string) => BigInt(`0x${hexOf(bytesOf(hex).reverse())}`)
const half = (signature: string) => [signature.slice(0, 64), signature.slice(64)] as const
const [r, s] = half(signatureOver({}))

/** Every encoding of the eight points of small order, canonical or not (RFC 8032 section 5.1.3). */
const smallOrder = [
  `01${'00'.repeat(31)}`,
  `01${'00'.repeat(30)}80`,
  `ec${'ff'.repeat(30)}7f`,
  `ec${'ff'.repeat(31)}`,
  '00'.repeat(32),
  `${'00'.repeat(31)}80`,
  `ed${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(31)}`,
  `ee${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]

describe('a signature that was not made for these words', () => {
  it.each([
    ['S + L, the malleated signature', r + littleEndian(valueOf(s) + order)],
    ['S = L', r + littleEndian(order)],
    ['S = L − 1', r + littleEndian(order - 1n)],
    ['S with its highest bit set', r + littleEndian(valueOf(s) | (1n << 255n))],
    ['−S', r + littleEndian(order - valueOf(s))],
    ['−R', `${r.slice(0, 62)}${(Number.parseInt(r.slice(62), 16) ^ 0x80).toString(16).padStart(2, '0')}${s}`],
    ['all zero', '00'.repeat(64)],
    ['all ones', 'ff'.repeat(64)],
    ['R and S exchanged', s + r],
    ['the same words under another key', signatureOver({ key: exampleKey('stranger') })],
    ['the context of COSE_Sign', signatureOver({ context: 'Signature' })],
    ['the context of a countersignature', signatureOver({ context: 'CounterSignature' })],
    [
      'another time of signing',
      signatureOver({ payload: payload.replace(/^a2061a......../, 'a2061a6b010229') }),
    ],
    ['the bare payload', hexOf(signBytes(bytesOf(payload), wardKey))],
    ['nothing', hexOf(signBytes(new Uint8Array(0), wardKey))],
  ])('%s is forged', (name, signature) => {
    expect({ name, answer: judged(sign1({}, signature)).answer }).toEqual({ name, answer: 'forged' })
  })

  it('−8 instead of −19 in the header is another header: the old signature is forged, a new one valid', () => {
    const deprecated = `a201270444${kid}`
    expect(judged(sign1({ header: deprecated }, signatureOver({}))).answer).toBe('forged')
    expect(judged(sign1({ header: deprecated })).answer).toBe('valid')
  })

  it.each(smallOrder)('the point of small order %s as R is forged', (point) => {
    for (const scalar of ['00'.repeat(32), s, littleEndian(1n)]) {
      expect(judged(sign1({}, point + scalar)).answer).toBe('forged')
    }
  })

  it.each(smallOrder)('the point of small order %s as public key signs nothing', (point) => {
    const publicKey = bytesOf(point)
    const accepted = smallOrder.flatMap((R) =>
      Array.from({ length: 16 }, (_, message) =>
        verifySignature(Uint8Array.of(message), bytesOf(R + '00'.repeat(32)), publicKey),
      ).filter(Boolean),
    )
    expect(accepted).toEqual([])
  })

  it.each([
    ['no point of the curve', `02${'00'.repeat(31)}`],
    ['a coordinate at the prime and above', `f0${'ff'.repeat(30)}7f`],
  ])('a trusted key that is %s makes a token forged, and nothing crashes', (_name, point) => {
    const publicKey = bytesOf(point)
    const broken = trustWith([issuer({ ...wardKey, publicKey })])
    const entry = broken.issuers.find((one) => hexOf(one.publicKey) === point)
    const wire = sign1({ header: `a201320444${entry?.kid}` }, r + s)
    expect(judged(wire, { trust: broken, revocation: null }).answer).toBe('forged')
  })

  it('a key whose kid is the ward’s but which is not listed signs nothing', () => {
    const stranger = { ...keyFromSeed(new Uint8Array(32)), kid }
    expect(judged(sign1({ key: stranger })).answer).toBe('forged')
  })
})
