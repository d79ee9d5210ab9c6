import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { act } from '../office/testing/applications.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { type WardOfPcs, type WardPc, wardOfPcs } from './testing/ward-of-pcs.ts'
import {
  calm,
  cutOff,
  exchange,
  expectAllTaken,
  feedOf,
  held,
  hubOn,
  joined,
  neighbourLines,
  ownIds,
  rowOf,
} from './testing/ward-with-hub.ts'

let ward: WardOfPcs
let hub: WardPc
let one: WardPc
let other: WardPc

beforeAll(async () => {
  ward = await wardOfPcs(3)
  ;[hub, one, other] = ward.pcs as [WardPc, WardPc, WardPc]
}, 60_000)
afterAll(() => ward.close())
beforeEach(() => calm(ward))

test('PCs cut off from the city have its receipts through the hub, and the city each line once', async () => {
  const { text } = await hubOn(hub)
  await joined(one, text)
  await joined(other, text)
  cutOff(hub, one, other)
  for (const pc of [hub, one, other, one]) await pc.register()
  for (const pc of [one, other]) {
    const using = await exchange(pc)
    expect(using).toMatchObject({ inUse: true, problem: null })
    expect(using?.thereSince).not.toBeNull()
    const { acked, head } = pc.lines()
    // Nothing is called sent before the city has signed for it.
    expect(using?.linesThere).toBe(head - acked)
    expect(acked).toBeLessThan(head)
  }
  const before = ward.inFeed().size
  expect((await (await hub.as('clerk'))(api.readHub, {})).serving?.pcs).toHaveLength(2)

  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  await (await hub.as('clerk'))(api.sendNow, {})
  for (const pc of [one, other])
    expect(await exchange(pc)).toMatchObject({ linesThere: 0, thereSince: null, inUse: true })
  expectAllTaken(ward, hub, one, other)
  // The others' lines came with the answers, as over the line.
  expect(feedOf(one)).toBeGreaterThan(before)
}, 30_000)

test('a long evening is few bundles at the hub, and all of it arrives', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  for (let round = 0; round < 4; round += 1) {
    await one.register()
    await exchange(one)
    expect(held(hub, one).filter(({ kind }) => kind === 'psp-lines')).toHaveLength(1)
  }
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  await exchange(one)
  expectAllTaken(ward, one)
}, 30_000)

test('what went by the hub and directly is in the feed once, and the PC asks the hub for nothing more', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  expect((await exchange(one))?.linesThere).toBeGreaterThan(0)
  one.line.set('through')
  await (await one.as('clerk'))(api.sendNow, {})
  expectAllTaken(ward, one)
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  expectAllTaken(ward, one)
  expect((await (await one.as('clerk'))(api.readHub, {})).using).toMatchObject({
    linesThere: 0,
    inUse: false,
  })
}, 30_000)

test('a hub whose folder is put back from an older copy has lost nothing for anybody', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  await exchange(one)
  await hub.close()
  const copy = temporaryFolder()
  cpSync(hub.ports.dataDir, copy, { recursive: true })
  await hub.open()
  await one.register()
  const { caseId } = await hub.register()
  await exchange(one)
  expect(rowOf(one, caseId)).toMatchObject({ state: 'registered' })
  await hub.close()
  rmSync(hub.ports.dataDir, { recursive: true })
  cpSync(copy, hub.ports.dataDir, { recursive: true })
  await hub.open()
  await hub.register()
  await exchange(one)
  hub.line.set('through')
  await (await hub.as('clerk'))(api.sendNow, {})
  await hub.desk().hub.forwarder().run()
  await exchange(one)
  expectAllTaken(ward, hub, one)
  // What the hub's own counter lost with its disk is nowhere any more.
  expect(neighbourLines(one)).toEqual([])
  expect(rowOf(one, caseId)).toBeUndefined()
  expect(rebuildEqualsLive(one.desk().store)).toBe(true)
}, 30_000)

test('a PC that uses its hub for everything asks the city nothing', async () => {
  await joined(one, (await hubOn(hub)).text, 'always')
  cutOff(hub)
  await one.register()
  const { using } = await (await one.as('clerk'))(api.tryHub, {})
  expect(using).toMatchObject({ inUse: true, way: 'always', problem: null })
  expect(one.lines().acked).toBeLessThan(one.lines().head)
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  await (await one.as('clerk'))(api.tryHub, {})
  expectAllTaken(ward, one)
}, 30_000)

