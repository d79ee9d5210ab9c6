import { expect, test } from 'vitest'
import { seededRandom } from '../../../scripts/proofs/random.ts'
import {
  common,
  joined,
  readRun,
  readRuns,
  type Run,
  runsText,
  runText,
  sheetsIn,
  without,
} from './serials.ts'

const run = (first: number, last: number, prefix = 'AB'): Run => ({ prefix, width: 6, first, last })

test.each([
  ['AB000001-AB000500', run(1, 500)],
  ['ab 000001 – ab 000500', run(1, 500)],
  ['AB000001-500', run(1, 500)],
  ['AB000490 đến AB000512', run(490, 512)],
  ['AB000490..512', run(490, 512)],
  ['TO000007', run(7, 7, 'TO')],
  ['000007', run(7, 7, '')],
] as const)('%s are numbers on sheets', (text, meant) => {
  expect(readRun(text)).toEqual(meant)
})

test.each([
  '',
  'AB',
  'AB000500-AB000001',
  'AB000001-CD000005',
  'AB000001-AB0000009',
  'AB1-AB999999',
  '1-2-3',
])('"%s" is no run of numbers', (text) => {
  expect(readRun(text)).toBeNull()
})

test('a run is written as its sheets are, and read back', () => {
  expect(runText(run(1, 500))).toBe('AB000001–AB000500')
  expect(runText(run(7, 7))).toBe('AB000007')
  expect(readRun(runText(run(1, 500)))).toEqual(run(1, 500))
})

test('runs that touch or overlap become one, and nothing counts twice', () => {
  expect(readRuns('AB000001-10, AB000011-20; AB000005-7\nCD000001')).toEqual([run(1, 20), run(1, 1, 'CD')])
  expect(readRuns('AB000001-10, nonsense')).toBeNull()
  expect(readRuns(' ')).toEqual([])
})

test('what is taken out of runs and what is left of them are the runs again, whichever they are', () => {
  const random = seededRandom(5)
  const some = () =>
    Array.from({ length: 1 + random.below(4) }, () => {
      const first = random.below(40)
      return run(first, first + random.below(12), random.chance(0.8) ? 'AB' : 'CD')
    })
  const set = (runs: readonly Run[]) =>
    new Set(
      runs.flatMap(({ prefix, first, last }) =>
        Array.from({ length: last - first + 1 }, (_, at) => `${prefix}${first + at}`),
      ),
    )
  for (let round = 0; round < 500; round++) {
    const [one, other] = [some(), some()]
    const [a, b] = [set(one), set(other)]
    expect(set(without(one, other))).toEqual(new Set([...a].filter((number) => !b.has(number))))
    expect(set(common(one, other))).toEqual(new Set([...a].filter((number) => b.has(number))))
    expect(sheetsIn(joined([...one, ...other]))).toBe(new Set([...a, ...b]).size)
    expect(readRuns(runsText(joined(one)))).toEqual(joined(one))
  }
})
