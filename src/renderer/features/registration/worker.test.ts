import { expect, it } from 'vitest'
import { keepsRoute, workerOf, workersOf } from './worker.ts'

const details = {
  purpose: 'Đi làm',
  route: null,
  vehiclePlate: null,
  organisation: 'Công ty Mẫu',
  companions: null,
  more: {
    plan: 'Ba ca',
    workers: [
      { 'full-name': 'Lê Thị An', 'id-number': '001190004821', route: 'Ngõ 4 – Xưởng Mẫu' },
      { 'full-name': 'Chưa có số', 'id-number': null, route: null },
      { 'full-name': 'Trần Ba', 'id-number': '001090001111', route: null },
    ],
  },
}

it('the people of an organisation are those of its tables who have a number', () => {
  const workers = workersOf({ details })
  expect(workers.map(({ fullName }) => fullName)).toEqual(['Lê Thị An', 'Trần Ba'])
  expect(workerOf(workers, '001090001111')?.route).toBe('')
  expect(workerOf(workers, '001')).toBeUndefined()
  expect(workersOf({ details: { ...details, more: undefined } })).toEqual([])
})

it('a registered route binds, however it is written; where none is registered any will do', () => {
  const [an, ba] = workersOf({ details })
  expect(an && keepsRoute(an, 'ngo 4 – xuong mau')).toBe(true)
  expect(an && keepsRoute(an, 'Ngõ 5')).toBe(false)
  expect(ba && keepsRoute(ba, 'Ngõ 5')).toBe(true)
})
