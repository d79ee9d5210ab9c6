import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import { application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { testClock, testPorts } from '../../testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { instant } from '../../token/testing/example-city.ts'
import { c06Pack, c06Records } from './testing/c06-records.ts'

let ward: StaffedOffice
let clerk: Call
let police: Call
let official: Call
beforeEach(async () => {
  ward = await staffedOffice(testPorts({ clock: testClock(instant('2026-11-23', 8)) }), { packs: c06Pack() })
  await signIn()
})
afterEach(() => ward.close())

async function signIn() {
  clerk = await ward.as('clerk')
  police = await ward.as('police')
  official = await ward.as('official')
}

const now = () => ward.ports.clock.now()
const today = () => dateAt(now())
const { declare, status } = c06Records(() => ({ clerk, police, official }), now)

test('whoever the list keeps at home gets no permit until the list lets them go', async () => {
  const { applicant } = await status('F1', null)
  const asked = () =>
    clerk(api.registerCase, {
      body: {
        ...application(now(), { procedure: 'permit', category: 5, applicant }),
        personId: applicant.personId,
        caseId: randomUUID(),
      },
    })
  expect(await refusalOf(asked())).toMatchObject({
    code: 'movement-held',
    detail: expect.stringContaining('F1'),
  })
  // A declaration gives no way to go: it is taken all the same.
  expect((await declare('Chốt cầu Mẫu', { applicant, personId: applicant.personId })).state).toBe('recorded')
  ward.ports.clock.advance(60_000)
  await status('Kết thúc theo dõi', null, applicant)
  expect((await asked()).state).toBe('registered')
})

test('a status with a last day ends by itself', async () => {
  const { applicant } = await status('F1', addDays(today(), 2))
  const asked = () =>
    clerk(api.registerCase, {
      body: {
        ...application(now(), { procedure: 'permit', category: 5, applicant }),
        personId: applicant.personId,
      },
    })
  expect((await refusalOf(asked())).code).toBe('movement-held')
  ward.ports.clock.advance(3 * 86_400_000)
  await signIn()
  expect((await asked()).state).toBe('registered')
})
