import { createHash, randomUUID } from 'node:crypto'
import type { StreamOpening } from '../../src/contract/sync/event-line.ts'
import type { FeedItem } from '../../src/contract/sync/feed.ts'
import type { PushResult } from '../../src/contract/sync/push.ts'
import { lineHash } from '../../src/office/journal/line.ts'
import type { SyncJournal } from '../../src/office/sync/types.ts'
import { ward } from './psp-city.ts'

/** A line of a PC's journal, with the subject key it brings in. `id` empty: the line is poison and has none. */
export type Row = {
  readonly seq: number
  readonly id: string
  readonly hash: string
  readonly line: string
  readonly key?: { readonly subject: string; readonly key: Uint8Array }
}
/** A stream of this PC; `end`: where an earlier one ended, its lines behind that are told again in the next. */
export type Stream = {
  readonly id: string
  readonly opening: string
  readonly rows: readonly Row[]
  readonly acked: number
  readonly end: number | null
}

/**
 * Everything a PC keeps, as one immutable value: a transaction replaces it, a copy of the disk is the value itself.
 * `results` are kept as the office keeps them: by stream and number, from push answers and from the feed.
 */
export type Disk = {
  /** Oldest first; the last one is open. */
  readonly streams: readonly Stream[]
  readonly results: ReadonlyMap<string, string>
  readonly receipts: readonly string[]
  /** By position; what stands behind the cursor is of another epoch. */
  readonly feed: readonly FeedItem[]
  readonly cursor: { readonly epoch: string; readonly pos: number }
}

/** A stream newly opened by a device. */
export function openedStream(
  device: string,
  reason: StreamOpening['reason'],
  previous: StreamOpening['previous'],
): Stream {
  const id = randomUUID()
  const at = '2026-11-21T08:00:00+07:00'
  const record: StreamOpening = { v: 1, opening: true, stream: id, ward, device, reason, previous, at }
  return { id, opening: JSON.stringify(record), rows: [], acked: 0, end: null }
}

/** The disk of a PC that has just been enrolled. */
export function emptyDisk(device: string): Disk {
  const streams = [openedStream(device, 'enrolment', null)]
  return { streams, results: new Map(), receipts: [], feed: [], cursor: { epoch: '', pos: 0 } }
}

/** What the city should have of a stream. */
export function ownRows({ rows, end }: Stream): readonly Row[] {
  return end === null ? rows : rows.slice(0, end)
}

/** The last line of a stream; seq 0 and the hash of the opening record before the first. */
export function headOf(stream: Stream): { readonly seq: number; readonly hash: string } {
  const last = ownRows(stream).at(-1)
  return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: lineHash(stream.opening) }
}

/** The stream that is open. */
export function newestOf({ streams }: Disk): Stream {
  const newest = streams.at(-1)
  if (!newest) throw new Error('a PC has always a stream')
  return newest
}

/** Which stream is sent first, as in the office: the oldest the city has not signed for whole. */
export function firstUnsent({ streams }: Disk): number {
  const at = streams.findIndex((stream) => stream.acked < ownRows(stream).length)
  return at < 0 ? streams.length - 1 : at
}

/** What a new line says besides its place; `raw`: bytes that are no event. */
export type Written = { readonly id: string; readonly text: object; readonly key?: Row['key'] }

/** The disk with one line more. */
export function withLine(disk: Disk, written: Written): Disk {
  return { ...disk, streams: [...disk.streams.slice(0, -1), lengthened(newestOf(disk), written)] }
}

function lengthened(stream: Stream, { id, text, key }: Written): Stream {
  const head = headOf(stream)
  const place = { stream: stream.id, seq: head.seq + 1, prev: head.hash }
  const line = JSON.stringify({ v: 1, ...place, ...(id === '' ? {} : { id }), ...text })
  const row: Row = { seq: place.seq, id, hash: lineHash(line), line, ...(key ? { key } : {}) }
  return { ...stream, rows: [...stream.rows, row] }
}

/** What a line says apart from its place, to be said again in another stream with the same id. */
export function saidAgain({ id, line, key }: Row): Written {
  const {
    v: _v,
    stream: _s,
    seq: _q,
    prev: _p,
    id: _i,
    ...text
  } = JSON.parse(line) as Record<string, unknown> // our own line
  return { id, text, ...(key ? { key } : {}) }
}

/** What identifies a confirmed line for ever: its id, or its bytes apart from its place where it has none. */
export function nameOfLine(row: Pick<Row, 'id' | 'line'>): string {
  if (row.id !== '') return row.id
  const { prev: _p, seq: _q, stream: _s, ...rest } = JSON.parse(row.line) as Record<string, unknown> // our own line
  return createHash('sha256').update(JSON.stringify(rest)).digest('base64url')
}

