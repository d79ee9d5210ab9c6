import { createServer, type RequestListener } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cuttingProxy, seeded } from './testing/cutting-proxy.ts'
import { clientOf, enrolledDesk, startCity, testClock } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

const clock = testClock()
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

/** Moves the first position of every feed page. */
const holed: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const text = (await response.text()).replaceAll('"pos":1,"stream"', '"pos":2,"stream"')
  return new Response(text, { status: response.status, headers: response.headers })
}

/** A server that answers everything in one way; `run` tries a client against it. */
async function against(listener: RequestListener, run: (address: string) => Promise<void>) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no address')
  try {
    await run(`http://127.0.0.1:${bound.port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

test('through a line that cuts answers and truncates requests nothing is lost and nothing doubled', async () => {
  const random = seeded(20261121)
  const proxy = await cuttingProxy(city.address, random)
  const desk = await enrolledDesk(city, proxy.address)
  const client = clientOf(desk)
  for (let batch = 0; batch < 40; batch += 1) {
    for (let n = 0; n < 5; n += 1) desk.journal.append(acts.register(`case-${batch}-${n}`))
    await client.runOnce()
  }
  for (let tries = 0; client.status().truth !== 'equal' && tries < 200; tries += 1) await client.runOnce()
  await proxy.close()
  expect(proxy.counts.answersCut).toBeGreaterThan(10)
  expect(proxy.counts.requestsCut).toBeGreaterThan(0)

  const straight = clientOf({ ...desk, connection: { ...desk.connection, address: city.address } })
  expect(await straight.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
  expect(desk.journal.feed.map((item) => item.kind === 'line' && item.line)).toEqual(desk.journal.all)
  expect(new Set([...desk.journal.results.values()].map(({ status }) => status))).toEqual(
    new Set(['accepted']),
  )
  expect(desk.journal.results.size).toBe(200)
})

test.each([
  ['nothing but a web page', 200, '<html>Đăng nhập Wi-Fi</html>'],
  ['an empty answer', 200, ''],
  ['JSON of something else', 200, '{"ok":true}'],
  ['a redirect', 302, ''],
  ['a refusal that is no problem document', 403, 'forbidden'],
])('%s is waited out, and nothing counts as sent', async (_name, status, text) => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  await against(
    (_request, response) => response.writeHead(status, { location: '/login' }).end(text),
    async (address) => {
      const client = clientOf({ ...desk, connection: { ...desk.connection, address } })
      const { phase, truth } = await client.runOnce()
      expect(phase).toMatchObject({ state: 'waiting-retry', reason: 'garbled-answer' })
      expect(truth).toBe('unknown')
      expect(desk.journal.ackedSeq()).toBe(0)
    },
  )
})

test('a forged city that answers well but holds no pinned key changes nothing', async () => {
  const forger = await startCity()
  const desk = await enrolledDesk(city)
  const twin = await enrolledDesk(forger)
  twin.journal.append(acts.register('case-1'))
  const { receiptKeys } = desk.connection
  const client = clientOf({ ...twin, connection: { ...twin.connection, receiptKeys } })
  expect(await client.runOnce()).toMatchObject({
    phase: { state: 'waiting-retry', reason: 'untrusted-receipt' },
    truth: 'unknown',
    sent: 0,
  })
  expect(twin.journal.ackedSeq()).toBe(0)
  await forger.close()
})

test('a busy city is obeyed, a failing one waited for, a silent one given up in time and called slow', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const at = (address: string) => ({ ...desk, connection: { ...desk.connection, address } })
  await against(
    (_request, response) => response.writeHead(503, { 'retry-after': '90' }).end(),
    async (address) => {
      const before = performance.now()
      const { phase } = await clientOf(at(address)).runOnce()
      expect(phase).toMatchObject({ state: 'waiting-retry', reason: 'busy', attempt: 1 })
      expect(phase.state === 'waiting-retry' && phase.nextTryAt - before).toBeGreaterThan(89_000)
    },
  )
  await against(
    (_request, response) => response.writeHead(500).end('oops'),
    async (address) => {
      const client = clientOf(at(address))
      await client.runOnce()
      expect((await client.runOnce()).phase).toMatchObject({ reason: 'server-fault', attempt: 2 })
    },
  )
  const told: boolean[] = []
  const timeouts = { slow: 50, answer: 200, backoffMost: 50 }
  await against(
    () => undefined,
    async (address) => {
      const client = clientOf(at(address), { timeouts, onStatus: ({ slow }) => void told.push(slow) })
      expect((await client.runOnce()).phase).toMatchObject({ state: 'waiting-retry', reason: 'timeout' })
      expect(client.status().slow).toBe(false)
    },
  )
  expect(told).toContain(true)
  const { phase } = await clientOf(at('http://127.0.0.1:1')).runOnce()
  expect(phase).toMatchObject({ state: 'waiting-retry', reason: 'unreachable' })
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 1 })
})

test('a feed with a hole raises the alarm and is not applied', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const client = clientOf(desk, { fetch: holed })
  expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, sent: 1, received: 0 })
  expect(client.status().feed).toMatchObject({ pos: 0, alarm: 'hole' })
  expect(await clientOf(desk).runOnce()).toMatchObject({ received: 1 })
})
