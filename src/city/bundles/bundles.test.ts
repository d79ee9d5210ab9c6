import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lineHash } from '../../office/journal/line.ts'
import { openAnswer } from '../../office/sync/bundle/answer.ts'
import type { SyncJournal } from '../../office/sync/types.ts'
import { fingerprint, signIssuerRequest } from '../../office/token/issuer-request.ts'
import { keyFromSeed, makeSeed } from '../../office/token/keys.ts'
import { acceptTrustList } from '../../office/token/trust-list.ts'
import { keyKinds } from '../../office/token/types.ts'
import { pinned } from '../testing/issuing.ts'
import { sealBundle } from '../../office/sync/bundle/seal.ts'
import { clientOf, enrolledDesk, startCity, ward } from '../testing/desk.ts'
import { acts, deskJournal } from '../testing/journal.ts'
import { bring, brought, partOf, partsOf, takeHome } from './testing/stick.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type TestDesk = Awaited<ReturnType<typeof enrolledDesk>>

const register = (desk: TestDesk, count: number, name = 'case') => {
  for (let n = 0; n < count; n += 1) desk.journal.append(acts.register(`${name}-${n}`))
}

test('a PC that never had a network sends by stick and has the same receipt, results and feed as by line', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 700)
  desk.journal.append(acts.verify('case-0', 1, 'clerk-1'))
  desk.journal.append(acts.verify('case-1', 1, 'police-1'))
  const taken = await brought(city.city, (await partOf(desk)).bytes)
  expect(taken).toMatchObject({ ward, first: 1, last: 702, taken: 702, headSeq: 702 })
  expect(taken.files).toHaveLength(1)
  expect(await takeHome(desk, taken.files[0]!)).toEqual({ acknowledged: 702, received: 702, more: false })
  expect(desk.journal.ackedSeq()).toBe(702)
  expect(desk.journal.results.size).toBe(702)
  expect(desk.journal.feed.map((item) => item.kind === 'line' && item.line)).toEqual(desk.journal.all)
  // The line, when it comes, finds nothing left to do and nothing to disagree with.
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 0, received: 0 })
})

test('subject keys travel sealed in the bundle, and the city opens what the line commits to', async () => {
  const desk = await enrolledDesk(city)
  const key = Uint8Array.from(randomBytes(32))
  desk.journal.append(acts.register('case-1', 'clerk-1', key))
  const { bytes } = await partOf(desk)
  expect(Buffer.from(bytes).includes(Buffer.from(key))).toBe(false)
  await brought(city.city, bytes)
  expect(await city.city.admin.subjectKey(ward, 'case-1')).toEqual(key)
})

test('lists that the PC has already are not in the answer again', async () => {
  const desk = await enrolledDesk(city)
  const listsIn = async (has: readonly string[]) => {
    const { files } = await brought(city.city, (await partOf(desk, { has })).bytes)
    const answer = await openAnswer(desk.connection, files[0] ?? new Uint8Array())
    if (typeof answer === 'string') throw new Error(answer)
    return answer.replayed.files
  }
  const all = await listsIn([])
  expect([...all.keys()]).toEqual(['trust-list', 'revocations'])
  const hashes = [...all.values()].map((bytes) => lineHash(bytes))
  expect((await listsIn(hashes)).size).toBe(0)
  expect([...(await listsIn(hashes.slice(0, 1))).keys()]).toEqual(['revocations'])
})

test('a file and its answer may be brought any number of times', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 3)
  const { bytes } = await partOf(desk)
  const first = await brought(city.city, bytes)
  expect(await takeHome(desk, first.files[0]!)).toMatchObject({ acknowledged: 3, received: 3 })
  for (let round = 0; round < 20; round += 1) {
    const again = await brought(city.city, bytes)
    expect(again).toMatchObject({ taken: 0, headSeq: 3 })
    expect(await takeHome(desk, again.files[0]!)).toEqual({ acknowledged: 0, received: 0, more: false })
    expect(await takeHome(desk, first.files[0]!)).toEqual({ acknowledged: 0, received: 0, more: false })
  }
  expect(desk.journal.receipts).toHaveLength(1)
  expect(desk.journal.feed).toHaveLength(3)
})

