import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase45 } from './base45.ts'
import { encodeCbor } from './cbor.ts'
import { judge } from './judge.ts'
import { keyFromSeed, signBytes } from './keys.ts'
import { bytesOfHex, hexOfBytes } from './hex.ts'
import { issueToken, parse, spellToken } from './token.ts'
import { clock, issuedAt, issuer, listsWith, permit, place, wardKey } from './testing/example-city.ts'
import { vectorKey, vectorToken } from './testing/vector-tokens.ts'

const lists = listsWith()
const genuine = issueToken({ ...permit, weekdays: 31, text: 'Ví Dụ – chợ Mẫu' }, issuedAt, wardKey, 'base45')
const judged = (text: string) => judge(parse(text), clock, place, lists)

/** A correctly signed token around any bytes, well formed or not. */
function signedAround(payload: string, header = `a201320444${wardKey.kid}`): string {
  const protectedHeader = bytesOfHex(header)
  const payloadBytes = bytesOfHex(payload)
  const signed = encodeCbor(['Signature1', protectedHeader, new Uint8Array(0), payloadBytes])
  const signature = hexOfBytes(encodeCbor(signBytes(signed, wardKey)))
  const wire = `d284${hexOfBytes(encodeCbor(protectedHeader))}a0${hexOfBytes(encodeCbor(payloadBytes))}${signature}`
  return spellToken(bytesOfHex(wire), 'base45')
}

const claims = (bodyHex: string) => `a2061a6b0102283a00010000${bodyHex}`
/** The smallest permit: keys 0–7, 12, 13, 14; `more` adds pairs behind them. */
function body(more = '', count = 11, category = '05'): string {
  const head = '000101613102616103010401050006194e20071 94e20'.replace(' ', '')
  return `${(0xa0 + count).toString(16)}${head}0c61410d6430343536 0e${category}${more}`.replaceAll(' ', '')
}

describe('a token with one bit changed', () => {
  it('is refused for each of the 1,912 bits of the typical vector token', () => {
    const bytes = bytesOfHex(vectorToken('permit-typical').cose)
    const signer = keyFromSeed(bytesOfHex(vectorKey('ward-a').seed))
    const trusted = listsWith([], issuer(signer))
    expect(judge(parse(spellToken(bytes, 'base45')), clock, place, trusted).answer).toBe('valid')
    let refused = 0
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Uint8Array.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const answer = judge(parse(spellToken(changed, 'base45')), clock, place, trusted)
      if (answer.paper === null) refused++
    }
    expect(refused).toBe(1912)
  })

  it('is refused for every bit of a token whose issuer is trusted here, in both forms', () => {
    expect(judged(genuine.text).answer).toBe('valid')
    const answers = new Set<string>()
    for (let bit = 0; bit < genuine.bytes.length * 8; bit++) {
      const changed = Uint8Array.from(genuine.bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      answers.add(judged(spellToken(changed, 'base45')).answer)
      answers.add(judged(spellToken(changed, 'numeric')).answer)
    }
    expect([...answers].toSorted()).toEqual(['forged', 'unknown-issuer', 'unreadable'])
  })
})

