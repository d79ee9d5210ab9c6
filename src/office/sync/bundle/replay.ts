import { zstdDecompressSync } from 'node:zlib'
import type { AnswerRecord } from '../../../contract/sync/bundle.ts'
import { maxFeedItems, type FeedItem, type FeedPage } from '../../../contract/sync/feed.ts'
import { maxBytesPerPush, type PushAnswer, type PushResult } from '../../../contract/sync/push.ts'
import type { SealedSubjectKey } from '../../../contract/sync/subject-key.ts'
import type { Reply, Transport } from '../transport.ts'
import type { Connection } from '../types.ts'

/** The answers of one file, found again by what is asked. */
export type Replayed = {
  readonly transport: Transport
  /** Highest line the file has a result for; 0 when it has none. */
  readonly lastResult: number
  /** Addresses and bytes of lists and packs, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Keys sealed to this PC. */
  readonly keys: readonly SealedSubjectKey[]
  /** SHA-256 of the issuer requests the city has taken, base64url. */
  readonly requests: ReadonlySet<string>
  /** What the city said last of the feed: its epoch, its end, its clock; null when the file tells nothing. */
  readonly feed: { readonly epoch: string; readonly headPos: number; readonly last: number } | null
  readonly serverTime: string
}

const noAnswer: Reply<never> = { kind: 'failed', reason: 'unreachable', retryAfterS: null }

/**
 * A file in the place of the line: what the client asks is answered with what the city wrote into an answer bundle, so
 * that every answer goes through the same checks as one that came over the network. What the file does not answer
 * counts as unreachable.
 */
export function replay(connection: Connection, records: readonly AnswerRecord[]): Replayed {
  const streams = records.flatMap((record) => (record.kind === 'stream' ? [record.answer] : []))
  const pushes = records.flatMap((record) => (record.kind === 'push' ? [record.answer] : []))
  const pages = records.flatMap((record) => (record.kind === 'feed' ? [record.answer] : []))
  const results = new Map(pushes.flatMap((push) => push.results.map((result) => [result.seq, result])))
  const newestPush = pushes.at(-1)
  const state = streams.at(-1)
  const answer = (method: string, path: string, query: string, body?: Uint8Array): unknown => {
    if (path.endsWith(`/wards/${connection.ward}/feed`)) return pageAfter(pages, query)
    if (state === undefined || !path.includes(`/streams/${state.stream}`)) return undefined
    if (!path.endsWith('/events')) return state
    return method === 'POST' && newestPush ? pushOf(newestPush, results, body) : undefined
  }
  const lastPage = pages.at(-1)
  return {
    transport: {
      async ask(asked) {
        const value = asked.answer.safeParse(answer(asked.method, asked.path, asked.query ?? '', asked.body))
        return value.success ? { kind: 'answer', value: value.data, tookMs: 0 } : noAnswer
      },
      bytes: async () => noAnswer,
    },
    lastResult: Math.max(0, ...results.keys()),
    files: new Map(
      records.flatMap((record) =>
        record.kind === 'file' ? [[record.name, Uint8Array.from(Buffer.from(record.bytes, 'base64'))]] : [],
      ),
    ),
    keys: records.flatMap((record) => (record.kind === 'keys' ? record.answer.keys : [])),
    requests: new Set(records.flatMap((record) => (record.kind === 'issuer' ? [record.request] : []))),
    feed: lastPage ? feedOf(lastPage) : null,
    serverTime: state?.serverTime ?? lastPage?.serverTime ?? '',
  }
}

function feedOf({ epoch, headPos, items }: FeedPage): NonNullable<Replayed['feed']> {
  return { epoch, headPos, last: items.at(-1)?.pos ?? 0 }
}

/** The page that begins after a position; the end of the file is the end of the feed for now. */
function pageAfter(pages: readonly FeedPage[], query: string): FeedPage | undefined {
  const newest = pages.at(-1)
  if (!newest) return undefined
  const after = Number(new URLSearchParams(query).get('after'))
  const items: FeedItem[] = []
  for (const page of pages)
    for (const item of page.items) if (item.pos > after && items.length < maxFeedItems) items.push(item)
  const last = newest.items.at(-1)?.pos ?? after
  return { ...newest, items, headPos: Math.max(last, items.at(-1)?.pos ?? 0) }
}

/** The city's answer to a push of these lines, as far as the file has their results. */
function pushOf(
  newest: PushAnswer,
  results: ReadonlyMap<number, PushResult>,
  body: Uint8Array | undefined,
): PushAnswer | undefined {
  if (!body) return undefined
  const lines = zstdDecompressSync(body, { maxOutputLength: maxBytesPerPush * 2 })
    .toString()
    .split('\n')
  const asked: PushResult[] = []
  for (const line of lines.slice(0, -1)) {
    // Our own line, as the client has just sent it.
    const { seq } = JSON.parse(line) as { seq: number }
    const result = results.get(seq)
    if (!result) return undefined
    asked.push(result)
  }
  return { ...newest, results: asked }
}
