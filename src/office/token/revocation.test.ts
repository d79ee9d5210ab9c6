import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEntries, revocationItems } from './revocation-items.ts'
import {
  acceptRevocationList,
  type RevokedPaper,
  revocationEntries,
  revocationReasons,
  signRevocationList,
} from './revocation.ts'
import { acceptTrustList } from './trust-list.ts'
import type { RevocationEntry, RevocationListContent, RevocationReason, SigningKey } from './types.ts'
import {
  day,
  exampleKey,
  issuer,
  listIssuer,
  listKey,
  listOf,
  revocationWith,
  roots,
  seconds,
  trustWith,
  wardKey,
} from './testing/example-city.ts'

const trust = trustWith([issuer(wardKey)])
const signedAt = seconds('2026-11-23', 18)
const { kid } = wardKey
const kidBytes = Uint8Array.from(Buffer.from(kid, 'hex'))
const sign = (
  entries: readonly RevocationEntry[],
  changes: Partial<RevocationListContent> = {},
  key = listKey,
) => signRevocationList({ seq: 42, maxAgeHours: 48, entries, ...changes }, signedAt, key)
const entry = (runs: [number, number][], series = 4, reason: RevocationReason = 1) => ({
  kid,
  series,
  reason,
  runs,
})

/** Why a list signed with this key is refused; null when it is accepted. */
function refusalOf(key: SigningKey, list = trust): string | null {
  const outcome = acceptRevocationList(sign([], {}, key), list, 0)
  return outcome.accepted ? null : outcome.reason
}

describe('run-length items', () => {
  it('count the indexes skipped since the previous item', () => {
    const items = revocationItems([
      [0, 0],
      [2, 2],
      [200, 299],
    ])
    expect(items).toEqual([0, 1, [197, 100]])
    expect(revocationItems([[0, 9]])).toEqual([[0, 10]])
  })

  it.each([
    ['a second gap of 0', [5, 0]],
    ['a run of one', [[5, 1]]],
    ['an index beyond the last', [16_777_216]],
    ['a run beyond the last index', [[16_777_215, 2]]],
    ['a negative gap', [-1]],
    ['a text', ['5']],
    ['three numbers', [[1, 2, 3]]],
  ])('with %s are refused', (_what, items) => {
    expect(readEntries([[kidBytes, 4, 1, items]])).toBeNull()
  })

  it.each([
    ['a reason of 0', [kidBytes, 4, 0, [1]]],
    ['a reason of 6', [kidBytes, 4, 6, [1]]],
    ['a compromised key for one series', [kidBytes, 4, 5, []]],
    ['indexes for every series', [kidBytes, 0, 1, [1]]],
    ['a kid of three bytes', [kidBytes.subarray(1), 4, 1, [1]]],
    ['a fifth place', [kidBytes, 4, 1, [1], 0]],
  ])('with %s are refused', (_what, item) => {
    expect(readEntries([item])).toBeNull()
  })
})

describe('a revocation list', () => {
  it('answers for every paper exactly as the papers put in, whatever they are', () => {
    const paper: fc.Arbitrary<RevokedPaper> = fc.record({
      kid: fc.constantFrom(kid, '00000001', 'ffffffff'),
      series: fc.constantFrom(1, 4, 300, 65_535),
      index: fc.integer({ min: 0, max: 60 }),
      reason: fc.constantFrom<RevocationReason>(1, 2, 3, 4),
    })
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 120 }), (papers) => {
        const list = revocationWith(revocationEntries(papers), trust)
        for (const series of [1, 4, 300, 65_535]) {
          for (let index = 0; index <= 61; index++) {
            const expected = new Set(
              papers
                .filter((one) => one.kid === kid && one.series === series && one.index === index)
                .map((one) => one.reason),
            )
            expect(revocationReasons(list, kid, series, index)).toEqual(expected)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is accepted from a key that may sign it, with a higher number than the stored one', () => {
    const wire = sign([entry([[1, 3]])])
    expect(acceptRevocationList(wire, trust, 41)).toMatchObject({
      accepted: true,
      list: { seq: 42, maxAgeHours: 48, issuedAt: signedAt, signedBy: listKey.kid },
    })
    expect(acceptRevocationList(wire, trust, 42)).toEqual({ accepted: false, reason: 'older' })
    expect(acceptRevocationList(wire, null, 0)).toEqual({ accepted: false, reason: 'no-trust-list' })
  })

  it('is refused from a ward key, a stranger, an ended or a withdrawn key', () => {
    const ended = trustWith([
      { ...listIssuer, publicKey: exampleKey('ended').publicKey, lastDay: day('2026-11-22') },
    ])
    const gone = trustWith([
      {
        ...listIssuer,
        publicKey: exampleKey('gone').publicKey,
        withdrawn: { day: day('2026-12-01'), reason: 1 },
      },
    ])
    expect(refusalOf(wardKey)).toBe('scope')
    expect(refusalOf(exampleKey('stranger'))).toBe('unknown-issuer')
    expect(refusalOf(exampleKey('ended'), ended)).toBe('key-period')
    expect(refusalOf(exampleKey('gone'), gone)).toBe('key-withdrawn')
  })

  it('with any changed byte is refused', () => {
    const wire = sign([
      entry([
        [1, 3],
        [7, 7],
      ]),
    ])
    for (let at = 0; at < wire.length; at++) {
      const changed = Uint8Array.from(wire)
      changed[at] = (changed[at] ?? 0) ^ 0x04
      expect(acceptRevocationList(changed, trust, 0).accepted).toBe(false)
    }
  })

  it('is not signed with touching or unordered runs, an entry twice or an age out of limits', () => {
    expect(() =>
      sign([
        entry([
          [1, 2],
          [3, 4],
        ]),
      ]),
    ).toThrow(RangeError)
    expect(() =>
      sign([
        entry([
          [9, 9],
          [3, 4],
        ]),
      ]),
    ).toThrow(RangeError)
    expect(() => sign([entry([[1, 2]]), entry([[5, 6]])])).toThrow(RangeError)
    expect(() => sign([], { maxAgeHours: 2161 })).toThrow(RangeError)
    expect(() => sign([], { seq: 0 })).toThrow(RangeError)
  })

  it('puts entries in order by kid, series and reason', () => {
    const list = listOf(
      acceptRevocationList(sign([entry([[1, 1]], 300), entry([[1, 1]], 4, 2), entry([[2, 2]])]), trust, 0),
    )
    expect(list.entries.map((one) => [one.series, one.reason])).toEqual([
      [4, 1],
      [4, 2],
      [300, 1],
    ])
  })

  it('offered as a trust list is refused', () => {
    expect(acceptTrustList(sign([]), roots, 0)).toEqual({ accepted: false, reason: 'schema' })
  })

  it('of 100 papers of 5,000 takes less than 400 bytes', () => {
    const papers = Array.from({ length: 100 }, (_none, at) => ({
      kid,
      series: 4,
      index: at * 50,
      reason: 1 as const,
    }))
    expect(sign(revocationEntries(papers)).length).toBeLessThan(400)
  })
})
