import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { personAt, refusalOf } from './testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from './testing/staffed-office.ts'

let ward: StaffedOffice
beforeAll(async () => {
  ward = await staffedOffice()
})
afterAll(() => ward.close())

const file = (name: string) => join(ward.ports.dataDir, name)
/** `/dev/full` refuses every byte with ENOSPC, as a full disk does. */
const fillUp = (name: string) => symlinkSync('/dev/full', file(`${name}.new`))

test('on a full disk a person still signs in: the ballast makes room for the count of wrong tries', async () => {
  writeFileSync(file('ballast'), Buffer.alloc(1024))
  fillUp('attempts.json')
  const { user, password } = colleagues.clerk
  await personAt(ward.office())(api.signIn, { body: { user, password } })
  expect(statSync(file('ballast')).size).toBe(0)
  expect(existsSync(file('attempts.json.new'))).toBe(false)
})

test('wrong tries count also while they cannot be written', async () => {
  const { user } = colleagues.police
  const wrong = () =>
    refusalOf(personAt(ward.office())(api.signIn, { body: { user, password: 'sai-mat-khau' } }))
  rmSync(file('attempts.json'), { force: true })
  mkdirSync(file('attempts.json'))
  const left = []
  for (let tries = 0; tries < 4; tries++) left.push((await wrong()).data)
  expect(existsSync(file('attempts.json.new'))).toBe(false)
  expect(left).toEqual([{ left: 4 }, { left: 3 }, { left: 2 }, { left: 1 }])
})

test('a full disk is said to be full, whatever file it was noticed at, and leaves what was there', async () => {
  const lan = await ward.as('administrator')
  const before = readFileSync(file('keys.json'), 'utf8')
  fillUp('keys.json')
  const member = {
    user: 'moi',
    fullName: 'Nguyễn Thị Mới',
    roles: ['clerk' as const],
    password: 'mat-khau-moi',
    pin: null,
  }
  expect(await refusalOf(lan(api.addStaff, { body: member }))).toMatchObject({
    code: 'disk-full',
    status: 507,
  })
  expect(readFileSync(file('keys.json'), 'utf8')).toBe(before)
  expect(existsSync(file('keys.json.new'))).toBe(false)
  expect(await lan(api.addStaff, { body: member })).toMatchObject({ user: 'moi' })
})
