import type { KeyObject } from 'node:crypto'
import type { ReceiptKey, SubjectKeyRecipient } from '../../contract/sync/base.ts'
import type { FeedItem } from '../../contract/sync/feed.ts'
import type { Heartbeat } from '../../contract/sync/heartbeat.ts'
import type { PushResult } from '../../contract/sync/push.ts'
import type { Clock } from '../ports.ts'

/** What the client needs of the office's journal. Each writing function is one local transaction. */
export type SyncJournal = {
  /** The open stream and its opening record as written; null before enrolment. */
  stream(): { id: string; openingLine: string } | null
  /** The last own line; seq 0 and the hash of the opening record before the first. */
  head(): { seq: number; hash: string }
  /** Everything up to here is covered by a verified receipt. */
  ackedSeq(): number
  /** Consecutive own lines from `fromSeq`, at most `limit`, without LF. */
  lines(fromSeq: number, limit: number): { seq: number; id: string; hash: string; line: string }[]
  /** Keys of the subjects whose `subjectKey` commitment stands in these lines (both ends included). */
  subjectKeys(fromSeq: number, toSeq: number): { subject: string; key: Uint8Array }[]
  /**
   * Only called with a verified receipt whose head is on this journal's chain. `headSeq` is the last line whose result
   * is told, at or below that head. Saving one twice must be harmless.
   */
  saveAnswer(answer: {
    receipt: string
    headSeq: number
    headHash: string
    results: PushResult[]
    serverTime: string
  }): void
  /**
   * Closes the stream being sent after the line that both sides have alike and opens a new one, in which everything
   * behind that line is told again under the same ids. `lost`: what the city has of the old stream and this journal has
   * not. `isAlone`: the new one names none before it. Left out by a journal that only remembers: then the client stops
   * where it would open one.
   */
  openAnew?(end: {
    readonly seq: number
    readonly hash: string
    readonly lost: readonly LostLine[]
    readonly isAlone?: boolean
  }): void
  /**
   * Moves to the stream before the one being sent, which is then sent up to where it ended; false when there is none.
   * `later` moves on to the stream after it; false when the open one is being sent.
   */
  earlier?(): boolean
  later?(): boolean
  /** Whether what is being sent is an earlier stream: its head is where it ended. */
  isEarlier?(): boolean
  /** Where the feed was left; epoch '' and pos 0 at the very start. */
  feedCursor(): { epoch: string; pos: number }
  /**
   * The open cases of a ward as they stood at the cursor, in the place of everything before it; together with the
   * cursor. Left out by a journal that takes none: it pulls the feed from its beginning.
   */
  applySnapshot?(items: FeedItem[], cursor: { epoch: string; pos: number }): void
  /** What the feed has at a position, as far as this journal keeps it. */
  feedAt?(
    pos: number,
  ): { stream: string; seq: number; hash: string; status: string; receivedAt: string } | null
  /** Whether the feed has a line, as far as it was read; left out by a journal that cannot tell. */
  feedHas?(stream: string, seq: number): boolean
  /** Keys of subjects that only other PCs of the ward have and that are to be asked for now, at most `limit`. */
  keysWanted?(limit: number): { subject: string; sha256: string }[]
  /** Keeps keys that fit their commitments; what was asked for and not given is asked for again later. */
  keepKeys?(
    asked: readonly { subject: string; sha256: string }[],
    keys: readonly { subject: string; sha256: string; key: Uint8Array }[],
  ): void
  /** Files for the ward's blobs that wait for the city, at most `limit`; and that it has one. */
  filesToSend?(limit: number): { sha256: string; bytes: Uint8Array }[]
  fileSent?(sha256: string): void
  /** Addresses of blobs this PC lacks, at most `limit`; and what came of asking for one. */
  filesWanted?(limit: number): string[]
  keepFile?(sha256: string, bytes: Uint8Array | null): void
  /** Items and cursor together. After an epoch change items come again: applying one twice must be harmless. */
  applyFeed(items: FeedItem[], cursor: { epoch: string; pos: number }): void
}

/** A line of this PC that only the city has any more. */
export type LostLine = { readonly seq: number; readonly hash: string; readonly line: string }

/** What this PC holds of the city it is enrolled in. */
export type Connection = {
  /** Origin of the city server, as `https://sync.example.vn`. */
  readonly address: string
  readonly ward: string
  /** base64url(SHA-256(SPKI)) of the device key. */
  readonly deviceId: string
  /** Ed25519 private key of this PC. */
  readonly deviceKey: KeyObject
  /** Pinned at enrolment: receipts by any other key are worth nothing. */
  readonly receiptKeys: readonly ReceiptKey[]
  readonly subjectKey: SubjectKeyRecipient
}

