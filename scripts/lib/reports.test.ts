import { expect, test } from 'vitest'
import { countEndToEnd, countGate, countUnit, summary } from './reports.mjs'

const spec = (projectName: string, status: string) => ({ tests: [{ projectName, status }] })

test('the last line counts every test and every gate', () => {
  const text = summary([
    { name: 'types', seconds: 1, count: countGate(0) },
    { name: 'lint', seconds: 1, count: countGate(1) },
    { name: 'unit', seconds: 2, count: { passed: 10, failed: 2, skipped: 1, note: '' } },
  ])
  expect(text.split('\n').at(-1)).toBe('11 passed, 3 failed, 1 skipped')
})

test('a run that ends badly without a report has failed', () => {
  expect(countUnit(null, 1)).toMatchObject({ passed: 0, failed: 1 })
  expect(countEndToEnd(null, 1)).toMatchObject({ failed: 1, note: 'no shell ran' })
})

test('a test file that cannot be loaded counts as a failure, though none of its tests ran', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countUnit(report, 1)).toMatchObject({ passed: 3, failed: 1 })
})

test('the end-to-end report says which shells ran and which did not', () => {
  const report = {
    suites: [
      {
        specs: [spec('web', 'expected')],
        suites: [{ specs: [spec('main-stub', 'unexpected'), spec('web', 'skipped')] }],
      },
    ],
  }
  expect(countEndToEnd(report, 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    note: 'shells: web 2, main-stub 1; not run: electron',
  })
})
