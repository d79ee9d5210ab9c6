import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
import { openOffice } from '../../office.ts'
import { personAt, refusalOf, signedIn } from '../../testing/person.ts'
import { temporaryFolder, testPorts } from '../../testing/ports.ts'
import { colleagues, founding, staffedOffice } from '../../testing/staffed-office.ts'

const { administrator, clerk } = colleagues
const establish = (office: Parameters<typeof personAt>[0]) =>
  personAt(office)(api.establishOffice, { body: founding })
const stateOf = (office: Parameters<typeof personAt>[0]) => personAt(office)(api.readOffice, {})

test('a new office is set up once, signs its administrator in and gives a recovery code', async () => {
  const office = await openOffice(testPorts())
  const { recoveryCode } = await establish(office)
  expect(recoveryCode).toMatch(/^([2-9A-Z]{5}-){5}[2-9A-Z]{5}$/)
  const lan = await signedIn(office, administrator.user, administrator.password)
  expect(await lan(api.readOffice, {})).toMatchObject({
    state: 'open',
    session: { roles: ['administrator'] },
  })
  await office.close()
})

test('set-up pressed twice makes one office, whose key is the one on disk', async () => {
  const ports = testPorts()
  const office = await openOffice(ports)
  const outcomes = await Promise.allSettled([establish(office), establish(office)])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await office.close()
  const again = await openOffice(ports)
  await signedIn(again, administrator.user, administrator.password)
  await again.close()
})

test.each([
  ['a weak password', { password: '1234567' }, 'weak-secret'],
  ['no name', { fullName: ' ' }, 'invalid-input'],
  ['a user name that is none', { user: 'Quản trị' }, 'invalid-input'],
])('%s sets nothing up', async (_, change, code) => {
  const office = await openOffice(testPorts())
  const body = { ...founding, administrator: { ...founding.administrator, ...change } }
  expect((await refusalOf(personAt(office)(api.establishOffice, { body }))).code).toBe(code)
  expect((await stateOf(office)).state).toBe('new')
  await office.close()
})

test('a set-up that was killed in the middle can be done again; what it left is kept aside', async () => {
  const ports = testPorts()
  const first = await openOffice(ports)
  await establish(first)
  await first.close()
  // As the folder looks when the process dies before the last step.
  writeFileSync(join(ports.dataDir, 'founding'), '')
  const again = await openOffice(ports)
  expect((await stateOf(again)).state).toBe('new')
  const signIn = personAt(again)(api.signIn, { body: founding.administrator })
  expect((await refusalOf(signIn)).code).toBe('office-not-set-up')
  await establish(again)
  await signedIn(again, administrator.user, administrator.password)
  const aside = readdirSync(ports.dataDir).find((name) => name.startsWith('unfinished-')) ?? ''
  expect(readdirSync(join(ports.dataDir, aside))).toEqual(expect.arrayContaining(['keys.json', 'quay.db']))
  await again.close()
})

test('a folder whose key slots are unreadable says so; nothing is set up over it', async () => {
  const ward = await staffedOffice()
  await ward.close()
  writeFileSync(join(ward.ports.dataDir, 'keys.json'), '{"version":1,"slo')
  const office = await openOffice(ward.ports)
  expect(await stateOf(office)).toMatchObject({
    state: 'unusable',
    problem: { code: 'damaged-database', detail: expect.stringContaining('keys.json') },
  })
  const signIn = personAt(office)(api.signIn, { body: { user: clerk.user, password: clerk.password } })
  expect((await refusalOf(signIn)).code).toBe('damaged-database')
  expect((await refusalOf(establish(office))).code).toBe('damaged-database')
  await office.close()
})

test('an unreadable count of wrong tries keeps nobody out', async () => {
  const ward = await staffedOffice()
  writeFileSync(join(ward.ports.dataDir, 'attempts.json'), 'x')
  await ward.restart()
  await ward.as('clerk')
  await ward.close()
})

test('a key of the operating system that fits no more gives way to the password, and is kept anew', async () => {
  const ward = await staffedOffice({
    ...testPorts(),
    secrets: { wrap: async (secret) => secret, unwrap: async (wrapped) => wrapped },
  })
  const { dataDir } = ward.ports
  await ward.restart()
  expect((await stateOf(ward.office())).state).toBe('open')
  await ward.office().close()
  writeFileSync(join(dataDir, 'start.key'), Buffer.alloc(32, 7))
  const office = await openOffice(ward.ports)
  expect((await stateOf(office)).state).toBe('locked')
  expect(existsSync(join(dataDir, 'start.key'))).toBe(false)
  await signedIn(office, clerk.user, clerk.password)
  await office.close()
  const last = await openOffice(ward.ports)
  expect((await stateOf(last)).state).toBe('open')
  await last.close()
})

test('key slots of another office open nothing and harm nothing', async () => {
  const [own, foreign] = [testPorts(), testPorts()]
  for (const ports of [own, foreign]) {
    const office = await openOffice(ports)
    await establish(office)
    await office.close()
  }
  const slotsIn = (folder: string) => join(folder, 'keys.json')
  const kept = slotsIn(temporaryFolder())
  cpSync(slotsIn(own.dataDir), kept)
  cpSync(slotsIn(foreign.dataDir), slotsIn(own.dataDir))
  const office = await openOffice(own)
  const { user, password } = administrator
  const signIn = () => personAt(office)(api.signIn, { body: { user, password } })
  expect((await refusalOf(signIn())).code).toBe('wrong-key')
  cpSync(kept, slotsIn(own.dataDir))
  expect((await signIn()).user).toBe(user)
  await office.close()
})
