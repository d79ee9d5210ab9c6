import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../../domain/calendar.ts'
import { refusalText } from '../refusals.ts'
import { decideUnder, type SimulatedApplication } from './simulate.ts'
import { shippedPack } from './testing/shipped.ts'

const viDu = shippedPack('vi-du')
const haNoi = shippedPack('places/ha-noi')
const canTho = shippedPack('places/can-tho')
const tienGiang = shippedPack('places/tien-giang')
const ducGiang = shippedPack('places/duc-giang')
const c06 = shippedPack('places/c06')
const today = '2026-11-16' as CivilDate

const asked: SimulatedApplication = {
  procedure: 'individual',
  category: 5,
  zone: null,
  places: [],
  schedule: {
    firstDay: '2026-11-16',
    lastDay: '2026-11-20',
    weekdays: [0, 1, 2, 3, 4],
    windows: [[420, 540]],
  },
  applicant: { idNumber: '079185000123' },
  details: {
    purpose: 'Mua thuốc',
    route: '12/5 Lê Lợi – Chợ Ví Dụ',
    vehiclePlate: null,
    organisation: null,
    companions: null,
  },
  workers: null,
  heldBy: null,
}
const decide = (pack: typeof viDu, more: Partial<SimulatedApplication> = {}, day = today) => {
  const decision = decideUnder(pack, { ...asked, ...more }, day)
  return decision.outcome === 'taken' ? 'taken' : refusalText(decision.code, decision.data, 'vi')
}
const schedule = (more: object) =>
  ({ ...asked, schedule: { ...asked.schedule, ...more } }) as SimulatedApplication

describe('the same application under other rules', () => {
  test('is taken where nothing speaks against it', () => {
    expect(decide(viDu)).toBe('taken')
    expect(decide(haNoi, { zone: 'V1', places: ['CHO-VD'] })).toBe('taken')
  })

  test('goes elsewhere where another authority issues it', () => {
    expect(decide(haNoi, { category: 2, zone: 'V1' })).toContain(
      'Nhóm này do Phòng Cảnh sát giao thông (PC08)',
    )
    expect(decide(tienGiang, { procedure: 'resident', category: 2, zone: 'XANH' })).toContain(
      'Thủ trưởng cơ quan',
    )
  })

  test('waits for its phase, and is taken on its first day', () => {
    const worker = {
      category: 4,
      details: {
        ...asked.details,
        organisation: 'Công ty Mẫu',
        more: { position: 'Công nhân', 'work-address': '1 Trần Phú' },
      },
    }
    expect(decide(canTho, worker)).toContain('bắt đầu từ ngày 01/03/2027')
    const later = {
      ...worker,
      schedule: { firstDay: '2027-03-01', lastDay: '2027-03-05', weekdays: [0, 1], windows: [] },
    }
    expect(decide(canTho, later, '2027-03-01' as CivilDate)).toBe('taken')
  })

  test('is refused in a zone that does not allow it, with what the zone allows', () => {
    const resident = { procedure: 'resident', category: 4 }
    expect(decide(tienGiang, { ...resident, zone: 'XANH' })).toBe('taken')
    expect(decide(tienGiang, { ...resident, zone: 'DO' })).toContain('Chỉ lực lượng phòng, chống dịch')
    expect(decide(tienGiang, { ...resident, zone: null })).toContain('zone')
    expect(decide(tienGiang, { ...resident, zone: 'TRANG' })).toContain('zone')
  })

  test('has to name its hours where the rules say when people may travel', () => {
    const resident = { procedure: 'resident', category: 4, zone: 'XANH' }
    expect(decide(tienGiang, { ...schedule({ windows: [] }), ...resident })).toContain('schedule.windows')
    expect(decide(tienGiang, { ...schedule({ windows: [[200, 540]] }), ...resident })).toContain(
      'schedule.windows',
    )
  })

  test.each([
    ['begins in the past', { firstDay: '2026-11-15' }, /tối đa 30 ngày/],
    ['is valid for too long', { lastDay: '2026-12-16' }, /tối đa 30 ngày/],
    ['ends before it begins', { lastDay: '2026-11-15' }, /tối đa 30 ngày/],
    [
      'has overlapping hours',
      {
        windows: [
          [420, 540],
          [500, 600],
        ],
      },
      /schedule\.windows/,
    ],
    ['names a weekday twice', { weekdays: [0, 0] }, /schedule\.weekdays/],
    ['has no day left in its period', { weekdays: [6] }, /schedule\.weekdays/],
  ])('is refused where it %s', (_what, more, reason) => {
    expect(decide(viDu, schedule(more))).toMatch(reason)
  })

  test('takes the last day that is allowed', () => {
    expect(decide(viDu, schedule({ lastDay: '2026-12-15' }))).toBe('taken')
  })

  test('is refused for a form it does not fill, or fields and places the rules do not have', () => {
    expect(decide(canTho, { category: 1 })).toContain('details.organisation, details.more.position')
    expect(decide(viDu, { procedure: 'organisation' })).toContain('procedure')
    expect(decide(viDu, { places: ['CHO-VD'] })).toContain('places')
    expect(decide(haNoi, { zone: 'V1', places: ['CHO-VD', 'CHO-VD'] })).toContain('places')
    expect(decide(viDu, { schedule: null })).toContain('schedule')
    expect(decide(viDu, { category: 17 })).toContain('category')
  })
})

describe('a worker of a listed organisation', () => {
  const worker = {
    procedure: 'worker',
    category: 2,
    details: { ...asked.details, organisation: 'Công ty Mẫu' },
    workers: [{ name: 'Trần Thị Thu Hà', 'id-number': '079185000123', route: '12/5 LÊ LỢI – chợ Ví Dụ' }],
  }

  test('is taken on the registered way, and on no other', () => {
    expect(decide(ducGiang, worker)).toBe('taken')
    expect(decide(ducGiang, { ...worker, details: { ...worker.details, route: 'Đi nơi khác' } })).toContain(
      'danh sách',
    )
  })

  test('is refused when the list does not have them, or when there is none', () => {
    expect(decide(ducGiang, { ...worker, applicant: { idNumber: '001202000456' } })).toContain('danh sách')
    expect(decide(ducGiang, { ...worker, workers: null })).toContain('danh sách')
  })
})

test('somebody a status list keeps at home gets no paper, but may still declare and be supported', () => {
  expect(decide(c06, { procedure: 'permit', heldBy: 'F1' })).toContain('“F1”')
  const declaration = {
    procedure: 'declaration',
    category: 1,
    schedule: null,
    heldBy: 'F1',
    details: { ...asked.details, more: { checkpoint: 'Chốt số 3', direction: 'Đi qua', symptoms: false } },
  }
  expect(decide(c06, declaration)).toBe('taken')
})
