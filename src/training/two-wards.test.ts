import { afterEach, beforeEach, expect, test } from 'vitest'
import { sealPaper } from '../city/overlaps/testing/seal-paper.ts'
import { clientOf, enrolledDesk } from '../city/testing/desk.ts'
import * as api from '../contract/desk/index.ts'
import { act, caseUntil } from '../office/testing/applications.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
beforeEach(async () => {
  ward = await wardWithCity()
  await ward.city.admin.addWard({ code: '39902', name: 'Phường Mẫu' })
})
afterEach(() => ward.close())

test('a person with a paper of another ward for the same days is told of in Việc cần xử lý, with the case', async () => {
  const approved = await caseUntil(ward, 'approved')
  const [clerk, sealer] = [await ward.as('clerk'), await ward.as('sealer')]
  const { idNumber } = approved.applicant
  const desk = await enrolledDesk({ city: ward.city, address: ward.lineAddress }, ward.lineAddress, '39902')
  const { firstDay, lastDay } = approved.schedule ?? { firstDay: '', lastDay: '' }
  sealPaper(desk.journal, 'case-of-the-other', { idNumber, firstDay, lastDay }, ward.ports.clock.now())
  await clientOf(desk).runOnce()
  expect([...desk.journal.results.values()].map(({ status }) => status)).toEqual(Array(4).fill('accepted'))
  const pin = colleagues.sealer.pin ?? ''
  await sealer(api.sealCase, { params: approved, body: { ...act(approved), pin, overQuota: null } })
  await clerk(api.sendNow, {})
  await ward.city.admin.keepHouse()
  const { attention } = await clerk(api.sendNow, {})
  expect(attention).toMatchObject([
    {
      type: 'city.overlap',
      status: 'told',
      caseId: approved.caseId,
      caseNumber: approved.number,
      overlap: { what: 'person', other: '39902', order: 'later' },
    },
  ])
})
