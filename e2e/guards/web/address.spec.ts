import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { expect, test } from '../../launch.ts'
import { startNode, webShell } from '../../program.ts'

/** The status a request with these headers gets, written byte for byte; null when nobody listens. */
function statusOf(
  address: string,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  host = '127.0.0.1',
) {
  const { port } = new URL(address)
  return new Promise<number | null>((resolve) => {
    const asked = request({ host, port, path, method, headers, timeout: 2_000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? null)
    })
    asked.on('error', () => resolve(null))
    asked.on('timeout', () => asked.destroy())
    asked.end()
  })
}

test('a foreign name or a foreign page gets nothing from the office', async ({ commonDesk: desk }) => {
  const address = desk.address ?? ''
  const own = { host: new URL(address).host }
  expect(await statusOf(address, '/', own)).toBe(200)
  expect(await statusOf(address, '/', { host: 'rebound.example' })).toBe(421)
  expect(await statusOf(address, '/api/x', { ...own, origin: 'http://rebound.example' }, 'POST')).toBe(403)
  expect(await statusOf(address, '/api/x', { ...own, 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await statusOf(address, '/../package.json', own)).toBe(404)
})

test('nobody but this PC reaches the office', async ({ commonDesk: desk }) => {
  const address = desk.address ?? ''
  const others = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter((each) => !each.internal),
  )
  for (const { address: host } of others)
    expect(await statusOf(address, '/', { host: new URL(address).host }, 'GET', host), host).toBeNull()
})

test('a second start says where the first one is and ends well', async ({ commonDesk: desk }) => {
  const second = startNode([...webShell, '--training', '--no-window', '--data', desk.dataDir])
  expect(await second.line('address')).toEqual({ address: desk.address })
  expect(await second.ended).toBe(0)
  expect(second.errors()).toContain(desk.address)
})

test('changes reach an open page as a stream', async ({ commonDesk: desk }) => {
  const opened = await desk.page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const stream = new EventSource('/api/changes')
        stream.addEventListener('open', () => resolve(true))
        stream.addEventListener('error', () => resolve(false))
      }),
  )
  expect(opened).toBe(true)
})

test('told to end, the shell ends at once even while a page listens', async ({ desk }) => {
  await desk.page.evaluate(() => void new EventSource('/api/changes'))
  expect(await desk.program.stop()).toBe(0)
})

test('a wrong argument is answered with a sentence', async () => {
  const wrong = startNode([...webShell, '--windows'])
  expect(await wrong.ended).toBe(2)
  expect(wrong.errors()).toContain('--windows')
})
