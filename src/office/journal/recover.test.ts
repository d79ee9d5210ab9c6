import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../scripts/proofs/random.ts'
import { temporaryFolder } from '../testing/ports.ts'
import { openSpool } from './spool.ts'
import {
  brokenAt,
  firstStream,
  ledgerKey,
  ledgerPath,
  openLedger,
  rebuildEqualsLive,
  registeredIds,
} from './testing/ledger.ts'

/**
 * What a process that dies in the middle of its work leaves, and the cases it had confirmed. With up to six of them
 * SQLite has not emptied its log yet, so every byte of it counts.
 */
async function deadLedger(cases: number): Promise<{ folder: string; ids: string[] }> {
  const folder = temporaryFolder()
  const live = await openLedger(join(folder, 'live'))
  const ids = Array.from({ length: cases }, () => live.register())
  cpSync(join(folder, 'live'), join(folder, 'dead'), { recursive: true })
  live.close()
  return { folder: join(folder, 'dead'), ids }
}

const copyOf = (folder: string) => {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  return copy
}
const flipIn = (path: string, at: number) => {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at)
  writeFileSync(path, bytes)
}
const spoolFile = (folder: string) => join(folder, 'journal', `${firstStream}-000000.psl`)
const byOrder = (ids: Iterable<string>) => [...ids].sort()

describe("one flipped bit in SQLite's log", () => {
  test('loses nothing: the second copy gives the lines back, and says so', async () => {
    const { folder, ids } = await deadLedger(6)
    const random = seededRandom(11)
    const { length } = readFileSync(`${ledgerPath(folder)}-wal`)
    const offsets = [0, 24, 33, ...Array.from({ length: 17 }, () => random.below(length)), length - 1]
    for (const at of offsets) {
      const copy = copyOf(folder)
      flipIn(`${ledgerPath(copy)}-wal`, at)
      const healed = await openLedger(copy)
      expect(healed.recovery.healed, `byte ${at}`).toBeGreaterThan(0)
      expect(healed.recovery.damagedRecords).toBe(0)
      expect(byOrder(registeredIds(healed.store)), `byte ${at}`).toEqual(byOrder(ids))
      expect(brokenAt(healed.store)).toBeNull()
      expect(rebuildEqualsLive(healed.store)).toBe(true)
      ids.push(healed.register())
      healed.close()
      const again = await openLedger(copy)
      expect(again.recovery).toEqual({ healed: 0, respooled: 0, damagedRecords: 0 })
      expect(registeredIds(again.store).size).toBe(ids.length)
      again.close()
      ids.pop()
    }
  }, 60_000)

  test('without the second copy SQLite says nothing and confirmed cases are gone', async () => {
    const { folder, ids } = await deadLedger(6)
    const { length } = readFileSync(`${ledgerPath(folder)}-wal`)
    flipIn(`${ledgerPath(folder)}-wal`, Math.floor(length / 2))
    const silent = await openLedger(folder, { spool: 'none' })
    expect(registeredIds(silent.store).size).toBeLessThan(ids.length)
    expect(brokenAt(silent.store)).toBeNull()
    silent.close()
  })

  test('may even take the whole log: what an office is founded on stays', async () => {
    const { folder, ids } = await deadLedger(3)
    rmSync(`${ledgerPath(folder)}-wal`)
    const healed = await openLedger(folder)
    expect(healed.recovery.healed).toBe(3)
    expect(byOrder(registeredIds(healed.store))).toEqual(byOrder(ids))
    healed.close()
  })
})

