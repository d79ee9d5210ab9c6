import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
import { personAt, refusalOf, signedIn } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
beforeEach(async () => {
  ward = await staffedOffice()
})
afterEach(() => ward.close())

const { clerk, police, administrator } = colleagues
const tryPassword = (password: string, user = clerk.user) =>
  refusalOf(personAt(ward.office())(api.signIn, { body: { user, password } }))

async function spendAllTries() {
  for (let n = 0; n < 5; n += 1) await tryPassword('sai-mat-khau')
}

describe('a wrong password', () => {
  test('says how many tries are left: four, three, two, one, none, and then how long to wait', async () => {
    const left: unknown[] = []
    for (let n = 0; n < 5; n += 1) {
      const { code, data } = await tryPassword('sai-mat-khau')
      left.push([code, data?.left])
    }
    expect(left).toEqual([4, 3, 2, 1, 0].map((tries) => ['wrong-password', tries]))
    expect(await tryPassword(clerk.password)).toMatchObject({ code: 'locked-out', data: { seconds: 30 } })
  })

  test('makes each further wait twice as long, up to a quarter of an hour', async () => {
    await spendAllTries()
    const waits: number[] = []
    for (let n = 0; n < 7; n += 1) {
      const { data } = await tryPassword('sai-mat-khau')
      waits.push(Number(data?.seconds))
      ward.ports.clock.advance(Number(data?.seconds) * 1000)
      expect((await tryPassword('sai-mat-khau')).code).toBe('wrong-password')
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
  })

  test('is not forgiven by moving the clock of the PC', async () => {
    await spendAllTries()
    ward.ports.clock.jump(365 * 86_400_000)
    expect((await tryPassword(clerk.password)).code).toBe('locked-out')
    ward.ports.clock.advance(31_000)
    await signedIn(ward.office(), clerk.user, clerk.password)
  })

  test('still counts after the program was closed and opened, and while the store is still locked', async () => {
    await tryPassword('sai-mat-khau')
    await ward.restart()
    expect(await tryPassword('sai-mat-khau')).toMatchObject({ data: { left: 3 } })
    await signedIn(ward.office(), police.user, police.password)
    expect(await tryPassword('sai-mat-khau')).toMatchObject({ data: { left: 2 } })
    await ward.restart()
    expect(await tryPassword('sai-mat-khau')).toMatchObject({ data: { left: 1 } })
  })

  test('begins its whole wait anew after a restart of the PC', async () => {
    await spendAllTries()
    ward.ports.clock.advance(20_000)
    ward.ports.clock.off(0)
    await ward.restart()
    expect(await tryPassword(clerk.password)).toMatchObject({ code: 'locked-out', data: { seconds: 30 } })
  })

  test('is counted although twenty come at the same moment', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () => (await tryPassword('sai-mat-khau')).code),
    )
    expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(5)
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(15)
  })

  test('is forgotten after the right one', async () => {
    await tryPassword('sai-mat-khau')
    await signedIn(ward.office(), clerk.user, clerk.password)
    expect(await tryPassword('sai-mat-khau')).toMatchObject({ data: { left: 4 } })
  })

  test('of one person does not lock another out', async () => {
    await spendAllTries()
    await signedIn(ward.office(), police.user, police.password)
  })
})

test('the administrator ends the wait of a colleague', async () => {
  await spendAllTries()
  const lan = await signedIn(ward.office(), administrator.user, administrator.password)
  await lan(api.unlockStaff, { params: { user: clerk.user } })
  await signedIn(ward.office(), clerk.user, clerk.password)
})

test('nobody without an account gets in, and asking costs nobody a try', async () => {
  expect((await tryPassword('mat-khau-gi-do', 'khachla')).code).toBe('unknown-user')
  await ward.restart()
  expect((await tryPassword('mat-khau-gi-do', 'khachla')).code).toBe('unknown-user')
})

test('a closed account signs in no more, is signed out at once, and does not open the store', async () => {
  const mai = await ward.as('clerk')
  const lan = await ward.as('administrator')
  await lan(api.disableStaff, { params: { user: clerk.user } })
  expect((await refusalOf(mai(api.listQueue, { query: {} }))).code).toBe('not-signed-in')
  expect((await tryPassword(clerk.password)).code).toBe('unknown-user')
  await ward.restart()
  expect((await tryPassword(clerk.password)).code).toBe('unknown-user')
  const { state, staff } = await personAt(ward.office())(api.readOffice, {})
  expect(state).toBe('locked')
  expect(staff.map(({ user }) => user)).not.toContain(clerk.user)
})

