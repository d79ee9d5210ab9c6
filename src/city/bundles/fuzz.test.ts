import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealBundle } from '../../office/sync/bundle/seal.ts'
import { seeded } from '../testing/cutting-proxy.ts'
import { enrolledDesk, startCity } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { contentsOf } from './testing/contents.ts'
import { bring, brought, partOf, takeHome } from './testing/stick.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city.close())

/** One random change of bytes: flipped, cut, doubled, thrown in, or taken out. */
function changed(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length)
  const piece = Buffer.from(bytes.subarray(at, at + 1 + Math.floor(random() * 40)))
  switch (Math.floor(random() * 5)) {
    case 0: {
      const copy = Uint8Array.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ (1 + Math.floor(random() * 255))
      return copy
    }
    case 1:
      return bytes.subarray(0, at)
    case 2:
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
    case 3:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([Math.floor(random() * 256)]),
        bytes.subarray(at),
      ])
    default:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)])
  }
}

test('ten thousand broken bundles: none is taken, none makes the city fail, nothing is left behind', async () => {
  const random = seeded(11)
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 5; n += 1)
    desk.journal.append(acts.register(`case-${n}`, 'clerk-1', Buffer.alloc(32, n + 1)))
  const { bytes, header } = await partOf(desk)
  const { publicKey } = desk.connection.subjectKey
  const { privateKey: stranger } = generateKeyPairSync('ed25519')
  const before = contentsOf(city.dataDir)
  const codes = new Map<string, number>()
  const expectNo = async (broken: Uint8Array) => {
    const answer = await bring(city.city, broken)
    if (!('code' in answer)) throw new Error(`a broken bundle of ${broken.length} bytes was taken`)
    codes.set(answer.code, (codes.get(answer.code) ?? 0) + 1)
  }
  for (let n = 0; n < 8_000; n += 1) {
    const broken = changed(bytes, random)
    // Twice the same byte in a row, and one of them doubled: nothing was changed.
    if (Buffer.compare(broken, bytes) !== 0) await expectNo(broken)
  }
  // Well sealed, by whoever read the city's public key; the content is anything, the signature another's.
  const lines = desk.journal.all
  for (let n = 0; n < 2_000; n += 1) {
    const content = Buffer.from(['{}', desk.journal.stream()?.openingLine, ...lines].join('\n'))
    const text = Buffer.from(changed(content, random)).toString('utf8').split('\n')
    await expectNo(await sealBundle(header, text, stranger, publicKey))
  }
  expect([...codes.keys()].toSorted()).toEqual(
    expect.arrayContaining(['bad-digest', 'bad-signature', 'malformed']),
  )
  expect(codes.has('fault')).toBe(false)
  expect(city.faults).toEqual([])
  expect(contentsOf(city.dataDir)).toEqual(before)
  // The control: the same door does take the bundle that nobody broke.
  expect(await brought(city.city, bytes)).toMatchObject({ taken: 5 })
  expect(contentsOf(city.dataDir)).not.toEqual(before)
}, 120_000)

test('content that its own PC signed but broke never makes the city fail, and is taken whole or not at all', async () => {
  const random = seeded(12)
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 6; n += 1) desk.journal.append(acts.register(`own-${n}`))
  const { header } = await partOf(desk)
  const { publicKey } = desk.connection.subjectKey
  const opening = desk.journal.stream()?.openingLine ?? ''
  const { stream } = JSON.parse(opening) as { stream: string } // the opening record this test has just made
  const manifest = {
    stream,
    headSeq: 6,
    ackedSeq: 0,
    cursor: { epoch: '', pos: 0 },
    answerKey: publicKey,
    packs: [],
    issuerRequests: [],
    keys: 0,
    lines: 6,
  }
  const good = Buffer.from([JSON.stringify(manifest), opening, ...desk.journal.all].join('\n'))
  for (let n = 0; n < 1_000; n += 1) {
    const text = Buffer.from(changed(good, random)).toString('utf8').split('\n')
    const answer = await bring(
      city.city,
      await sealBundle(header, text, desk.connection.deviceKey, publicKey),
    )
    if ('code' in answer) expect(answer.code).not.toBe('fault')
    else expect(answer.headSeq).toBe(6)
  }
  expect(city.faults).toEqual([])
}, 120_000)

test('two thousand broken answers: none is taken home, none changes the journal', async () => {
  const random = seeded(13)
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 4; n += 1) desk.journal.append(acts.register(`home-${n}`))
  const { files } = await brought(city.city, (await partOf(desk)).bytes)
  const answer = files[0]!
  for (let n = 0; n < 2_000; n += 1) {
    const broken = changed(answer, random)
    if (Buffer.compare(broken, answer) !== 0) expect(typeof (await takeHome(desk, broken))).toBe('string')
  }
  expect(desk.journal).toMatchObject({ receipts: [], feed: [] })
  expect(await takeHome(desk, answer)).toMatchObject({ acknowledged: 4 })
}, 120_000)
