import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let mai: Call
let thinh: Call
beforeAll(async () => {
  ward = await staffedOffice()
  ;[mai, thinh] = await Promise.all([ward.as('clerk'), ward.as('manyHats')])
})
afterAll(() => ward.close())

const save = (who: Call, draftId: string, fullName: string, focus: string | null = 'fullName') =>
  who(api.saveDraft, { params: { draftId }, body: { form: 'registration', fields: { fullName }, focus } })
const drafts = async (who: Call) => (await who(api.listDrafts, {})).drafts

test('a form comes back as it was left, in the field where it was left, also after a restart', async () => {
  const draftId = randomUUID()
  await save(mai, draftId, 'Đặng')
  await save(mai, draftId, 'Đặng Thị', 'birthDate')
  await ward.restart()
  ;[mai, thinh] = await Promise.all([ward.as('clerk'), ward.as('manyHats')])
  expect(await drafts(mai)).toMatchObject([
    { draftId, form: 'registration', fields: { fullName: 'Đặng Thị' }, focus: 'birthDate' },
  ])
  await mai(api.discardDraft, { params: { draftId } })
  expect(await drafts(mai)).toEqual([])
})

test('a form is its owner’s: others neither see, change, discard nor spend it', async () => {
  const draftId = randomUUID()
  await save(mai, draftId, 'Đặng')
  expect(await drafts(thinh)).toEqual([])
  expect((await refusalOf(save(thinh, draftId, 'Khác'))).code).toBe('not-found')
  await thinh(api.discardDraft, { params: { draftId } })
  await thinh(api.registerCase, { body: { ...application(ward.ports.clock.now()), draftId } })
  expect(await drafts(mai)).toMatchObject([{ draftId, fields: { fullName: 'Đặng' } }])
  await mai(api.discardDraft, { params: { draftId } })
})

test('a registered form is no draft any more; one that was refused still is', async () => {
  const draftId = randomUUID()
  await save(mai, draftId, 'Đặng')
  const body = { ...application(ward.ports.clock.now()), draftId }
  expect((await refusalOf(mai(api.registerCase, { body: { ...body, category: 31 } }))).code).toBe(
    'invalid-input',
  )
  expect(await drafts(mai)).toHaveLength(1)
  await mai(api.registerCase, { body })
  expect(await drafts(mai)).toEqual([])
})

test('a draft is no event: the journal does not know it', async () => {
  const before = ward.office().core.desk()?.journal.head()
  const draftId = randomUUID()
  await save(mai, draftId, 'Đặng')
  expect(ward.office().core.desk()?.journal.head()).toEqual(before)
})
