import { afterEach, beforeEach, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { sql } from './database/store.ts'
import { firstBreak } from './journal/line.ts'
import { act, caseUntil } from './testing/applications.ts'
import { type StaffedOffice, staffedOffice } from './testing/staffed-office.ts'

let ward: StaffedOffice
beforeEach(async () => {
  ward = await staffedOffice()
})
afterEach(() => ward.close())

const year = 365 * 86_400_000

test.each([-6, 6])(
  'a clock that jumps by %i years keeps the order of journal and history, and the administrator sees it',
  async (years) => {
    const seen = await caseUntil(ward, 'registered')
    ward.ports.clock.jump(years * year)
    const police = await ward.as('police')
    const verified = await police(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
    const official = await ward.as('official')
    const approved = await official(api.approveCase, { params: seen, body: { ...act(verified), note: null } })
    expect(approved.history.map((entry) => entry.act)).toEqual(['register', 'verify', 'approve'])
    expect(approved.history.map((entry) => entry.who)).toEqual([
      'Đỗ Thị Thanh Mai',
      'Phạm Văn Hùng',
      'Lê Minh Châu',
    ])

    const administrator = await ward.as('administrator')
    const { alarms } = await administrator(api.readOffice, {})
    expect(alarms).toMatchObject([{ alarm: 'clock-jumped' }])
    expect(Math.round((alarms[0]?.count ?? 0) / (365 * 24 * 60))).toBe(years)

    const store = ward.office().core.desk()?.store
    const lines = store?.all(sql.selectFrom('event').select('line').orderBy('seq')) ?? []
    const opening = store?.first(sql.selectFrom('stream').selectAll())
    const start = { stream: opening?.id ?? '', seq: 0, hash: opening?.opening_hash ?? '' }
    expect(
      firstBreak(
        lines.map(({ line }) => line),
        start,
      ),
    ).toBeNull()
  },
)

test('a clock that is years off when the office opens does not keep it from opening', async () => {
  await caseUntil(ward, 'registered')
  ward.ports.clock.jump(-20 * year)
  await ward.restart()
  const clerk = await ward.as('clerk')
  expect((await clerk(api.listQueue, { query: { queue: 'open' } })).total).toBe(1)
  expect((await caseUntil(ward, 'approved')).state).toBe('approved')
})
