import { mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Role } from '../../../domain/roles.ts'
import { openSlot, readSlots } from '../../database/key-slots.ts'
import { refusalOf, signedIn } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { staffMember } from './read.ts'
import { addStaff, disableStaff } from './write.ts'

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
  await close('quantri2')
  expect((await refusalOf(close('khongai'))).code).toBe('not-found')
  expect((await refusalOf(lan(api.unlockStaff, { params: { user: 'khongai' } }))).code).toBe('not-found')
})

test.each(['area-police', 'ward-official', 'ward-police'] as const)(
  'who keeps the accounts is not also %s',
  async (role) => {
    const both = member('kiemca', { roles: ['administrator', role] })
    expect(await refusalOf(lan(api.addStaff, both))).toMatchObject({ code: 'role-conflict', status: 422 })
  },
)

describe('while the second copy cannot be written', () => {
  const actor = { user: colleagues.administrator.user, role: 'administrator', session: '-' } as const

  /** The desk right after it was opened, before anybody's sign-in is written; `free` lets the copy be written again. */
  async function blocked() {
    await ward.restart()
    const { core } = ward.office()
    const slot = core.slots().find(({ user }) => user === colleagues.administrator.user)
    const key = slot && (await openSlot(slot, colleagues.administrator.password))
    if (!key) throw new Error('no key')
    const desk = await core.open(key)
    const folder = join(ward.ports.dataDir, 'journal')
    const file = join(folder, readdirSync(folder).findLast((name) => name.endsWith('.psl')) ?? '-')
    renameSync(file, `${file}.away`)
    mkdirSync(file)
    const free = () => {
      rmdirSync(file)
      renameSync(`${file}.away`, file)
    }
    return { desk, free }
  }

  test('a new colleague has password and PIN; asking again confirms it', async () => {
    const { body } = member('moi5', { pin: '258036' })
    const { desk, free } = await blocked()
    const refused = { code: 'copy-not-written' }
    await expect(addStaff(desk, actor, body)).rejects.toMatchObject(refused)
    await expect(addStaff(desk, actor, body)).rejects.toMatchObject(refused)
    expect(staffMember(desk.store, 'moi5')).toMatchObject({ hasPin: true, disabled: false })
    free()
    await addStaff(desk, actor, body)
    await signedIn(ward.office(), 'moi5', body.password)
    const another = addStaff(desk, actor, { ...body, password: 'mat-khau-khac' })
    await expect(another).rejects.toMatchObject({ code: 'user-exists' })
  })

  test('a closed account loses its key all the same; asking again confirms it', async () => {
    const { desk, free } = await blocked()
    await expect(disableStaff(desk, actor, 'moi5')).rejects.toMatchObject({ code: 'copy-not-written' })
    expect(readSlots(ward.ports.dataDir).map(({ user }) => user)).not.toContain('moi5')
    free()
    await disableStaff(desk, actor, 'moi5')
    lan = await ward.as('administrator')
  })

  test('whose account is closed is signed out, however it was closed', async () => {
    await lan(api.addStaff, member('moi6'))
    const moi6 = await signedIn(ward.office(), 'moi6', 'mat-khau-moi')
    const desk = ward.office().core.desk()
    if (!desk) throw new Error('closed')
    await disableStaff(desk, actor, 'moi6')
    expect((await refusalOf(moi6(api.listDrafts, {}))).code).toBe('not-signed-in')
  })
})

test('a closed account keeps its name, which nobody gets again', async () => {
  await lan(api.addStaff, member('moi4'))
  await lan(api.disableStaff, { params: { user: 'moi4' } })
  expect((await refusalOf(lan(api.addStaff, member('moi4')))).code).toBe('user-exists')
  expect((await lan(api.listStaff, {})).staff).toContainEqual(
    expect.objectContaining({ user: 'moi4', disabled: true }),
  )
})
