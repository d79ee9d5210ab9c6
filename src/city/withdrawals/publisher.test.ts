import { expect, test } from 'vitest'
import { createPublisher } from './publisher.ts'

const hour = 3_600_000

/** A publisher whose signings are counted; `heard` resolves with the next one. */
function counting(answer: () => Promise<('trust' | 'revocations')[]>) {
  const failures: unknown[] = []
  let count = 0
  let wake = () => {}
  const publisher = createPublisher(
    async () => {
      count += 1
      try {
        return await answer()
      } finally {
        setImmediate(() => wake())
      }
    },
    (error) => failures.push(error),
    hour,
  )
  const heard = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  return { publisher, failures, heard, count: () => count }
}

test('the first change is published at once; what follows in the pause makes one list at its end', async () => {
  const { publisher, heard, count } = counting(async () => ['revocations'])
  const first = heard()
  publisher.poke()
  await first
  for (let n = 0; n < 100; n += 1) publisher.poke()
  expect(count()).toBe(1)
  // Closing does not wait for the pause, and leaves nothing unsigned.
  await publisher.close()
  expect(count()).toBe(2)
})

test('looking and finding nothing due begins no pause', async () => {
  const { publisher, heard, count } = counting(async () => [])
  for (let n = 0; n < 3; n += 1) {
    const next = heard()
    publisher.poke()
    await next
  }
  expect(count()).toBe(3)
  await publisher.close()
})

test('a signing that fails is told and tried again with the next change', async () => {
  const { publisher, failures, heard, count } = counting(async () => {
    throw new Error('disk')
  })
  for (let n = 0; n < 2; n += 1) {
    const next = heard()
    publisher.poke()
    await next
  }
  await publisher.close()
  expect(failures).toHaveLength(count())
  expect(count()).toBe(3)
})
