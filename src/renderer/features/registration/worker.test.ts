import { expect, it } from 'vitest'
import type { RequestDetails } from '../../../contract/events.ts'
import { isListed, listedWorkers, workerOf } from './worker.ts'

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
