import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Role } from '../../../domain/roles.ts'
import { refusalOf, signedIn } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let lan: Call
beforeAll(async () => {
  ward = await staffedOffice()
  lan = await ward.as('administrator')
})
afterAll(() => ward.close())

const member = (user: string, wishes: { password?: string; pin?: string | null; roles?: Role[] } = {}) => ({
  body: {
    user,
    fullName: 'Nguyễn Thị Mới',
    roles: ['ward-police' as const],
    password: 'mat-khau-moi',
    pin: null,
    ...wishes,
  },
})
const users = async () => (await lan(api.listStaff, {})).staff.map(({ user }) => user)

test('a weak password or PIN adds nobody; the same name can be added with better ones', async () => {
  for (const wish of [
    { password: '1234567' },
    { pin: '123456' },
    { pin: '111111' },
    { pin: '987654' },
    { pin: '12a456' },
  ]) {
    expect((await refusalOf(lan(api.addStaff, member('moi1', wish)))).code).toBe('weak-secret')
  }
  expect(await users()).not.toContain('moi1')
  expect(await lan(api.addStaff, member('moi1', { pin: '258036' }))).toMatchObject({ hasPin: true })
  await signedIn(ward.office(), 'moi1', 'mat-khau-moi')
})

test('only who seals has a sealing PIN', async () => {
  const clerkWithPin = member('moi2', { roles: ['clerk'], pin: '258036' })
  expect(await refusalOf(lan(api.addStaff, clerkWithPin))).toMatchObject({
    code: 'invalid-input',
    data: { fields: 'pin' },
  })
})

test('a name is given once, also when two windows add it at the same moment; the first password holds', async () => {
  const outcomes = await Promise.allSettled([
    lan(api.addStaff, member('moi3', { password: 'mat-khau-mot' })),
    lan(api.addStaff, member('moi3', { password: 'mat-khau-hai' })),
  ])
  const [won] = outcomes.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []))
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await refusalOf(lan(api.addStaff, member('moi3')))).code).toBe('user-exists')
  await signedIn(ward.office(), 'moi3', won === 0 ? 'mat-khau-mot' : 'mat-khau-hai')
})

test('names are those a keyboard without Vietnamese can type', async () => {
  for (const user of ['Moi', 'mới', '1moi', 'm', 'moi moi', 'x'.repeat(33)]) {
    expect((await refusalOf(lan(api.addStaff, member(user)))).data).toEqual({ fields: 'user' })
  }
})

test('the last administrator stays; one of two may go', async () => {
  const close = (user: string) => lan(api.disableStaff, { params: { user } })
  expect((await refusalOf(close(colleagues.administrator.user))).code).toBe('last-administrator')
  await lan(api.addStaff, member('quantri2', { roles: ['administrator'] }))
  await close('quantri2')
  expect((await refusalOf(close('quantri2'))).code).toBe('not-found')
  expect((await refusalOf(close('khongai'))).code).toBe('not-found')
  expect((await refusalOf(lan(api.unlockStaff, { params: { user: 'khongai' } }))).code).toBe('not-found')
})

test('a closed account keeps its name, which nobody gets again', async () => {
  await lan(api.addStaff, member('moi4'))
  await lan(api.disableStaff, { params: { user: 'moi4' } })
  expect((await refusalOf(lan(api.addStaff, member('moi4')))).code).toBe('user-exists')
  expect((await lan(api.listStaff, {})).staff).toContainEqual(
    expect.objectContaining({ user: 'moi4', disabled: true }),
  )
})
