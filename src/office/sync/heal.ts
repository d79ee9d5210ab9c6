import { syncBase } from '../../contract/sync/base.ts'
import { maxEventsPerPush } from '../../contract/sync/push.ts'
import { takenBackSchema } from '../../contract/sync/stream.ts'
import { type Halt, haltOf, ownHashAt, stopFor } from './run.ts'
import type { Transport } from './transport.ts'
import type { LostLine, SyncJournal } from './types.ts'

/** The last line that the city and this PC have alike. */
type Common = { readonly seq: number; readonly hash: string }

/**
 * The journals went apart: a disk image or a backup came back, or the city closed this stream. Finds the last line both
 * have alike, takes back what the city has beyond it, and has the journal open a new stream, in which the lines that the
 * city lacks are told again under their own ids. Null when it is done: heads are then to be compared anew.
 */
export async function openAnew(
  journal: SyncJournal,
  transport: Transport,
  serverHead: number,
  signal: AbortSignal,
): Promise<Halt | null> {
  const stream = journal.stream()
  if (!stream || !journal.openAnew) return stopFor('journal-fault')
  const common = await commonLine(journal, transport, serverHead, signal)
  if ('end' in common) return common
  const lost = await takeBack(transport, stream.id, common.seq, signal)
  if ('end' in lost) return lost
  journal.openAnew({ ...common, lost: lost.lines })
  return null
}

/**
 * The city came back from before this PC had its present key: it does not let it say or ask anything of a stream it wrote
 * under the former one. Everything from that stream on is told again, under the same ids and the present key, in a stream
 * that follows none; what the city has all the same is only repeated. False where the journal opens no streams.
 */
export function tellAlone(journal: SyncJournal, stream: string): boolean {
  if (!journal.openAnew) return false
  while (journal.stream()?.id !== stream) if (journal.earlier?.() !== true) return false
  const hash = ownHashAt(journal, 0)
  if (hash === null) return false
  journal.openAnew({ seq: 0, hash, lost: [], isAlone: true })
  return true
}

/** Chains that are alike at a line are alike before it, so halving finds the last one. */
async function commonLine(
  journal: SyncJournal,
  transport: Transport,
  serverHead: number,
  signal: AbortSignal,
): Promise<Common | Halt> {
  const stream = journal.stream()?.id ?? ''
  let alike = 0
  let apart = Math.min(serverHead, journal.head().seq) + 1
  while (apart - alike > 1) {
    const middle = Math.floor((alike + apart) / 2)
    const asked = await askLines(transport, stream, middle, 1, signal)
    if ('end' in asked) return asked
    if (asked.lines[0]?.hash === ownHashAt(journal, middle)) alike = middle
    else apart = middle
  }
  const hash = ownHashAt(journal, alike)
  return hash === null ? stopFor('journal-fault') : { seq: alike, hash }
}

async function takeBack(
  transport: Transport,
  stream: string,
  after: number,
  signal: AbortSignal,
): Promise<{ readonly lines: LostLine[] } | Halt> {
  const lines: LostLine[] = []
  for (;;) {
    const page = await askLines(transport, stream, after + lines.length + 1, maxEventsPerPush, signal)
    if ('end' in page) return page
    if (page.lines.length === 0) return { lines }
    lines.push(...page.lines)
  }
}

/** Lines of a stream as the city has them, `limit` at most; why there is no answer otherwise. */
export async function askLines(
  transport: Transport,
  stream: string,
  from: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly lines: readonly LostLine[] } | Halt> {
  const reply = await transport.ask(
    {
      method: 'GET',
      path: `${syncBase}/streams/${stream}/events`,
      query: `from=${from}&limit=${limit}`,
      answer: takenBackSchema,
    },
    signal,
  )
  return reply.kind === 'answer' ? reply.value : haltOf(reply)
}

/**
 * Whether this PC goes on although the city lets it say nothing of an earlier stream: it had signed for all of it, and
 * the feed has its end still, or it is of another ward.
 */
export function isPassedOver(journal: SyncJournal, halt: Halt): boolean {
  if (halt.end !== 'stop' || journal.isEarlier?.() !== true) return false
  const { seq } = journal.head()
  if (journal.ackedSeq() < seq) return false
  if (halt.reason === 'ward-mismatch') return true
  const id = journal.stream()?.id ?? ''
  return halt.reason === 'opening-refused' && (seq === 0 || journal.feedHas?.(id, seq) !== false)
}
