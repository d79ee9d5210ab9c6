import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { readHubText } from '../contract/sync/hub.ts'
import { writeSecret } from '../office/facts.ts'
import { askNeighbours, readBox } from '../office/features/hub/ask-hub.ts'
import { boxLimits } from '../office/features/hub/box.ts'
import { sealFile } from '../office/features/hub/neighbour-file.ts'
import { cityOf, ownCodeName } from '../office/features/hub/setting.ts'
import { deviceKeyOf } from '../office/features/sync/sent-streams.ts'
import { createSyncJournal } from '../office/features/sync/sync-journal.ts'
import { answerRecipientOf } from '../office/sync/bundle/answer-key.ts'
import { rawPublicKey } from '../office/sync/ed25519.ts'
import { refusalOf } from '../office/testing/person.ts'
import { founding } from '../office/testing/staffed-office.ts'
import { type WardOfPcs, type WardPc, wardOfPcs } from './testing/ward-of-pcs.ts'
import {
  alter,
  calm,
  cutOff,
  exchange,
  expectAllTaken,
  held,
  host,
  hubOn,
  joined,
  neighbourLines,
  place,
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

/** The hub reaches the city for a moment. */
async function forwardOnce() {
  hub.line.set('through')
  await hub.desk().hub.forwarder().run()
  hub.line.set('down')
}

test('what a hub has altered by one byte the city refuses, and the PC sends it again', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  await exchange(one)
  const { acked } = one.lines()
  alter(hub, one, 'psp-lines')
  await forwardOnce()
  expect(held(hub, one).map(({ kind }) => kind)).toEqual(['refused'])

  const using = await exchange(one)
  expect(using?.refused?.code).toBe('bad-digest')
  expect(one.lines().acked).toBe(acked)
  await forwardOnce()
  expect(await exchange(one)).toMatchObject({ linesThere: 0, refused: null })
  expectAllTaken(ward, one)
}, 30_000)

test('an answer that the hub has altered is not taken, and what waits goes on waiting', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  await one.register()
  await exchange(one)
  const { acked } = one.lines()
  await forwardOnce()
  alter(hub, one, 'psp-answer')
  await exchange(one)
  expect(one.lines().acked).toBe(acked)
  await forwardOnce()
  await exchange(one)
  expectAllTaken(ward, one)
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

test('a PC of the ward cannot tell the hub lines in the name of another', async () => {
  const { text } = await hubOn(hub)
  const { port = 0, code = '' } = readHubText(text ?? '') ?? {}
  cutOff(hub, one, other)
  await one.register()
  const deviceKey = deviceKeyOf(other.desk())
  const device = cityOf(other.desk().store)?.device ?? ''
  const line = { host, port, code, key: null, device, letters: 'C', halt: new AbortController().signal }
  const state = await readBox(line)
  if (typeof state === 'string') throw new Error(state)
  const theirs = createSyncJournal(one.desk(), () => undefined)
  const said = theirs.lines(theirs.ackedSeq() + 1, 10).map((each) => each.line)
  const { id: stream = '', openingLine: opening = '' } = theirs.stream() ?? {}
  const keys = { key: rawPublicKey(deviceKey), answerKey: answerRecipientOf(deviceKey) }
  const head = { ...keys, stream, opening, after: [], wanted: [], keys: 0, lines: said.length }
  const sender = { ward: founding.wardCode, device }
  const sealed = await sealFile(sender, { head, keys: [], lines: said }, deviceKey, state.box.answerKey)
  expect(await askNeighbours(line, sealed)).toBe('other-ward')
  expect(neighbourLines(hub)).toEqual([])
}, 30_000)

test('a hub that holds as much as it may for a PC, or does not answer, takes nothing: all of it waits on the PC', async () => {
  await joined(one, (await hubOn(hub)).text)
  cutOff(hub, one)
  const device = cityOf(one.desk().store)?.device ?? ''
  const box = hub.desk().hub.box()
  for (let count = 0; count < boxLimits.bundles; count += 1)
    box.keep({ device, letters: 'B' }, Buffer.from(`bundle ${count}`))
  await one.register()
  expect(await exchange(one)).toMatchObject({ problem: 'share-full', linesThere: 0 })
  for (const each of held(hub, one)) box.drop(each)
  await (await hub.as('administrator'))(api.setHub, { body: { ...place(), on: false } })
  expect(await exchange(one)).toMatchObject({ problem: 'unreachable', linesThere: 0 })
  expect(one.lines().acked).toBeLessThan(one.lines().head)
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
