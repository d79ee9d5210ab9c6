import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder, testClock } from '../testing/ports.ts'
import { readLine } from './line.ts'
import { openSpool } from './spool.ts'
import {
  brokenAt,
  firstStream,
  type Ledger,
  ledgerKey,
  linesOf,
  openLedger,
  openStream,
  rebuildEqualsLive,
  registeredIds,
  registration,
} from './testing/ledger.ts'

const yearMs = 365 * 86_400_000
const typesOf = (ledger: Ledger, stream = firstStream) =>
  linesOf(ledger.store, stream).map((line) => readLine(line)?.type)

describe('a full disk', () => {
  test('refuses the save and keeps everything before it; the same save works when there is room', async () => {
    let ballastDropped = 0
    const folder = temporaryFolder()
    const ledger = await openLedger(folder, { onDiskFull: () => (ballastDropped += 1) })
    const earlier = Array.from({ length: 5 }, () => ledger.register())
    const { database } = ledger.store
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + 1}`)
    const id = randomUUID()
    const fillUp = () => {
      for (let count = 0; count < 200; count++) earlier.push(ledger.register())
    }
    expect(fillUp).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(ballastDropped).toBe(1)
    const head = ledger.journal.head()
    expect(() => ledger.register(id)).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(ledger.journal.head()).toEqual(head)
    expect([...registeredIds(ledger.store)].sort()).toEqual(earlier.toSorted())
    database.pragma('max_page_count = 1000000')
    ledger.register(id)
    ledger.register(id)
    expect([...registeredIds(ledger.store)].sort()).toEqual([...earlier, id].sort())
    expect(brokenAt(ledger.store)).toBeNull()
    expect(rebuildEqualsLive(ledger.store)).toBe(true)
    ledger.close()
    const again = await openLedger(folder)
    expect(again.recovery).toEqual({ healed: 0, respooled: 0, damagedRecords: 0 })
    again.close()
  })
})

describe('a second copy that cannot be written', () => {
  test('is told to the clerk; saving the same again confirms it and doubles nothing', async () => {
    const folder = temporaryFolder()
    const blocked = join(folder, 'journal', `${firstStream}-000000.psl`)
    mkdirSync(blocked, { recursive: true })
    const spool = openSpool(folder, ledgerKey)
    // The very first recovery writes nothing, so the office opens.
    const ledger = await openLedger(folder, {
      spool: { ...spool, read: () => ({ records: [], damaged: 0 }) },
    })
    const id = randomUUID()
    const notCopied = expect.objectContaining({ code: 'copy-not-written' })
    expect(() => ledger.register(id)).toThrow(notCopied)
    expect(() => ledger.register(id)).toThrow(notCopied)
    rmSync(blocked, { recursive: true })
    expect(ledger.register(id)).toBe(id)
    ledger.register()
    expect(typesOf(ledger)).toEqual(['case.registered', 'case.registered'])
    const copied = spool
      .read(firstStream, 1)
      .records.flatMap((record) => ('line' in record ? [record.line] : []))
    expect(copied).toEqual(linesOf(ledger.store, firstStream))
    ledger.close()
  })
})

describe('a command', () => {
  test('that fails in its middle leaves nothing: no line, no projection, no number used up', async () => {
    const ledger = await openLedger(temporaryFolder())
    ledger.register()
    const head = ledger.journal.head()
    expect(() =>
      ledger.journal.command((writing) => {
        const id = randomUUID()
        writing.append(registration(id, 2))
        throw new Error('power')
      }),
    ).toThrow('power')
    expect(ledger.journal.head()).toEqual(head)
    expect(registeredIds(ledger.store).size).toBe(1)
    ledger.register()
    expect(ledger.journal.head().seq).toBe(2)
    expect(brokenAt(ledger.store)).toBeNull()
    ledger.close()
  })

  test('writes an event id once, whoever tries again', async () => {
    const ledger = await openLedger(temporaryFolder())
    const id = ledger.register()
    expect(() => ledger.journal.command((writing) => writing.append(registration(id, 2)))).toThrow('UNIQUE')
    expect(registeredIds(ledger.store)).toEqual(new Set([id]))
    ledger.close()
  })
})

describe('a clock that jumps years', () => {
  for (const years of [10, -10]) {
    test(`by ${years}: the journal says so, and its order stays`, async () => {
      const clock = testClock()
      const folder = temporaryFolder()
      const ledger = await openLedger(folder, { clock })
      ledger.register()
      clock.jump(years * yearMs)
      ledger.register()
      ledger.register()
      expect(typesOf(ledger)).toEqual([
        'case.registered',
        'clock.jumped',
        'case.registered',
        'case.registered',
      ])
      const jump = readLine(linesOf(ledger.store, firstStream)[1] ?? '')
      expect(Math.abs(Number(jump?.body['byMs']) - years * yearMs)).toBeLessThan(60_000)
      expect(ledger.store.database.prepare('SELECT alarm FROM alarm').all()).toEqual([
        { alarm: 'clock-jumped' },
      ])
      clock.jump(-years * yearMs)
      ledger.register()
      const lamport = linesOf(ledger.store, firstStream).map((line) => readLine(line)?.lc)
      expect(lamport).toEqual([1, 2, 3, 4, 5, 6])
      expect(brokenAt(ledger.store)).toBeNull()
      expect(rebuildEqualsLive(ledger.store)).toBe(true)
      ledger.close()
    })
  }

  test('is not forgotten because the command that came first was refused', async () => {
    const clock = testClock()
    const ledger = await openLedger(temporaryFolder(), { clock })
    clock.jump(yearMs)
    const refuse = () => {
      throw new Error('refused')
    }
    expect(() => ledger.journal.command(refuse)).toThrow('refused')
    ledger.register()
    expect(typesOf(ledger)).toEqual(['clock.jumped', 'case.registered'])
    ledger.close()
  })

  test('back, while the PC was off, is noticed when work begins again; an evening off is nothing', async () => {
    const folder = temporaryFolder()
    const evening = await openLedger(folder, { clock: testClock(Date.parse('2026-11-20T10:00:00Z')) })
    evening.register()
    evening.close()
    const morning = await openLedger(folder, { clock: testClock(Date.parse('2026-11-21T01:00:00Z')) })
    morning.register()
    morning.close()
    const deadBattery = await openLedger(folder, { clock: testClock(Date.parse('2016-01-01T00:00:00Z')) })
    deadBattery.register()
    deadBattery.register()
    expect(typesOf(deadBattery)).toEqual([
      'case.registered',
      'case.registered',
      'clock.jumped',
      'case.registered',
      'case.registered',
    ])
    deadBattery.close()
  })

  test('does not hide a stream that was opened while it was wrong', async () => {
    const folder = temporaryFolder()
    const ledger = await openLedger(folder)
    ledger.register()
    ledger.register()
    const second = '01a10000-0000-7000-8000-000000000000'
    openStream(ledger.store, second, '2016-01-01T00:00:00.000+07:00')
    ledger.close()
    const after = await openLedger(folder)
    expect(after.journal.head()).toMatchObject({ stream: second, seq: 0 })
    after.register()
    expect(typesOf(after, second)).toEqual(['case.registered'])
    expect(brokenAt(after.store)).toBeNull()
    expect(rebuildEqualsLive(after.store)).toBe(true)
    after.close()
  })
})
