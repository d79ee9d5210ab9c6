import { expect, test } from 'vitest'
import { isAmong, readDays, signedDaysShape, spellDays } from './signed-days.ts'

test.each([
  ['the first day alone', [0], '8'],
  ['once in three days', [0, 3, 6, 9], '924'],
  ['not the first day', [1, 4], '48'],
  ['the last day there is room for', [127], `${'0'.repeat(31)}1`],
])('%s is spelled and read again', (_, offsets, spelled) => {
  expect(
    spellDays(
      20_780,
      offsets.map((offset) => 20_780 + offset),
    ),
  ).toBe(spelled)
  expect(spelled).toMatch(signedDaysShape)
  expect(readDays(spelled)).toEqual(offsets)
  for (let offset = -2; offset < 200; offset++)
    expect([offset, isAmong(spelled, offset)]).toEqual([offset, offsets.includes(offset)])
})

test('no days, days before the first and days too far on are not spelled', () => {
  for (const days of [[], [20_779], [20_780, 20_908]]) expect(spellDays(20_780, days)).toBeNull()
})
