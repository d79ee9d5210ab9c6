import { afterEach, beforeEach, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { sql } from './database/store.ts'
import { firstBreak } from './journal/line.ts'
import { act, application, caseUntil } from './testing/applications.ts'
import { refusalOf } from './testing/person.ts'
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
})

test.each([-20 * year, -2 * 86_400_000])(
  'a clock set back by %i ms takes no application, which would have wrong dates; set right, it does at once',
  async (jump) => {
    // Days on, so that the time this version was made is not what the clock falls behind.
    ward.ports.clock.advance(5 * 86_400_000)
    const clerk = await ward.as('clerk')
    const take = () => clerk(api.registerCase, { body: application(ward.ports.clock.now()) })
    await take()
    ward.ports.clock.jump(jump)
    expect(await refusalOf(take())).toMatchObject({ status: 409, code: 'clock-doubtful' })
    ward.ports.clock.jump(-jump)
    expect((await take()).state).toBe('registered')
  },
)

test('a clock that was ahead and is set right takes applications after the next sign-in', async () => {
  ward.ports.clock.jump(2 * year)
  await ward.as('administrator')
  ward.ports.clock.jump(-2 * year)
  expect((await caseUntil(ward, 'registered')).state).toBe('registered')
})

test('a clock that went back some hours is nobody’s trouble', async () => {
  ward.ports.clock.advance(5 * 86_400_000)
  const clerk = await ward.as('clerk')
  ward.ports.clock.jump(-20 * 3_600_000)
  const taken = await clerk(api.registerCase, { body: application(ward.ports.clock.now()) })
  expect(taken.state).toBe('registered')
})
