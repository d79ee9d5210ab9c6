import { zstdCompressSync } from 'node:zlib'
import { ndjson, pspJson, syncBase } from '../../contract/sync/base.ts'
import { maxBytesPerPush, type PushAnswer, pushAnswerSchema } from '../../contract/sync/push.ts'
import { type StreamState, streamStateSchema } from '../../contract/sync/stream.ts'
import { subjectKeysAnswerSchema } from '../../contract/sync/subject-key.ts'
import { firstBatchSize, nextBatchSize } from './backoff.ts'
import { askLines, isPassedOver, openAnew, tellAlone } from './heal.ts'
import { faultOfAnswer, type Halt, haltOf, ownHashAt, retry, stopFor, streamBefore } from './run.ts'
import { sealSubjectKey } from './subject-key.ts'
import type { Reply, Transport } from './transport.ts'
import type { Connection, StopReason, SyncJournal, Timeouts } from './types.ts'

/** What a push needs; `onServer` hears every head the server tells, with its clock. */
export type PushContext = {
  readonly connection: Connection
  readonly journal: SyncJournal
  readonly transport: Transport
  readonly timeouts: Timeouts
  readonly onServer: (told: { headSeq: number; headHash: string; serverTime: string }) => void
  readonly onSent: (count: number) => void
}

/** Sends the outbox of one PC. */
export type Pusher = {
  /** Sends everything unsent; null when all of it is acknowledged. */
  pushAll(signal: AbortSignal): Promise<Halt | null>
  /** Makes the next push compare heads first, as after a start or a restore of the city. */
  doubt(): void
}

type Lines = ReturnType<SyncJournal['lines']>
/** The journals went apart (`serverHead`: the city's last number), or the stream before has to be looked at first. */
type Turn =
  | { readonly turn: 'apart'; readonly serverHead: number; readonly halt: Halt }
  | { readonly turn: 'earlier' }
type Move = { readonly next: number } | Turn | Halt

/** New streams opened in one run: a city that never agrees is not answered with streams without end. */
const mostHealed = 3

/** A pusher that remembers what it has learned of the server: batch size, and whether heads were compared. */
export function createPusher(context: PushContext): Pusher {
  const { journal } = context
  let size = firstBatchSize
  let isCompared = false
  /** Streams of which the city has everything, as far as this pusher knows. */
  const whole = new Set<string>()
  /** The city does not let this PC say anything of an earlier stream: it goes on only where it knows the next one. */
  let barred: Barred | null = null
  // What is acknowledged as far as the pusher knows: a USB stick brings receipts past it.
  let known = journal.ackedSeq()

  const pushFrom = async (stream: string, from: number, signal: AbortSignal): Promise<Move> => {
    const lines = fitting(journal.lines(from, size))
    const first = lines[0]
    const last = lines.at(-1)
    if (!first || !last || first.seq !== from) return stopFor('journal-fault')
    const keys = await pushSubjectKeys(context, first.seq, last.seq, signal)
    if (keys) return keys
    const reply = await pushLines(context, stream, lines, signal)
    if (reply.kind === 'answer') {
      size = nextBatchSize(size, reply.tookMs < context.timeouts.quick ? 'quick' : 'slow')
      return acknowledge(context, stream, lines, reply.value)
    }
    const isTooLarge = reply.kind === 'problem' && reply.problem.code === 'too-large'
    if (isTooLarge && lines.length === 1) return stopFor('line-too-large', reply.problem.detail)
    const isTooSlow = reply.kind === 'failed' && reply.reason === 'timeout'
    if (isTooLarge || isTooSlow) size = nextBatchSize(lines.length, 'too-much')
    // A nonce ends with the feed's epoch: the city may have lost the keys since they were sent, so they go again, too.
    const isLate = reply.kind === 'problem' && reply.problem.code === 'use-nonce'
    if (isTooLarge || isLate) return { next: from }
    return afterRefusedPush(context, reply, from, signal)
  }

  const pushRest = async (signal: AbortSignal): Promise<Halt | Turn | null> => {
    const stream = journal.stream()
    if (!stream) return null
    let next = journal.ackedSeq() + 1
    const move = isCompared ? { next } : await compare(context, whole, barred, signal)
    if (!('next' in move)) return move
    next = Math.min(next, move.next)
    // What the city has lost of the acknowledged lines is looked for again until all of it was sent again.
    isCompared = next > journal.ackedSeq()
    // A server that keeps sending us back and forth is garbled: no more turns than lines could need.
    for (let turns = journal.head().seq - next + 20; next <= journal.head().seq; turns -= 1) {
      if (signal.aborted) return retry('unreachable')
      if (turns === 0) return retry('garbled-answer')
      const step = await pushFrom(stream.id, next, signal)
      if (!('next' in step)) return step
      // A city that was opened anew may have lines of ours from a stick: they are sent all the same, for their results.
      next = Math.min(step.next, journal.ackedSeq() + 1)
    }
    isCompared = true
    return null
  }

  /** Sends the streams of this PC one after the other: the city may have gone back to before the open one. */
  const pushStreams = async (signal: AbortSignal): Promise<Halt | null> => {
    for (let healed = 0; ; isCompared = false) {
      const end = await pushRest(signal)
      if (end === null) {
        whole.add(journal.stream()?.id ?? '')
        if (journal.later?.() !== true) return null
      } else if ('end' in end) {
        const stream = journal.stream()?.id ?? ''
        if (isPassedOver(journal, end)) {
          if (journal.head().seq > 0) barred ??= { halt: end, stream }
          whole.add(stream)
          journal.later?.()
        } else {
          healed += 1
          const isFormer = end.end === 'stop' && end.reason === 'opening-refused' && healed <= mostHealed
          if (!isFormer || !tellAlone(journal, barred?.stream ?? stream)) return end
          doubt()
        }
      } else if (end.turn === 'apart') {
        healed += 1
        if (!journal.openAnew || healed > mostHealed) return end.halt
        const halt = await openAnew(journal, context.transport, end.serverHead, signal)
        if (halt) return halt
      }
    }
  }

  const doubt = () => {
    isCompared = false
    whole.clear()
    barred = null
  }

  return {
    doubt,
    async pushAll(signal) {
      if (known !== journal.ackedSeq()) isCompared = false
      const halt = await pushStreams(signal)
      known = journal.ackedSeq()
      // A stick may have brought receipts meanwhile; and somebody may do something about what stopped this run.
      if (halt) isCompared = false
      if (halt?.end === 'stop') doubt()
      return halt
    },
  }
}

