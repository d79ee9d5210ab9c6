import { expect, it } from 'vitest'
import type { RequestDetails } from '../../../contract/events.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { daysWithin, isListed, listedWorkers, workerOf } from './worker.ts'

const details: RequestDetails = {
  purpose: 'Đi làm',
  route: null,
  vehiclePlate: null,
  organisation: 'Công ty Mẫu',
  companions: null,
  more: {
    plan: 'Ba ca',
    workers: [
      { name: 'Lê Thị An', 'id-number': '001190004821', route: 'Ngõ 4 – Xưởng Mẫu' },
      { name: 'Chưa có số', 'id-number': null, route: null },
      { 'full-name': 'Trần Ba', 'id-number': '001090001111', route: null },
    ],
  },
}

it('the people of an organisation are those of its tables who have a number', () => {
  const workers = listedWorkers({ details })
  expect(workers.map(({ fullName }) => fullName)).toEqual(['Lê Thị An', 'Trần Ba'])
  expect(workerOf(workers, '001090001111')?.route).toBe('')
  expect(workerOf(workers, '001')).toBeUndefined()
  expect(listedWorkers({ details: { ...details, more: {} } })).toEqual([])
})

it('a registered route binds, however it is written; where none is registered any will do', () => {
  expect(isListed({ details }, '001190004821', 'ngo 4 – xuong mau')).toBe(true)
  expect(isListed({ details }, '001190004821', 'Ngõ 5')).toBe(false)
  expect(isListed({ details }, '001090001111', 'Ngõ 5')).toBe(true)
  expect(isListed({ details }, '079', 'Ngõ 5')).toBe(false)
})

it('a form asks for no days beyond those for which the organisation is confirmed', () => {
  const schedule = { firstDay: '2026-11-24', lastDay: '2026-11-30', weekdays: [0], windows: [] }
  const today = '2026-11-22' as CivilDate
  const within = (firstDay: string, lastDay: string) => daysWithin({ schedule }, { firstDay, lastDay }, today)
  expect(within('22/11/2026', '05/12/2026')).toEqual({ firstDay: '24/11/2026', lastDay: '30/11/2026' })
  expect(within('25/11/2026', '30/11/2026')).toEqual({})
  expect(within('25/11/2026', '')).toEqual({})
  expect(daysWithin({ schedule: null }, { firstDay: '22/11/2026', lastDay: '05/12/2026' }, today)).toEqual({})
})
