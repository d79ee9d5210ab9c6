import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSearchIndex } from './search-index.ts'

const syllables = ['an', 'anh', 'binh', 'thi', 'thu', 'thuy', 'nguyen', 'ngoc', 'ha']
const name = fc
  .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(' '))
const query = fc
  .array(
    fc.tuple(fc.constantFrom(...syllables), fc.nat(6)).map(([syllable, cut]) => syllable.slice(0, cut + 1)),
    { maxLength: 4 },
  )
  .map((words) => words.join(' '))

test('finds exactly whom a plain walk over everybody finds, newest first, whatever the names and renamings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(8), name), { maxLength: 30 }),
      query,
      fc.integer({ min: 1, max: 5 }),
      (puts, words, limit) => {
        const index = createSearchIndex()
        const everybody = new Map<string, string>()
        for (const [person, fold] of puts) {
          index.put(String(person), fold)
          everybody.delete(String(person))
          everybody.set(String(person), fold)
        }
        const matches = (fold: string) =>
          words
            .split(' ')
            .filter(Boolean)
            .every((word) => fold.split(' ').some((syllable) => syllable.startsWith(word)))
        const expected = [...everybody]
          .toReversed()
          .filter(([, fold]) => matches(fold))
          .map(([person]) => person)
          .slice(0, limit)
        expect(index.find(words, limit)).toEqual(expected)
        expect(index.size).toBe(everybody.size)
      },
    ),
    { numRuns: 500 },
  )
})