describe('a mutated token', () => {
  it('is never accepted, whatever bytes are replaced, removed or added', () => {
    const change = fc.record({
      at: fc.nat(genuine.bytes.length),
      removed: fc.nat(6),
      added: fc.uint8Array({ maxLength: 6 }),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let bytes = [...genuine.bytes]
        for (const { at, removed, added } of changes) bytes = bytes.toSpliced(at, removed, ...added)
        if (Buffer.compare(Uint8Array.from(bytes), genuine.bytes) === 0) return
        expect(judged(spellToken(Uint8Array.from(bytes), 'base45')).paper).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })

  it('is never accepted, whatever characters of its text are changed', () => {
    const characters = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'))
    fc.assert(
      fc.property(fc.nat(genuine.text.length - 1), characters, (at, character) => {
        const text = genuine.text.slice(0, at) + character + genuine.text.slice(at + 1)
        if (text !== genuine.text) expect(judged(text).paper).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })
})

describe('20,000 fuzzed texts', () => {
  it('are all answered without a throw, and none shows content', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
    const coded = fc
      .array(fc.constantFrom(...Array.from(alphabet)), { maxLength: 900 })
      .map((array) => array.join(''))
    const wire = fc.uint8Array({ maxLength: 620 })
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      coded.map((rest) => `VP1:${rest}`),
      wire.map((bytes) => spellToken(bytes, 'base45')),
      wire.map((bytes) => spellToken(bytes, 'numeric')),
      wire.map((bytes) => `VP1:${encodeBase45(Uint8Array.of(0xd2, 0x84, ...bytes))}`),
      wire.map((bytes) => signedAround(claims(hexOfBytes(bytes.subarray(0, 300))))),
      fc.bigInt({ min: 0n, max: 10n ** 200n }).map((digits) => `71002601${digits}`),
      fc.string().map((rest) => `VP${rest}`),
    )
    fc.assert(
      fc.property(text, (scanned) => {
        expect(judged(scanned).paper).toBeNull()
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('hostile CBOR, correctly signed', () => {
  it('starts from a body that is accepted', () => {
    const parsed = parse(signedAround(claims(body())))
    expect(parsed).toMatchObject({ readable: true, content: { last4: '0456' } })
  })

  it.each([
    ['a key twice', claims(body('0e05', 12))],
    ['keys out of order', claims(body('0b6141', 12))],
    ['a body of indefinite length', claims(`bf${body().slice(2)}ff`)],
    ['a category written in two bytes', claims(body('', 11, '1805'))],
    ['a category written as a float', claims(body('', 11, 'f94500'))],
    ['undefined as a value', claims(body('', 11, 'f7'))],
    ['an unassigned simple value', claims(body('', 11, 'f0'))],
    ['text that is not UTF-8', claims(body('1818 62c328'.replace(' ', ''), 12))],
    ['bytes after the payload', `${claims(body())}00`],
    ['missing bytes', claims(body()).slice(0, -2)],
    ['a length far beyond the end', claims(body('18185b7fffffffffffffff', 12))],
    ['an array that claims a billion items', claims(body('18189a3fffffff', 12))],
    ['seven nested arrays and maps', claims(body('1818818181818100', 12))],
    ['seven nested maps', claims(body('1818a100a100a100a100a10000', 12))],
    ['five hundred nested arrays', `${'81'.repeat(300)}00`],
    ['no item at all', ''],
  ])('%s: refused as cbor', (_what, payload) => {
    expect(parse(signedAround(payload))).toEqual({ readable: false, reason: 'cbor' })
  })

  it.each([
    ['a big number as category', claims(body('', 11, 'c24105'))],
    ['a tagged category', claims(body('', 11, 'c105'))],
    ['a category beyond 2^53', claims(body('', 11, '1bffffffffffffffff'))],
    ['a negative category', claims(body('', 11, '24'))],
    ['null as category', claims(body('', 11, 'f6'))],
    ['false as the training mark', claims(body('11f4', 12))],
    ['a text key', claims(body('616100', 12))],
    ['a negative key', claims(body('2000', 12))],
    ['key 256', claims(body('19010000', 12))],
    ['an addition that is an array', claims(body('181880', 12))],
    ['six nested arrays and maps', claims(body('18188181818100', 12))],
    ['six nested maps', claims(body('1818a100a100a100a10000', 12))],
    ['an addition over 2^32', claims(body('18181b0000000100000000', 12))],
    ['an array as body', claims('80')],
    ['a third claim', `a3${claims(body()).slice(2)}`.replace('a306', 'a30400 06'.replace(' ', ''))],
    ['an array as claims', '80'],
  ])('%s: refused as schema', (_what, payload) => {
    expect(parse(signedAround(payload))).toEqual({ readable: false, reason: 'schema' })
  })

  it.each([
    ['a header of three entries', `a301320444${wardKey.kid}0500`],
    ['a kid of five bytes', `a201320445${wardKey.kid}00`],
    ['a kid as text', `a20132046430303030`],
    ['a reserved algorithm', `a201280444${wardKey.kid}`],
    ['an empty header', 'a0'],
    ['an array', '80'],
  ])('%s: refused as header', (_what, header) => {
    expect(parse(signedAround(claims(body()), header))).toEqual({ readable: false, reason: 'header' })
  })

  it.each([
    ['a header with bytes after it', `a201320444${wardKey.kid}00`],
    ['a header with a key twice', `a201320132`],
    ['a header of no bytes', ''],
  ])('%s: refused as cbor', (_what, header) => {
    expect(parse(signedAround(claims(body()), header))).toEqual({ readable: false, reason: 'cbor' })
  })
})
