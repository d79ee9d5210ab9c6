import { expect, test } from 'vitest'
import { createChallenges } from './challenges.ts'

test('a number is good once, for a moment, and only at the hub that made it', () => {
  let now = 0
  const hub = createChallenges(() => now)
  const nonce = hub.make()
  expect(createChallenges(() => now).use(nonce)).toBe(false)
  expect(hub.use('A'.repeat(43))).toBe(false)
  expect([hub.use(nonce), hub.use(nonce)]).toEqual([true, false])
  const late = hub.make()
  now += 30_001
  expect([hub.use(late), hub.use(nonce), hub.use(hub.make())]).toEqual([false, false, true])
})
