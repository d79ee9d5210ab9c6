import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { closingOf } from './closing.ts'

/** Longer than any test may take: whoever waits for it fails. */
const tooLong = 600_000

async function listening(answer: (response: ServerResponse) => void) {
  const server = createServer((_, response) => answer(response))
  const close = closingOf(server, tooLong)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return { close, server, port: address.port, address: `http://127.0.0.1:${address.port}` }
}

test('a connection opened ahead of need, which never asked anything, holds nothing up', async () => {
  const { server, close, port } = await listening((response) => response.end())
  const connection = connect(port, '127.0.0.1')
  await once(server, 'connection')
  const ended = once(connection, 'close')
  await close()
  await ended
})

test('a connection kept alive for the next request holds nothing up', async () => {
  const { close, address } = await listening((response) => response.end('done'))
  expect(await (await fetch(address)).text()).toBe('done')
  await close()
})

test('a running request still gets its whole answer, and nothing waits after it', async () => {
  const running: ServerResponse[] = []
  const { close, server, address } = await listening((response) => {
    response.write('first ')
    running.push(response)
  })
  const [answer] = await Promise.all([fetch(address), once(server, 'request')])
  const closed = close()
  running[0]?.end('and last')
  expect(await answer.text()).toBe('first and last')
  await closed
})

test('nobody is let in any more', async () => {
  const { close, address } = await listening((response) => response.end())
  await close()
  await expect(fetch(address)).rejects.toThrow()
})
