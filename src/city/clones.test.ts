import { sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pspJson, syncBase } from '../contract/sync/base.ts'
import { type StreamOpening, streamOpeningText } from '../contract/sync/event-line.ts'
import { pastReceiptsSchema, streamStateSchema } from '../contract/sync/stream.ts'
import { lineHash } from '../office/journal/line.ts'
import { standardTimeouts } from '../office/sync/backoff.ts'
import { createTransport } from '../office/sync/transport.ts'
import { restoreCity } from './backup.ts'
import { openCity } from './city.ts'
import { anotherStore, clientOf, enrolledDesk, startCity, testClock, ward } from './testing/desk.ts'
import { acts } from './testing/journal.ts'
import { operatorOf } from './testing/operator.ts'
import { firstBrokenReceipt } from './testing/receipt-chain.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>
const subjectsOf = (desk: Desk) =>
  desk.journal.feed.flatMap((item) => (item.kind === 'line' ? [JSON.parse(item.line).subject as string] : []))

/** Asks the city as a PC does. */
const never = new AbortController().signal
const transportOf = ({ connection }: Desk) =>
  createTransport({
    connection,
    fetch,
    clock: testClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })

test('a restored disk opens a new stream by itself: nothing is lost, doubled or written over', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 5; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  const before = desk.journal.streamId
  desk.journal.cutTo(3)
  expect(await clientOf(desk).runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
  expect(desk.journal.streamId).not.toBe(before)
  desk.journal.append(acts.register('case-after'))
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 1 })
  expect(subjectsOf(desk)).toEqual(['case-0', 'case-1', 'case-2', 'case-3', 'case-4', 'case-after'])
})

test('what was written on the restored disk before it met the city is told again under its own ids', async () => {
  const desk = await enrolledDesk(city)
  const key = new Uint8Array(32).fill(7)
  for (let n = 0; n < 40; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  desk.journal.cutTo(23)
  desk.journal.forgetAcknowledged()
  const ids = ['other-0', 'other-1'].map((name) => desk.journal.append(acts.register(name, 'clerk-1', key)))
  const client = clientOf(desk)
  expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal', sent: 2 })
  expect(subjectsOf(desk)).toEqual([
    ...Array.from({ length: 40 }, (_, n) => `case-${n}`),
    'other-0',
    'other-1',
  ])
  const told = desk.journal.feed.slice(40).map((item) => item.kind === 'line' && JSON.parse(item.line).id)
  expect(told).toEqual(ids)
  expect(await city.city.admin.subjectKey(ward, 'other-1')).toEqual(key)
  expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 0 })
})

test('told again, even a line the city could not read is only a repetition', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append({ ...acts.register('case-1'), type: 'case.unheard-of' })
  desk.journal.append(acts.register('case-2'))
  const start = { seq: 0, hash: lineHash(desk.journal.stream()?.openingLine ?? '') }
  await clientOf(desk).runOnce()
  desk.journal.openAnew?.({ ...start, lost: [] })
  expect(await clientOf(desk).runOnce()).toMatchObject({ phase: { state: 'idle' }, sent: 2, received: 0 })
  expect([...desk.journal.results.values()]).toMatchObject([
    { status: 'duplicate', pos: 1 },
    { status: 'duplicate', pos: 2 },
  ])
})

test('a city that went back to before a disk was restored gets every stream again, in order', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 6; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  const folder = await mkdtemp(join(tmpdir(), 'city-back-'))
  await city.city.admin.backUp(join(folder, 'backup'))
  for (let n = 6; n < 9; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  desk.journal.cutTo(8)
  desk.journal.append(acts.register('told-again'))
  await clientOf(desk).runOnce()
  desk.journal.append(acts.register('after'))
  await clientOf(desk).runOnce()

  const place = { dataDir: join(folder, 'restored'), store: await anotherStore() }
  await restoreCity(place, join(folder, 'backup'))
  const again = await openCity({ ...place, clock: { now: Date.now }, restored: true })
  const address = await again.listen(0)
  const moved = { ...desk, connection: { ...desk.connection, address } }
  expect(await clientOf(moved).runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal', sent: 4 })
  const cases = ['case-0', 'case-1', 'case-2', 'case-3', 'case-4', 'case-5', 'case-6', 'case-7']
  // The ninth case was lost with the disk, and with the city's: nobody has it any more.
  expect(subjectsOf(moved)).toEqual([...cases, 'told-again', 'after'])
  await again.close()
  await rm(folder, { recursive: true, force: true })
})

test('two PCs with one key: the first to write after the other replaced its stream stops both', async () => {
  const first = await enrolledDesk(city)
  first.journal.append(acts.register('case-1'))
  const running = clientOf(first)
  await running.runOnce()
  const second: Desk = { ...first, journal: first.journal.copy() }
  first.journal.append(acts.register('case-first'))
  await running.runOnce()
  second.journal.append(acts.register('case-second'))
  const copied = clientOf(second)
  expect(await copied.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })

  first.journal.append(acts.register('case-late'))
  const stopped = { phase: { state: 'stopped', reason: 'device-suspended' } }
  expect(await running.runOnce()).toMatchObject(stopped)
  expect(running.status().detail).toContain('ghi danh mới')
  expect(await copied.runOnce()).toMatchObject(stopped)
  expect((await city.audit()).map(({ act }) => act)).toContain('device.suspended')
  // What both had signed and sent stays.
  expect(subjectsOf(second)).toEqual(['case-1', 'case-first', 'case-second'])

  await city.city.admin.readmitDevice(first.connection.deviceId)
  expect(await copied.runOnce()).toMatchObject({ phase: { state: 'idle' } })
})

