import { expect, test } from 'vitest'
import { addDays, type CivilDate } from '../../../domain/calendar.ts'
import { marketCardSlip } from '../../sheets/market-card-slip/index.ts'
import { renderSheet } from '../../sheets/registry.ts'
import { usualMarketCard } from '../../sheets/testing/desk-samples.ts'
import { fullMarketCard } from '../../sheets/testing/full-desk-samples.ts'
import { readBack, words } from '../../sheets/testing/read-back.ts'
import { visitBoxes } from './market-visits.ts'

const first = '2026-12-01' as CivilDate
const daysFrom = (count: number) => Array.from({ length: count }, (_, index) => addDays(first, index))
const period = (days: number) => ({
  firstDay: first,
  lastDay: addDays(first, days - 1),
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  windows: [],
})
const usual = { odd: null, only: null, visits: null }
const short = (day: string) => `${day.slice(8)}/${day.slice(5, 7)}`

test.each([
  ['every day of a month', { ...usual, schedule: period(31) }, daysFrom(31)],
  ['every day of two months', { ...usual, schedule: period(62) }, daysFrom(62)],
  [
    'the odd days of two months',
    { ...usual, odd: true, schedule: period(62) },
    daysFrom(62).filter((day) => Number(day.slice(8)) % 2 === 1),
  ],
  ['the days that a plan names', { ...usual, only: daysFrom(40), schedule: period(62) }, daysFrom(40)],
])('a card says %s, each of which is read back from the paper', async (_, known, days) => {
  const visits = visitBoxes(known)
  for (const base of [usualMarketCard, fullMarketCard])
    readBack(await renderSheet(marketCardSlip, { ...base, visits }), (back) => {
      expect(back.pages).toBe(1)
      const said = words(back.allText).match(/\b\d\d\/\d\d(?!\/?\d)/g) ?? []
      expect(said).toEqual(days.map(short))
      expect(back.symbols(1)).toEqual([base.tokenText])
    })
})

test('a card of a period that no paper has room for counts its visits; its rule says the days', () => {
  expect(visitBoxes({ ...usual, schedule: period(90) })).toEqual({ kind: 'count', count: 62 })
  const odd = visitBoxes({ ...usual, odd: false, schedule: period(90) })
  expect(odd).toMatchObject({ kind: 'days', days: expect.objectContaining({ length: 44 }) })
})
