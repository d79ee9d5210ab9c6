import { createHash } from 'node:crypto'
import type { Serving } from '../server.ts'

/** For shells of an office that nobody leaves for the training office. */
export const noTraining: Serving['openTraining'] = () => Promise.reject(new Error('no training here'))

/** An office that answers what it was asked, signs in on demand and can announce changes. For shells' tests only. */
export function echoOffice(): Serving['office'] & { announce(topics: string[]): void; listeners(): number } {
  const listeners = new Set<(topics: string[]) => void>()
  return {
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === '/api/session')
        return new Response(null, {
          status: 204,
          headers: { 'Quay-Session': request.method === 'DELETE' ? '' : 'token-1' },
        })
      const bytes = new Uint8Array(await request.arrayBuffer())
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const headers = Object.fromEntries(request.headers)
      return Response.json({
        method: request.method,
        url: request.url,
        headers,
        length: bytes.length,
        sha256,
      })
    },
    onChanges(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    announce: (topics) => {
      for (const listener of listeners) listener(topics)
    },
    listeners: () => listeners.size,
  }
}
