import { expect, test } from 'vitest'
import type { ExtractPerson } from '../../../contract/sync/extract.ts'
import { differencesOf, fillOf, numberToLookUp } from './extractFill.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { blankFields } from './fields.ts'

const person: ExtractPerson = {
  idNumber: '001190004821',
  oldIdNumber: '012345678',
  fullName: 'Đặng Thị Ngọc Dung',
  birthDate: '1990-09-08',
  sex: 'female',
  residence: 'Số 7 ngõ 15 phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu',
  household: null,
}
const today = '2026-11-22' as CivilDate // a day there is
const form = { ...blankFields(today, null, 'declaration'), idKind: 'can-cuoc', idNumber: person.idNumber }
const filled = { ...form, ...fillOf(person, form) }

test('a number is looked up when it is complete, and never that of a passport', () => {
  expect(numberToLookUp({ idKind: 'cccd', idNumber: '001190004821' })).toBe('001190004821')
  expect(numberToLookUp({ idKind: 'cmnd', idNumber: '012345678' })).toBe('012345678')
  expect(numberToLookUp({ idKind: 'cccd', idNumber: '00119000482' })).toBeNull()
  expect(numberToLookUp({ idKind: 'passport', idNumber: '012345678' })).toBeNull()
})

test('an empty form is filled; what stands in it already stays', () => {
  expect(filled).toMatchObject({
    fullName: 'Đặng Thị Ngọc Dung',
    birthDate: '08/09/1990',
    sex: 'female',
    oldIdNumber: '012345678',
  })
  expect(fillOf(person, { ...form, fullName: 'Đặng' })).not.toHaveProperty('fullName')
  const byOld = fillOf(person, { ...form, idKind: 'cmnd', idNumber: '012345678' })
  expect(byOld).not.toHaveProperty('oldIdNumber')
})

test('what a card says otherwise is told; another spelling of the same is not', () => {
  expect(differencesOf(person, filled)).toEqual([])
  const card = { ...filled, residence: '7 Ngõ 15, phố Thử Nghiệm, Ví Dụ, TP. Mẫu', birthDate: '8/9/1990' }
  expect(differencesOf(person, card)).toEqual([])
  const other = { ...filled, fullName: 'Đặng Thị Ngọc Dũng', sex: 'male', birthDate: '09/08/1990' }
  expect(differencesOf(person, other)).toEqual(['fullName', 'birthDate', 'sex'])
})