test('a long export is split into parts; one out of turn says where to begin, and nothing of it is taken', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 60)
  const parts = await partsOf(desk, 8_000)
  expect(parts.length).toBeGreaterThan(4)
  expect(parts.map(({ header }) => header.part)).toEqual(parts.map((_, index) => index + 1))
  expect(parts.map(({ header }) => header.isLast)).toEqual(
    parts.map((_, index) => index === parts.length - 1),
  )
  const second = await bring(city.city, parts[1]!.bytes)
  expect(second).toMatchObject({ code: 'gap', expectedSeq: 1 })
  await brought(city.city, parts[0]!.bytes)
  const last = await bring(city.city, parts.at(-1)!.bytes)
  expect(last).toMatchObject({ code: 'gap', expectedSeq: parts[0]!.header.last + 1 })
  for (const { bytes } of parts) await brought(city.city, bytes)
  const { headSeq, files } = await brought(city.city, parts[0]!.bytes)
  expect(headSeq).toBe(60)
  // The answer says how things stand now, whichever part it answers.
  expect(await takeHome(desk, files[0]!)).toEqual({ acknowledged: 60, received: 60, more: false })
})

test('lines written after the export stay unsent, whatever the answer says', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 5)
  const { files } = await brought(city.city, (await partOf(desk)).bytes)
  register(desk, 2, 'later')
  expect(await takeHome(desk, files[0]!)).toMatchObject({ acknowledged: 5 })
  expect(desk.journal.ackedSeq()).toBe(5)
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 2 })
})

test('a stick brings what the other PCs of the ward did, from where the feed was left', async () => {
  const [desk, other] = [await enrolledDesk(city), await enrolledDesk(city)]
  register(desk, 2)
  await clientOf(desk).runOnce()
  register(other, 4, 'other')
  await clientOf(other).runOnce()
  const asking = await partOf(desk)
  expect(asking.header).toMatchObject({ first: 0, last: 0, isLast: true })
  const { files } = await brought(city.city, asking.bytes)
  expect(await takeHome(desk, files[0]!)).toEqual({ acknowledged: 0, received: 4, more: false })
  expect(desk.journal.feed.map(({ pos }) => pos)).toEqual([1, 2, 3, 4, 5, 6])
})

test('a cut or altered file is damaged, at every place of it', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 2)
  const { bytes } = await partOf(desk)
  const head = bytes.indexOf(0x0a)
  for (const cut of [0, 1, head, head + 1, head + 20, head + 40, bytes.length - 1]) {
    const problem = await bring(city.city, bytes.subarray(0, cut))
    expect(problem).toMatchObject({ code: expect.stringMatching(/^(malformed|bad-digest)$/) })
  }
  for (const at of [head + 1, head + 33, bytes.length - 1]) {
    const altered = Uint8Array.from(bytes)
    altered[at]! ^= 1
    expect(await bring(city.city, altered)).toMatchObject({ type: 'urn:psp1:problem:bundle-damaged' })
  }
  const { files } = await brought(city.city, bytes)
  const answer = files[0]!
  expect(await takeHome(desk, answer.subarray(0, answer.length - 1))).toBe('damaged')
  const altered = Uint8Array.from(answer)
  altered[answer.length - 5]! ^= 1
  expect(await takeHome(desk, altered)).toBe('damaged')
  expect(desk.journal.ackedSeq()).toBe(0)
})

