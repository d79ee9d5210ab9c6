import type { ReceiptKey } from '../../contract/sync/base.ts'
import type { RequestProblemCode } from '../../contract/sync/problem.ts'
import type { PushAnswer, PushResult } from '../../contract/sync/push.ts'
import { lineHash } from '../journal/line.ts'
import { verifyReceipt } from './receipt.ts'
import type { Reply } from './transport.ts'
import type { RetryReason, StopReason, SyncJournal, Truth } from './types.ts'

/** Why part of a run ended early. `detail` is the server's Vietnamese sentence. */
export type Halt =
  | {
      readonly end: 'retry'
      readonly reason: RetryReason
      readonly retryAfterS: number | null
      readonly detail: string | null
    }
  | { readonly end: 'stop'; readonly reason: StopReason; readonly detail: string | null }

/** Wait and try again. */
export function retry(reason: RetryReason, retryAfterS: number | null = null): Halt {
  return { end: 'retry', reason, retryAfterS, detail: null }
}

/** Stop until a person has looked. */
export function stopFor(reason: StopReason, detail: string | null = null): Halt {
  return { end: 'stop', reason, detail }
}

/** What a reply that is no answer means for the run (PSP/1 section 9); the cases of a push are handled before. */
export function haltOf(reply: Exclude<Reply<unknown>, { kind: 'answer' }>): Halt {
  if (reply.kind === 'failed') return retry(reply.reason, reply.retryAfterS)
  const { code, detail } = reply.problem
  const what = advice[code]
  if ('stop' in what) return stopFor(what.stop, detail)
  return { end: 'retry', reason: what.retry, retryAfterS: reply.retryAfterS, detail }
}

type Advice = { readonly retry: RetryReason } | { readonly stop: StopReason }

/** What the client does about each refusal that its caller has not handled before. */
const advice: Readonly<Record<RequestProblemCode, Advice>> = {
  'bad-signature': { stop: 'bad-signature' },
  'device-unknown': { stop: 'device-unknown' },
  'device-revoked': { stop: 'device-revoked' },
  'device-suspended': { stop: 'device-suspended' },
  'ward-mismatch': { stop: 'ward-mismatch' },
  'stream-closed': { stop: 'stream-closed' },
  'opening-refused': { stop: 'opening-refused' },
  forked: { stop: 'forked' },
  busy: { retry: 'busy' },
  'too-many-requests': { retry: 'busy' },
  fault: { retry: 'server-fault' },
  'use-nonce': { retry: 'garbled-answer' },
  'bad-digest': { retry: 'garbled-answer' },
  'unknown-stream': { retry: 'garbled-answer' },
  gap: { retry: 'garbled-answer' },
  'too-large': { stop: 'refused-by-server' },
  malformed: { stop: 'refused-by-server' },
  'unsupported-encoding': { stop: 'refused-by-server' },
  'ward-unknown': { stop: 'refused-by-server' },
  'enrolment-refused': { stop: 'refused-by-server' },
  'pairing-refused': { stop: 'refused-by-server' },
  'checkpoint-unknown': { stop: 'refused-by-server' },
  'issuer-refused': { stop: 'refused-by-server' },
  'not-found': { stop: 'refused-by-server' },
}

/** Own hash at a number: of the opening record at 0, of a line above; null beyond our head. */
export function ownHashAt(journal: SyncJournal, seq: number): string | null {
  if (seq === 0) {
    const stream = journal.stream()
    return stream && lineHash(stream.openingLine)
  }
  return journal.lines(seq, 1).find((line) => line.seq === seq)?.hash ?? null
}

/** The stream that is sent before the one being sent; null when there is none. */
export function streamBefore(journal: SyncJournal): string | null {
  if (journal.earlier?.() !== true) return null
  const id = journal.stream()?.id ?? ''
  journal.later?.()
  return id
}

/** Compares what the server has with what we have. */
export function compareHeads(
  journal: SyncJournal,
  server: { readonly headSeq: number; readonly headHash: string },
): Truth {
  if (ownHashAt(journal, server.headSeq) !== server.headHash) return 'differs'
  return server.headSeq === journal.head().seq ? 'equal' : 'behind'
}

/**
 * Whether a push answer may be believed: results for exactly the lines sent, and a receipt by a pinned key for our
 * stream whose head is the answer's and reaches the last of them.
 */
export function faultOfAnswer(
  answer: PushAnswer,
  stream: string,
  sent: readonly { readonly seq: number; readonly id: string }[],
  keys: readonly ReceiptKey[],
): RetryReason | null {
  const isComplete =
    answer.stream === stream &&
    answer.results.length === sent.length &&
    sent.every((line, index) => isResultOf(answer.results[index], line))
  if (!isComplete) return 'garbled-answer'
  const receipt = verifyReceipt(answer.receipt, keys)
  if (typeof receipt === 'string') return 'untrusted-receipt'
  const isOurs =
    receipt.stream === stream &&
    receipt.headSeq === answer.headSeq &&
    receipt.headHash === answer.headHash &&
    receipt.headSeq >= (sent.at(-1)?.seq ?? 0)
  return isOurs ? null : 'untrusted-receipt'
}

function isResultOf(
  result: PushResult | undefined,
  line: { readonly seq: number; readonly id: string },
): boolean {
  return result?.seq === line.seq && (result.id === null || result.id === line.id)
}