/** What the city said of the first stream of an earlier key or ward of this PC that it says nothing of. */
type Barred = { readonly halt: Halt; readonly stream: string }

/**
 * Asks what the server has, opening the stream where it is unknown; where to go on from, or why not. The streams before
 * come first: a city that knows a stream may have lost the one it follows with a backup.
 */
async function compare(
  context: PushContext,
  whole: ReadonlySet<string>,
  barred: Barred | null,
  signal: AbortSignal,
): Promise<Move> {
  const { journal } = context
  const stream = journal.stream()
  if (!stream) return stopFor('journal-fault')
  const before = streamBefore(journal)
  if (before !== null && !whole.has(before)) {
    journal.earlier?.()
    return { turn: 'earlier' }
  }
  const path = `${syncBase}/streams/${stream.id}`
  const reply = await context.transport.ask({ method: 'GET', path, answer: streamStateSchema }, signal)
  if (reply.kind === 'answer') {
    const move = continueFrom(context, reply.value)
    return 'next' in move ? ((await otherLife(context, reply.value, signal)) ?? move) : move
  }
  if (reply.kind !== 'problem' || reply.problem.code !== 'unknown-stream') return haltOf(reply)
  return barred?.halt ?? openStream(context, signal)
}

async function openStream(context: PushContext, signal: AbortSignal): Promise<Move> {
  const stream = context.journal.stream()
  if (!stream) return stopFor('journal-fault')
  const reply = await context.transport.ask(
    {
      method: 'PUT',
      path: `${syncBase}/streams/${stream.id}`,
      headers: { 'content-type': pspJson },
      body: Buffer.from(stream.openingLine),
      answer: streamStateSchema,
    },
    signal,
  )
  return reply.kind === 'answer' ? continueFrom(context, reply.value) : haltOf(reply)
}

function continueFrom({ journal, onServer }: PushContext, state: StreamState): Move {
  onServer(state)
  const { headSeq } = state
  // Of an earlier stream only what came before its end is ours to compare.
  if (journal.isEarlier?.() === true && headSeq >= journal.head().seq) return { next: headSeq + 1 }
  if (headSeq > journal.head().seq) return apart(headSeq, 'server-ahead')
  if (ownHashAt(journal, headSeq) !== state.headHash) return apart(headSeq, 'forked')
  return state.state === 'closed' ? apart(headSeq, 'stream-closed') : { next: headSeq + 1 }
}

