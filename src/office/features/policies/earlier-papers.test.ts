import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextLocalVersion } from '../../../contract/policy/local.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { speaksOf } from './earlier-papers.ts'
import { runsOf } from './end-papers.ts'

type Entry = RulePack['earlier'][number]
const entry = (pack: string, version?: number): Entry => ({
  pack,
  effect: 'void',
  ...(version === undefined ? {} : { version }),
})
const edited = (version: number) => nextLocalVersion(version, []) ?? 0

describe('an entry about papers of before', () => {
  test('speaks of every version of a pack, or of the one it names', () => {
    const by = { id: 'new', version: 1 }
    expect(speaksOf(entry('old'), by, { pack: 'old', version: 3 })).toBe(true)
    expect(speaksOf(entry('old', 3), by, { pack: 'old', version: 3 })).toBe(true)
    expect(speaksOf(entry('old', 2), by, { pack: 'old', version: 3 })).toBe(false)
    expect(speaksOf(entry('other'), by, { pack: 'old', version: 3 })).toBe(false)
  })

  test('speaks of what an office made of that version too', () => {
    const by = { id: 'new', version: 1 }
    expect(speaksOf(entry('old', 3), by, { pack: 'old', version: edited(3) })).toBe(true)
    expect(speaksOf(entry('old', 2), by, { pack: 'old', version: edited(3) })).toBe(false)
  })

  test('in a later version of the same pack speaks of the earlier ones, never of itself or what came after', () => {
    const by = { id: 'old', version: 3 }
    const spoken = [1, 2, 3, 4, edited(2), edited(3)].filter((version) =>
      speaksOf(entry('old'), by, { pack: 'old', version }),
    )
    expect(spoken).toEqual([1, 2, edited(2)])
  })
})

describe('papers that are withdrawn', () => {
  test('are named as runs of one key and series, with every gap left out', () => {
    const paper = (kid: string, series: number, index: number) => ({ kid, series, index })
    const papers = [
      paper('0000000b', 1, 4),
      paper('0000000a', 2, 0),
      paper('0000000a', 1, 7),
      paper('0000000a', 1, 5),
      paper('0000000a', 1, 6),
      paper('0000000a', 1, 9),
    ]
    expect(runsOf(papers)).toEqual([
      { kid: '0000000a', series: 1, first: 5, count: 3 },
      { kid: '0000000a', series: 1, first: 9, count: 1 },
      { kid: '0000000a', series: 2, first: 0, count: 1 },
      { kid: '0000000b', series: 1, first: 4, count: 1 },
    ])
  })

  test('are these and no others', () => {
    const drawn = fc.uniqueArray(
      fc.record({
        kid: fc.constantFrom('0000000a', '0000000b'),
        series: fc.integer({ min: 1, max: 2 }),
        index: fc.nat(40),
      }),
      { selector: ({ kid, series, index }) => `${kid}/${series}/${index}` },
    )
    fc.assert(
      fc.property(drawn, (papers) => {
        const named = runsOf(papers).flatMap(({ kid, series, first = 0, count = 1 }) =>
          Array.from({ length: count }, (_, at) => `${kid}/${series}/${first + at}`),
        )
        expect(named.toSorted()).toEqual(
          papers.map(({ kid, series, index }) => `${kid}/${series}/${index}`).toSorted(),
        )
      }),
    )
  })
})
