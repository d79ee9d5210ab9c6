import { expect, it } from 'vitest'
import { readTypedMoney, readTypedNumber, showMoney, tidyMoney } from './typedMoney.ts'

it.each([
  ['1500000', 1_500_000],
  ['1.500.000', 1_500_000],
  ['1 500 000 đ', 1_500_000],
  ['2.000đồng', 2000],
  ['0', 0],
  ['-3', -3],
  ['một triệu', null],
  ['', null],
  ['1,5', null],
])('%s is read as %s', (typed, amount) => {
  expect(readTypedMoney(typed)).toBe(amount)
})

it('amounts are written with dots; what is no amount stays as it was typed', () => {
  expect([0, 999, 1000, 1_500_000, -12_345].map(showMoney)).toEqual([
    '0',
    '999',
    '1.000',
    '1.500.000',
    '-12.345',
  ])
  expect(tidyMoney(' 500000 ')).toBe('500.000')
  expect(tidyMoney(' chưa rõ ')).toBe('chưa rõ')
  expect(readTypedNumber('12 người')).toBeNull()
})