test('two PCs with one key that are never on at the same time are found, too; a backup put back twice is not', async () => {
  const first = await enrolledDesk(city)
  first.journal.append(acts.register('case-1'))
  await clientOf(first).runOnce()
  const backups = [first.journal.copy(), first.journal.copy()]
  first.journal.append(acts.register('case-2'))
  await clientOf(first).runOnce()
  const idle = { phase: { state: 'idle' }, truth: 'equal' }
  const [once, twice] = backups.map((journal): Desk => ({ ...first, journal }))
  if (!once || !twice) throw new Error('two backups')
  expect(await clientOf(once).runOnce()).toMatchObject(idle)
  expect(await clientOf(twice).runOnce()).toMatchObject(idle)
  // The PC of the first restore is switched on again: it was replaced by one that does not come from it.
  expect(await clientOf(once).runOnce()).toMatchObject({ phase: { reason: 'device-suspended' } })
})

test('an opening record proves who made it; one with another proof, or after another PC’s stream, is refused', async () => {
  const [desk, other] = [await enrolledDesk(city), await enrolledDesk(city)]
  other.journal.append(acts.register('case-1'))
  await clientOf(other).runOnce()
  const open = async (more: Partial<StreamOpening>, altered: Partial<StreamOpening> = {}) => {
    const { deviceId: device, deviceKey } = desk.connection
    const stream = crypto.randomUUID()
    const at = '2026-11-22T08:00:00+07:00'
    const record = {
      v: 1,
      opening: true,
      stream,
      ward,
      device,
      reason: 'restore',
      previous: null,
      at,
      ...more,
    } as const
    const proof = sign(null, Buffer.from(streamOpeningText(record)), deviceKey).toString('base64url')
    return transportOf(desk).ask(
      {
        method: 'PUT',
        path: `${syncBase}/streams/${stream}`,
        headers: { 'content-type': pspJson },
        body: Buffer.from(JSON.stringify({ ...record, proof, ...altered })),
        answer: streamStateSchema,
      },
      never,
    )
  }
  expect(await open({})).toMatchObject({ kind: 'answer' })
  const refused = { kind: 'problem', problem: { code: 'opening-refused' } }
  expect(await open({}, { reason: 'wiped' })).toMatchObject(refused)
  const { seq, hash } = other.journal.head()
  expect(await open({ previous: { stream: other.journal.streamId, seq, hash } })).toMatchObject(refused)
})

test('an operator revokes a PC at its own address; the ward’s next PC may then follow its stream', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  await clientOf(desk).runOnce()
  const revoke = async (secret: string, device: string) => {
    const url = `${city.address}${syncBase}/devices/${device}/revoke`
    return (await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${secret}` } })).status
  }
  const { secret } = await operatorOf(city, 'publisher')
  const { secret: auditor } = await operatorOf(city, 'auditor')
  expect(await revoke('nobody', desk.connection.deviceId)).toBe(401)
  expect(await revoke(auditor, desk.connection.deviceId)).toBe(403)
  expect(await revoke(secret, 'A'.repeat(43))).toBe(401)
  const next = await enrolledDesk(city)
  const path = `${syncBase}/streams/${desk.journal.streamId}`
  const ask = () => transportOf(next).ask({ method: 'GET', path, answer: streamStateSchema }, never)
  expect(await ask()).toMatchObject({ kind: 'problem', problem: { code: 'opening-refused' } })
  expect(await revoke(secret, desk.connection.deviceId)).toBe(200)
  expect(await revoke(secret, desk.connection.deviceId)).toBe(200)
  expect(await ask()).toMatchObject({ kind: 'answer', value: { headSeq: 1 } })
  expect(await clientOf(desk).runOnce()).toMatchObject({ phase: { reason: 'device-revoked' } })
})

test('every receipt of a stream can be asked for, as one chain', async () => {
  const desk = await enrolledDesk(city)
  const client = clientOf(desk)
  for (let n = 0; n < 4; n += 1) {
    desk.journal.append(acts.register(`case-${n}`))
    await client.runOnce()
  }
  const path = `${syncBase}/streams/${desk.journal.streamId}/receipts`
  const reply = await transportOf(desk).ask({ method: 'GET', path, answer: pastReceiptsSchema }, never)
  expect(reply.kind === 'answer' && reply.value.receipts).toEqual(desk.journal.receipts)
  expect(firstBrokenReceipt(desk.journal.receipts, desk.connection.receiptKeys)).toBeNull()
})