test('a header that was changed to another PC, part or ward does not open', async () => {
  const [desk, other] = [await enrolledDesk(city), await enrolledDesk(city)]
  register(desk, 1)
  const { bytes } = await partOf(desk)
  const head = bytes.indexOf(0x0a)
  const header = Buffer.from(bytes.subarray(0, head)).toString()
  for (const [from, to] of [
    ['"part":1', '"part":2'],
    [desk.connection.deviceId, other.connection.deviceId],
  ] as const) {
    const changed = Buffer.concat([Buffer.from(header.replace(from, to)), bytes.subarray(head)])
    expect(await bring(city.city, changed)).toMatchObject({ type: 'urn:psp1:problem:bundle-damaged' })
  }
})

test('a bundle signed by another key than its PC’s is not believed, however well it is sealed', async () => {
  const [desk, other] = [await enrolledDesk(city), await enrolledDesk(city)]
  register(desk, 1)
  const { header } = await partOf(desk)
  const { publicKey } = desk.connection.subjectKey
  const forged = await sealBundle(header, ['{}', '{}'], other.connection.deviceKey, publicKey)
  expect(await bring(city.city, forged)).toMatchObject({ code: 'bad-signature' })
  // Signed well, but without the content a bundle has.
  const empty = await sealBundle(header, ['{}', '{}'], desk.connection.deviceKey, publicKey)
  expect(await bring(city.city, empty)).toMatchObject({ code: 'malformed' })
})

test('a revoked PC, another city, another ward, an answer and any other file are each refused by name', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 1)
  const { bytes } = await partOf(desk)
  const elsewhere = await startCity()
  expect(await bring(elsewhere.city, bytes)).toMatchObject({ type: 'urn:psp1:problem:bundle-other-city' })
  await elsewhere.close()
  expect(await bring(city.city, Buffer.from('hello'))).toMatchObject({
    type: 'urn:psp1:problem:bundle-not-a-bundle',
  })
  const { files } = await brought(city.city, bytes)
  expect(await bring(city.city, files[0]!)).toMatchObject({ type: 'urn:psp1:problem:bundle-other-kind' })
  const newer = Buffer.from(bytes).toString('latin1').replace('psp-bundle/1', 'psp-bundle/2')
  expect(await bring(city.city, Buffer.from(newer, 'latin1'))).toMatchObject({
    type: 'urn:psp1:problem:bundle-newer',
  })
  await city.city.admin.revokeDevice(desk.connection.deviceId)
  expect(await bring(city.city, bytes)).toMatchObject({ code: 'device-revoked' })
})

test('an answer is taken by the PC it was made for and by no other', async () => {
  await city.city.admin.addWard({ code: '39902', name: 'Phường Mẫu' })
  const desk = await enrolledDesk(city)
  const neighbour = await enrolledDesk(city)
  const stranger = await enrolledDesk(city, city.address, '39902')
  register(desk, 1)
  const { bytes } = await partOf(desk)
  const { files } = await brought(city.city, bytes)
  expect(await takeHome(neighbour, files[0]!)).toBe('other-device')
  expect(await takeHome(stranger, files[0]!)).toBe('other-ward')
  expect(await takeHome(desk, bytes)).toBe('other-kind')
  const { connection, journal } = desk
  const { receiptKeys } = stranger.connection
  const unpinned = receiptKeys.map((key) => ({ ...key, publicKey: 'A'.repeat(43) }))
  expect(await takeHome({ connection: { ...connection, receiptKeys: unpinned }, journal }, files[0]!)).toBe(
    'forged',
  )
})

test('lines that break the chain in the last batch leave nothing of the bundle behind', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 1_100)
  const broken: SyncJournal = {
    ...desk.journal,
    lines: (from, limit) =>
      desk.journal
        .lines(from, limit)
        .map((one) => (one.seq === 1_050 ? { ...one, line: one.line.replace('"lc":1', '"lc":2') } : one)),
  }
  const journal = { ...desk.journal, lines: broken.lines }
  const { bytes } = await partOf({ connection: desk.connection, journal })
  expect(await bring(city.city, bytes)).toMatchObject({ code: 'malformed' })
  expect(await brought(city.city, (await partOf(desk)).bytes)).toMatchObject({ taken: 1_100 })
})

