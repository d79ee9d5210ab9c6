import { expect, test } from 'vitest'
import { maxFeedBytes } from '../../../contract/sync/feed.ts'
import type { FeedRow, LineRow, StreamRow, SubjectRow } from '../rows.ts'
import type { CityStore } from '../store.ts'
import { workConformance } from './work-conformance.ts'
import { keepsChecks } from './check-conformance.ts'
import { keepsOverlaps } from './overlap-conformance.ts'
import { keepsSignIns } from './sign-in-conformance.ts'
import { keepsRollups } from './rollup-conformance.ts'

const ward = '39901'
const stream = '019a0000-0000-7000-8000-000000000001'
const device = 'D'.repeat(43)
const hash = 'H'.repeat(43)
const at = '2026-11-21T01:00:00.000Z'

function line(seq: number, more: Partial<LineRow> = {}): LineRow {
  return {
    ward,
    stream,
    seq,
    hash,
    id: `id-${seq}`,
    subject: `case-${seq}`,
    line: `{"seq":${seq},"chữ":"Việt 🇻🇳"}`,
    receivedAt: at,
    status: 'accepted',
    problem: null,
    pos: seq,
    repeats: null,
    ...more,
  }
}

function feedRow(pos: number, more: Partial<FeedRow> = {}): FeedRow {
  return { ward, pos, kind: 'line', stream, seq: pos, at, status: 'accepted', problem: null, ...more }
}

const open: StreamRow = {
  id: stream,
  ward,
  device,
  opening: '{}',
  headSeq: 0,
  headHash: hash,
  state: 'open',
  lastReceipt: null,
}

async function furnish(store: CityStore): Promise<void> {
  await store.write(async (rows) => {
    await rows.saveWard({ code: ward, name: 'Phường Ví Dụ' })
    await rows.saveDevice({
      id: device,
      ward,
      letters: 'A',
      spki: 'x',
      state: 'active',
      appVersion: '0.1.0',
      enrolledAt: at,
    })
    await rows.saveStream(open)
  })
}

/** Opens an empty store for one test; `reopen` opens the same one again. */
export type WithStore = (
  run: (store: CityStore, reopen: () => Promise<CityStore>) => Promise<void>,
) => Promise<void>

/** What every kind of store must do. */
export function storeConformance(withStore: WithStore): void {
  keepsTransactions(withStore)
  keepsLines(withStore)
  keepsAnyText(withStore)
  keepsVerdicts(withStore)
  keepsCases(withStore)
  keepsPapers(withStore)
  workConformance(withStore, furnish)
  keepsChecks(withStore)
  keepsRollups(withStore, furnish)
  keepsOverlaps(withStore)
  keepsSignIns(withStore)
}

function keepsTransactions(withStore: WithStore): void {
  test('what was written is there after the store was closed and opened again, byte for byte', () =>
    withStore(async (store, reopen) => {
      await furnish(store)
      const written = [line(1), line(2, { id: null, subject: null, status: 'quarantined' })]
      await store.write((rows) => rows.addLines(written))
      await store.close()
      const again = await reopen()
      expect(await again.read((rows) => rows.lines(stream, 1, 10))).toEqual(written)
      expect(await again.read((rows) => rows.stream(stream))).toEqual(open)
    }))

  test('a write that fails leaves nothing behind, and the next one works', () =>
    withStore(async (store) => {
      await furnish(store)
      const failing = store.write(async (rows) => {
        await rows.takePositions(ward, 5)
        await rows.addLines([line(1)])
        throw new Error('power')
      })
      await expect(failing).rejects.toThrow('power')
      expect(await store.read((rows) => rows.lines(stream, 1, 10))).toEqual([])
      expect(await store.write((rows) => rows.takePositions(ward, 1))).toBe(1)
    }))

  test('readers never see what is not committed', () =>
    withStore(async (store) => {
      await furnish(store)
      await store.write(async (rows) => {
        await rows.addLines([line(1)])
        expect(await store.read((reading) => reading.lines(stream, 1, 10))).toEqual([])
      })
      expect(await store.read((rows) => rows.lines(stream, 1, 10))).toHaveLength(1)
    }))

  test('writers do not interleave: positions are dense whoever takes them', () =>
    withStore(async (store) => {
      await furnish(store)
      const take = (count: number) =>
        store.write(async (rows) => {
          const first = await rows.takePositions(ward, count)
          await new Promise((resolve) => setImmediate(resolve))
          return Array.from({ length: count }, (_, index) => first + index)
        })
      const taken = await Promise.all(Array.from({ length: 30 }, (_, index) => take(1 + (index % 3))))
      const inOrder = taken.toSorted((one, other) => (one[0] ?? 0) - (other[0] ?? 0))
      expect(inOrder.flat()).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
      expect(await store.read((rows) => rows.feedHead(ward))).toBe(60)
    }))
}

