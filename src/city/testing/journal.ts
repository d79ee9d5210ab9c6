import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import type { EventLine } from '../../contract/sync/event-line.ts'
import type { FeedItem } from '../../contract/sync/feed.ts'
import type { PushResult } from '../../contract/sync/push.ts'
import { lineHash, writeLine } from '../../office/journal/line.ts'
import type { SyncJournal } from '../../office/sync/types.ts'

/** What an event of a test says; the rest of the line is filled in. */
export type Said = Pick<EventLine, 'type' | 'subject' | 'baseVer'> & {
  readonly user: string
  readonly role: EventLine['actor']['role']
  readonly body?: EventLine['body']
  readonly id?: string
  readonly tv?: number
  readonly key?: Uint8Array
  /** What stands in the personal part, encrypted with the key; random bytes when left out. */
  readonly personal?: object
  readonly ward?: string
}

/** A journal of one PC in memory: the same lines and rules as the office's, without its database. */
export type DeskJournal = SyncJournal & {
  readonly streamId: string
  append(said: Said): string
  /** Writes bytes of any kind as the next line; they are chained. */
  appendRaw(make: (place: { stream: string; seq: number; prev: string }) => string): void
  readonly results: Map<number, PushResult>
  readonly receipts: string[]
  readonly feed: FeedItem[]
  readonly all: readonly string[]
  /** Forgets what was acknowledged, as after a restore of an old local copy. */
  forgetAcknowledged(): void
  /** Goes back to the first `count` lines, as an old disk image would. */
  cutTo(count: number): void
}

/** Makes a journal for a device of a ward. */
export function deskJournal(ward: string, device: string, now: () => number = Date.now): DeskJournal {
  const streamId = randomUUID()
  const openingLine = openingOf(streamId, ward, device, now)
  const rows: Row[] = []
  const head = () => {
    const last = rows.at(-1)
    return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: lineHash(openingLine) }
  }
  const place = () => ({ stream: streamId, seq: head().seq + 1, prev: head().hash })
  const city = heardOfCity()
  return {
    ...city,
    streamId,
    get all() {
      return rows.map(({ line }) => line)
    },
    append(said) {
      const id = said.id ?? randomUUID()
      const line = writeLine({ ...eventOf(said, ward, now, id), ...place(), id })
      const key = said.key && { key: { subject: said.subject, key: said.key } }
      rows.push({ seq: head().seq + 1, id, hash: lineHash(line), line, ...key })
      return id
    },
    appendRaw(make) {
      const line = make(place())
      rows.push({ seq: head().seq + 1, id: '', hash: lineHash(line), line })
    },
    cutTo(count) {
      rows.splice(count)
      city.acknowledgeAtMost(count)
    },
    stream: () => ({ id: streamId, openingLine }),
    head,
    lines: (from, limit) => rows.slice(from - 1, from - 1 + limit),
    subjectKeys: (from, to) => rows.slice(from - 1, to).flatMap(({ key }) => (key ? [key] : [])),
  }
}

type Row = {
  readonly seq: number
  readonly id: string
  readonly hash: string
  readonly line: string
  readonly key?: { readonly subject: string; readonly key: Uint8Array }
}

/** The half of a journal that the city fills: what is acknowledged, and the feed. */
function heardOfCity() {
  const results = new Map<number, PushResult>()
  const receipts: string[] = []
  const feed: FeedItem[] = []
  let acked = 0
  let cursor = { epoch: '', pos: 0 }
  return {
    results,
    receipts,
    feed,
    ackedSeq: () => acked,
    forgetAcknowledged() {
      acked = 0
    },
    acknowledgeAtMost(seq: number) {
      acked = Math.min(acked, seq)
    },
    saveAnswer(answer: Parameters<SyncJournal['saveAnswer']>[0]) {
      acked = Math.max(acked, answer.headSeq)
      if (receipts.at(-1) !== answer.receipt) receipts.push(answer.receipt)
      for (const result of answer.results) results.set(result.seq, result)
    },
    feedCursor: () => cursor,
    applyFeed(items: FeedItem[], next: { epoch: string; pos: number }) {
      if (next.epoch !== cursor.epoch) feed.splice(0)
      feed.push(...items)
      cursor = next
    },
  }
}

function openingOf(stream: string, ward: string, device: string, now: () => number): string {
  const at = new Date(now()).toISOString()
  return JSON.stringify({
    v: 1,
    opening: true,
    stream,
    ward,
    device,
    reason: 'enrolment',
    previous: null,
    at,
  })
}

function eventOf(
  said: Said,
  ward: string,
  now: () => number,
  id: string,
): Omit<EventLine, 'stream' | 'seq' | 'prev' | 'id'> {
  const { type, subject, baseVer, user, role, key } = said
  const personal = key && {
    personal: sealed(key, id, said.personal),
    subjectKey: { sha256: createHash('sha256').update(key).digest('base64url') },
  }
  return {
    v: 1,
    type,
    tv: said.tv ?? 1,
    ward: said.ward ?? ward,
    subject,
    baseVer,
    lc: 1,
    at: { wall: new Date(now()).toISOString(), mono: 1, boot: 'b', offsetMs: null, offsetAgeS: null },
    actor: { user, role, session: 's' },
    body: said.body ?? {},
    ...personal,
  }
}

function sealed(key: Uint8Array, id: string, personal: object | undefined) {
  const iv = randomBytes(12)
  if (!personal) return { iv: iv.toString('base64url'), ct: randomBytes(60).toString('base64url') }
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(id))
  const ct = [cipher.update(JSON.stringify(personal), 'utf8'), cipher.final(), cipher.getAuthTag()]
  return { iv: iv.toString('base64url'), ct: Buffer.concat(ct).toString('base64url') }
}

/** The body of a registration nobody made. */
const registration = {
  number: '39901-26-A00001-X',
  pack: 'vidu-01',
  packVersion: 1,
  category: 5,
  schedule: { firstDay: '2026-11-23', lastDay: '2026-12-20', weekdays: [0, 1, 2, 3, 4], windows: [] },
  dueAt: '2026-11-22T17:00:00+07:00',
  scanRule: null,
}

/** The acts of a case, said as a test wants them. */
export const acts = {
  register: (subject: string, user = 'clerk-1', key?: Uint8Array): Said => ({
    type: 'case.registered',
    subject,
    baseVer: 0,
    user,
    role: 'clerk',
    body: registration,
    ...(key ? { key } : {}),
  }),
  verify: (subject: string, baseVer = 1, user = 'police-1'): Said => ({
    type: 'case.verified',
    subject,
    baseVer,
    user,
    role: 'area-police',
  }),
  approve: (subject: string, baseVer = 2, user = 'official-1'): Said => ({
    type: 'case.approved',
    subject,
    baseVer,
    user,
    role: 'ward-official',
  }),
  print: (subject: string, baseVer: number): Said => ({
    type: 'sheet.printed',
    subject,
    baseVer,
    user: 'clerk-1',
    role: 'clerk',
    body: { sheet: 'receipt', copies: 1, reprintReason: null, where: 'p' },
  }),
}
