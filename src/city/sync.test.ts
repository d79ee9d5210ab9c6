import { afterEach, beforeEach, expect, test } from 'vitest'
import { heartbeatAnswerSchema } from '../contract/sync/heartbeat.ts'
import { verifyReceipt } from '../office/sync/receipt.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from './testing/desk.ts'
import { acts, deskJournal } from './testing/journal.ts'
import { firstBrokenReceipt } from './testing/receipt-chain.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

test('a registration is sent, receipted by the pinned key, and comes back in the feed byte for byte', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const client = clientOf(desk)
  expect(await client.runOnce()).toEqual({ phase: { state: 'idle' }, truth: 'equal', sent: 1, received: 1 })
  const receipt = verifyReceipt(desk.journal.receipts[0] ?? '', desk.connection.receiptKeys)
  expect(receipt).toMatchObject({
    headSeq: 1,
    headHash: desk.journal.head().hash,
    previous: null,
    pos: 1,
    ward,
  })
  expect(desk.journal.results.get(1)).toMatchObject({ status: 'accepted', pos: 1 })
  expect(desk.journal.feed).toMatchObject([
    { kind: 'line', pos: 1, status: 'accepted', line: desk.journal.all[0] },
  ])
  expect(desk.journal.ackedSeq()).toBe(1)
})

test('sending everything a hundred times over changes nothing', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 20; n += 1) desk.journal.append(acts.register(`case-${n}`))
  desk.journal.append(acts.verify('case-0', 1, 'clerk-1'))
  const client = clientOf(desk)
  await client.runOnce()
  const first = [...desk.journal.results.values()]
  for (let round = 0; round < 100; round += 1) {
    desk.journal.forgetAcknowledged()
    expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 21, received: 0 })
  }
  expect([...desk.journal.results.values()]).toEqual(first)
  expect(desk.journal.receipts).toHaveLength(1)
  expect(desk.journal.feed).toHaveLength(21)
})

test('the receipts of a stream are one verified chain', async () => {
  const desk = await enrolledDesk(city)
  const client = clientOf(desk)
  for (let n = 0; n < 12; n += 1) {
    desk.journal.append(acts.register(`case-${n}`))
    await client.runOnce()
  }
  expect(desk.journal.receipts).toHaveLength(12)
  const { receipts } = desk.journal
  const broken = (some: readonly string[]) => firstBrokenReceipt(some, desk.connection.receiptKeys)
  expect(broken(receipts)).toBeNull()
  expect(broken(receipts.toSpliced(4, 1))).toBe(4)
  expect(broken(receipts.slice(1))).toBe(0)
  expect(broken([...receipts, ...receipts.slice(-1)])).toBe(12)
})

test('a case key travels sealed, opens in the city only, and is gone after erasure', async () => {
  const desk = await enrolledDesk(city)
  const key = new Uint8Array(32).fill(7)
  desk.journal.append(acts.register('case-1', 'clerk-1', key))
  await clientOf(desk).runOnce()
  expect(await city.city.admin.subjectKey(ward, 'case-1')).toEqual(key)
  expect(await city.city.admin.subjectKey(ward, 'case-2')).toBeNull()
  await city.city.admin.eraseSubject(ward, 'case-1')
  expect(await city.city.admin.subjectKey(ward, 'case-1')).toBeNull()
  expect(desk.journal.all[0]).not.toContain(Buffer.from(key).toString('base64url'))
})

test.each([-10, 10])('a PC whose clock is %i years off sends and receives all the same', async (years) => {
  const desk = await enrolledDesk(city)
  const clock = testClock(years * 31_557_600_000)
  const journal = deskJournal(ward, desk.connection.deviceId, () => clock.now())
  journal.append(acts.register('case-1'))
  const client = clientOf({ ...desk, journal }, { clock })
  expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 1, received: 1 })
  clock.offsetMs = -clock.offsetMs
  journal.append(acts.verify('case-1'))
  expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 1, received: 1 })
  expect(Math.abs((client.status().offsetMs ?? 0) + clock.offsetMs)).toBeLessThan(60_000)
})

test('a revoked PC is stopped with the sentence of the city; its lines stay with it', async () => {
  const desk = await enrolledDesk(city)
  await city.city.admin.revokeDevice(desk.connection.deviceId)
  desk.journal.append(acts.register('case-1'))
  const client = clientOf(desk)
  expect(await client.runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'device-revoked' },
    truth: 'unknown',
  })
  expect(client.status().detail).toContain('thu hồi')
  expect(desk.journal.ackedSeq()).toBe(0)
})

test('a running client sends what is written, hears the other PC at once and stops when told', async () => {
  const one = await enrolledDesk(city)
  const two = await enrolledDesk(city)
  const listening = clientOf(two, { timeouts: { pause: 20_000 } })
  const heard = Promise.withResolvers<void>()
  const apply = two.journal.applyFeed.bind(two.journal)
  two.journal.applyFeed = (items, cursor) => {
    apply(items, cursor)
    if (items.length > 0) heard.resolve()
  }
  listening.start()
  one.journal.append(acts.register('case-1'))
  await clientOf(one).sendNow()
  await heard.promise
  two.journal.append(acts.verify('case-1'))
  expect(await listening.sendNow()).toMatchObject({ sent: 1, truth: 'equal' })
  await listening.stop()
})

test('a running client tells the city how it is, and hears what the city has', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const heard = Promise.withResolvers<unknown>()
  const client = clientOf(desk, {
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      if (new Request(input).url.endsWith('/heartbeats')) heard.resolve(await response.clone().json())
      return response
    },
    heartbeat: () => ({
      oldestUnsentS: 4,
      lastBackupS: null,
      lastRestoreDrillS: null,
      quickCheck: 'ok',
      freeDiskMiB: 9000,
      appVersion: '0.1.0',
    }),
  })
  client.start()
  expect(heartbeatAnswerSchema.parse(await heard.promise)).toMatchObject({ headSeq: 1 })
  await client.stop()
})