test('PCs that are all cut off work on one case by way of the hub, and end up alike at the city', async () => {
  const { text } = await hubOn(hub)
  await joined(one, text)
  await joined(other, text)
  cutOff(hub, one, other)
  const { caseId, applicant } = await one.register()
  const params = { caseId }
  await exchange(one)
  const atHub = await (await hub.as('clerk'))(api.readCase, { params })
  expect(atHub).toMatchObject({ state: 'registered', applicant: { fullName: applicant.fullName } })
  await exchange(other)
  const police = await other.as('police')
  const seen = await police(api.readCase, { params })
  expect(seen.applicant).toEqual(applicant)
  await police(api.verifyCase, { params, body: { ...act(seen), note: 'Đúng nơi ở' } })
  await exchange(other)
  await exchange(one)
  const back = await (await one.as('clerk'))(api.readCase, { params })
  expect(back).toMatchObject({ state: 'verified', history: [{}, { note: 'Đúng nơi ở' }] })
  // The city has heard none of it.
  const counts = ward.inFeed()
  expect(ownIds(one).filter((id) => counts.has(id))).toHaveLength(one.lines().acked)

  hub.line.set('through')
  for (let round = 0; round < 3; round += 1) {
    await (await hub.as('clerk'))(api.sendNow, {})
    await hub.desk().hub.forwarder().run()
    for (const pc of [one, other]) await exchange(pc)
  }
  expectAllTaken(ward, hub, one, other)
  const rows = [hub, one, other].map((pc) => rowOf(pc, caseId))
  expect(rows[0]).toMatchObject({ state: 'verified' })
  expect(rows[1]).toEqual(rows[0])
  expect(rows[2]).toEqual(rows[0])
  for (const pc of [hub, one, other]) {
    expect(neighbourLines(pc)).toEqual([])
    expect(rebuildEqualsLive(pc.desk().store)).toBe(true)
  }
}, 30_000)

test('a neighbour put back from an older copy while the city is away is heard again, and what it lost is gone', async () => {
  const { text } = await hubOn(hub)
  await joined(one, text)
  await joined(other, text)
  cutOff(hub, one, other)
  await one.close()
  const copy = temporaryFolder()
  cpSync(one.ports.dataDir, copy, { recursive: true })
  await one.open()
  const lost = [await one.register(), await one.register()]
  for (const pc of [one, other]) await exchange(pc)
  for (const { caseId } of lost) expect(rowOf(other, caseId)).toMatchObject({ state: 'registered' })
  await one.close()
  rmSync(one.ports.dataDir, { recursive: true })
  cpSync(copy, one.ports.dataDir, { recursive: true })
  await one.open()
  const kept = [await one.register(), await one.register()]
  for (const pc of [one, other]) await exchange(pc)
  for (const pc of [hub, other]) {
    for (const { caseId } of kept) expect(rowOf(pc, caseId)).toMatchObject({ state: 'registered' })
    for (const gone of lost) expect(rowOf(pc, gone.caseId)).toBeUndefined()
    expect(rebuildEqualsLive(pc.desk().store)).toBe(true)
  }
}, 30_000)

test('a hub that is killed, also while it takes a bundle, loses nothing it has taken', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await hub.close()
  for (const afterMs of [null, 20]) {
    const child = await opened(hub.ports.dataDir)
    await one.register()
    const sending = exchange(one)
    if (afterMs === null) await sending
    else await new Promise((resolve) => setTimeout(resolve, afterMs))
    await killed(child)
    await sending
  }
  hub.line.set('through')
  await hub.open()
  await expect
    .poll(async () => (await exchange(one), one.lines().head - one.lines().acked), { timeout: 20_000 })
    .toBe(0)
  expectAllTaken(ward, one)
}, 60_000)

// The last one: a PC is gone, and a day over.
test('what a neighbour told and lost with its disk is gone a day after the city is back', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  const { caseId } = await one.register()
  await exchange(one)
  for (const each of held(hub, one)) hub.desk().hub.box().drop(each)
  expect(rowOf(hub, caseId)).toMatchObject({ state: 'registered' })
  await one.close()
  hub.line.set('through')
  await hub.desk().sync.sendNow()
  expect(rowOf(hub, caseId)).toMatchObject({ state: 'registered' })
  hub.ports.clock.advance(25 * 3_600_000)
  await hub.desk().sync.sendNow()
  expect(rowOf(hub, caseId)).toBeUndefined()
  expect(neighbourLines(hub)).toEqual([])
}, 30_000)

const program = join(import.meta.dirname, 'testing/hub-office.ts')

async function opened(dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return child
}
const killed = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('close', resolve)
    child.kill('SIGKILL')
  })
