import { describe, expect, it } from 'vitest'
import { bytesOfHex, hexOfBytes } from './hex.ts'
import { keyFromSeed } from './keys.ts'
import { bodyOf, readBody } from './body.ts'
import { open } from './cose.ts'
import { batchSymbol, symbol } from './symbol.ts'
import { issueToken, parse } from './token.ts'
import { VectorFileError } from './vector-file.ts'
import { runVectors } from './vectors.ts'
import { vectorFile } from './testing/vector-tokens.ts'

const kindNames = ['permit', 'market-card', 'organisation']

describe('the published vectors', () => {
  it('agree with the product in every codec case, case and list case', () => {
    const run = runVectors(vectorFile)
    expect(run.disagreements).toEqual([])
    expect(run.cases).toHaveLength(8 + 9 + 9 + 7 + 107 + 11)
  })

  it('show a disagreement when an expectation is changed', () => {
    const text = JSON.stringify(vectorFile).replace('"answer":"valid"', '"answer":"expired"')
    const changed: unknown = JSON.parse(text)
    expect(runVectors(changed).disagreements).toEqual([expect.stringContaining('permit-typical: expected')])
  })

  it('of another shape are refused with a clear error', () => {
    for (const file of [null, [], {}, { keys: [], roots: ['root-1'] }, { ...vectorFile, cases: 'none' }]) {
      expect(() => runVectors(file)).toThrow(VectorFileError)
    }
  })

  it.each(vectorFile.tokens.map((token) => [token.name, token] as const))(
    'of the token %s are read with the stated claims, header and bytes to be signed',
    (_name, token) => {
      const opened = open(bytesOfHex(token.cose))
      if (!opened.ok) throw new Error(opened.reason)
      const { iat, ...claims } = token.claims
      expect(opened.envelope.issuedAt).toBe(iat)
      expect(hexOfBytes(opened.envelope.signed)).toBe(token.toBeSigned)
      expect(hexOfBytes(opened.envelope.signature)).toBe(token.signature)
      expect(readBody(opened.envelope.body)).toEqual({
        ...claims,
        kind: kindNames[Number(claims['kind']) - 1],
      })
    },
  )

  it.each(
    vectorFile.tokens
      .filter((token) => token.name !== 'permit-alg-minus-8')
      .map((token) => [token.name, token] as const),
  )('of the token %s are issued byte for byte by the product', (_name, token) => {
    const key = vectorFile.keys.find(({ name }) => name === token.signedBy)
    const read = parse(token.base45)
    if (!key || !read.readable) throw new Error('vector token not readable')
    const signing = keyFromSeed(bytesOfHex(key.seed))
    expect(signing.kid).toBe(key.kid)
    expect(hexOfBytes(signing.publicKey)).toBe(key.public)
    for (const form of ['base45', 'numeric'] as const) {
      const issued = issueToken(read.content, token.claims.iat, signing, form)
      expect(hexOfBytes(issued.bytes)).toBe(token.cose)
      expect(issued.text).toBe(token[form])
    }
    expect(readBody(bodyOf(read.content))).toEqual(read.content)
  })

  it.each(vectorFile.tokens.map((token) => [token.name, token] as const))(
    'of the token %s give the stated symbol in both forms and with both encoders',
    (_name, token) => {
      for (const [text, stated] of [
        [token.base45, token.qrBase45],
        [token.numeric, token.qrNumeric],
      ] as const) {
        for (const draw of [symbol, batchSymbol]) {
          const drawn = draw(text)
          expect(drawn).toMatchObject({
            level: stated.errorCorrection,
            version: stated.version,
            size: stated.modules,
          })
          expect(drawn.moduleMm).toBeCloseTo(stated.moduleMm, 4)
        }
      }
    },
  )
})
