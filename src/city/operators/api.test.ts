import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { pairingAnswerSchema } from '../../contract/sync/checks.ts'
import { operatorBase, operatorProblemSchema } from '../../contract/sync/operator.ts'
import { enrolledDesk, startCity, testClock } from '../testing/desk.ts'
import { pinned, requestedKey, trustOf } from '../testing/issuing.ts'
import { operatorOf } from '../testing/operator.ts'

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

const ask = (path: string, init: RequestInit = {}) => fetch(`${city.address}${operatorBase}${path}`, init)
const bearing = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } })

test('the OpenAPI document is 3.1 and names every endpoint and its sign-in', async () => {
  const schema = z.object({
    openapi: z.string(),
    paths: z.record(z.string(), z.json()),
    components: z.json(),
  })
  const document = schema.parse(await (await ask('/openapi.json')).json())
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).toSorted()).toEqual(
    [
      '/audit',
      '/cases',
      '/cases/{ward}/decisions',
      '/cases/{ward}/{submission}',
      '/checkpoints',
      '/checkpoints/{id}/revocation',
      '/keys',
      '/keys/{kid}/confirmation',
      '/keys/{kid}/rejection',
      '/keys/{kid}/withdrawal',
      '/lists',
      '/packs',
      '/quarantine',
      '/quarantine/judgement',
      '/self',
    ].map((path) => `${operatorBase}${path}`),
  )
  expect(JSON.stringify(document.components)).toContain('"scheme":"bearer"')
})

test('without a secret, with a wrong one or that of an ended account nothing is answered', async () => {
  const { secret, call } = await operatorOf(city, 'administrator')
  expect((await call('GET', '/self')).body).toMatchObject({ name: 'administrator', role: 'administrator' })
  for (const init of [{}, bearing('wrong'), bearing(''), { headers: { authorization: `Basic ${secret}` } }])
    expect((await ask('/cases', init)).status).toBe(401)
  await city.city.admin.disableOperator('administrator')
  expect((await call('GET', '/self')).status).toBe(401)
  const renewed = await operatorOf(city, 'administrator')
  expect((await call('GET', '/self')).status).toBe(401)
  expect((await renewed.call('GET', '/self')).status).toBe(200)
})

test('guessing secrets is stopped for a minute, and locks nobody out who has one', async () => {
  const { call } = await operatorOf(city, 'auditor')
  const guess = async (n: number) => (await ask('/self', bearing(`guess-${n}`))).status
  for (let n = 0; n < 20; n += 1) expect(await guess(n)).toBe(401)
  expect(await guess(20)).toBe(429)
  expect((await call('GET', '/self')).status).toBe(200)
  clock.offsetMs = 61_000
  expect(await guess(21)).toBe(401)
})

test('each role does its own: officers decide, publishers publish, auditors read what was done', async () => {
  const paths = [
    ['GET', '/cases', 'decide'],
    ['PUT', '/packs', 'publish'],
    ['POST', '/keys/0bf17558/confirmation', 'publish'],
    ['POST', '/keys/0bf17558/withdrawal', 'publish'],
    ['POST', '/keys/0bf17558/rejection', 'publish'],
    ['POST', '/checkpoints/019a0000-0000-4000-8000-00000000000c/revocation', 'publish'],
    ['GET', '/audit', 'audit'],
  ] as const
  const bodies = { fingerprint: '1', reason: 'retired', since: '2026-11-21' }
  const allowed: Record<string, string[]> = {}
  for (const role of ['case-officer', 'publisher', 'auditor', 'administrator'] as const) {
    const { call } = await operatorOf(city, role)
    for (const [method, path, act] of paths) {
      const { status } = await call(method, path, method === 'GET' ? undefined : bodies)
      if (status !== 403) allowed[role] = [...new Set([...(allowed[role] ?? []), act])]
    }
  }
  expect(allowed).toEqual({
    'case-officer': ['decide'],
    publisher: ['publish'],
    auditor: ['audit'],
    administrator: ['decide', 'publish', 'audit'],
  })
})

test('a key is confirmed and withdrawn by its publisher; wrong digits are told apart and audited', async () => {
  const { connection } = await enrolledDesk(city)
  const { key, digits } = await requestedKey(connection)
  const { call } = await operatorOf(city, 'publisher')
  const at = `/keys/${key.kid}`
  const wrong = await call('POST', `${at}/confirmation`, { fingerprint: '00000000' })
  expect(wrong).toMatchObject({ status: 409, body: { code: 'wrong-fingerprint' } })
  const right = await call('POST', `${at}/confirmation`, { fingerprint: digits })
  expect(right.body['items']).toMatchObject([
    { kid: key.kid, confirmedAt: expect.any(String), withdrawn: null },
  ])
  const gone = await call('POST', `${at}/withdrawal`, { reason: 'retired', since: '2026-11-20' })
  expect(gone.body['items']).toMatchObject([{ withdrawn: { reason: 'retired', since: '2026-11-20' } }])
  const none = await call('POST', '/keys/00000000/withdrawal', { reason: 'retired', since: '2026-11-20' })
  expect(none).toMatchObject({ status: 404, body: { code: 'unknown-key' } })
  const auditor = await operatorOf(city, 'auditor')
  const { items } = z
    .object({ items: z.array(z.object({ act: z.string(), operator: z.string() })) })
    .parse((await auditor.call('GET', '/audit?limit=4')).body)
  expect(items.slice(1).map(({ act, operator }) => [act, operator])).toEqual([
    ['key.withdrawn', 'publisher'],
    ['key.confirmed', 'publisher'],
    ['key.confirmation-failed', 'publisher'],
  ])
  expect((await call('GET', '/lists')).body['items']).toMatchObject([
    { name: 'trust' },
    { name: 'revocations' },
  ])
})

