import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { serveOffice } from './server.ts'
import { echoOffice, noTraining } from './testing/echo-office.ts'

/** An office that answers when it is told to. */
function slowOffice() {
  const echo = echoOffice()
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  return {
    ...echo,
    asked: asked.promise,
    goOn: gate.resolve,
    async fetch(request: Request) {
      asked.resolve()
      await gate.promise
      return echo.fetch(request)
    },
  }
}

test('a request that comes by an open connection while the shell closes does not bring it down', async () => {
  const office = slowOffice()
  const faults: unknown[] = []
  const shell = await serveOffice(
    {
      office,
      pages: '.',
      instance: 'closing',
      log: (line) => faults.push(line),
      openTraining: noTraining,
    },
    0,
  )
  const { host, port } = new URL(shell.address)
  const socket = connect(Number(port), '127.0.0.1')
  const heard: Buffer[] = []
  socket.on('data', (bytes) => heard.push(bytes))
  const get = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
  get('/api/first')
  await office.asked
  const closing = shell.close()
  get('/api/second')
  get('/api/changes')
  // Both have been read before the first is answered.
  await new Promise((resolve) => setTimeout(resolve, 50))
  office.goOn()
  await Promise.all([closing, once(socket, 'close').catch(() => null)])
  expect(Buffer.concat(heard).toString()).toContain(`${shell.address}/api/first`)
  expect(office.listeners()).toBe(0)
  expect(faults).toEqual([])
})
