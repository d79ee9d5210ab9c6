import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../../domain/text/fold.ts'
import { createSearchIndex } from './search-index.ts'

/** What the index promises, said plainly: every word begins some syllable of the name; newest first. */
function lookedThrough(people: ReadonlyMap<string, string>, query: string, limit: number): string[] {
  const words = query.split(' ').filter(Boolean)
  return [...people]
    .filter(([, name]) =>
      words.every((word) => name.split(' ').some((syllable) => syllable.startsWith(word))),
    )
    .map(([id]) => id)
    .toReversed()
    .slice(0, limit)
}

test('any syllables in any order find the person, with or without marks, while the last is still being typed', () => {
  const index = createSearchIndex()
  index.put('a', fold('Đặng Thị Ngọc Dung'))
  index.put('b', fold('Nguyễn Văn Bình'))
  for (const typed of ['Dung Đặng', 'ngoc', 'dang t n d', 'Ngọc Du', 'THI'])
    expect(index.find(fold(typed), 20)).toEqual(['a'])
  expect(index.find('n', 20)).toEqual(['b', 'a'])
  expect(index.find('ung', 20)).toEqual([])
  expect(index.find('binh dung', 20)).toEqual([])
})

test('the newest person comes first, and somebody who gave a new name is the newest again', () => {
  const index = createSearchIndex()
  for (const id of ['a', 'b', 'c']) index.put(id, 'tran an')
  index.put('a', 'tran an binh')
  expect(index.find('tran', 2)).toEqual(['a', 'c'])
  expect(index.find('', 3)).toEqual(['a', 'c', 'b'])
  index.put('b', 'le chi')
  expect(index.find('an', 20)).toEqual(['a', 'c'])
  expect(index.find('chi', 20)).toEqual(['b'])
  expect(index.size).toBe(3)
})

test('whatever is put and asked, the answer is the one of looking through everybody', () => {
  const syllable = fc.constantFrom('an', 'anh', 'ba', 'bao', 'bich', 'c', 'chi', 'dan', 'dang', 'thi', 'tho')
  const name = fc.array(syllable, { minLength: 1, maxLength: 5 }).map((syllables) => syllables.join(' '))
  const puts = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }).map(String), name), { maxLength: 120 })
  const prefix = fc.constantFrom('a', 'an', 'anh', 'b', 'ba', 'c', 'ch', 'd', 't', 'th', 'tho', 'x')
  const query = fc.array(prefix, { maxLength: 4 }).map((words) => words.join(' '))
  const both = fc.tuple(
    puts,
    fc.array(query, { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 25 }),
  )
  fc.assert(
    fc.property(both, ([added, queries, limit]) => {
      const index = createSearchIndex()
      const people = new Map<string, string>()
      for (const [id, folded] of added) {
        index.put(id, folded)
        people.delete(id)
        people.set(id, folded)
      }
      for (const one of queries) expect(index.find(one, limit)).toEqual(lookedThrough(people, one, limit))
      expect(index.size).toBe(people.size)
    }),
    { numRuns: 300 },
  )
})
