import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { readHubText } from '../contract/sync/hub.ts'
import { writeSecret } from '../office/facts.ts'
import { cityOf, ownCodeName } from '../office/features/hub/setting.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { type WardOfPcs, type WardPc, wardOfPcs } from './testing/ward-of-pcs.ts'

let ward: WardOfPcs
let hub: WardPc
let one: WardPc
let other: WardPc

beforeAll(async () => {
  ward = await wardOfPcs(3)
  ;[hub, one, other] = ward.pcs as [WardPc, WardPc, WardPc]
}, 60_000)
afterAll(() => ward.close())
beforeEach(async () => {
  for (const pc of ward.pcs) {
    pc.line.set('through')
    const administrator = await pc.as('administrator')
    await administrator(api.leaveHub, { body: { actId: randomUUID() } })
    await administrator(api.setHub, { body: { ...place(), on: false } })
    await administrator(api.sendNow, {})
  }
})

const host = '127.0.0.1'
const place = (port = 0) => ({ actId: randomUUID(), on: true, host, port, newCode: false })

/** Switches a PC on as the hub; what its administrator shows to the others. */
async function hubOn(pc: WardPc, port = 0) {
  return (await pc.as('administrator'))(api.setHub, { body: place(port) })
}
async function joined(pc: WardPc, text: string | null, way: 'when-needed' | 'always' = 'when-needed') {
  const body = { actId: randomUUID(), found: { text: text ?? '' }, way }
  return (await pc.as('administrator'))(api.joinHub, { body })
}
/** The PC finds out how it stands with the city, and exchanges with its hub. */
async function exchange(pc: WardPc) {
  const clerk = await pc.as('clerk')
  await clerk(api.sendNow, {})
  return (await clerk(api.readHub, {})).using
}
const cutOff = (...pcs: readonly WardPc[]) => {
  for (const { line } of pcs) line.set('down')
}
const ownIds = (pc: WardPc) =>
  pc.desk().store.database.prepare('SELECT id FROM event').pluck().all() as string[] // ids are texts
const feedOf = (pc: WardPc) =>
  pc.desk().store.database.prepare('SELECT feed_pos FROM sync').pluck().get() as number // one row
/** What the box of a hub has for a PC. */
const held = (of: WardPc, pc: WardPc) => {
  const id = cityOf(pc.desk().store)?.device
  return of
    .desk()
    .hub.box()
    .held()
    .filter(({ device }) => device === id)
}

/** Each line has a receipt of the city, and stands in its feed exactly once. */
function expectAllTaken(...pcs: readonly WardPc[]): void {
  const counts = ward.inFeed()
  for (const pc of pcs) {
    const { head, acked } = pc.lines()
    expect(acked).toBe(head)
    expect(ownIds(pc).filter((id) => counts.get(id) !== 1)).toEqual([])
  }
  expect([...counts.values()].every((count) => count === 1)).toBe(true)
}

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
  expectAllTaken(hub, one, other)
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
  expectAllTaken(one)
}, 30_000)

test('what a hub has altered by one byte the city refuses, and the PC sends it again', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  await exchange(one)
  const [bundle] = held(hub, one).filter(({ kind }) => kind === 'psp-lines')
  const folder = join(hub.ports.dataDir, 'hub', bundle?.device ?? '')
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.psp-lines'))
  const bytes = readFileSync(join(folder, name))
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  writeFileSync(join(folder, name), bytes)
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  const { acked } = one.lines()
  expect(held(hub, one).map(({ kind }) => kind)).toEqual(['refused'])

  const using = await exchange(one)
  expect(using?.refused?.code).toBe('bad-digest')
  expect(one.lines().acked).toBe(acked)
  await hub.desk().hub.forwarder().run()
  expect(await exchange(one)).toMatchObject({ linesThere: 0, refused: null })
  expectAllTaken(one)
}, 30_000)

test('an answer that the hub has altered is not taken, and what waits goes on waiting', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  await exchange(one)
  const { acked } = one.lines()
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  const [answer] = held(hub, one).filter(({ kind }) => kind === 'psp-answer')
  const folder = join(hub.ports.dataDir, 'hub', answer?.device ?? '')
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.psp-answer'))
  const bytes = readFileSync(join(folder, name))
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  writeFileSync(join(folder, name), bytes)
  await exchange(one)
  expect(one.lines().acked).toBe(acked)
  await hub.desk().hub.forwarder().run()
  await exchange(one)
  expectAllTaken(one)
}, 30_000)

test('whoever does not know the pairing code gets nothing, and a new code ends every pairing', async () => {
  const { text, port } = await hubOn(hub)
  const stranger = await fetch(`http://${host}:${port}/hub/v1/state`)
  expect([stranger.status, await stranger.text()]).toEqual([404, ''])
  const administrator = await one.as('administrator')
  const found = { host, port, code: 'AAAAA-BBBBB-CCCCC-DDDDD' }
  const body = { actId: randomUUID(), found, way: 'when-needed' } as const
  expect((await refusalOf(administrator(api.joinHub, { body }))).code).toBe('hub-not-known')

  // The code alone, as it is typed, is enough: by it the PC learns the hub's key.
  const code = readHubText(text ?? '')?.code.toLowerCase() ?? ''
  await administrator(api.joinHub, { body: { ...body, actId: randomUUID(), found: { host, port, code } } })
  await (await hub.as('administrator'))(api.setHub, { body: { ...place(port), newCode: true } })
  cutOff(one)
  await one.register()
  expect(await exchange(one)).toMatchObject({ problem: 'not-known', linesThere: 0 })
  expect(held(hub, one).filter(({ kind }) => kind === 'psp-lines')).toEqual([])
}, 30_000)

test('another PC of the ward cannot pose as the hub, even with the pairing code', async () => {
  const { text, port } = await hubOn(hub)
  await joined(one, text)
  cutOff(one)
  await one.register()
  await (await hub.as('administrator'))(api.setHub, { body: { ...place(port), on: false } })
  const code = Buffer.from(readHubText(text ?? '')?.code ?? '')
  other.desk().store.transact((tx) => writeSecret(tx, ownCodeName, code))
  await hubOn(other, port)
  const before = held(other, one).length
  expect(await exchange(one)).toMatchObject({ problem: 'key-differs', linesThere: 0 })
  expect(held(other, one)).toHaveLength(before)
}, 30_000)

test('what went by the hub and directly is in the feed once, and the PC asks the hub for nothing more', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  expect((await exchange(one))?.linesThere).toBeGreaterThan(0)
  one.line.set('through')
  await (await one.as('clerk'))(api.sendNow, {})
  expectAllTaken(one)
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  expectAllTaken(one)
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
  await exchange(one)
  await hub.close()
  rmSync(hub.ports.dataDir, { recursive: true })
  cpSync(copy, hub.ports.dataDir, { recursive: true })
  await hub.open()
  await exchange(one)
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  await exchange(one)
  expectAllTaken(one)
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
  expectAllTaken(one)
}, 30_000)

test('a hub that cannot listen says why and stays off', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, host, resolve))
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as { port: number } // a listening server has one
  const administrator = await hub.as('administrator')
  expect((await refusalOf(administrator(api.setHub, { body: place(port) }))).code).toBe('hub-port-taken')
  const elsewhere = { ...place(), host: '192.0.2.7' }
  expect((await refusalOf(administrator(api.setHub, { body: elsewhere }))).code).toBe('hub-address-not-here')
  expect((await administrator(api.readHubSetting, {})).on).toBe(false)
})

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
  expectAllTaken(one)
}, 60_000)
