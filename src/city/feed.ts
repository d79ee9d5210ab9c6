import { randomBytes } from 'node:crypto'
import type { FeedItem, FeedPage } from '../contract/sync/feed.ts'
import { type Desk, serverTime } from './desk.ts'
import type { FeedLine } from './store/rows.ts'

/** The name of a feed that begins, or that begins anew because the city came back from a backup. */
export function newFeedEpoch(): string {
  return `e-${randomBytes(6).toString('hex')}`
}

/** What is asked of the feed: positions after this one, at most so many, waiting so long for the first. */
export type FeedQuestion = {
  readonly ward: string
  readonly after: number
  readonly limit: number
  readonly waitS: number
}

/** A page of a ward's feed; with nothing new it waits (long poll) and answers at the latest when the time is over. */
export async function feedPage(desk: Desk, question: FeedQuestion, gone: AbortSignal): Promise<FeedPage> {
  const listening = new AbortController()
  const signal = AbortSignal.any([gone, listening.signal])
  // Listen before reading, so that a commit between the two is not missed.
  const heard = desk.bell.heard(question.ward, question.waitS * 1000, signal)
  try {
    const page = await readPage(desk, question)
    if (page.items.length > 0 || question.waitS === 0) return page
    await heard
    return await readPage(desk, question)
  } finally {
    listening.abort()
  }
}

async function readPage(desk: Desk, { ward, after, limit }: FeedQuestion): Promise<FeedPage> {
  return desk.store.read(async (rows) => {
    const items = await rows.feed(ward, after, limit)
    const headPos = Math.max(await rows.feedHead(ward), items.at(-1)?.pos ?? 0)
    return { epoch: desk.feedEpoch, headPos, items: items.map(itemOf), serverTime: serverTime(desk) }
  })
}

/** A feed row as it is handed out. */
export function itemOf(row: FeedLine): FeedItem {
  const { pos, stream, seq, hash, at, status, problem, line } = row
  const place = { pos, stream, seq, hash, receivedAt: at, ...(problem === null ? {} : { problem }) }
  if (row.kind === 'line') return { kind: 'line', ...place, status, line }
  return { kind: 'verdict', ...place, status: decided(status) }
}

/** A verdict item is only ever written when a line stops being parked. */
function decided(status: FeedLine['status']): Exclude<FeedLine['status'], 'parked'> {
  if (status === 'parked') throw new Error('a verdict in the feed cannot be "parked"')
  return status
}
