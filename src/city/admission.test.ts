import { expect, test } from 'vitest'
import { createAdmission, latestS, mostPushes } from './admission.ts'
import { RequestRefused } from './refusal.ts'

const megabyte = 1024 * 1024

function admissionAt(clock: { ms: number }) {
  const { enter } = createAdmission(() => clock.ms)
  const refusal = (work: () => unknown) => {
    try {
      work()
    } catch (error) {
      return error instanceof RequestRefused ? error.retryAfterS : null
    }
    return null
  }
  return { enter, refusal }
}

test('whoever is turned away from a short queue comes back in seconds; a whole city is spread over as long as it takes', () => {
  const clock = { ms: 0 }
  const { enter, refusal } = admissionAt(clock)
  const inside = Array.from({ length: mostPushes }, enter)
  // Fifty pushes a second are done: each of 1,500 PCs that come at once gets the next fiftieth of a second.
  for (let n = 0; n < 500; n += 1) {
    clock.ms += 20
    inside.shift()?.leave()
    inside.push(enter())
  }
  const told = Array.from({ length: 1500 }, () => refusal(enter))
  expect(told[0]).toBe(2)
  expect(told.at(49)).toBe(2)
  expect(told.at(499)).toBe(11)
  expect(told.at(1499)).toBe(31)
  // Nobody is sent away for longer than two minutes, however many come.
  for (let n = 0; n < 10_000; n += 1) expect(refusal(enter)).toBeLessThanOrEqual(latestS)
  clock.ms += latestS * 1000
  expect(refusal(enter)).toBe(2)
})

test('few large pushes fill the city as many small ones do, and one alone is always let in', () => {
  const { enter, refusal } = admissionAt({ ms: 0 })
  const inside = Array.from({ length: 5 }, enter)
  expect(inside.map((one) => refusal(() => one.weigh(15 * megabyte)))).toEqual([null, null, null, null, 2])
  for (const one of inside) one.leave()
  const alone = enter()
  expect(refusal(() => alone.weigh(100 * megabyte))).toBeNull()
  alone.leave()
  expect(refusal(() => enter().weigh(megabyte))).toBeNull()
})
