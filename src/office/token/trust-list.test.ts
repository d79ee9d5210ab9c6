import { describe, expect, it } from 'vitest'
import { kidOf } from './keys.ts'
import { acceptTrustList, signTrustList } from './trust-list.ts'
import { trainingIssuer } from './training-issuer.ts'
import type { TrustListContent } from './types.ts'
import {
  day,
  exampleKey,
  issuer,
  listOf,
  listIssuer,
  rootKey,
  roots,
  seconds,
  spareRootKey,
  wardKey,
} from './testing/example-city.ts'

const signedAt = seconds('2026-11-20')
const content: TrustListContent = {
  seq: 7,
  nextUpdate: day('2026-12-20'),
  issuers: [
    issuer(wardKey),
    listIssuer,
    issuer(exampleKey('old'), { withdrawn: { day: day('2026-11-10'), reason: 1 } }),
  ],
  withdrawnRoots: [],
}
const offer = (changes: Partial<TrustListContent>, key = rootKey, storedSeq = 0) =>
  acceptTrustList(signTrustList({ ...content, ...changes }, signedAt, key), roots, storedSeq)

describe('a trust list', () => {
  it('is read back with every entry, in order of the public keys', () => {
    const list = listOf(offer({}))
    const expected = content.issuers
      .map((entry) => ({ ...entry, kid: kidOf(entry.publicKey) }))
      .toSorted((a, b) => Buffer.compare(a.publicKey, b.publicKey))
    expect(list).toMatchObject({
      seq: 7,
      issuedAt: signedAt,
      signedBy: rootKey.kid,
      nextUpdate: day('2026-12-20'),
    })
    expect(list.issuers).toEqual(expected)
    expect(list.byKid.get(wardKey.kid)).toEqual([{ ...issuer(wardKey), kid: wardKey.kid }])
  })

  it('with the number stored already, or a lower one, is refused', () => {
    expect(offer({ seq: 8 }, rootKey, 7)).toMatchObject({ accepted: true })
    expect(offer({ seq: 7 }, rootKey, 7)).toEqual({ accepted: false, reason: 'older' })
    expect(offer({ seq: 6 }, rootKey, 7)).toEqual({ accepted: false, reason: 'older' })
  })

  it('of the spare root can withdraw the first root, whose lists are refused from then on', () => {
    const list = listOf(offer({ seq: 8, withdrawnRoots: [rootKey.kid] }, spareRootKey))
    expect(list.withdrawnRoots).toEqual([rootKey.kid])
    const next = signTrustList({ ...content, seq: 9 }, signedAt, rootKey)
    expect(acceptTrustList(next, { ...roots, withdrawn: list.withdrawnRoots }, 8)).toEqual({
      accepted: false,
      reason: 'unknown-root',
    })
  })

  it('signed by a ward key is refused', () => {
    expect(offer({}, wardKey)).toEqual({ accepted: false, reason: 'unknown-root' })
  })

  it('with any changed byte is refused', () => {
    const wire = signTrustList(content, signedAt, rootKey)
    for (let at = 0; at < wire.length; at++) {
      const changed = Uint8Array.from(wire)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      expect(acceptTrustList(changed, roots, 0).accepted).toBe(false)
    }
  })

  it('over 4 MiB is not looked at', () => {
    expect(acceptTrustList(new Uint8Array(4 * 1024 * 1024 + 1), roots, 0)).toEqual({
      accepted: false,
      reason: 'size',
    })
  })

  it('with a taken kid, the training key or a value out of its limits is not signed', () => {
    const broken: Partial<TrustListContent>[] = [
      { issuers: [issuer(wardKey), issuer(wardKey)] },
      { issuers: [issuer(trainingIssuer.key)] },
      { issuers: [issuer(wardKey, { lastDay: day('2026-11-01') + 801 })] },
      { issuers: [issuer(wardKey, { lastDay: day('2026-10-31') })] },
      { issuers: [issuer(wardKey, { kinds: 32 })] },
      { issuers: [issuer(wardKey, { name: ' UBND' })] },
      { issuers: [issuer(wardKey, { ward: 100_000 })] },
      { seq: 0 },
      { withdrawnRoots: [rootKey.kid, spareRootKey.kid, wardKey.kid] },
    ]
    for (const changes of broken) expect(() => offer(changes)).toThrow(RangeError)
  })

  it('of 126 wards with the names stays near 10 kB', () => {
    const issuers = Array.from({ length: 126 }, (_none, ward) => issuer(exampleKey(`ward ${ward}`), { ward }))
    expect(signTrustList({ ...content, issuers }, signedAt, rootKey).length).toBeLessThan(10_500)
  })
})
