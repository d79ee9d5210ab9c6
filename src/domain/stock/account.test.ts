import { expect, test } from 'vitest'
import { seededRandom } from '../../../scripts/proofs/random.ts'
import { emptyTally, expectedOf, judgeCount, needsWords, type Tally } from './account.ts'
import { type Run, sheetsIn, without } from './serials.ts'

const run = (first: number, last: number): Run => ({ prefix: 'AB', width: 6, first, last })

test('opening and received less everything that went must be what is counted', () => {
  const tally: Tally = {
    opening: 100,
    received: 50,
    printed: 30,
    reprinted: 2,
    spoiled: 3,
    givenOut: 10,
    handedBack: 5,
  }
  expect(expectedOf(tally)).toBe(100)
  const matches = judgeCount(tally, null, { quantity: 100, runs: [] })
  expect(matches.difference).toBe(0)
  expect(needsWords(matches)).toBe(false)
  const short = judgeCount(tally, null, { quantity: 98, runs: [] })
  expect(short.difference).toBe(-2)
  expect(needsWords(short)).toBe(true)
})

test('of numbered sheets it does not matter from which end of the pile the printer took', () => {
  const tally: Tally = { ...emptyTally, opening: 100, printed: 10 }
  for (const left of [[run(11, 100)], [run(1, 90)], [run(1, 40), run(51, 100)]]) {
    const judged = judgeCount(tally, [run(1, 100)], { quantity: sheetsIn(left), runs: left })
    expect(needsWords(judged)).toBe(false)
    expect(sheetsIn(judged.usedUp)).toBe(10)
  }
})

test('a number that should not be there is told although the sum is right', () => {
  const tally: Tally = { ...emptyTally, opening: 100, printed: 10 }
  const judged = judgeCount(tally, [run(1, 100)], { quantity: 90, runs: [run(12, 101)] })
  expect(judged.difference).toBe(0)
  expect(judged.strange).toEqual([run(101, 101)])
  expect(needsWords(judged)).toBe(true)
})

test('whatever happens in a day, an honest count matches and every number is held, used up or named', () => {
  const random = seededRandom(2026)
  for (let day = 0; day < 300; day++) {
    const opening = 50 + random.below(50)
    const received = random.below(30)
    let pile = [run(1, opening + received)]
    const named: Run[] = []
    const takeOne = () => {
      const from = pile[random.below(pile.length)]
      if (!from) return null
      const number = random.chance(0.5) ? from.first : from.last
      pile = without(pile, [run(number, number)])
      return run(number, number)
    }
    const tally = { ...emptyTally, opening, received }
    for (let sheet = 0; sheet < 40; sheet++) {
      const taken = takeOne()
      const way = (['printed', 'reprinted', 'spoiled', 'givenOut', 'handedBack'] as const)[random.below(5)]
      if (!taken || !way) continue
      tally[way]++
      if (way === 'givenOut' || way === 'handedBack') named.push(taken)
    }
    const held = without([run(1, opening + received)], named)
    const judged = judgeCount(tally, held, { quantity: sheetsIn(pile), runs: pile })
    expect(judged.difference).toBe(0)
    expect(needsWords(judged)).toBe(false)
    expect(sheetsIn(judged.usedUp)).toBe(tally.printed + tally.reprinted + tally.spoiled)
    // One sheet less, and it is told.
    if (takeOne() === null) continue
    expect(needsWords(judgeCount(tally, held, { quantity: sheetsIn(pile), runs: pile }))).toBe(true)
  }
})
