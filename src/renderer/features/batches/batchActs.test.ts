import { expect, test } from 'vitest'
import { mainAct, rowFilters, singleActs } from './batchActs.ts'

const offered = (act: 'approve' | 'refuse' | 'seal', waiting: number) => ({
  act,
  waiting,
  sample: [],
  unseen: 0,
})

test('the list goes on by the act that most rows wait for, never by a refusal', () => {
  expect(mainAct({ acts: [offered('refuse', 60), offered('approve', 60)] })).toMatchObject({ act: 'approve' })
  expect(mainAct({ acts: [offered('approve', 2), offered('seal', 58)] })).toMatchObject({ act: 'seal' })
  expect(mainAct({ acts: [offered('refuse', 3)] })).toBeNull()
  expect(singleActs({ acts: [offered('approve', 2), offered('refuse', 2)] })).toEqual(['refuse'])
})

test('rows are found by what they need', () => {
  const row = {
    caseId: 'a',
    row: 2,
    number: '',
    fullName: '',
    idNumber: '',
    about: '',
    state: 'stopped' as const,
    version: 1,
    flags: ['passport'],
    permitNumber: null,
    withdrawn: false,
    printed: false,
    seen: false,
  }
  const fits = (mustSee: ReadonlySet<string>) =>
    rowFilters.filter(({ takes }) => takes(row, mustSee)).map(({ value }) => value)
  expect(fits(new Set(['a']))).toEqual(['all', 'check', 'flagged', 'stuck'])
  expect(fits(new Set())).toEqual(['all', 'flagged', 'stuck'])
})
