import { expect, onTestFinished, test } from 'vitest'
import { clientOf, enrolledDesk, startCity } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test('on a line too slow for a whole page of the feed the pages become smaller, and all of it comes', async () => {
  const city = await startCity()
  onTestFinished(() => city.close())
  const writer = await enrolledDesk(city)
  for (let n = 0; n < 120; n += 1) writer.journal.append(acts.register(`case-${n}`))
  await clientOf(writer).runOnce()
  const asked: number[] = []
  const slow: typeof fetch = async (input, init) => {
    const limit = Number(new URL(input as string).searchParams.get('limit') ?? 0) // the client asks by text
    if (limit > 0) asked.push(limit)
    if (limit > 50) throw new DOMException('no answer', 'TimeoutError')
    return fetch(input, init)
  }
  const reader = await enrolledDesk(city)
  const client = clientOf(reader, { fetch: slow })
  for (let tries = 0; tries < 12 && reader.journal.feed.length < 120; tries += 1) await client.runOnce()
  expect(reader.journal.feed).toHaveLength(120)
  expect(Math.max(...asked)).toBe(500)
})
