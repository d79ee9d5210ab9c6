import { afterEach, beforeEach, expect, test } from 'vitest'
import { maxFeedBytes } from '../contract/sync/feed.ts'
import { maxLineBytes } from '../contract/sync/push.ts'
import { clientOf, enrolledDesk, startCity } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>

const append = ({ journal }: Desk, bytes: number) =>
  journal.appendRaw(({ stream, seq, prev }) => {
    const start = JSON.stringify({ v: 1, stream, seq, prev, x: '' })
    return start.replace('"x":""', `"x":"${'A'.repeat(bytes - start.length)}"`)
  })

test('a line that is too long for the others of the ward is refused; one at the limit is taken', async () => {
  const desk = await enrolledDesk(city)
  append(desk, maxLineBytes)
  append(desk, maxLineBytes + 1)
  expect(await clientOf(desk).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'line-too-large' },
  })
  expect(desk.journal.ackedSeq()).toBe(1)
})

test('whatever one PC has sent, the other reads its feed: pages end before they are too long', async () => {
  const [hostile, colleague] = [await enrolledDesk(city), await enrolledDesk(city)]
  for (let n = 0; n < 6; n += 1) append(hostile, maxLineBytes)
  hostile.journal.append(acts.register('case-1'))
  await clientOf(hostile).runOnce()
  expect(hostile.journal.ackedSeq()).toBe(7)
  const pages: number[] = []
  await clientOf(colleague, {
    fetch: async (input, init) => {
      const answer = await fetch(input, init)
      if (answer.url.includes('/feed?')) pages.push((await answer.clone().arrayBuffer()).byteLength)
      return answer
    },
  }).runOnce()
  expect(colleague.journal.feed.map(({ pos }) => pos)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(Math.max(...pages)).toBeLessThan(maxFeedBytes + 2 * maxLineBytes)
})
