import { answerRecordSchema, type AnswerRecord, type BundleHeader } from '../../../contract/sync/bundle.ts'
import { type FeedItem, maxFeedItems } from '../../../contract/sync/feed.ts'
import type { PushResult } from '../../../contract/sync/push.ts'
import { standardTimeouts } from '../backoff.ts'
import { publicKeyFromRaw } from '../ed25519.ts'
import { pullAll } from '../pull.ts'
import { createPusher } from '../push.ts'
import { verifyReceipt } from '../receipt.ts'
import type { Connection, SyncJournal } from '../types.ts'
import { answerKeyOf } from './answer-key.ts'
import { type Replayed, replay } from './replay.ts'
import { type BundleFault, contentOf, isSignedBundle, openBundle, readBundle } from './seal.ts'

/**
 * Why an answer of the city was not taken; nothing of it was applied. Besides the faults of the file: `other-kind` (a
 * bundle of lines), `other-ward`, `other-device` (a PC of this ward, but not this one), `forged` (no pinned key of the
 * city signed it), `older` (written before the city was restored from a backup), `hole` (an earlier part has to come
 * first), `untrusted-receipt`, `forked`, `server-ahead` (the city has lines this PC never wrote), `garbled-answer`.
 */
export type AnswerFault =
  | BundleFault
  | 'other-kind'
  | 'other-ward'
  | 'other-device'
  | 'forged'
  | 'older'
  | 'hole'
  | 'untrusted-receipt'
  | 'forked'
  | 'server-ahead'
  | 'garbled-answer'

/** An answer that was opened, proven to be the city's for this PC, and read. */
export type OpenAnswer = { readonly header: BundleHeader; readonly replayed: Replayed }

/** Opens an answer bundle: sealed to this PC, signed by a pinned receipt key. */
export async function openAnswer(
  connection: Connection,
  bytes: Uint8Array,
): Promise<OpenAnswer | AnswerFault> {
  const bundle = readBundle(bytes)
  if (typeof bundle === 'string') return bundle
  const { header } = bundle
  if (header.kind !== 'answer') return 'other-kind'
  if (header.ward !== connection.ward) return 'other-ward'
  if (header.device !== connection.deviceId) return 'other-device'
  const opened = await openBundle(bundle, answerKeyOf(connection.deviceKey))
  if (typeof opened === 'string') return opened
  if (!connection.receiptKeys.some((key) => isSignedBundle(opened, publicKeyFromRaw(key.publicKey))))
    return 'forged'
  const content = contentOf(opened)
  if (content === null) return 'garbled-answer'
  const records: AnswerRecord[] = []
  for (const line of content) {
    const record = answerRecordSchema.safeParse(parse(line))
    if (!record.success) return 'garbled-answer'
    records.push(record.data)
  }
  return { header, replayed: replay(connection, records) }
}

/** What an answer brings, found by the client's own checks but not written yet. */
export type Rehearsed = {
  /** Lines newly acknowledged, feed items newly here. */
  readonly acknowledged: number
  readonly received: number
  /** Whether the city has more of the feed than the file brings. */
  readonly more: boolean
  readonly before: Standing
  /** Writes it into the journal: first what is acknowledged, then the feed with its cursor, each one transaction. */
  write(journal: SyncJournal): void
}

/** Where a journal stands with its city. */
type Standing = { readonly acked: number; readonly epoch: string; readonly pos: number }

/** Where a journal stands now: an answer rehearsed at another standing has to be rehearsed again. */
export function standingOf(journal: SyncJournal): Standing {
  return { acked: journal.ackedSeq(), ...journal.feedCursor() }
}

/**
 * Runs an answer through the client that takes answers from the line (`push.ts`, `pull.ts`), on a journal that only
 * remembers: receipt verified and on our chain, results complete, feed dense and intact. Answers what there is to
 * write, or why nothing is.
 */
