import { expect, test } from 'vitest'
import { countingSleep } from './sleep.ts'

test('a clock goes on over the sleep of a PC, and never back for the coarse seconds of the other one', () => {
  let [awake, asleep] = [5_000_000, 0]
  const clock = countingSleep(
    () => awake,
    () => Math.floor((awake + asleep) / 1_000) * 1_000,
  )
  const start = clock()
  awake += 700
  expect(clock() - start).toBe(700)
  asleep += 16 * 3_600_000
  let before = clock()
  expect(Math.abs(before - start - 700 - 16 * 3_600_000)).toBeLessThan(2_000)
  for (let step = 0; step < 100; step += 1) {
    awake += 37
    const now = clock()
    expect(now - before).toBe(37)
    before = now
  }
})