function keepsLines(withStore: WithStore): void {
  test('a number of a stream, an id in the feed and a position are each taken once', () =>
    withStore(async (store) => {
      await furnish(store)
      await store.write((rows) => rows.addLines([line(1)]))
      const adding = (row: LineRow) => store.write((rows) => rows.addLines([row]))
      await expect(adding(line(1, { id: 'other' }))).rejects.toThrow()
      await expect(adding(line(2, { id: 'id-1' }))).rejects.toThrow()
      await adding(line(2, { id: 'id-1', pos: null, repeats: 1, status: 'duplicate' }))
      expect(await store.read((rows) => rows.feedLinesById(ward, ['id-1', 'id-9']))).toEqual([line(1)])
      await store.write((rows) => rows.addFeed([feedRow(1)]))
      await expect(store.write((rows) => rows.addFeed([feedRow(1)]))).rejects.toThrow()
    }))
}

function keepsAnyText(withStore: WithStore): void {
  test('whatever a PC calls its cases is kept and found: control characters, marks, every script', () =>
    withStore(async (store) => {
      await furnish(store)
      const names = ['a\0b', '\0', '\uFFFE0000', '\uFEFFcase', '\\000', '\'"{}', 'NULL', 'Hồ sơ 🇻🇳', '']
      const written = names.map((subject, index) => line(index + 1, { subject }))
      await store.write((rows) => rows.addLines(written))
      expect(await store.read((rows) => rows.lines(stream, 1, 100))).toEqual(written)
      for (const [index, subject] of names.entries())
        expect(await store.read((rows) => rows.linesOfSubject(ward, subject, 9))).toEqual([written[index]])
    }))
}

function keepsVerdicts(withStore: WithStore): void {
  test('a page ends with the line that passes its bytes, and is never empty while there is one', () =>
    withStore(async (store) => {
      await furnish(store)
      const large = 'ệ'.repeat(maxFeedBytes / 3 / 2 + 1)
      const written = [1, 2, 3, 4].map((seq) => line(seq, { line: large }))
      await store.write(async (rows) => {
        await rows.addLines(written)
        await rows.addFeed(written.map(({ seq }) => feedRow(seq)))
      })
      const places = await store.read(async (rows) => [
        (await rows.feed(ward, 0, 10)).map(({ pos }) => pos),
        (await rows.feed(ward, 2, 10)).map(({ pos }) => pos),
        (await rows.lines(stream, 1, 10, 1)).map(({ seq }) => seq),
        (await rows.lines(stream, 2, 10, large.length * 3 + 1)).map(({ seq }) => seq),
        (await rows.lines(stream, 1, 10)).map(({ seq }) => seq),
      ])
      expect(places).toEqual([[1, 2], [3, 4], [1], [2, 3], [1, 2, 3, 4]])
    }))

  test('a verdict changes the verdict only; the feed keeps what was said then', () =>
    withStore(async (store) => {
      await furnish(store)
      const parked = line(1, { status: 'parked', subject: 'case-x' })
      await store.write(async (rows) => {
        await rows.addLines([parked])
        await rows.addFeed([feedRow(1, { status: 'parked' })])
      })
      expect(await store.read((rows) => rows.parkedOn(ward, ['case-x', 'case-y']))).toEqual([parked])
      expect(await store.read((rows) => rows.parkedSince('2026-11-22T00:00:00.000Z'))).toEqual([parked])
      expect(await store.read((rows) => rows.parkedSince(at))).toEqual([])
      await store.write(async (rows) => {
        await rows.setVerdict(parked, { status: 'accepted', problem: null })
        await rows.addFeed([feedRow(2, { kind: 'verdict', seq: 1 })])
      })
      expect(await store.read((rows) => rows.parkedOn(ward, ['case-x']))).toEqual([])
      const feed = await store.read((rows) => rows.feed(ward, 0, 10))
      expect(feed.map(({ pos, kind, status, line: text }) => [pos, kind, status, text])).toEqual([
        [1, 'line', 'parked', parked.line],
        [2, 'verdict', 'accepted', parked.line],
      ])
      expect(await store.read((rows) => rows.feed(ward, 1, 10))).toHaveLength(1)
    }))

  test('a device has one open stream', () =>
    withStore(async (store) => {
      await furnish(store)
      const second = { ...open, id: '019a0000-0000-7000-8000-000000000002' }
      await expect(store.write((rows) => rows.saveStream(second))).rejects.toThrow()
      await store.write(async (rows) => {
        await rows.saveStream({ ...open, state: 'closed' })
        await rows.saveStream(second)
      })
      expect(await store.read((rows) => rows.openStreamOf(device))).toEqual(second)
    }))
}

