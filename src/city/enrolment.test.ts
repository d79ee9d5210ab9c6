import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncBase } from '../contract/sync/base.ts'
import { unenrolledLetters } from '../office/facts.ts'
import { enrol } from '../office/sync/enrol.ts'
import { fingerprint, signIssuerRequest } from '../office/token/issuer-request.ts'
import { keyFromSeed, makeSeed } from '../office/token/keys.ts'
import { acceptRevocationList, revocationReasons } from '../office/token/revocation.ts'
import { acceptTrustList } from '../office/token/trust-list.ts'
import { keyKinds } from '../office/token/types.ts'
import { startCity, testClock, ward } from './testing/desk.ts'

const clock = testClock()
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

/** Changes what was signed on its way. */
const withOtherVersion: typeof fetch = async (input, init) => {
  const body = await new Response(init?.body).text()
  return fetch(input, { ...init, body: body.replace('"appVersion":"0.1.0"', '"appVersion":"0.2.0"') })
}

const newKey = () => generateKeyPairSync('ed25519').privateKey

function ask(code: string, more: Partial<Parameters<typeof enrol>[0]> = {}) {
  return enrol({
    address: city.address,
    code,
    deviceKey: newKey(),
    tokenIssuerRequest: null,
    roots: city.city.admin.config().roots,
    appVersion: '0.1.0',
    ...more,
  })
}

const roots = () => ({
  publicKeys: city.city.admin.config().roots.map((root) => Uint8Array.from(Buffer.from(root, 'hex'))),
  withdrawn: [],
})

async function list(name: string): Promise<Uint8Array> {
  const response = await fetch(`${city.address}${syncBase}/${name}`)
  return new Uint8Array(await response.arrayBuffer())
}

test('a code lets in one PC; the same PC may ask again, another is refused', async () => {
  const code = await city.city.admin.enrolmentCode(ward)
  const deviceKey = newKey()
  const typed = `${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`
  const first = await ask(typed, { deviceKey })
  expect(first).toMatchObject({ enrolled: true, answer: { ward, wardName: 'Phường Ví Dụ', letters: 'A' } })
  expect(await ask(code, { deviceKey })).toMatchObject({ enrolled: true, answer: { letters: 'A' } })
  expect(await ask(code)).toMatchObject({
    enrolled: false,
    reason: 'refused',
    problem: { code: 'enrolment-refused', retry: 'never' },
  })
})

test('no PC gets the letter that offices number with until they are enrolled', async () => {
  const given: string[] = []
  for (let pc = 0; pc < 24; pc += 1) {
    const enrolled = await ask(await city.city.admin.enrolmentCode(ward))
    if (enrolled.enrolled) given.push(enrolled.answer.letters)
  }
  expect(given.slice(-3)).toEqual(['X', 'Y', 'AA'])
  expect(given).not.toContain(unenrolledLetters)
})

test('a code grows old after 15 minutes, and a wrong one is told from a misspelt one', async () => {
  const code = await city.city.admin.enrolmentCode(ward)
  clock.offsetMs = 15 * 60_000 + 1
  expect(await ask(code)).toMatchObject({ problem: { code: 'enrolment-refused' } })
  expect(await ask('AAAAAAAAAA')).toMatchObject({ problem: { code: 'enrolment-refused' } })
  expect(await ask('01890')).toMatchObject({ enrolled: false, reason: 'code-form' })
  await expect(city.city.admin.enrolmentCode('39999')).rejects.toThrow('there is no ward 39999')
})

test('whoever guesses codes is slowed down for a minute, and shuts out nobody who has one', async () => {
  for (let n = 0; n < 20; n += 1) await ask('AAAAAAAAAA')
  expect(await ask('AAAAAAAAAA')).toMatchObject({ problem: { code: 'too-many-requests' } })
  expect(await ask(await city.city.admin.enrolmentCode(ward))).toMatchObject({ enrolled: true })
  clock.offsetMs = 61_000
  expect(await ask('AAAAAAAAAA')).toMatchObject({ problem: { code: 'enrolment-refused' } })
})

