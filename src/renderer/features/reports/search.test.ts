import { expect, test } from 'vitest'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { CivilDate } from '../../../domain/calendar.ts'
import { packed } from './packed.ts'
import { isPeriod, periodOf, quickPeriods, reportsSearch } from './search.ts'

const day = (text: string) => text as CivilDate // written out below, all of them exist

test('an address without a period is about this month; one with a wrong period too', () => {
  const month = { firstDay: '2026-11-01', lastDay: '2026-11-22' }
  const today = day('2026-11-22')
  expect(periodOf({}, today)).toEqual(month)
  expect(periodOf({ from: '2026-11-20', to: '2026-11-19' }, today)).toEqual(month)
  expect(periodOf({ from: '2024-01-01', to: '2026-01-01' }, today)).toEqual(month)
  expect(periodOf({ from: '2026-10-01', to: '2026-10-31' }, today)).toEqual({
    firstDay: '2026-10-01',
    lastDay: '2026-10-31',
  })
})

test('a year is the longest period', () => {
  expect(isPeriod(day('2024-01-01'), day('2024-12-31'))).toBe(true)
  expect(isPeriod(day('2025-01-01'), day('2026-01-02'))).toBe(false)
  expect(quickPeriods.year(day('2026-11-22'))).toEqual({ firstDay: '2026-01-01', lastDay: '2026-11-22' })
  expect(quickPeriods.month(day('2026-11-01'))).toEqual({ firstDay: '2026-11-01', lastDay: '2026-11-01' })
})

test('what an address says wrongly is left out', () => {
  const search = { view: 'secrets', from: 'yesterday', ledger: '../etc', category: 99, state: 'paid' }
  expect(reportsSearch.parse(search)).toEqual({ state: 'paid' })
})

test('a file is packed once', async () => {
  const bytes = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())
  const plain = new Blob(['{"format":"quay-extract/1"}'])
  expect(gunzipSync(await bytes(await packed(plain))).toString()).toBe('{"format":"quay-extract/1"}')
  const gzip = gzipSync('{}')
  expect(await bytes(await packed(new Blob([gzip])))).toEqual(new Uint8Array(gzip))
})
