import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { personAt, refusalOf, signedIn } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

const day = 86_400_000
const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as object

let ward: StaffedOffice
let lan: Call
beforeEach(async () => {
  ward = await staffedOffice()
  lan = await ward.as('administrator')
})
afterEach(() => ward.close())

const first = (user: string) => `lan-dau-${user}`
const own = (user: string) => `rieng-cua-${user}`

/** An administrator's account made by somebody else, who told its first password. */
async function made(by: Call, user: string): Promise<void> {
  const account = { user, fullName: `Bùi Thị ${user}`, roles: ['administrator' as const], pin: null }
  await by(api.addStaff, { body: { ...account, password: first(user) } })
}

/** The person signs in with the first password and makes one of their own. */
async function taken(user: string): Promise<Call> {
  const person = await signedIn(ward.office(), user, first(user))
  await person(api.changePassword, { body: { current: first(user), next: own(user) } })
  return person
}

const named = () => ({ params: { pack: 'mau', version: '1' }, body: { actId: randomUUID() } })
const agree = (who: Call) => who(api.approvePolicy, named())

async function received(): Promise<void> {
  const effectiveFrom = dateAt(ward.ports.clock.now())
  const text = JSON.stringify({ ...shipped, id: 'mau', effectiveFrom })
  await lan(api.receivePolicy, { body: { text } })
}

async function later(ms: number): Promise<void> {
  ward.ports.clock.advance(ms)
  lan = await ward.as('administrator')
}

test('an account made today by the first administrator is not a second person, in either order', async () => {
  await made(lan, 'kiet')
  const kiet = await taken('kiet')
  await received()
  await agree(kiet)
  const problem = await refusalOf(agree(lan))
  expect(problem.code).toBe('only-two-administrators')
  expect(problem.detail).toContain('Phường mới chỉ có hai quản trị')
  expect(problem.detail).toContain('Bùi Thị kiet do Vũ Ngọc Lan lập')
  await later(3 * day + 60_000)
  expect((await agree(lan)).state).toBe('ready')
})

test('an account whose first password is still the one another knows does not sign, however old', async () => {
  await made(lan, 'kiet')
  await later(10 * day)
  await received()
  await agree(lan)
  const kiet = await signedIn(ward.office(), 'kiet', first('kiet'))
  expect(await refusalOf(agree(kiet))).toMatchObject({ code: 'signer-password-not-own' })
  await kiet(api.changePassword, { body: { current: first('kiet'), next: own('kiet') } })
  expect((await agree(kiet)).state).toBe('ready')
})

test('two accounts that one person made today are not two people, nor one made by the other', async () => {
  await made(lan, 'kiet')
  await made(lan, 'binh')
  const [kiet, binh] = [await taken('kiet'), await taken('binh')]
  await received()
  await agree(kiet)
  expect(await refusalOf(agree(binh))).toMatchObject({ code: 'signer-too-new' })
  await made(kiet, 'chi')
  expect(await refusalOf(agree(await taken('chi')))).toMatchObject({ code: 'signer-too-new' })
})

test('an account that somebody else made today is another person than the first', async () => {
  await made(lan, 'kiet')
  const kiet = await taken('kiet')
  await later(4 * day)
  await made(await signedIn(ward.office(), 'kiet', own('kiet')), 'binh')
  const binh = await taken('binh')
  await received()
  await agree(lan)
  expect((await agree(binh)).state).toBe('ready')
  expect(kiet).toBeDefined()
})

test('a password set by the recovery code is nobody’s own for three days, and until it is changed', async () => {
  await made(lan, 'kiet')
  await taken('kiet')
  await later(10 * day)
  await received()
  await agree(lan)
  const body = { recoveryCode: ward.recoveryCode, user: 'kiet', newPassword: first('kiet') }
  await personAt(ward.office())(api.recoverOffice, { body })
  const again = await signedIn(ward.office(), 'kiet', first('kiet'))
  expect(await refusalOf(agree(again))).toMatchObject({ code: 'signer-password-not-own' })
  await again(api.changePassword, { body: { current: first('kiet'), next: own('kiet') } })
  expect(await refusalOf(agree(again))).toMatchObject({ code: 'signer-just-recovered' })
  await later(3 * day + 60_000)
  expect((await agree(await signedIn(ward.office(), 'kiet', own('kiet')))).state).toBe('ready')
})

test('setting the clock does not make an account old', async () => {
  ward.ports.clock.jump(-9 * day)
  lan = await ward.as('administrator')
  await made(lan, 'kiet')
  const kiet = await taken('kiet')
  ward.ports.clock.jump(9 * day)
  lan = await ward.as('administrator')
  await received()
  await agree(lan)
  const again = await signedIn(ward.office(), 'kiet', own('kiet'))
  expect((await refusalOf(agree(again))).code).toBe('only-two-administrators')
  ward.ports.clock.jump(9 * day)
  expect((await refusalOf(agree(again))).code).toBe('only-two-administrators')
  expect(kiet).toBeDefined()
})
