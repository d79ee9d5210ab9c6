import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import { issuingIn } from '../office/signing/testing/issuing.ts'
import { act, caseUntil } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let sealer: Call
let administrator: Call
const password = 'mở khóa'

beforeAll(async () => {
  ward = await wardWithCity()
  ;[sealer, administrator] = await Promise.all([ward.as('sealer'), ward.as('administrator')])
  await sealer(api.sendNow, {})
  const { folder, issue } = issuingIn(temporaryFolder())
  issue('dau', 'p256')
  const asked = '-export -inkey dau.key -in dau.pem -certfile root.pem -out dau.p12 -passout'
  execFileSync('openssl', ['pkcs12', ...asked.split(' '), `pass:${password}`], { cwd: folder })
  const file = readFileSync(join(folder, 'dau.p12')).toString('base64')
  await administrator(api.chooseKeyFile, { body: { file, password } })
})
afterAll(() => ward.close())

const unlock = (secret: string) => sealer(api.unlockSeal, { body: { secret } })
const pinTry = async () => {
  const approved = await caseUntil(ward, 'approved')
  const body = { ...act(approved), pin: '111222' }
  return refusalOf(sealer(api.sealCase, { params: approved, body }))
}

test('the right password of the certificate gives nobody new tries at the PIN', async () => {
  const left = []
  for (let tries = 0; tries < 4; tries++) {
    left.push((await pinTry()).data)
    await unlock(password)
  }
  expect(left).toEqual([{ left: 4 }, { left: 3 }, { left: 2 }, { left: 1 }])
  await pinTry()
  expect((await pinTry()).code).toBe('locked-out')
  await unlock(password)
  expect((await pinTry()).code).toBe('locked-out')
})

test('wrong passwords of the certificate count by themselves, until an administrator ends the waiting', async () => {
  const { user } = colleagues.sealer
  await administrator(api.unlockStaff, { params: { user } })
  const details = []
  for (let tries = 0; tries < 5; tries++) details.push((await refusalOf(unlock('sai'))).data)
  expect(details.at(-1)).toEqual({ detail: 'sai mật khẩu, còn 0 lần thử' })
  expect((await refusalOf(unlock(password))).code).toBe('locked-out')
  expect((await pinTry()).data).toEqual({ left: 4 })
  await administrator(api.unlockStaff, { params: { user } })
  await unlock(password)
})