describe('a damaged second copy', () => {
  test('is noticed once, kept, and written anew', async () => {
    const { folder, ids } = await deadLedger(6)
    flipIn(spoolFile(folder), 700)
    const before = readFileSync(spoolFile(folder))
    const ledger = await openLedger(folder)
    expect(ledger.recovery).toMatchObject({ healed: 0, damagedRecords: 1 })
    expect(byOrder(registeredIds(ledger.store))).toEqual(byOrder(ids))
    ledger.close()
    const [kept = ''] = readdirSync(join(folder, 'journal')).filter((name) => name.includes('damaged'))
    expect(readFileSync(join(folder, 'journal', kept)).equals(before)).toBe(true)
    const again = await openLedger(folder)
    expect(again.recovery).toEqual({ healed: 0, respooled: 0, damagedRecords: 0 })
    again.close()
    const { records } = openSpool(folder, ledgerKey).read(firstStream, 1)
    // Each case has its line and its key there.
    expect(records).toHaveLength(2 * ids.length)
  })

  test('that is gone altogether comes back', async () => {
    const { folder, ids } = await deadLedger(6)
    rmSync(join(folder, 'journal'), { recursive: true })
    const ledger = await openLedger(folder)
    expect(ledger.recovery).toMatchObject({ healed: 0, damagedRecords: 0 })
    ledger.close()
    expect(openSpool(folder, ledgerKey).read(firstStream, 1).records).toHaveLength(2 * ids.length)
  })

  test('together with a damaged log: what can be joined is, the rest is counted and kept aside', async () => {
    const { folder, ids } = await deadLedger(6)
    rmSync(`${ledgerPath(folder)}-wal`)
    const lines = readFileSync(spoolFile(folder), 'latin1').split('\n')
    // Each case has a key record and a line: this takes the fifth case's line away.
    writeFileSync(spoolFile(folder), lines.toSpliced(9, 1).join('\n'))
    const ledger = await openLedger(folder)
    expect(ledger.recovery).toMatchObject({ healed: 4, damagedRecords: 1 })
    expect(byOrder(registeredIds(ledger.store))).toEqual(byOrder(ids.slice(0, 4)))
    ledger.register()
    expect(brokenAt(ledger.store)).toBeNull()
    ledger.close()
    const again = await openLedger(folder)
    expect(again.recovery).toEqual({ healed: 0, respooled: 0, damagedRecords: 0 })
    again.close()
    expect(readdirSync(join(folder, 'journal')).some((name) => name.includes('damaged'))).toBe(true)
  })
})

describe('a second copy that is behind', () => {
  test('gets what it misses after a crash between the commit and the copy', async () => {
    const folder = temporaryFolder()
    const alone = await openLedger(folder, { spool: 'none' })
    const ids = [alone.register(), alone.register()]
    alone.close()
    const ledger = await openLedger(folder)
    expect(ledger.recovery).toEqual({ healed: 0, respooled: 4, damagedRecords: 0 })
    ledger.close()
    rmSync(ledgerPath(folder))
    // With the copy alone the cases are back, names and all.
    const rebuilt = await openLedger(folder)
    expect(byOrder(registeredIds(rebuilt.store))).toEqual(byOrder(ids))
    rebuilt.close()
  })
})

describe('a store whose lines were altered from outside', () => {
  test('does not open', async () => {
    for (const change of [
      `UPDATE event SET line = replace(line, '"lc":3', '"lc":4') WHERE seq = 3`,
      `UPDATE event SET line = replace(line, '"lc":1', '"lc":4') WHERE seq = 1`,
      `UPDATE event SET line = replace(line, '"lc":5', '"lc":4') WHERE seq = 5`,
      `DELETE FROM event WHERE seq = 2`,
      `UPDATE stream SET opening_hash = 'x'`,
    ]) {
      const folder = temporaryFolder()
      const ledger = await openLedger(folder)
      for (let count = 0; count < 5; count++) ledger.register()
      const { database } = ledger.store
      for (const trigger of ['event_no_update', 'event_no_delete', 'stream_no_update']) {
        database.exec(`DROP TRIGGER ${trigger}`)
      }
      expect(database.prepare(change).run().changes).toBe(1)
      ledger.close()
      await expect(openLedger(folder), change).rejects.toThrow(/journal line \d/)
    }
  })
})
