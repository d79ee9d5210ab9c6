import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCity } from './city.ts'
import { clientOf, enrolledDesk, startCity, ward } from './testing/desk.ts'
import { acts } from './testing/journal.ts'
import { operatorOf } from './testing/operator.ts'
import { createTokenBuckets } from './token-buckets.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

const statusOf = async (path: string) => (await fetch(`${city.address}${path}`)).status

test('whoever watches learns that the server is well, and that it is about to close while it still answers', async () => {
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200])
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  city.city.drain()
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503])
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 1 })
})

test('an auditor’s Prometheus reads what was taken and refused; nothing in it names a PC, a ward or a case', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  await clientOf(desk).runOnce()
  await fetch(`${city.address}/sync/v1/streams/${desk.journal.streamId}`)
  await fetch(`${city.address}/sync/v1/wards/${ward}/feed`)
  const { secret } = await operatorOf(city, 'auditor')
  const { secret: other } = await operatorOf(city, 'case-officer')
  const scrape = (bearer: string) =>
    fetch(`${city.address}/metrics`, { headers: { authorization: `Bearer ${bearer}` } })
  expect(await statusOf('/metrics')).toBe(401)
  expect((await scrape(other)).status).toBe(403)
  const answer = await scrape(secret)
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const text = await answer.text()
  expect(text).toContain('city_lines_total{status="accepted"} 1')
  expect(text).toContain('city_refusals_total{code="use-nonce"}')
  expect(text).toContain('route="/streams/:id/events"')
  expect(text).toContain('process_resident_memory_bytes')
  for (const named of [desk.journal.streamId, desk.connection.deviceId, 'case-1', ward])
    expect(text).not.toContain(named)
})

test('a PC that asks without pause is told when to come back, the others are not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'city-rate-'))
  const narrow = await openCity({
    dataDir,
    clock: { now: Date.now },
    requestRate: { perSecond: 0.001, burst: 12 },
  })
  await narrow.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
  const place = { city: narrow, address: await narrow.listen(0) }
  const [busy, calm] = [await enrolledDesk(place), await enrolledDesk(place)]
  const client = clientOf(busy, { timeouts: { backoffFirst: 1, backoffMost: 1 } })
  for (let round = 0; round < 12; round += 1) await client.runOnce()
  busy.journal.append(acts.register('case-1'))
  expect(await client.runOnce()).toMatchObject({ phase: { state: 'waiting-retry', reason: 'busy' }, sent: 0 })
  calm.journal.append(acts.register('case-2'))
  expect(await clientOf(calm).runOnce()).toMatchObject({ truth: 'equal', sent: 1 })
  await narrow.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('a bucket is filled again by time, to its brim and no more', () => {
  const clock = { ms: 0 }
  const take = createTokenBuckets({ perSecond: 2, burst: 3 }, () => clock.ms)
  expect([take('a'), take('a'), take('a'), take('a'), take('b')]).toEqual([null, null, null, 1, null])
  clock.ms += 500
  expect([take('a'), take('a')]).toEqual([null, 1])
  clock.ms += 60_000
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([null, null, null, 1])
})
