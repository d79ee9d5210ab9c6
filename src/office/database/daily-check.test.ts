import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../scripts/proofs/random.ts'
import { readMeta } from '../facts.ts'
import { ledgerKey, ledgerPath, openLedger } from '../journal/testing/ledger.ts'
import type { LogLine } from '../ports.ts'
import { temporaryFolder, testClock } from '../testing/ports.ts'
import { isDamagedByCheck, soundOn, startDailyCheck } from './daily-check.ts'
import { openStore } from './open.ts'

/** A store that was closed and opened again, looked after by a check that looks for a quiet moment all the time. */
async function watched(damage: (file: Buffer) => void = () => {}) {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  for (let count = 0; count < 60; count++) ledger.register()
  ledger.close()
  const file = readFileSync(ledgerPath(folder))
  damage(file)
  writeFileSync(ledgerPath(folder), file)
  const damages: string[] = []
  const lines: LogLine[] = []
  const store = await openStore(ledgerPath(folder), ledgerKey, (found) => damages.push(found))
  const clock = testClock()
  const office = { isQuiet: true }
  const check = startDailyCheck({
    store,
    ports: { clock, log: (line) => lines.push(line) },
    isQuiet: () => office.isQuiet,
    everyMs: 1,
  })
  const end = () => {
    check.stop()
    store.close()
  }
  return { store, clock, office, lines, damages, end }
}

const someTime = () => new Promise((resolve) => setTimeout(resolve, 50))

test('the store is read through once a day, and the result is logged', async () => {
  const { store, clock, lines, damages, end } = await watched()
  expect(soundOn(store)).toBe(null)
  await expect.poll(() => lines.length).toBe(1)
  expect(lines[0]).toMatchObject({ level: 'info', what: 'store-checked', damage: null })
  expect(soundOn(store)).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(isDamagedByCheck(store)).toBe(false)
  await someTime()
  expect(lines).toHaveLength(1)
  clock.advance(86_400_000)
  await expect.poll(() => lines.length).toBe(2)
  expect(damages).toEqual([])
  end()
})

test('nobody is kept waiting: the check begins when it is quiet', async () => {
  const { office, lines, end } = await watched()
  office.isQuiet = false
  await someTime()
  expect(lines).toEqual([])
  office.isQuiet = true
  await expect.poll(() => lines.length).toBe(1)
  end()
})

test('a damaged page nobody has read is found, said once, and looked for again at the next start', async () => {
  // The page after the file's first: no work of these tests reads it.
  const random = seededRandom(3)
  const { store, lines, damages, end } = await watched((file) => {
    const offset = 4096 + random.below(4096)
    file.writeUInt8(file.readUInt8(offset) ^ 1, offset)
  })
  await expect.poll(() => lines.length).toBe(1)
  expect(lines[0]).toMatchObject({ level: 'error', what: 'store-checked' })
  expect(damages).toHaveLength(1)
  expect(readMeta(store, 'store-checked')).toBeUndefined()
  expect(isDamagedByCheck(store)).toBe(true)
  end()
})
