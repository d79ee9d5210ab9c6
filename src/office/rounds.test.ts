import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRounds } from './rounds.ts'

function counted(next: number | null, work: () => Promise<void> = () => Promise.resolve()) {
  const faults: unknown[] = []
  let times = 0
  const rounds = createRounds({
    async round() {
      times += 1
      await work()
      return next
    },
    afterFault(error) {
      faults.push(error)
      return 1
    },
  })
  return { rounds, faults, times: () => times }
}

test('nothing is done before the start, and nothing begins after the stop', async () => {
  const { rounds, times } = counted(1)
  rounds.lookIn(0)
  await pause(20)
  expect(times()).toBe(0)
  rounds.start()
  rounds.lookIn(0)
  await expect.poll(times).toBeGreaterThan(2)
  await rounds.stop()
  const then = times()
  rounds.lookIn(0)
  await pause(20)
  expect(times()).toBe(then)
  rounds.start()
  rounds.lookIn(0)
  await expect.poll(times).toBeGreaterThan(then)
  await rounds.stop()
})

test('work goes one after the other, the asker gets what it throws, and the next one is done all the same', async () => {
  const { rounds } = counted(null)
  rounds.start()
  const order: string[] = []
  const slow = rounds.inTurn(async () => {
    await pause(10)
    order.push('slow')
    throw new Error('no paper')
  })
  const quick = rounds.inTurn(() => order.push('quick'))
  await expect(slow).rejects.toThrow('no paper')
  await quick
  expect(order).toEqual(['slow', 'quick'])
  await rounds.stop()
})

test('a round that answers null waits to be woken; one that throws is told and tried again', async () => {
  const quiet = counted(null)
  quiet.rounds.start()
  quiet.rounds.lookIn(0)
  await expect.poll(quiet.times).toBe(1)
  await pause(20)
  expect(quiet.times()).toBe(1)
  await quiet.rounds.stop()

  const broken = counted(null, () => Promise.reject(new Error('no line')))
  broken.rounds.start()
  broken.rounds.lookIn(0)
  await expect.poll(broken.times).toBeGreaterThan(2)
  await broken.rounds.stop()
  expect(broken.faults).toContainEqual(new Error('no line'))
})

test('stopping waits for what is under way, which is told to end', async () => {
  const { rounds } = counted(null)
  rounds.start()
  let ended = false
  void rounds.inTurn(async (halt) => {
    await new Promise((resolve) => halt.addEventListener('abort', resolve))
    await pause(10)
    ended = true
  })
  await pause(1)
  await rounds.stop()
  expect(ended).toBe(true)
})