test('the first sign-in of the day opens the store; until then there are user names but no names', async () => {
  await ward.restart()
  const anyone = personAt(ward.office())
  const before = await anyone(api.readOffice, {})
  expect(before).toMatchObject({ state: 'locked', ward: null, session: null, alarms: [] })
  expect(before.staff.map(({ user, fullName }) => [user, fullName])).toContainEqual([clerk.user, null])
  await anyone(api.signIn, { body: { user: clerk.user, password: clerk.password } })
  expect(await anyone(api.readOffice, {})).toMatchObject({
    state: 'open',
    ward: { code: '39901', name: 'Phường Ví Dụ' },
    session: { user: clerk.user, fullName: clerk.fullName, roles: ['clerk'], locked: false, hasPin: false },
  })
})

test('two colleagues who sign in at the same moment both get in, and the store is opened once', async () => {
  await ward.restart()
  const [mai, hung] = await Promise.all([ward.as('clerk'), ward.as('police')])
  expect((await mai(api.listQueue, { query: {} })).items).toEqual([])
  expect((await hung(api.listQueue, { query: {} })).items).toEqual([])
})

describe('the idle lock', () => {
  const formId = '0191e8a0-0000-7000-8000-000000000001'
  const form = { form: 'registration', fields: { fullName: 'Đặng Thị' }, focus: 'fullName' }

  test('keeps session and form; the password brings both back', async () => {
    const mai = await ward.as('clerk')
    await mai(api.saveDraft, { params: { draftId: formId }, body: form })
    ward.ports.clock.advance(15 * 60_000 + 1)
    expect((await refusalOf(mai(api.listQueue, { query: {} }))).code).toBe('session-locked')
    expect((await mai(api.readOffice, {})).session).toMatchObject({ user: clerk.user, locked: true })
    const wrong = await refusalOf(mai(api.unlockSession, { body: { password: 'sai' } }))
    expect(wrong).toMatchObject({ code: 'wrong-password', data: { left: 4 } })
    expect((await refusalOf(mai(api.listQueue, { query: {} }))).code).toBe('session-locked')
    expect(await mai(api.unlockSession, { body: { password: clerk.password } })).toMatchObject({
      locked: false,
    })
    expect((await mai(api.listDrafts, {})).drafts).toMatchObject([form])
  })

  test('comes although a page asks for news all the time, and not while somebody works', async () => {
    const mai = await ward.as('clerk')
    for (let minute = 0; minute < 30; minute += 10) {
      ward.ports.clock.advance(10 * 60_000)
      await mai(api.saveDraft, { params: { draftId: formId }, body: form })
    }
    ward.ports.clock.advance(10 * 60_000)
    await mai(api.listQueue, { query: {} })
    ward.ports.clock.advance(6 * 60_000)
    expect((await refusalOf(mai(api.listQueue, { query: {} }))).code).toBe('session-locked')
  })

  test('does not come because the clock of the PC was set', async () => {
    const mai = await ward.as('clerk')
    ward.ports.clock.jump(10 * 365 * 86_400_000)
    await mai(api.listQueue, { query: {} })
  })

  test('can be asked for, and whoever leaves for good signs out', async () => {
    const mai = await ward.as('clerk')
    await mai(api.lockSession, {})
    expect((await refusalOf(mai(api.listDrafts, {}))).code).toBe('session-locked')
    await mai(api.signOut, {})
    expect((await refusalOf(mai(api.listDrafts, {}))).code).toBe('not-signed-in')
    expect((await refusalOf(mai(api.unlockSession, { body: { password: clerk.password } }))).code).toBe(
      'not-signed-in',
    )
  })
})

test('a changed password opens session and store, the old one no longer; other windows are signed out', async () => {
  const mai = await ward.as('clerk')
  const elsewhere = await ward.as('clerk')
  const change = (current: string, next: string) => mai(api.changePassword, { body: { current, next } })
  expect((await refusalOf(change('sai', 'mat-khau-moi'))).data).toEqual({ left: 4 })
  expect((await refusalOf(change(clerk.password, 'ngan'))).code).toBe('weak-secret')
  expect((await refusalOf(change(clerk.password, 'aaaaaaaaaa'))).code).toBe('weak-secret')
  await change(clerk.password, 'mật khẩu mới')
  await mai(api.listDrafts, {})
  expect((await refusalOf(elsewhere(api.listDrafts, {}))).code).toBe('not-signed-in')
  await ward.restart()
  expect((await tryPassword(clerk.password)).code).toBe('wrong-password')
  await signedIn(ward.office(), clerk.user, 'mật khẩu mới'.normalize('NFD'))
})
