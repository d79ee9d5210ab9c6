import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCityLine } from '../office/sync/city-line.ts'
import { readPackEnvelope } from '../office/sync/pack-envelope.ts'
import { fetchPack } from '../office/sync/packs.ts'
import { acceptTrustList } from '../office/token/trust-list.ts'
import { openCity } from './city.ts'
import type { WithdrawalReason } from './issuers.ts'
import { clientOf, enrolledDesk, ward } from './testing/desk.ts'
import { pinned, revocationsOf, trustOf } from './testing/issuing.ts'
import { acts } from './testing/journal.ts'
import { operatorOf } from './testing/operator.ts'
import type { CityLog } from './desk.ts'
import type { City } from './types.ts'

let dataDir: string
const opened: City[] = []
let logged: string[]
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'city-'))
  logged = []
  days = 0
})
afterEach(async () => {
  for (const city of opened.splice(0)) await city.close()
  await rm(dataDir, { recursive: true })
})

const dayMs = 86_400_000
let days = 0
const clock = { now: () => Date.now() + days * dayMs }

async function start(newListKey?: WithdrawalReason) {
  for (const city of opened.splice(0)) await city.close()
  const log = (line: CityLog) => void logged.push(line.what)
  const city = await openCity({ dataDir, clock, log, ...(newListKey ? { newListKey } : {}) })
  opened.push(city)
  await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
  return { city, address: await city.listen(0) }
}
type Running = Awaited<ReturnType<typeof start>>
type Desk = Awaited<ReturnType<typeof enrolledDesk>>

async function decided(running: Running, desk: Desk, subject: string): Promise<void> {
  desk.journal.append(acts.register(subject))
  desk.journal.append(acts.verify(subject))
  const submission = desk.journal.append({
    type: 'case.submitted',
    subject,
    baseVer: 2,
    user: 'official-1',
    role: 'ward-official',
  })
  await heard(running, desk)
  const { call } = await operatorOf(running, 'case-officer')
  const body = { submission, decision: 'approved', reference: '12/QĐ', reasonCode: null, note: null }
  expect((await call('POST', `/cases/${ward}/decisions`, body)).status).toBe(200)
}

/** What the desk makes of the city's lines in its feed, by the trust list it can have now. */
async function heard({ city, address }: Running, desk: Desk) {
  await clientOf({ ...desk, connection: { ...desk.connection, address } }).runOnce()
  const trust = await trustOf(address, pinned(city))
  const read = desk.journal.feed.flatMap((item) => (item.kind === 'line' ? [item.line] : []))
  const lines = read
    .map((line) => readCityLine(line, trust, ward))
    .filter(({ outcome }) => outcome !== 'none')
  const packs = lines.flatMap((line) => (line.outcome === 'pack' ? [line.pack.sha256] : []))
  const outcomes = lines.map((line) => (line.outcome === 'refused' ? line.reason : line.outcome))
  const envelope = await fetchPack({ address }, packs.at(-1) ?? '')
  const day = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000)
  const pack = envelope && readPackEnvelope(envelope, trust, day).outcome
  return { outcomes, packs, pack, signer: (await revocationsOf(address, trust)).signedBy }
}

const packText = '{"id":"vidu-01","version":1,"effectiveFrom":"2026-12-01"}'

test('a list key that is replaced in time leaves no gap: what it said stays, what comes is signed by the next', async () => {
  const before = await start()
  const desk = await enrolledDesk(before)
  await before.city.admin.publishPack(packText, null)
  await decided(before, desk, 'case-1')
  const old = await heard(before, desk)
  expect(old).toMatchObject({ outcomes: ['pack', 'decision'], pack: 'signed' })
  const stored = (await before.city.admin.lists()).trust.seq

  const after = await start('retired')
  await decided(after, desk, 'case-2')
  const now = await heard(after, desk)
  expect(now).toMatchObject({ outcomes: ['pack', 'decision', 'pack', 'decision'], pack: 'signed' })
  expect(now.signer).not.toBe(old.signer)
  expect(new Set(now.packs).size).toBe(2)
  const { trust } = await after.city.admin.lists()
  expect(acceptTrustList(trust.bytes, pinned(after.city), stored).accepted).toBe(true)
})

test('a list key that was stolen says nothing more: decisions not carried out and packs come again by the new one', async () => {
  const before = await start()
  const desk = await enrolledDesk(before)
  await before.city.admin.publishPack(packText, null)
  await decided(before, desk, 'case-1')
  await heard(before, desk)

  const after = await start('compromised')
  const now = await heard(after, desk)
  expect(now).toMatchObject({ outcomes: ['unknown-key', 'unknown-key', 'pack', 'decision'], pack: 'signed' })
  const again = await start()
  expect(await heard(again, desk)).toEqual(now)
})

/** Who signs the lists now, by a trust list that was accepted some time before, and who else is on the present one. */
async function signers({ city, address }: Running) {
  const trust = await trustOf(address, pinned(city))
  const own = trust.issuers.filter(({ ward: of }) => of === 0).map(({ kid }) => kid)
  return { trust, own, signer: (await revocationsOf(address, trust)).signedBy }
}

test('a list key follows the one before by itself: listed two months ahead, signing one month ahead, without a gap', async () => {
  const running = await start()
  await running.city.admin.publishPack(packText, null)
  const first = await signers(running)
  days = 700
  await running.city.admin.keepHouse()
  expect(await signers(running)).toMatchObject({ own: first.own, signer: first.signer })
  days = 745
  await running.city.admin.keepHouse()
  const announced = await signers(running)
  expect(announced.own).toHaveLength(2)
  expect(announced.signer).toBe(first.signer)
  expect(logged).toContain('next-list-key-listed')
  const again = await start()
  expect(await signers(again)).toMatchObject({ own: announced.own, signer: first.signer })
  days = 772
  await again.city.admin.keepHouse()
  const renewed = await signers(again)
  expect(renewed.signer).not.toBe(first.signer)
  // Whoever has last heard of the city when the next key was announced takes what it signs.
  expect((await revocationsOf(again.address, announced.trust)).signedBy).toBe(renewed.signer)
  expect(logged).toContain('list-key-renewed')
  expect((await again.city.admin.audit()).map(({ act }) => act)).toEqual(
    expect.arrayContaining(['list-key.announced', 'list-key.renewed']),
  )
  days = 830
  const last = await signers(await start())
  expect(last.signer).toBe(renewed.signer)
  expect(last.trust.issuers.filter(({ withdrawn }) => withdrawn)).toEqual([])
})

test('a list key made anew in between ends the one that was announced', async () => {
  const running = await start()
  days = 745
  await running.city.admin.keepHouse()
  const { own } = await signers(running)
  const after = await signers(await start('compromised'))
  expect(after.own).toHaveLength(3)
  expect(own).not.toContain(after.signer)
  const withdrawn = after.trust.issuers.filter((issuer) => issuer.withdrawn).map(({ kid }) => kid)
  expect(withdrawn.toSorted()).toEqual(own.toSorted())
})