test('a city whose roots are not the pinned ones is not believed', async () => {
  const code = await city.city.admin.enrolmentCode(ward)
  expect(await ask(code, { roots: ['00'.repeat(32)] })).toEqual({ enrolled: false, reason: 'foreign-city' })
})

test('a key the PC does not hold is not enrolled', async () => {
  const code = await city.city.admin.enrolmentCode(ward)
  expect(await ask(code, { fetch: withOtherVersion })).toMatchObject({ problem: { code: 'bad-signature' } })
  expect(await ask(code)).toMatchObject({ enrolled: true })
})

test('the issuer key of an enrolled PC stands on a trust list once its digits were compared by telephone', async () => {
  const issuer = keyFromSeed(makeSeed())
  const request = { ward: Number(ward), name: 'Phường Ví Dụ', kinds: keyKinds.permit | keyKinds.marketCard }
  const tokenIssuerRequest = signIssuerRequest(request, Math.floor(Date.now() / 1000), issuer)
  const before = acceptTrustList(await list('trust-list'), roots(), 0)
  const code = await city.city.admin.enrolmentCode(ward)
  const enrolled = await ask(code, { tokenIssuerRequest })
  expect(enrolled.enrolled && enrolled.answer.issuerFingerprint).toMatch(/^\d{8}$/)
  const unheard = acceptTrustList(await list('trust-list'), roots(), 0)
  expect(unheard.accepted && unheard.list.byKid.has(issuer.kid)).toBe(false)
  const { admin } = city.city
  expect(await admin.confirmKey(issuer.kid, '00000000')).toBe('wrong-fingerprint')
  const digits = fingerprint(issuer.publicKey)
  expect(await admin.confirmKey(issuer.kid, `${digits.slice(0, 4)} ${digits.slice(4)}`)).toBe('confirmed')
  const after = acceptTrustList(await list('trust-list'), roots(), before.accepted ? before.list.seq : 0)
  expect(after.accepted && after.list.byKid.get(issuer.kid)).toMatchObject([
    { ward: Number(ward), name: 'Phường Ví Dụ', kinds: 3 },
  ])
})

test('a ward cannot get a key for another ward, nor one for the city’s own lists', async () => {
  const issuer = keyFromSeed(makeSeed())
  const now = Math.floor(Date.now() / 1000)
  const code = await city.city.admin.enrolmentCode(ward)
  const foreign = signIssuerRequest({ ward: 39902, name: 'Phường Khác', kinds: 1 }, now, issuer)
  expect(await ask(code, { tokenIssuerRequest: foreign })).toMatchObject({
    problem: { code: 'issuer-refused' },
  })
  const lists = signIssuerRequest({ ward: Number(ward), name: 'Phường Ví Dụ', kinds: 8 }, now, issuer)
  expect(await ask(code, { tokenIssuerRequest: lists })).toMatchObject({
    problem: { code: 'issuer-refused' },
  })
  expect(await ask(code)).toMatchObject({ enrolled: true })
})

test('a withdrawn paper stands on the next revocation list; an unchanged list is not sent twice', async () => {
  const trust = acceptTrustList(await list('trust-list'), roots(), 0)
  if (!trust.accepted) throw new Error(trust.reason)
  const paper = { kid: '0bf17558', series: 4, index: 5123, reason: 3 } as const
  await city.city.admin.withdrawPapers([paper])
  const seq = await city.city.admin.publishRevocations()
  const accepted = acceptRevocationList(await list('revocations'), trust.list, seq - 1)
  if (!accepted.accepted) throw new Error(accepted.reason)
  expect(revocationReasons(accepted.list, paper.kid, 4, 5123)).toEqual(new Set([3]))
  expect(revocationReasons(accepted.list, paper.kid, 4, 5124)).toEqual(new Set())
  const headers = { 'if-none-match': `"${seq}"` }
  expect((await fetch(`${city.address}${syncBase}/revocations`, { headers })).status).toBe(304)
})

test('list numbers keep rising after the city was restored from an old backup', async () => {
  const first = await city.city.admin.publishTrustList()
  clock.offsetMs = 86_400_000
  expect(await city.city.admin.publishTrustList()).toBeGreaterThan(first + 86_000)
})
