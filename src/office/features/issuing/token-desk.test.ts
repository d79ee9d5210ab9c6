import { afterEach, beforeEach, expect, test } from 'vitest'
import { listFile } from '../keys/lists.ts'
import { testClock, testPorts } from '../../testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { signRevocationList } from '../../token/revocation.ts'
import {
  day,
  exampleKey,
  instant,
  issuer,
  listIssuer,
  permit,
  rootKey,
  roots,
  seconds,
  spareRootKey,
  wardKey,
  listKey,
} from '../../token/testing/example-city.ts'
import { issueToken } from '../../token/token.ts'
import { signTrustList } from '../../token/trust-list.ts'
import type { IssuerEntry, SigningKey } from '../../token/types.ts'

let ward: StaffedOffice
const now = instant('2026-11-24', 7)
const nextListKey = exampleKey('next list')
const nextListIssuer = issuer(nextListKey, { ward: 0, name: 'Thành phố Mẫu', kinds: listIssuer.kinds })
const token = issueToken(permit, seconds('2026-11-23', 9), wardKey, 'base45').text
const compromised = { ...listIssuer, withdrawn: { day: day('2026-11-24'), reason: 2 as const } }

beforeEach(async () => {
  ward = await staffedOffice(testPorts({ clock: testClock(now) }))
  await ward.as('clerk')
  tokens().pinRoots(roots.publicKeys.map((key) => Buffer.from(key).toString('hex')))
})
afterEach(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const tokens = () => desk().tokens
const trustList = (
  seq: number,
  issuers: Omit<IssuerEntry, 'kid'>[],
  { root = rootKey, withdrawnRoots = [] as string[] } = {},
) =>
  tokens().offerTrustList(
    signTrustList(
      { seq, nextUpdate: day('2026-12-20'), issuers: [issuer(wardKey), ...issuers], withdrawnRoots },
      seconds('2026-11-24', 5),
      root,
    ),
  )
const revocations = (seq: number, key: SigningKey) =>
  tokens().offerRevocations(
    signRevocationList(
      { seq, maxAgeHours: 48, entries: [{ kid: wardKey.kid, series: 0, reason: 1, runs: [] }] },
      seconds('2026-11-24', 6),
      key,
    ),
  )
const answer = () => {
  const { answer: given, reason } = tokens().judge(token)
  return [given, reason]
}

test('what a withdrawn list key has revoked counts no longer, and its high number keeps nothing out', async () => {
  expect([trustList(1, [listIssuer]), revocations(4_000_000_000, listKey)]).toEqual([null, null])
  expect(answer()).toEqual(['revoked', 'withdrawn'])
  expect(trustList(2, [compromised, nextListIssuer])).toBeNull()
  expect(answer()).toEqual(['valid-revocation-stale', 'no-list'])
  expect(listFile(desk(), 'revocations')).toBeNull()
  expect(revocations(1, nextListKey)).toBeNull()
  expect(answer()).toEqual(['revoked', 'withdrawn'])
})

test('a list whose signer still counts stays, over a restart too', async () => {
  trustList(1, [listIssuer])
  revocations(7, listKey)
  trustList(2, [listIssuer, nextListIssuer])
  expect(answer()).toEqual(['revoked', 'withdrawn'])
  await ward.restart()
  await ward.as('clerk')
  expect(answer()).toEqual(['revoked', 'withdrawn'])
  expect(revocations(7, listKey)).toBe('older')
})

test('a root that was withdrawn once signs nothing more, although later lists no longer say so', async () => {
  trustList(1, [listIssuer])
  expect(trustList(2, [listIssuer], { root: spareRootKey, withdrawnRoots: [rootKey.kid] })).toBeNull()
  expect(trustList(3, [listIssuer], { root: spareRootKey })).toBeNull()
  await ward.restart()
  await ward.as('clerk')
  expect(trustList(4, [listIssuer])).toBe('unknown-root')
})
