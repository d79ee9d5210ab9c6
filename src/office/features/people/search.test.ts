import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { rebuildEqualsLive } from '../../journal/testing/ledger.ts'
import { application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let clerk: Call
let dung: Case
beforeAll(async () => {
  ward = await staffedOffice()
  clerk = await ward.as('clerk')
  await register({ fullName: 'Đặng Văn Dũng', idNumber: '001090004444', phone: null })
  dung = await register({
    fullName: 'Đặng Thị Ngọc Dung',
    idNumber: '001190004821',
    oldIdNumber: '012345678',
    phone: '0912 345 678',
  })
  await register({
    fullName: 'Nguyễn Thị Đoan',
    idNumber: 'C1234567',
    idKind: 'passport',
    phone: '0987.000.111',
  })
})
afterAll(() => ward.close())

function register(applicant: NonNullable<Parameters<typeof application>[1]>['applicant']) {
  const wishes = applicant ? { applicant } : {}
  return clerk(api.registerCase, { body: application(ward.ports.clock.now(), wishes) })
}
const names = async (text: string, limit = 20) =>
  (await clerk(api.searchPeople, { body: { text, limit } })).hits.map(({ fullName }) => fullName)

describe('everybody is found', () => {
  test.each([
    'Đặng Thị Ngọc Dung',
    'dang thi ngoc dung',
    'dung ngọc',
    'NGOC DANG',
    'dặng ngọc',
    'đă ngo',
    '  ngoc   dung ',
    'Ngọc Dung'.normalize('NFD'),
    '001190004821',
    '001 190 004 821',
    '0011900048',
    '4821',
    '821',
    '012345678',
    '0912345678',
    '0912.345.678',
    '+84 912 345 678',
    '0912345',
  ])('by “%s”', async (text) => {
    expect(await names(text)).toEqual(['Đặng Thị Ngọc Dung'])
  })

  test('by case number and by how it begins', async () => {
    expect(await names(dung.number)).toEqual(['Đặng Thị Ngọc Dung'])
    expect(await names(dung.number.toLowerCase())).toEqual(['Đặng Thị Ngọc Dung'])
    expect(await names(dung.number.slice(0, 10))).toHaveLength(3)
  })

  test('by passport number', async () => {
    expect(await names('c1234567')).toEqual(['Nguyễn Thị Đoan'])
  })

  test('as each letter is typed, never losing whom the whole name finds', async () => {
    const typed = 'dang thi ngoc dung'
    for (let end = 1; end <= typed.length; end += 1)
      expect(await names(typed.slice(0, end)), typed.slice(0, end)).toContain('Đặng Thị Ngọc Dung')
  })

  test('newest first, and no more than were asked for', async () => {
    expect(await names('dang')).toEqual(['Đặng Thị Ngọc Dung', 'Đặng Văn Dũng'])
    expect(await names('dang', 1)).toEqual(['Đặng Thị Ngọc Dung'])
    expect(await names('')).toHaveLength(3)
  })
})

test('nobody is found by what nobody has', async () => {
  for (const text of ['khong co ai', '999999', 'dungx', '%', "' OR 1=1 --", '*'.repeat(100)])
    expect(await names(text)).not.toContain('Đặng Thị Ngọc Dung')
  expect((await refusalOf(names('x'.repeat(101)))).data).toEqual({ fields: 'text' })
})

describe('a person who came back with a new card and a new name', () => {
  test('is found by everything they were known by, also after a restart, and rebuilding gives the same', async () => {
    const first = await register({ fullName: 'Tạ Thị Quýt', idNumber: '012888777', idKind: 'cmnd' })
    const { personId } = first.applicant
    const again = (applicant: object) =>
      clerk(api.registerCase, {
        body: { ...application(ward.ports.clock.now(), { applicant }), personId },
      })
    await again({ fullName: 'Tạ Thị Cam', idNumber: '001190888777', birthDate: '1990' })
    const last = await again({ fullName: 'Tạ Thị Cam', idNumber: 'Đ7654321', idKind: 'other' })
    expect(last.applicant.personId).toBe(personId)
    const isFound = async () => {
      for (const text of ['012888777', '0128887', '001190888777', '8777', 'đ765', 'ta quyt', 'Tạ Thị Cam'])
        expect(await names(text), text).toEqual(['Tạ Thị Cam'])
    }
    await isFound()
    const nobody = { fullName: 'Không Ai', birthDate: '1950', oldIdNumber: null, idNumber: '000000000000' }
    const why = async (wishes: object) => {
      const { candidates } = await clerk(api.findDuplicates, { body: { ...nobody, ...wishes } })
      return candidates.map((one) => [one.personId, one.why])
    }
    expect(await why({ idNumber: '012888777' })).toEqual([[personId, 'old-number']])
    expect(await why({ idNumber: '001190888777' })).toEqual([[personId, 'old-number']])
    expect(await why({ fullName: 'Ta Thi Quyt', birthDate: '1990' })).toEqual([
      [personId, 'same-name-and-birth'],
    ])
    const { person } = await clerk(api.readPerson, { params: { personId } })
    expect(person).toMatchObject({ idNumber: 'Đ7654321', oldIdNumber: '001190888777' })
    const store = ward.office().core.desk()?.store
    expect(store && rebuildEqualsLive(store)).toBe(true)
    await ward.restart()
    clerk = await ward.as('clerk')
    await isFound()
  })
})

test('a person whose name was corrected is found by the new name, also after a restart', async () => {
  const returned = await caseUntil(ward, 'returned', {
    applicant: { fullName: 'Phan Thị Khánh', idNumber: '092188001357' },
  })
  const applicant = { ...returned.applicant, fullName: 'Phan Thị Khanh Vân' }
  await clerk(api.completeCase, {
    params: returned,
    body: {
      ...application(ward.ports.clock.now(), { applicant }),
      actId: randomUUID(),
      version: returned.version,
    },
  })
  expect(await names('khanh van')).toEqual(['Phan Thị Khanh Vân'])
  expect(await names('phan')).toEqual(['Phan Thị Khanh Vân'])
  await ward.restart()
  clerk = await ward.as('clerk')
  expect(await names('khanh van')).toEqual(['Phan Thị Khanh Vân'])
  expect(await names('dung ngoc')).toEqual(['Đặng Thị Ngọc Dung'])
})
