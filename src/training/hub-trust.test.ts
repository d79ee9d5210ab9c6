import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { arrayBuffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { mostNeighbourLines, type NeighbourAsk, readHubText } from '../contract/sync/hub.ts'
import { writeSecret } from '../office/facts.ts'
import { askNeighbours, readBox } from '../office/features/hub/ask-hub.ts'
import { boxLimits } from '../office/features/hub/box.ts'
import { sealFile } from '../office/features/hub/neighbour-file.ts'
import { cityOf, ownCodeName } from '../office/features/hub/setting.ts'
import { deviceKeyOf } from '../office/features/sync/sent-streams.ts'
import { createSyncJournal } from '../office/features/sync/sync-journal.ts'
import { openingLine } from '../office/journal/opening.ts'
import { answerRecipientOf } from '../office/sync/bundle/answer-key.ts'
import { keyIdOf, spkiOf } from '../office/sync/ed25519.ts'
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

/** Somebody with the pairing code tells the hub lines under a key, as of a stream. */
async function tell(
  deviceKey: KeyObject,
  text: string | null,
  said: { readonly stream: string; readonly opening: string; readonly lines: readonly string[] },
  wanted: NeighbourAsk['wanted'] = [],
) {
  const { port = 0, code = '' } = readHubText(text ?? '') ?? {}
  const device = keyIdOf(spkiOf(deviceKey))
  const line = { host, port, code, key: null, device, letters: 'C', halt: new AbortController().signal }
  const state = await readBox(line)
  if (typeof state === 'string') throw new Error(state)
  const { stream, opening, lines } = said
  const known = { answerKey: answerRecipientOf(deviceKey), stream, opening, receipt: null, after: [] }
  const head = { ...known, wanted, keys: 0, lines: lines.length }
  const sender = { ward: founding.wardCode, device }
  const sealed = await sealFile(sender, { head, keys: [], lines }, deviceKey, state.box.answerKey)
  return askNeighbours(line, sealed)
}

/** The stream of a PC and the lines of it that the city has not signed for. */
function unsentOf(pc: WardPc) {
  const journal = createSyncJournal(pc.desk(), () => undefined)
  const { id: stream = '', openingLine: opening = '' } = journal.stream() ?? {}
  return { stream, opening, lines: journal.lines(journal.ackedSeq() + 1, 10).map(({ line }) => line) }
}

test('whoever only knows the pairing code hears nothing of anybody, and is heard by nobody', async () => {
  const { text } = await hubOn(hub)
  cutOff(hub, one, other)
  const { caseId } = await one.register()
  const stranger = generateKeyPairSync('ed25519').privateKey
  const opening = {
    stream: randomUUID(),
    ward: founding.wardCode,
    reason: 'enrolment',
    previous: null,
  } as const
  const own = openingLine({ ...opening, at: '2026-11-22T10:00:00+07:00' }, stranger)
  const wanted = [{ subject: caseId, sha256: 'A'.repeat(43) }]
  expect(await tell(stranger, text, { ...opening, opening: own, lines: [] }, wanted)).toBe('not-member')
  expect(await tell(stranger, text, unsentOf(one))).toBe('not-member')
  expect(neighbourLines(hub)).toEqual([])
}, 30_000)

test('a PC of the ward cannot tell the hub lines in the name of another, nor leave a gap in its own', async () => {
  const { text } = await hubOn(hub)
  cutOff(hub, one, other)
  await one.register()
  const key = deviceKeyOf(other.desk())
  const theirs = unsentOf(one)
  expect(await tell(key, text, theirs)).toBe('other-ward')
  // An opening record of one's own making for the stream of another is one's own stream, and nothing stands on it.
  const named = {
    stream: theirs.stream,
    ward: founding.wardCode,
    reason: 'enrolment',
    previous: null,
  } as const
  const opening = openingLine({ ...named, at: '2026-11-22T10:00:00+07:00' }, key)
  expect(await tell(key, text, { ...theirs, opening })).toBe('other-ward')
  await other.register()
  const own = unsentOf(other)
  const far = own.lines.map((line) => line.replace(/"seq":\d+/, '"seq":1000000000')).slice(0, 1)
  expect(await tell(key, text, { ...own, lines: far })).toBe('other-ward')
  expect(neighbourLines(hub)).toEqual([])
}, 30_000)

test('a message longer than neighbours send is not taken, whoever signed it', async () => {
  const { text } = await hubOn(hub)
  const { stream, opening } = unsentOf(other)
  const lines = Array.from({ length: mostNeighbourLines + 1 }, () => 'x')
  expect(await tell(deviceKeyOf(other.desk()), text, { stream, opening, lines })).toBe('garbled-answer')
}, 30_000)

test('what was caught in the network and is sent again gets nothing and does nothing', async () => {
  const { text, port } = await hubOn(hub)
  const caught: { readonly url: string; readonly init: RequestInit }[] = []
  const passOn = async (request: IncomingMessage, response: ServerResponse) => {
    const bytes = await arrayBuffer(request)
    const { url = '', method = 'GET', headers } = request
    // Not the ones that belong to the way from PC to wire.
    const own = Object.entries(headers).filter(([name]) => name.startsWith('quay-hub-'))
    const body = method === 'GET' ? {} : { body: bytes }
    const init = { method, headers: Object.fromEntries(own) as Record<string, string>, ...body } // one value each
    caught.push({ url, init })
    const answer = await fetch(`http://${host}:${port}${url}`, init)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  }
  const wire = createHttpServer((request, response) => void passOn(request, response))
  await new Promise<void>((resolve) => wire.listen(0, host, resolve))
  onTestFinished(() => void wire.close())
  const at = wire.address() as { port: number } // a listening server has one
  await joined(one, (text ?? '').replace(`:${port} `, `:${at.port} `))
  cutOff(hub, one)
  await one.register()
  expect(await exchange(one)).toMatchObject({ problem: null })
  const before = [held(hub, one), neighbourLines(hub)]
  const real = caught.filter(({ url }) => !url.endsWith('/nonce'))
  expect(real.map(({ init }) => init.method)).toEqual(expect.arrayContaining(['GET', 'PUT', 'POST']))
  for (const { url, init } of real) {
    const again = await fetch(`http://${host}:${port}${url}`, init)
    expect([again.status, await again.text()]).toEqual([404, ''])
  }
  expect([held(hub, one), neighbourLines(hub)]).toEqual(before)
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

// The last one: that PC is no longer one of the ward.
test('a PC that the city has removed is told nothing more once the hub has heard of it', async () => {
  const { text } = await hubOn(hub)
  const device = cityOf(other.desk().store)?.device ?? ''
  await joined(other, text)
  cutOff(other)
  await other.register()
  expect(await exchange(other)).toMatchObject({ problem: null })
  await ward.city.admin.revokeDevice(device)
  await (await hub.as('clerk'))(api.sendNow, {})
  await other.register()
  const before = neighbourLines(hub).length
  expect(await exchange(other)).toMatchObject({ problem: 'not-member' })
  expect(neighbourLines(hub)).toHaveLength(before)
}, 30_000)
