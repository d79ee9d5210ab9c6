import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf, enrolledDesk, startCity } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(() => city.close())

test('a push that the network held while the disk was set back is noticed by the feed, before the next line is written', async () => {
  const desk = await enrolledDesk(city)
  const held: (() => Promise<Response>)[] = []
  const holding: typeof fetch = async (input, init) => {
    if (!(input as string).endsWith('/events')) return fetch(input, init) // the client asks by text
    held.push(() => fetch(input, { ...init, signal: null }))
    throw new TypeError('fetch failed')
  }
  const id = desk.journal.append(acts.register('case-1'))
  expect(await clientOf(desk, { fetch: holding }).runOnce()).toMatchObject({
    phase: { state: 'waiting-retry' },
  })
  desk.journal.cutTo(0)
  const client = clientOf(desk)
  expect(await client.runOnce()).toMatchObject({ truth: 'equal' })
  const before = desk.journal.streamId

  expect((await held[0]?.())?.status).toBe(200)
  expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
  expect(desk.journal.streamId).not.toBe(before)
  expect(desk.journal.feed.map((item) => item.kind === 'line' && JSON.parse(item.line).id)).toEqual([id])
})