/** Why the client waits and will try again by itself. */
export type RetryReason =
  | 'unreachable'
  | 'timeout'
  | 'busy'
  | 'server-fault'
  | 'garbled-answer'
  | 'untrusted-receipt'

/** Why the client stopped and a person has to look; "send now" tries again all the same. */
export type StopReason =
  | 'bad-signature'
  | 'device-unknown'
  | 'device-revoked'
  | 'device-suspended'
  | 'ward-mismatch'
  | 'stream-closed'
  | 'opening-refused'
  | 'forked'
  | 'server-ahead'
  | 'line-too-large'
  | 'refused-by-server'
  | 'journal-fault'

/** What the client is doing; a closed list. `nextTryAt` is a moment of the monotonic clock, milliseconds. */
export type SyncPhase =
  | { readonly state: 'never-enrolled' }
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | {
      readonly state: 'waiting-retry'
      readonly reason: RetryReason
      readonly attempt: number
      readonly nextTryAt: number
    }
  | { readonly state: 'stopped'; readonly reason: StopReason }

/**
 * Whether city and PC hold the same lines, by number and hash of the head: `equal`; `behind` (the city lacks the last
 * ones, and what it has is ours); `differs` (a fork, or lines that are not ours); `unknown` (not asked, or no answer).
 */
export type Truth = 'equal' | 'behind' | 'differs' | 'unknown'

/** Everything the sync page may say. */
export type SyncStatus = {
  readonly phase: SyncPhase
  readonly truth: Truth
  /** What the server said last of this stream, and when (its clock). */
  readonly server: { readonly headSeq: number; readonly headHash: string; readonly at: string } | null
  readonly headSeq: number
  readonly ackedSeq: number
  /** True while an answer takes longer than usual. */
  readonly slow: boolean
  /** Server clock minus PC clock; null before the first answer. */
  readonly offsetMs: number | null
  /** What the server's clock said last (ms), and when by the monotonic clock; null before the first answer. */
  readonly heard: { readonly wall: number; readonly mono: number } | null
  /** A Vietnamese sentence of the server about the last refusal, without personal data. */
  readonly detail: string | null
  readonly feed: { readonly epoch: string; readonly pos: number; readonly alarm: 'hole' | null }
}

/** How a run ended: `sent` counts lines acknowledged, `received` feed items applied in it. */
export type SyncOutcome = {
  readonly phase: SyncPhase
  readonly truth: Truth
  readonly sent: number
  readonly received: number
}

/**
 * The PSP/1 client of one PC. One request is in flight at a time.
 * `runOnce` sends all there is and pulls the feed once; it never throws for anything the server or the line does.
 * `start` keeps doing that; `sendNow` does it once at once, whatever the state, and answers how that one run ended. `stop` ends running work and resolves.
 */
export type SyncClient = {
  runOnce(signal?: AbortSignal): Promise<SyncOutcome>
  start(): void
  sendNow(): Promise<SyncOutcome>
  stop(): Promise<void>
  status(): SyncStatus
}

/** `connection` null: this PC was never enrolled; the client says so and does nothing. `random` gives [0, 1). */
export type SyncClientOptions = {
  readonly connection: Connection | null
  readonly journal: SyncJournal
  readonly clock: Clock
  readonly random: () => number
  readonly fetch?: typeof fetch
  readonly onStatus?: (status: SyncStatus) => void
  /** Facts for the five-minute heartbeat that only the office knows; left out, none is sent. */
  readonly heartbeat?: () => Pick<
    Heartbeat,
    'oldestUnsentS' | 'lastBackupS' | 'lastRestoreDrillS' | 'quickCheck' | 'freeDiskMiB' | 'appVersion'
  > & { /** Of all streams; left out, that of the one being sent is told. */ readonly unsent?: number }
  readonly timeouts?: Partial<Timeouts>
}

/** Milliseconds; see PSP/1 section 13. */
export type Timeouts = {
  /** An answer is given up after this. */
  readonly answer: number
  /** An answer is called slow after this. */
  readonly slow: number
  /** Batches double below this. */
  readonly quick: number
  /** First and longest cap of the full-jitter back-off. */
  readonly backoffFirst: number
  readonly backoffMost: number
  /** Pause between runs; also the wait of the feed's long poll. */
  readonly pause: number
}
