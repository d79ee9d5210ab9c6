import { createPrivateKey } from 'node:crypto'
import { syncBase } from '../../contract/sync/base.ts'
import { type FeedItem, feedPageSchema, maxFeedItems } from '../../contract/sync/feed.ts'
import {
  type StreamState,
  streamStateSchema,
  type TakenBack,
  takenBackSchema,
} from '../../contract/sync/stream.ts'
import { syncReasons } from '../../contract/sync-reasons.ts'
import type { Store } from '../../office/database/store.ts'
import { readMeta, readSecret } from '../../office/facts.ts'
import { systemClock } from '../../office/host.ts'
import { standardTimeouts } from '../../office/sync/backoff.ts'
import { haltOf } from '../../office/sync/run.ts'
import { createTransport, type Reply } from '../../office/sync/transport.ts'
import type { Connection } from '../../office/sync/types.ts'
import { No } from '../command.ts'

/** What a PC may ask its city to prove itself by. Each throws `No` when the city cannot be asked or refuses. */
export type Server = {
  readonly address: string
  /** Null: the city does not know the stream. */
  state(stream: string): Promise<StreamState | null>
  /** The city's copy of a stream, byte for byte, in pages. */
  lines(stream: string): AsyncGenerator<TakenBack['lines']>
  /** The ward's whole feed, in pages, with the epoch it is of. */
  feed(): AsyncGenerator<{ readonly epoch: string; readonly items: readonly FeedItem[] }>
}

const linesPage = 500

/** The connection of a folder's office, at another address if one is said; null while it is not enrolled. */
export function connectionOf(store: Store, address: string | null): Connection | null {
  const stored = readMeta<Omit<Connection, 'deviceKey'>>(store, 'connection')
  const bytes = readSecret(store, 'device-key')
  if (!stored || !bytes) return null
  const deviceKey = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
  return { ...stored, ...(address === null ? {} : { address }), deviceKey }
}

/** Asks a city as the PC whose connection this is. Only reads. */
export function askServer(connection: Connection): Server {
  const transport = createTransport({
    connection,
    fetch: globalThis.fetch,
    clock: systemClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  const signal = new AbortController().signal
  const get = <T>(path: string, query: string, answer: Parameters<typeof transport.ask<T>>[0]['answer']) =>
    transport.ask<T>({ method: 'GET', path: `${syncBase}${path}`, query, answer }, signal)
  return {
    address: connection.address,
    async state(stream) {
      const reply = await get(`/streams/${stream}`, '', streamStateSchema)
      const isUnknown = reply.kind === 'problem' && reply.problem.code === 'unknown-stream'
      return isUnknown ? null : valueOf(reply)
    },
    async *lines(stream) {
      for (let from = 1; ; ) {
        const path = `/streams/${stream}/events`
        const { lines } = valueOf(await get(path, `from=${from}&limit=${linesPage}`, takenBackSchema))
        if (lines.length === 0) return
        yield lines
        from = (lines.at(-1)?.seq ?? from) + 1
      }
    },
    async *feed() {
      for (let after = 0; ; ) {
        const query = `after=${after}&limit=${maxFeedItems}&wait=0`
        const page = valueOf(await get(`/wards/${connection.ward}/feed`, query, feedPageSchema))
        yield page
        after = page.items.at(-1)?.pos ?? page.headPos
        if (page.items.length === 0 || after >= page.headPos) return
      }
    },
  }
}

function valueOf<T>(reply: Reply<T>): T {
  if (reply.kind === 'answer') return reply.value
  throw new No(syncReasons[haltOf(reply).reason])
}
