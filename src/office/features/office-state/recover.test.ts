import { afterEach, beforeEach, expect, test } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
import { personAt, refusalOf, signedIn } from '../../testing/person.ts'
import { colleagues, founding, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
beforeEach(async () => {
  ward = await staffedOffice()
})
afterEach(() => ward.close())

const { administrator, clerk } = colleagues
const recover = (recoveryCode: string, user: string = administrator.user, newPassword = 'mat-khau-moi') =>
  personAt(ward.office())(api.recoverOffice, { body: { recoveryCode, user, newPassword } })

test('everybody forgot their password: the code from the envelope opens the locked store, nothing is lost', async () => {
  await ward.restart()
  const { recoveryCode } = await recover(ward.recoveryCode)
  expect(recoveryCode).toMatch(/^[2-9A-Z]{5}(-[2-9A-Z]{5}){5}$/)
  const lan = await signedIn(ward.office(), administrator.user, 'mat-khau-moi')
  expect((await lan(api.listStaff, {})).staff).toHaveLength(Object.keys(colleagues).length)
  expect((await lan(api.readOffice, {})).alarms).toMatchObject([{ alarm: 'recovery-code-used' }])
  const old = personAt(ward.office())(api.signIn, { body: administrator })
  expect((await refusalOf(old)).code).toBe('wrong-password')
})

test('the code is read as people type it, and works once; the next one is the answer', async () => {
  const typed = ` ${ward.recoveryCode.toLowerCase().replaceAll('-', ' ')} `
  const { recoveryCode } = await recover(typed, clerk.user)
  expect((await refusalOf(recover(ward.recoveryCode))).code).toBe('wrong-recovery-code')
  await recover(recoveryCode)
})

test('a lost code is replaced by the administrator: the new one opens, the old one no longer', async () => {
  const lan = await ward.as('administrator')
  const replace = (password: string) => lan(api.replaceRecoveryCode, { body: { password } })
  expect((await refusalOf(replace('sai-mat-khau'))).code).toBe('wrong-password')
  const { recoveryCode } = await replace(administrator.password)
  expect((await lan(api.readOffice, {})).alarms).toMatchObject([{ alarm: 'recovery-code-replaced' }])
  await ward.restart()
  expect((await refusalOf(recover(ward.recoveryCode))).code).toBe('wrong-recovery-code')
  await recover(recoveryCode)
})

test('a colleague whose password was recovered is signed out everywhere, and waits no longer', async () => {
  const mai = await ward.as('clerk')
  const signIn = () => personAt(ward.office())(api.signIn, { body: { user: clerk.user, password: 'sai' } })
  for (let n = 0; n < 5; n += 1) await refusalOf(signIn())
  await recover(ward.recoveryCode, clerk.user)
  expect((await refusalOf(mai(api.listDrafts, {}))).code).toBe('not-signed-in')
  await signedIn(ward.office(), clerk.user, 'mat-khau-moi')
})

test('a wrong code costs a try; too many have to wait', async () => {
  const wrong = ward.recoveryCode.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
  const left: unknown[] = []
  for (let n = 0; n < 5; n += 1) left.push((await refusalOf(recover(wrong))).data?.left)
  expect(left).toEqual([4, 3, 2, 1, 0])
  expect((await refusalOf(recover(ward.recoveryCode))).code).toBe('locked-out')
  ward.ports.clock.advance(31_000)
  await recover(ward.recoveryCode)
})

test('the code gives no account to somebody who has none, and no weak password', async () => {
  expect((await refusalOf(recover(ward.recoveryCode, 'khachla'))).code).toBe('unknown-user')
  expect((await refusalOf(recover(ward.recoveryCode, clerk.user, '123'))).code).toBe('weak-secret')
  await recover(ward.recoveryCode)
})

test('an office that is set up is not set up again', async () => {
  const again = () => personAt(ward.office())(api.establishOffice, { body: founding })
  expect((await refusalOf(again())).code).toBe('office-already-set-up')
  await ward.restart()
  expect((await refusalOf(again())).code).toBe('office-already-set-up')
})