export async function rehearse(
  connection: Connection,
  journal: SyncJournal,
  { replayed }: OpenAnswer,
  lastReceipt: string | null,
): Promise<Rehearsed | AnswerFault> {
  if (isOlder(connection, journal, replayed, lastReceipt)) return 'older'
  const before = standingOf(journal)
  const memory = remembering(journal, replayed.lastResult)
  const { transport } = replayed
  const signal = new AbortController().signal
  const ignore = () => undefined
  const pusher = createPusher({
    connection,
    journal: memory.journal,
    transport,
    timeouts: standardTimeouts,
    onServer: ignore,
    onSent: ignore,
  })
  const pushed = await pusher.pushAll(signal)
  // Lines the file does not speak of are lines the city was not reached for.
  const isAnswered = pushed === null || pushed.reason === 'unreachable'
  if (!isAnswered) return faultOf(pushed.reason)
  for (let round = 1; replayed.feed !== null; round += 1) {
    const pulled = await pullAll(
      {
        connection,
        journal: memory.journal,
        transport,
        timeouts: standardTimeouts,
        page: { items: maxFeedItems },
        onPage: ignore,
      },
      0,
      signal,
    )
    if (pulled === 'done') break
    if (pulled === 'hole') return 'hole'
    if (pulled !== 'epoch-changed' || round > 1) return 'garbled-answer'
  }
  return rehearsed(before, memory, replayed)
}

function rehearsed(before: Standing, memory: Memory, { feed }: Replayed): Rehearsed {
  const { cursor, items, answer } = memory.remembered()
  return {
    acknowledged: Math.max(0, (answer?.headSeq ?? 0) - before.acked),
    received: items.length,
    more: feed !== null && feed.headPos > cursor.pos,
    before,
    write(journal) {
      if (answer) journal.saveAnswer(answer)
      if (cursor.epoch !== before.epoch || cursor.pos !== before.pos) journal.applyFeed(items, cursor)
    },
  }
}

function faultOf(reason: string): AnswerFault {
  switch (reason) {
    case 'untrusted-receipt':
    case 'forked':
    case 'server-ahead':
      return reason
    default:
      return 'garbled-answer'
  }
}

/**
 * Feed epochs have no order. Another epoch than ours is the newer one unless the file is older than what this PC has
 * from the city already, by the city's own clock.
 */
function isOlder(
  { receiptKeys }: Connection,
  journal: SyncJournal,
  { feed, serverTime }: Replayed,
  lastReceipt: string | null,
): boolean {
  const { epoch } = journal.feedCursor()
  if (feed === null || epoch === '' || feed.epoch === epoch || lastReceipt === null) return false
  const receipt = verifyReceipt(lastReceipt, receiptKeys)
  return typeof receipt !== 'string' && serverTime < receipt.serverTime
}

type Answer = Parameters<SyncJournal['saveAnswer']>[0]
type Memory = {
  readonly journal: SyncJournal
  remembered(): {
    readonly answer: Answer | null
    readonly items: FeedItem[]
    readonly cursor: { readonly epoch: string; readonly pos: number }
  }
}

/** The journal as it would be: what is written is only remembered. Offers no line the file has no result for. */
function remembering(journal: SyncJournal, lastResult: number): Memory {
  let acked = journal.ackedSeq()
  let cursor = journal.feedCursor()
  let answer: Answer | null = null
  const results = new Map<number, PushResult>()
  const items: FeedItem[] = []
  return {
    remembered: () => ({ answer: answer && { ...answer, results: [...results.values()] }, items, cursor }),
    journal: {
      stream: () => journal.stream(),
      head: () => journal.head(),
      ackedSeq: () => acked,
      lines: (from, limit) =>
        journal.lines(from, from <= lastResult ? Math.min(limit, lastResult - from + 1) : limit),
      // The keys went with the bundle; a file takes none.
      subjectKeys: () => [],
      saveAnswer(told) {
        acked = Math.max(acked, told.headSeq)
        answer = told
        for (const result of told.results) results.set(result.seq, result)
      },
      feedCursor: () => cursor,
      applyFeed(more, next) {
        if (next.epoch !== cursor.epoch) items.splice(0)
        items.push(...more)
        cursor = next
      },
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