/**
 * An earlier stream may go on at the city, with lines this disk was set back from. After a restore of the city they may be
 * those of another life of the disk, in the place of ours: then both went apart there.
 */
async function otherLife(
  { journal, transport }: PushContext,
  { headSeq }: StreamState,
  signal: AbortSignal,
): Promise<Move | null> {
  const { seq, hash } = journal.head()
  const stream = journal.stream()
  if (!stream || journal.isEarlier?.() !== true || headSeq <= seq || seq === 0) return null
  const asked = await askLines(transport, stream.id, seq, 1, signal)
  if ('end' in asked) return asked
  return asked.lines[0]?.hash === hash ? null : apart(seq, 'forked')
}

function apart(serverHead: number, reason: StopReason, detail: string | null = null): Turn {
  return { turn: 'apart', serverHead, halt: stopFor(reason, detail) }
}

/** Seals and sends the keys these lines bring in, before the lines. */
async function pushSubjectKeys(
  context: PushContext,
  fromSeq: number,
  toSeq: number,
  signal: AbortSignal,
): Promise<Halt | null> {
  const { connection, journal, transport } = context
  const keys = journal.subjectKeys(fromSeq, toSeq)
  if (keys.length === 0) return null
  const sealed = await Promise.all(
    keys.map(({ subject, key }) => sealSubjectKey(subject, key, connection.subjectKey)),
  )
  const reply = await transport.ask(
    {
      method: 'POST',
      path: `${syncBase}/wards/${connection.ward}/subject-keys`,
      headers: { 'content-type': ndjson },
      body: Buffer.from(sealed.map((key) => `${JSON.stringify(key)}\n`).join('')),
      answer: subjectKeysAnswerSchema,
    },
    signal,
  )
  return reply.kind === 'answer' ? null : haltOf(reply)
}

async function pushLines(
  { journal, transport }: PushContext,
  stream: string,
  lines: Lines,
  signal: AbortSignal,
): Promise<Reply<PushAnswer>> {
  const head = journal.head()
  const hash = Buffer.from(head.hash, 'base64url').toString('base64')
  return transport.ask(
    {
      method: 'POST',
      isOnce: true,
      path: `${syncBase}/streams/${stream}/events`,
      headers: {
        'content-type': ndjson,
        'content-encoding': 'zstd',
        'psp-stream-head': `seq=${head.seq}, hash=:${hash}:`,
      },
      body: zstdCompressSync(Buffer.from(lines.map(({ line }) => `${line}\n`).join(''))),
      answer: pushAnswerSchema,
    },
    signal,
  )
}

/** Marks lines as sent, which only a verified receipt for our own chain can do. */
function acknowledge(context: PushContext, stream: string, lines: Lines, answer: PushAnswer): Move {
  const { connection, journal, onServer, onSent } = context
  const fault = faultOfAnswer(answer, stream, lines, connection.receiptKeys)
  if (fault) return retry(fault)
  onServer(answer)
  if (answer.headSeq > journal.head().seq) return apart(answer.headSeq, 'server-ahead')
  if (ownHashAt(journal, answer.headSeq) !== answer.headHash) return apart(answer.headSeq, 'forked')
  const last = lines.at(-1) ?? journal.head()
  const { receipt, results, serverTime } = answer
  // The city may have more of ours than was sent just now: those lines are not done before their results are here.
  journal.saveAnswer({ receipt, headSeq: last.seq, headHash: last.hash, results, serverTime })
  onSent(lines.length)
  return { next: last.seq + 1 }
}

async function afterRefusedPush(
  context: PushContext,
  reply: Exclude<Reply<unknown>, { kind: 'answer' }>,
  from: number,
  signal: AbortSignal,
): Promise<Move> {
  if (reply.kind !== 'problem') return haltOf(reply)
  const { code, detail, expectedSeq, forkedAt } = reply.problem
  if (code === 'forked' && forkedAt) return apart(forkedAt.seq, 'forked', detail)
  if (code === 'unknown-stream') return openStream(context, signal)
  if (code !== 'gap' || expectedSeq === undefined || expectedSeq === from) return haltOf(reply)
  return expectedSeq > context.journal.head().seq + 1
    ? apart(expectedSeq - 1, 'server-ahead')
    : { next: expectedSeq }
}

/** As many lines as fit into one request. */
function fitting(lines: Lines): Lines {
  let bytes = 0
  const within = lines.filter(({ line }) => {
    bytes += Buffer.byteLength(line) + 1
    return bytes <= maxBytesPerPush
  })
  return within.length > 0 ? within : lines.slice(0, 1)
}
