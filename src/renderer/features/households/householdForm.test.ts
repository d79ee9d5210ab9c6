import { expect, test } from 'vitest'
import { readForm } from './householdForm.ts'

function form(words: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  const all = { head: 'Trần Văn Mẫu', address: 'Số 5 Ngõ 15', group: 'Tổ 5', members: '4', ...words }
  for (const [name, value] of Object.entries(all)) data.set(name, value)
  return data
}

test('the head shops where nobody else is named; a number is taken as it is typed in groups', () => {
  const { household } = readForm(form({ idNumber: '001 085 000 001' }))
  expect(household).toMatchObject({
    shopper: { fullName: 'Trần Văn Mẫu', idNumber: '001085000001', birthDate: null },
    stay: 'permanent',
    zone: null,
  })
})

test('every field that is not right is named once, as the form names it; a shopper left out is the head', () => {
  expect(readForm(form({ head: '', members: '0', birthDate: 'hôm qua' })).issues.toSorted()).toEqual([
    'birthDate',
    'head',
    'members',
  ])
})
