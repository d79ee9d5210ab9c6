import { syncBase } from '../../contract/sync/base.ts'
import { type FeedItem, type FeedPage, feedPageSchema, maxFeedWaitS } from '../../contract/sync/feed.ts'
import { lastCommonPosition } from './common-position.ts'
import { isFarBehind, type SnapshotTaker } from './snapshot.ts'
import { lineHash } from '../journal/line.ts'
import { nextBatchSize } from './backoff.ts'
import { exchangeFiles } from './files.ts'
import { fetchWantedKeys } from './wanted-keys.ts'
import { type Halt, haltOf, retry, streamBefore } from './run.ts'
import type { Reply, Transport } from './transport.ts'
import type { Connection, SyncJournal, Timeouts } from './types.ts'

/** What a pull needs. */
export type PullContext = {
  readonly connection: Connection
  readonly journal: SyncJournal
  readonly transport: Transport
  /** Brings in a snapshot in the place of a long feed; left out, everything is pulled. */
  readonly snapshot?: SnapshotTaker
  readonly timeouts: Pick<Timeouts, 'quick'>
  /** Items asked for at once, kept from pull to pull: a slow line gets small pages. */
  readonly page: { items: number }
  /** Hears every page after it was applied. */
  readonly onPage: (page: FeedPage) => void
}

/**
 * How a pull ended: `done`; `epoch-changed` (the city was restored from a backup: compare heads, send again what it
 * lost, then pull from the last common position); `hole` (positions not dense: an alarm, nothing was applied).
 */
export type PullEnd = 'done' | 'epoch-changed' | 'hole' | Halt

/** Pulls the ward's feed to its end; waits up to `waitS` for the first new item when there is none. */
export async function pullAll(context: PullContext, waitS: number, signal: AbortSignal): Promise<PullEnd> {
  let wait = Math.min(waitS, maxFeedWaitS)
  let isSnapshotAsked = false
  const meetOthers = async () => {
    await fetchWantedKeys(context.connection, context.journal, context.transport, signal)
    await exchangeFiles(context.journal, context.transport, signal)
  }
  await meetOthers()
  for (;;) {
    const cursor = context.journal.feedCursor()
    const reply = await askPage(context, cursor.pos, wait, signal)
    if (!signal.aborted) learnPace(context, reply)
    if (reply.kind !== 'answer') return haltOf(reply)
    const page = reply.value
    if (isOtherEpoch(context.journal, page)) {
      const { connection, journal, transport } = context
      const common = await lastCommonPosition(connection, journal, transport, page, signal)
      if (typeof common !== 'number') return common
      journal.applyFeed([], { epoch: page.epoch, pos: common })
      return 'epoch-changed'
    }
    if (!isSnapshotAsked && context.snapshot && context.journal.applySnapshot && isFarBehind(cursor, page)) {
      isSnapshotAsked = true
      const taken = await context.snapshot.take(signal)
      if (typeof taken !== 'boolean') return taken
      if (taken) await meetOthers()
      if (taken) continue
    }
    if (!isDense(page, cursor.pos)) return 'hole'
    if (!page.items.every(isIntact)) return retry('garbled-answer')
    const pos = page.items.at(-1)?.pos ?? cursor.pos
    if (page.items.length > 0 || cursor.epoch === '') await apply(context.journal, page, pos)
    context.onPage(page)
    if (page.items.length > 0) await meetOthers()
    if (page.items.length === 0 || pos >= page.headPos) return 'done'
    wait = 0
  }
}

/** So many items are applied at once: people at the desk must not wait for a long list that arrives. */
const itemsAtOnce = 50

/** Applies a page in pieces, each with its own position in one transaction. */
async function apply(journal: SyncJournal, { items, epoch }: FeedPage, end: number): Promise<void> {
  for (let from = 0; ; from += itemsAtOnce) {
    const piece = items.slice(from, from + itemsAtOnce)
    const isLast = from + itemsAtOnce >= items.length
    journal.applyFeed(piece, { epoch, pos: isLast ? end : (piece.at(-1)?.pos ?? end) })
    if (isLast) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function askPage(
  { connection, transport, page }: PullContext,
  after: number,
  wait: number,
  signal: AbortSignal,
) {
  return transport.ask(
    {
      method: 'GET',
      path: `${syncBase}/wards/${connection.ward}/feed`,
      query: `after=${after}&limit=${page.items}&wait=${wait}`,
      answer: feedPageSchema,
      patienceMs: wait * 1000,
    },
    signal,
  )
}

/** Whoever had lines acknowledged before it ever heard of an epoch cannot see a change: its heads are compared, too. */
function isOtherEpoch(journal: SyncJournal, page: FeedPage): boolean {
  const { epoch } = journal.feedCursor()
  if (epoch !== '') return epoch !== page.epoch
  return journal.ackedSeq() > 0 || streamBefore(journal) !== null
}

/** Smaller pages after one that did not come in time or was too long to be read, larger ones after one that came quickly. */
function learnPace({ page, timeouts }: PullContext, reply: Reply<FeedPage>): void {
  if (reply.kind === 'failed' && (reply.reason === 'timeout' || reply.reason === 'garbled-answer'))
    page.items = nextBatchSize(page.items, 'too-much')
  if (reply.kind === 'answer' && reply.tookMs < timeouts.quick)
    page.items = nextBatchSize(page.items, 'quick')
}

/** Positions follow each other without a hole, and there is something as long as the head is ahead. */
function isDense(page: FeedPage, after: number): boolean {
  const isInOrder = page.items.every((item, index) => item.pos === after + 1 + index)
  return isInOrder && (page.items.length > 0 || page.headPos <= after)
}

function isIntact(item: FeedItem): boolean {
  return item.kind === 'verdict' || lineHash(item.line) === item.hash
}
