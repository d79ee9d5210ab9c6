import { pspJson, syncBase } from '../../contract/sync/base.ts'
import { type FeedPage, maxFeedItems } from '../../contract/sync/feed.ts'
import { type Heartbeat, heartbeatAnswerSchema } from '../../contract/sync/heartbeat.ts'
import { type Board, createBoard } from './board.ts'
import { pullAll } from './pull.ts'
import { createPusher } from './push.ts'
import { createSnapshotTaker } from './snapshot.ts'
import { createTransport, type Transport } from './transport.ts'
import type { Connection, SyncClientOptions, SyncOutcome, SyncStatus, Timeouts } from './types.ts'

const heartbeatEveryMs = 300_000

/** One run after another against one city; keeps the status. */
export type Runner = {
  /**
   * Sends everything, then pulls the feed, waiting up to `waitS` for something new. `halt` ends all of it, `wake`
   * only the waiting. Runs asked for while one is going on follow it.
   */
  run(halt: AbortSignal, wake: AbortSignal, waitS: number): Promise<SyncOutcome>
  /** Tells the city about this PC when five minutes have passed; its failure is no failure of the sync. */
  heartbeat(halt: AbortSignal): Promise<void>
  /** Resolves when no run is going on or waiting for its turn. */
  ended(): Promise<void>
  status(): SyncStatus
}

/** Creates the runner of a connection. */
export function createRunner(options: SyncClientOptions, connection: Connection, timeouts: Timeouts): Runner {
  const { clock } = options
  const board = createBoard(options, timeouts)
  const onSlow = (slow: boolean) => board.status().slow !== slow && board.tell({ slow })
  const transport = createTransport({ connection, fetch: options.fetch ?? fetch, clock, timeouts, onSlow })
  const once = createRun(options, connection, timeouts, transport, board)
  let queue: Promise<unknown> = Promise.resolve()
  return {
    status: () => board.status(),
    ended: () => queue.then(() => undefined),
    heartbeat: createHeartbeat(options, transport, board),
    run(halt, wake, waitS) {
      const turn = queue.then(() => once(halt, wake, waitS))
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}

function createRun(
  { journal }: SyncClientOptions,
  connection: Connection,
  timeouts: Timeouts,
  transport: Transport,
  board: Board,
): Runner['run'] {
  const counts = { sent: 0, received: 0 }
  const hearServer = (told: { headSeq: number; headHash: string; serverTime: string }) => {
    board.hearTime(told.serverTime)
    board.tell({ server: { headSeq: told.headSeq, headHash: told.headHash, at: told.serverTime } })
  }
  const onSent = (count: number) => void (counts.sent += count)
  const pusher = createPusher({ connection, journal, transport, timeouts, onServer: hearServer, onSent })
  let hasMore = false
  const onPage = ({ items, serverTime }: FeedPage) => {
    board.hearTime(serverTime)
    counts.received += items.length
    // A request from before this disk was set back came late: the city has more of this stream than the PC.
    const { stream, seq } = { stream: journal.stream()?.id, seq: journal.head().seq }
    hasMore ||= items.some((item) => item.stream === stream && item.seq > seq)
  }
  const snapshot = createSnapshotTaker(connection, journal, transport)
  const pull = { connection, journal, transport, snapshot, timeouts, page: { items: maxFeedItems }, onPage }

  const go = async (halt: AbortSignal, wake: AbortSignal, waitS: number): Promise<void> => {
    for (let round = 1; ; round += 1) {
      if (journal.ackedSeq() < journal.head().seq) board.tell({ phase: { state: 'sending' } })
      const pushed = await pusher.pushAll(halt)
      board.settle(halt.aborted ? null : pushed)
      if (pushed || halt.aborted) return
      const pulled = await pullAll(pull, waitS, AbortSignal.any([halt, wake]))
      const isDoubtful = pulled === 'epoch-changed' || hasMore
      hasMore = false
      if (isDoubtful) pusher.doubt()
      if (isDoubtful && round === 1) continue
      board.tell({ feed: { ...journal.feedCursor(), alarm: pulled === 'hole' ? 'hole' : null } })
      const wasWoken = halt.aborted || wake.aborted
      board.settle(typeof pulled === 'string' || wasWoken ? null : pulled)
      return
    }
  }
  return async (halt, wake, waitS) => {
    Object.assign(counts, { sent: 0, received: 0 })
    try {
      await go(halt, wake, waitS)
    } catch {
      // Only the office's own journal can throw here (a full or failing disk); it reports the cause itself.
      board.tell({ phase: { state: 'stopped', reason: 'journal-fault' }, truth: 'unknown' })
    }
    const { phase, truth } = board.status()
    return { phase, truth, ...counts }
  }
}

function createHeartbeat(
  { heartbeat, journal, clock }: SyncClientOptions,
  transport: Transport,
  board: Board,
) {
  let last = Number.NEGATIVE_INFINITY
  return async (halt: AbortSignal): Promise<void> => {
    const stream = journal.stream()
    if (!heartbeat || !stream || clock.monotonic() - last < heartbeatEveryMs) return
    last = clock.monotonic()
    const head = journal.head()
    const unsent = head.seq - journal.ackedSeq()
    const { offsetMs } = board.status()
    const own = { stream: stream.id, headSeq: head.seq, headHash: head.hash, unsent, offsetMs }
    const facts: Heartbeat = { ...own, ...heartbeat() }
    await transport.ask(
      {
        method: 'POST',
        path: `${syncBase}/heartbeats`,
        headers: { 'content-type': pspJson },
        body: Buffer.from(JSON.stringify(facts)),
        answer: heartbeatAnswerSchema,
      },
      halt,
    )
  }
}
