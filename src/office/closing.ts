import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const sweepMs = 10

/**
 * How to close a server without losing an answer or waiting for nothing: takes no more connections, lets running
 * requests finish for at most `patienceMs`, and ends every connection that carries none. To be called before the
 * server listens; answers the closing, which resolves when everything is closed.
 */
export function closingOf(server: Server, patienceMs: number): () => Promise<void> {
  // Browsers and fetch open connections ahead of need. Node counts one that never asked anything as busy, for seconds.
  const unused = new Set<Socket>()
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.on('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }) => unused.delete(socket))
  return () =>
    new Promise((resolve) => {
      const last = setTimeout(() => server.closeAllConnections(), patienceMs)
      // A connection whose answer goes out after `close` stays open for the next request unless it is closed as idle.
      const sweep = setInterval(() => server.closeIdleConnections(), sweepMs)
      server.close(() => {
        clearTimeout(last)
        clearInterval(sweep)
        resolve()
      })
      for (const socket of unused) socket.destroy()
    })
}
