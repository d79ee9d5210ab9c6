import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Protocol, Session } from 'electron'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Answer = (request: Request) => Promise<Response>
type PermissionCheck = (contents: null, permission: string) => boolean

/** What the stand-in's windows need of a session. */
export type StandInSession = {
  readonly real: Session
  /** Answers a request as the scheme handler of main does. */
  answer(request: Request): Promise<Response>
  /** The web address at which a real browser finds what main serves at app://quay. */
  origin(): Promise<string>
  /** Puts a page's window.open to main's handler; true when main would open the window. */
  opens: (url: string) => boolean
  /** Whether main would let a page have this permission. */
  allows(permission: string): boolean
}

const sessions = new Map<string, StandInSession>()
const standIns = new WeakMap<Session, StandInSession>()

/** Electron's `session` module. */
export const fromPartition = (partition: string): Session => {
  const known = sessions.get(partition) ?? makeSession()
  sessions.set(partition, known)
  standIns.set(known.real, known)
  return known.real
}

/** The stand-in behind a session main was given. */
export function standInOf(session: Session | undefined): StandInSession {
  const known = session === undefined ? undefined : standIns.get(session)
  if (known === undefined) throw new Error('The stand-in has no default session')
  return known
}

function makeSession(): StandInSession {
  let handler: Handler | null = null
  let check: PermissionCheck | null = null
  let origin: Promise<string> | null = null
  const answer = async (request: Request) => {
    if (handler === null) throw new Error('main does not handle app:')
    return handler(request)
  }
  const own: Pick<StandInSession, 'opens'> = { opens: () => true }
  const real = strict<Session>('Session', {
    protocol: strict<Protocol>('Protocol', {
      handle: (scheme: string, given: Handler) => {
        if (scheme !== 'app') throw new Error(`The stand-in serves app:, not ${scheme}:`)
        handler = given
      },
      unhandle: () => {
        handler = null
      },
    }),
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: (given: PermissionCheck) => {
      check = given
    },
    setDevicePermissionHandler: () => undefined,
  })
  return Object.assign(own, {
    real,
    answer,
    origin: () => (origin ??= serve(answer, (url) => own.opens(url))),
    allows: (permission: string) => (check === null ? true : check(null, permission)),
  })
}

/** Where a page puts its window.open, and waits for the verdict as it would in Electron. */
export const openPath = '/quay-stand-in/open?'

/** Chromium knows no app: scheme here, so what main would answer is served to it on loopback, byte for byte. */
function serve(answer: Answer, opens: (url: string) => boolean): Promise<string> {
  let origin = ''
  const server = createServer((incoming, outgoing) => {
    const asked = incoming.url ?? '/'
    if (asked.startsWith(openPath)) {
      outgoing.end(opens(decodeURIComponent(asked.slice(openPath.length))) ? 'allow' : 'deny')
      return
    }
    pass(answer, origin, incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.unref()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('not listening on a port')
      // Chromium takes every name under .localhost for this PC and for a secure context.
      origin = `http://quay.localhost:${address.port}`
      resolve(origin)
    })
  })
}

async function pass(answer: Answer, origin: string, incoming: IncomingMessage, outgoing: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (
      typeof value === 'string' &&
      !['host', 'connection', 'content-length', 'referer', 'cookie'].includes(name)
    )
      headers.set(name, name === 'origin' && value === origin ? 'app://quay' : value)
  }
  const body = Uint8Array.from(Buffer.concat(chunks))
  const method = incoming.method ?? 'GET'
  const answered = await answer(
    new Request(`app://quay${incoming.url ?? '/'}`, {
      method,
      headers,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    }),
  )
  for (const [name, value] of answered.headers) outgoing.setHeader(name, value)
  outgoing.writeHead(answered.status)
  outgoing.end(Buffer.from(await answered.arrayBuffer()))
}
