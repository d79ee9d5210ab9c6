import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
import { act, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
beforeAll(async () => {
  ward = await staffedOffice()
})
afterAll(() => ward.close())

const withdrawn = { reasonCode: 'withdrawn-by-applicant', note: 'Người nộp rút hồ sơ tại quầy' }

test.each(['registered', 'verified', 'approved', 'returned'] as const)(
  'the applicant withdraws a case that is %s: the clerk stops it, whoever has it',
  async (state) => {
    const clerk = await ward.as('clerk')
    const seen = await clerk(api.readCase, { params: await caseUntil(ward, state) })
    expect(seen.may).toContain('stop')
    const stopped = await clerk(api.stopCase, { params: seen, body: { ...act(seen), ...withdrawn } })
    expect(stopped).toMatchObject({ state: 'stopped', next: 'notify-stop', holders: ['clerk'] })
    const { items } = await clerk(api.listQueue, { query: { queue: 'mine' } })
    expect(items.map(({ caseId }) => caseId)).toContain(seen.caseId)
  },
)

test('where only the clerk may stop a case, others are told whose it is, in words', async () => {
  const seen = await caseUntil(ward, 'verified')
  const body = { ...act(seen), ...withdrawn }
  const official = await ward.as('official')
  const problem = await refusalOf(official(api.stopCase, { params: seen, body }))
  expect(problem).toMatchObject({ code: 'not-your-role', data: { roles: 'clerk' } })
  expect(problem.detail).toContain('công chức một cửa')
})