function keepsCases(withStore: WithStore): void {
  test('what is known of a case, and its sealed keys, can be replaced and erased', () =>
    withStore(async (store) => {
      await furnish(store)
      const known: SubjectRow = {
        ward,
        subject: 'case-1',
        version: 1,
        refusedTop: 0,
        state: 'registered',
        earlier: [{ act: 'register', user: 'u-1' }],
      }
      await store.write((rows) => rows.saveSubjects([known, { ...known, subject: 'case-2', state: null }]))
      await store.write((rows) => rows.saveSubjects([{ ...known, version: 2 }]))
      const found = await store.read((rows) => rows.subjects(ward, ['case-1', 'case-3']))
      expect(found).toEqual([{ ...known, version: 2 }])
      const key = { ward, subject: 'case-1', sha256: hash, to: 'city', sealed: 'first' }
      await store.write((rows) => rows.keepSubjectKeys([key, { ...key, sealed: 'second' }]))
      expect(await store.read((rows) => rows.subjectKeys(ward, 'case-1'))).toEqual([key])
      await store.write((rows) => rows.deleteSubjectKeys(ward, 'case-1'))
      expect(await store.read((rows) => rows.subjectKeys(ward, 'case-1'))).toEqual([])
    }))
}

function keepsPapers(withStore: WithStore): void {
  test('letters, receipts, heartbeats, issuers, lists and settings come back as they were', () =>
    withStore(async (store) => {
      await furnish(store)
      const issuer = {
        publicKey: 'ab'.repeat(32),
        ward,
        name: 'Phường Ví Dụ',
        kinds: 1,
        firstDay: 20_000,
        lastDay: 20_395,
        withdrawnDay: null,
        withdrawnReason: null,
        requestedAt: at,
        confirmedAt: null,
      }
      await store.write(async (rows) => {
        await rows.addReceipt(stream, 9, 'second')
        await rows.addReceipt(stream, 5, 'first')
        await rows.saveHeartbeat(device, at, '{}')
        await rows.saveIssuer(issuer)
        await rows.saveList({ name: 'trust', seq: 4, bytes: new Uint8Array([0, 1, 255]) })
        await rows.saveSetting('name', 'Thành phố Ví Dụ')
      })
      await store.read(async (rows) => {
        expect(await rows.lettersTaken(ward)).toEqual(['A'])
        expect(await rows.receipts(stream)).toEqual(['first', 'second'])
        expect(await rows.heartbeats()).toEqual([{ device, at, heartbeat: '{}' }])
        expect(await rows.issuers()).toEqual([issuer])
        const list = await rows.list('trust')
        expect([list?.seq, [...(list?.bytes ?? [])]]).toEqual([4, [0, 1, 255]])
        expect(await rows.setting('name')).toBe('Thành phố Ví Dụ')
        expect(await rows.setting('none')).toBeNull()
      })
    }))
}
