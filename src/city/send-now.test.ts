import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SyncClient, SyncStatus } from '../office/sync/types.ts'
import { clientOf, enrolledDesk, startCity } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(() => city.close())

/** A line on which every request fails, and how many have. */
async function deadLine() {
  const failed = { requests: 0 }
  const server = createServer((_request, response) => {
    failed.requests += 1
    response.writeHead(502).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no address')
  const close = () => new Promise((resolve) => server.close(resolve))
  return { address: `http://127.0.0.1:${bound.port}`, failed, close }
}

/** A client that keeps sending by itself, and a wait for what it says. */
function listened(desk: Parameters<typeof clientOf>[0], timeouts: Parameters<typeof clientOf>[1]) {
  const heard = new Set<() => void>()
  const client = clientOf(desk, {
    ...timeouts,
    onStatus: () => {
      for (const listener of heard) listener()
    },
  })
  const until = (is: (status: SyncStatus) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!is(client.status())) return
        heard.delete(look)
        resolve()
      }
      heard.add(look)
      look()
    })
  return { client, until }
}

const attemptOf = ({ phase }: ReturnType<SyncClient['status']>) =>
  phase.state === 'waiting-retry' ? phase.attempt : 0

test('a try by hand is one try: it answers why it failed, counts once, and nothing runs behind it', async () => {
  const line = await deadLine()
  const desk = await enrolledDesk(city, line.address)
  desk.journal.append(acts.register('case-1'))
  const hour = 3_600_000
  const slowly = { timeouts: { backoffFirst: hour, backoffMost: hour, pause: 1_000 } }
  const { client, until } = listened(desk, slowly)
  client.start()
  await until((status) => attemptOf(status) === 1)
  for (const attempt of [2, 3, 4]) {
    const { phase } = await client.sendNow()
    expect(phase).toMatchObject({ state: 'waiting-retry', attempt })
    expect(client.status().phase).toEqual(phase)
    expect(line.failed.requests).toBe(attempt)
  }
  await client.stop()
  await line.close()
})

test('a try by hand while the client listens sends what waits, and the client goes on listening', async () => {
  const desk = await enrolledDesk(city)
  const { client, until } = listened(desk, {})
  client.start()
  await until(({ truth }) => truth === 'equal')
  for (const name of ['case-1', 'case-2']) {
    desk.journal.append(acts.register(name))
    expect(await client.sendNow()).toMatchObject({ phase: { state: 'idle' }, sent: 1, truth: 'equal' })
  }
  const other = await enrolledDesk(city)
  other.journal.append(acts.register('case-3'))
  await clientOf(other).runOnce()
  await until(({ feed }) => feed.pos === 3)
  await client.stop()
  expect(desk.journal.feed).toHaveLength(3)
})
