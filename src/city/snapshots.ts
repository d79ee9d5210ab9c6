import { createHash, randomUUID, sign } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import { maxFeedItems } from '../contract/sync/feed.ts'
import { type Snapshot, type SnapshotPartAnswer, snapshotText } from '../contract/sync/snapshot.ts'
import { isClosed } from '../domain/case.ts'
import { type Desk, serverTime } from './desk.ts'
import { itemOf } from './feed.ts'
import { RequestRefused } from './refusal.ts'
import type { FeedLine } from './store/rows.ts'
import type { Rows } from './store/store.ts'

/** Characters of a part before packing: a part is what a broken line has to bring again. */
const partSize = 256 * 1024
/** Snapshots held in memory, one a ward; the oldest makes room. */
const mostKept = 8
/** How long one is handed out before the next is made. */
const keptMs = 60 * 60_000

type Kept = { readonly snapshot: Snapshot; readonly parts: readonly Buffer[]; readonly madeMs: number }

/** Start states for new PCs: made when one asks, one at a time, and handed out for an hour. */
export type Snapshots = {
  /** The ward's snapshot; refuses `busy` while another one is being made. */
  latest(ward: string): Promise<Snapshot>
  /** A part by its number from 0; refuses `not-found` when the snapshot is no longer kept: ask for the latest. */
  part(ward: string, id: string, n: number): SnapshotPartAnswer
}

/** The snapshots of a city. */
export function createSnapshots(desk: Desk): Snapshots {
  const kept = new Map<string, Kept>()
  let isMaking = false
  return {
    async latest(ward) {
      const known = kept.get(ward)
      if (known && desk.now() - known.madeMs < keptMs && known.snapshot.epoch === desk.feedEpoch)
        return known.snapshot
      if (isMaking) throw new RequestRefused('busy', { retryAfterS: 10 })
      isMaking = true
      try {
        const made = await makeSnapshot(desk, ward)
        kept.delete(ward)
        kept.set(ward, made)
        const [oldest] = kept.keys()
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
        return made.snapshot
      } finally {
        isMaking = false
      }
    },
    part(ward, id, n) {
      const known = kept.get(ward)
      const bytes = known?.snapshot.id === id ? known.parts[n] : undefined
      if (!bytes) throw new RequestRefused('not-found')
      return { n, bytes: bytes.toString('base64') }
    },
  }
}

async function makeSnapshot(desk: Desk, ward: string): Promise<Kept> {
  const { pos, parts, items } = await gather(desk, ward)
  const said = {
    id: randomUUID(),
    ward,
    epoch: desk.feedEpoch,
    pos,
    items,
    parts: parts.map((part) => {
      return { sha256: createHash('sha256').update(part).digest('base64url'), size: part.length }
    }),
    madeAt: serverTime(desk),
  }
  const { kid, privateKey } = desk.keys.receipt
  const signature = sign(null, Buffer.from(snapshotText(said)), privateKey).toString('base64url')
  return { snapshot: { ...said, kid, signature }, parts, madeMs: desk.now() }
}

/** Goes through the feed page by page, so that nothing waits for it, and keeps what is not over. */
async function gather(desk: Desk, ward: string) {
  const pos = await desk.store.read((rows) => rows.feedHead(ward))
  const parts: Buffer[] = []
  let lines: string[] = []
  let size = 0
  let items = 0
  const close = () => {
    if (lines.length > 0) parts.push(zstdCompressSync(lines.join('')))
    lines = []
    size = 0
  }
  for (let after = 0; after < pos; ) {
    const page = await desk.store.read((rows) => openItems(rows, ward, after, pos))
    for (const line of page.lines) {
      lines.push(line)
      size += line.length
      items += 1
      if (size >= partSize) close()
    }
    after = page.last
  }
  close()
  return { pos, parts, items }
}

/** The items of one page of the feed that a new PC needs, each with the verdict as it is now. */
async function openItems(rows: Rows, ward: string, after: number, upTo: number) {
  const page = await rows.feed(ward, after, Math.min(maxFeedItems, upTo - after))
  const lines = page.filter(({ kind }) => kind === 'line')
  const subjects = new Map(lines.map((item) => [placeOf(item), subjectOf(item.line)]))
  const named = [...new Set(subjects.values())].filter((one) => one !== null)
  const known = new Map((await rows.subjects(ward, named)).map(({ subject, state }) => [subject, state]))
  const isOver = (item: FeedLine) => {
    const state = known.get(subjects.get(placeOf(item)) ?? '')
    return state !== undefined && state !== null && isClosed(state)
  }
  const told: string[] = []
  for (const item of lines.filter((one) => !isOver(one))) {
    // A later verdict stands in the line's own row; the feed says what was said then.
    const [row] =
      item.status === 'accepted' || item.status === 'refused'
        ? []
        : await rows.lines(item.stream, item.seq, 1)
    const now =
      row && row.status !== 'duplicate' ? { ...item, status: row.status, problem: row.problem } : item
    told.push(`${JSON.stringify(itemOf(now))}\n`)
  }
  return { lines: told, last: page.at(-1)?.pos ?? upTo }
}

function placeOf({ stream, seq }: FeedLine): string {
  return `${stream} ${seq}`
}

function subjectOf(line: string): string | null {
  try {
    const { subject } = JSON.parse(line) as { subject?: unknown } // looked at before it is used
    return typeof subject === 'string' ? subject : null
  } catch {
    return null
  }
}
