import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf } from './difference.ts'

const row = fc.record({
  values: fc.record(
    {
      fullName: fc.constantFrom('Lê Minh An', 'Trần Thị Thu Hà'),
      idNumber: fc.constantFrom('1', '2', '3'),
      birthDate: fc.constantFrom('1985', '1990'),
      phone: fc.constantFrom('a', 'b'),
    },
    { requiredKeys: ['fullName'] },
  ),
})

test('whatever the lists, every row of both is accounted for once', () => {
  fc.assert(
    fc.property(fc.array(row), fc.array(row), (before, after) => {
      const { added, removed, changed, unchanged } = differenceOf(before, after)
      expect(removed.length + changed.length + unchanged).toBe(before.length)
      expect(added.length + changed.length + unchanged).toBe(after.length)
      expect(new Set([...removed, ...changed.map((one) => one.before)]).size).toBe(
        removed.length + changed.length,
      )
    }),
  )
})

test('the spelling of a value is no change, its letters are', () => {
  const of = (residence: string) => [{ values: { fullName: 'Lê Minh An', idNumber: '1', residence } }]
  expect(differenceOf(of('Phố Hoà Bình'), of('phố  hòa bình')).unchanged).toBe(1)
  expect(differenceOf(of('Phố Hoà Bình'), of('Phố Hòa Binh')).changed).toMatchObject([
    { fields: ['residence'] },
  ])
})