test('a key that waits is turned down for good; a listed one is withdrawn instead', async () => {
  const { connection } = await enrolledDesk(city)
  const [waiting, listed] = [await requestedKey(connection), await requestedKey(connection)]
  await city.city.admin.confirmKey(listed.key.kid, listed.digits)
  const { call } = await operatorOf(city, 'publisher')
  const rejected = await call('POST', `/keys/${waiting.key.kid}/rejection`)
  expect(rejected.body['items']).toContainEqual(
    expect.objectContaining({ kid: waiting.key.kid, confirmedAt: null, withdrawn: expect.anything() }),
  )
  const digits = { fingerprint: waiting.digits }
  expect(await call('POST', `/keys/${waiting.key.kid}/confirmation`, digits)).toMatchObject({
    status: 409,
    body: { code: 'key-withdrawn' },
  })
  expect(await call('POST', `/keys/${listed.key.kid}/rejection`)).toMatchObject({
    status: 409,
    body: { code: 'key-listed' },
  })
  expect(await call('POST', '/keys/00000000/rejection')).toMatchObject({ status: 404 })
  expect((await trustOf(city.address, pinned(city.city))).issuers.map(({ kid }) => kid)).not.toContain(
    waiting.key.kid,
  )
  expect((await city.city.admin.audit())[0]).toMatchObject({ act: 'key.rejected', operator: 'publisher' })
})

test('a lost telephone is revoked: its secret is refused at once, the others go on', async () => {
  const post = (path: string, body: object, secret = '') =>
    fetch(`${city.address}/checkpoint/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    })
  const code = await city.city.admin.checkpointCode()
  const paired = async () => pairingAnswerSchema.parse(await (await post('pairings', { code })).json())
  const [lost, other] = [await paired(), await paired()]
  const check = { id: randomUUID(), at: '2026-11-24T01:00:00Z', answer: 'forged', reason: null, paper: null }
  const place = { name: 'Chốt Cầu Mẫu', ward: null, codes: [], position: null }
  const send = async (secret: string) =>
    (await post('checks', { place, checks: [{ ...check, compared: 'not-done' }] }, secret)).status
  expect([await send(lost.secret), await send(other.secret)]).toEqual([200, 200])
  const { call } = await operatorOf(city, 'publisher')
  expect((await call('GET', '/checkpoints')).body['items']).toMatchObject([
    { place: 'Chốt Cầu Mẫu', revokedAt: null },
    { place: 'Chốt Cầu Mẫu', revokedAt: null },
  ])
  const { body } = await call('POST', `/checkpoints/${lost.checkpoint}/revocation`)
  expect(body['items']).toContainEqual(
    expect.objectContaining({ id: lost.checkpoint, revokedAt: expect.any(String) }),
  )
  expect([await send(lost.secret), await send(other.secret)]).toEqual([401, 200])
  const none = await call('POST', `/checkpoints/${randomUUID()}/revocation`)
  expect(none).toMatchObject({ status: 404, body: { code: 'unknown-checkpoint' } })
  expect((await city.city.admin.audit())[0]).toMatchObject({ act: 'checkpoint.revoked' })
})

test('whatever is wrong with a request is told as a problem with a Vietnamese sentence', async () => {
  const { secret } = await operatorOf(city, 'administrator')
  const { headers } = bearing(secret)
  const json = { ...headers, 'content-type': 'application/json' }
  const asked: [string, RequestInit, number][] = [
    ['/nowhere', { headers }, 404],
    ['/cases?state=lost', { headers }, 422],
    ['/cases/39901/decisions', { method: 'POST', headers: json, body: '{' }, 422],
    ['/cases/39901/decisions', { method: 'POST', headers: json, body: 'x'.repeat(300_000) }, 413],
    ['/cases/39901/decisions', { method: 'POST', headers }, 422],
    ['/packs', { method: 'PUT', headers, body: new Uint8Array([0xff, 0xfe]) }, 422],
  ]
  for (const [path, init, status] of asked) {
    const response = await ask(path, init)
    expect([path, response.status]).toEqual([path, status])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(operatorProblemSchema.parse(await response.json()).detail).toMatch(/[ạ-ỹ]/)
  }
})

test('a request without a body is answered whether or not it says how long its body is', async () => {
  const { secret } = await operatorOf(city, 'administrator')
  const { hostname, port, host } = new URL(city.address)
  // As curl -X POST sends it: no Content-Length.
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST ${operatorBase}/checkpoints/${randomUUID()}/revocation HTTP/1.1\r\nhost: ${host}\r\n` +
      `authorization: Bearer ${secret}\r\nconnection: close\r\n\r\n`,
  )
  const answer = (await socket.toArray()).join('')
  expect(answer).toMatch(/^HTTP\/1.1 404 /)
  expect(answer).toContain('unknown-checkpoint')
})