test('a journal that forked is refused by number, and the newer stream is not closed by an older file', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 3)
  await brought(city.city, (await partOf(desk)).bytes)
  desk.journal.cutTo(2)
  desk.journal.append(acts.register('other-now'))
  desk.journal.forgetAcknowledged()
  expect(await bring(city.city, (await partOf(desk)).bytes)).toMatchObject({
    code: 'forked',
    forkedAt: { seq: 3 },
  })
  const older = { ...desk, journal: deskJournal(ward, desk.connection.deviceId) }
  older.journal.append(acts.register('from-an-old-disk'))
  expect(await bring(city.city, (await partOf(older)).bytes)).toMatchObject({
    type: 'urn:psp1:problem:bundle-older-stream',
  })
})

test('after the city came back from a backup, an answer from before it is refused and a new one heals the feed', async () => {
  const [desk, other] = [await enrolledDesk(city), await enrolledDesk(city)]
  register(desk, 2)
  const early = await brought(city.city, (await partOf(desk)).bytes)
  register(other, 1, 'other')
  await clientOf(other).runOnce()
  await takeHome(desk, early.files[0]!)
  // As though another epoch had been heard of since.
  desk.journal.applyFeed([], { epoch: 'e-before', pos: 7 })
  desk.journal.append(acts.register('later'))
  const { files } = await brought(city.city, (await partOf(desk)).bytes)
  expect(await takeHome(desk, files[0]!)).toMatchObject({ acknowledged: 1, received: 4 })
  desk.journal.applyFeed([], { epoch: 'e-after', pos: 0 })
  expect(await takeHome(desk, early.files[0]!)).toBe('older')
})

test('a long absence comes home in several files, and each says when an earlier one is missing', async () => {
  const desk = await enrolledDesk(city)
  register(desk, 12_000)
  let files: Uint8Array[] = []
  for (const { bytes } of await partsOf(desk, 4 * 1024 * 1024))
    files = (await brought(city.city, bytes)).files
  expect(files.length).toBeGreaterThan(1)
  expect(await takeHome(desk, files[1]!)).toBe('hole')
  expect(desk.journal.feed).toEqual([])
  for (const [index, file] of files.entries())
    expect(await takeHome(desk, file)).toMatchObject({ more: index < files.length - 1 })
  expect(desk.journal.ackedSeq()).toBe(12_000)
  expect(desk.journal.feed).toHaveLength(12_000)
  expect(desk.journal.results.size).toBe(12_000)
}, 120_000)

test('a sealing key made without a network is asked for by stick, and the trust list that knows it comes back', async () => {
  const desk = await enrolledDesk(city)
  const key = keyFromSeed(makeSeed())
  const asked = { ward: Number(ward), name: 'Phường Ví Dụ', kinds: keyKinds.permit }
  const request = signIssuerRequest(asked, Math.floor(Date.now() / 1000), key)
  const noRequest = Uint8Array.from(request, (byte, at) => (at === request.length - 1 ? byte ^ 1 : byte))
  register(desk, 1)
  const bundle = (await partOf(desk, { issuerRequests: [request, noRequest] })).bytes
  await brought(city.city, bundle)
  expect(await city.city.admin.issuingKeys()).toMatchObject([{ kid: key.kid }])
  expect(await city.city.admin.confirmKey(key.kid, fingerprint(key.publicKey))).toBe('confirmed')
  const { files } = await brought(city.city, bundle)
  const answer = await openAnswer(desk.connection, files[0]!)
  if (typeof answer === 'string') throw new Error(answer)
  const { requests, files: published } = answer.replayed
  expect([...requests]).toEqual([lineHash(request)])
  const trust = acceptTrustList(published.get('trust-list')!, pinned(city.city), 0)
  expect(trust.accepted && trust.list.byKid.has(key.kid)).toBe(true)
})