/** A moment at which a PC may lose its power: just before a transaction's commit, or just after it. */
export type CrashPoint = 'before' | 'after' | null
/**
 * The disk of one PC as its journal reads and replaces it. `at`: which stream is being sent; a restart forgets it.
 * `crash` throws where the PC loses its power. `device`: whose streams are opened.
 */
export type DiskAccess = {
  get(): Disk
  set(disk: Disk): void
  at: number
  device(): string
  crash(point: 'before' | 'after'): void
}

type SayAgain = (written: Written) => Written

/** The sync client's journal over such a disk: each writing function is one transaction, as in the office. */
export function journalOn(access: DiskAccess, sayAgain: SayAgain): SyncJournal {
  const sending = () => access.get().streams[access.at] ?? newestOf(access.get())
  const commit = (next: (disk: Disk) => Disk) => {
    access.crash('before')
    access.set(next(access.get()))
    access.crash('after')
  }
  const isEarlier = () => access.at < access.get().streams.length - 1
  return {
    stream: () => ({ id: sending().id, openingLine: sending().opening }),
    head: () => headOf(sending()),
    ackedSeq: () => sending().acked,
    lines: (from, limit) => ownRows(sending()).slice(from - 1, from - 1 + limit),
    subjectKeys: (from, to) =>
      sending()
        .rows.slice(from - 1, to)
        .flatMap(({ key }) => (key ? [key] : [])),
    saveAnswer: (answer) => commit((disk) => withAnswer(disk, access.at, answer)),
    openAnew({ seq, hash, isAlone = false }) {
      commit((disk) => withNewStream(disk, access, { seq, hash, isAlone }, sayAgain))
      access.at = firstUnsent(access.get())
    },
    earlier: () => access.at > 0 && (access.at -= 1) >= 0,
    later: () => isEarlier() && (access.at += 1) > 0,
    isEarlier,
    feedCursor: () => access.get().cursor,
    feedAt: (pos) => access.get().feed[pos - 1] ?? null,
    feedHas(stream, seq) {
      const { feed, cursor } = access.get()
      return feed.some((item) => item.pos <= cursor.pos && item.stream === stream && item.seq === seq)
    },
    applyFeed: (items, cursor) => commit((disk) => ({ ...disk, ...fedWith(disk, items), cursor })),
  }
}

/** The disk after an answer to a push of its stream number `at`. */
export function withAnswer(disk: Disk, at: number, answer: Parameters<SyncJournal['saveAnswer']>[0]): Disk {
  const stream = disk.streams[at]
  if (!stream) return disk
  const { headSeq, receipt } = answer
  const results = answer.results.map((result) => ({ ...result, stream: stream.id }))
  const acked = Math.max(stream.acked, headSeq)
  return {
    ...disk,
    streams: disk.streams.with(at, { ...stream, acked }),
    results: withResults(disk, results),
    receipts: disk.receipts.at(-1) === receipt ? disk.receipts : [...disk.receipts, receipt],
  }
}

/** Ends a stream at a line; what follows it is told again in a stream of its own, behind which a new one is opened. */
export function withNewStream(
  disk: Disk,
  { at, device }: Pick<DiskAccess, 'at' | 'device'>,
  { isAlone = false, ...end }: { readonly seq: number; readonly hash: string; readonly isAlone?: boolean },
  sayAgain: SayAgain,
): Disk {
  const old = disk.streams[at] ?? newestOf(disk)
  const tail = [...ownRows(old).slice(end.seq), ...disk.streams.slice(at + 1).flatMap(ownRows)]
  const ended: Stream = { ...old, end: end.seq, acked: end.seq }
  const again = tail.reduce(
    (stream, row) => lengthened(stream, sayAgain(saidAgain(row))),
    openedStream(device(), isAlone ? 'key-change' : 'fork', isAlone ? null : { stream: old.id, ...end }),
  )
  const told: Stream[] = tail.length === 0 ? [] : [{ ...again, end: again.rows.length }]
  const before = told[0] ?? ended
  const follows = told.length === 0 && isAlone ? null : { stream: before.id, ...headOf(before) }
  const opened = openedStream(device(), 'restore', follows)
  return { ...disk, streams: [...disk.streams.slice(0, at), ended, ...told, opened] }
}

/** Items put at their positions, and what they say of lines. */
export function fedWith(disk: Disk, items: readonly FeedItem[]): Pick<Disk, 'feed' | 'results'> {
  const feed = [...disk.feed]
  for (const item of items) feed[item.pos - 1] = item
  return { feed, results: withResults(disk, items) }
}

type Verdict = { readonly stream: string; readonly seq: number } & Pick<PushResult, 'status' | 'problem'>

function withResults({ results }: Disk, verdicts: readonly Verdict[]): ReadonlyMap<string, string> {
  const all = new Map(results)
  for (const { stream, seq, status, problem } of verdicts)
    all.set(`${stream} ${seq}`, problem ? `${status}: ${problem.code}` : status)
  return all
}
