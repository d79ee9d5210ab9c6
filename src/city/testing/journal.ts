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
  /** The same journal on a second PC, as a copied disk has it; it has read nothing of the feed. */
  copy(): DeskJournal
  /** From now on this PC signs with another key: what is acknowledged stays, the rest is told again. */
  changeDevice(next: string): void
  /** Goes back to the first `count` lines, as an old disk image would. */
  cutTo(count: number): void
}

/** Makes a journal for a device of a ward; `disk`: what a copied disk holds. */
export function deskJournal(
  ward: string,
  device: string,
  now: () => number = Date.now,
  disk: readonly Stream[] = [],
): DeskJournal {
  let signing = device
  const open = (reason: string, previous: object | null): Stream => {
    const id = randomUUID()
    return {
      id,
      openingLine: openingOf(id, { ward, device: signing, reason, previous }, now),
      rows: [],
      end: null,
      acked: 0,
    }
  }
  const streams = disk.length > 0 ? [...disk] : [open('enrolment', null)]
  let at = 0
  const sending = () => streams[at] ?? thrown()
  const newest = () => streams.at(-1) ?? thrown()
  const write = (stream: Stream, line: string, more: Pick<Row, 'id' | 'key'>) =>
    stream.rows.push({ seq: headOf(stream).seq + 1, hash: lineHash(line), line, ...more })
  const place = (stream: Stream) => ({
    stream: stream.id,
    seq: headOf(stream).seq + 1,
    prev: headOf(stream).hash,
  })
  const city = heardOfCity(sending)
  const journal: DeskJournal = {
    ...city,
    changeDevice(next) {
      signing = next
      at = streams.length - 1
      const { acked } = newest()
      const hash = newest().rows[acked - 1]?.hash ?? lineHash(newest().openingLine)
      journal.openAnew?.({ seq: acked, hash, lost: [] })
    },
    feedHas: (stream, seq) => city.feed.some((item) => item.stream === stream && item.seq === seq),
    get streamId() {
      return newest().id
    },
    get all() {
      return newest().rows.map(({ line }) => line)
    },
    append(said) {
      const id = said.id ?? randomUUID()
      const line = writeLine({ ...eventOf(said, ward, now, id), ...place(newest()), id })
      write(newest(), line, { id, ...(said.key && { key: { subject: said.subject, key: said.key } }) })
      return id
    },
    appendRaw: (make) => void write(newest(), make(place(newest())), { id: '' }),
    copy: () => deskJournal(ward, device, now, structuredClone(streams)),
    cutTo(count) {
      newest().rows.splice(count)
      newest().acked = Math.min(newest().acked, count)
    },
    stream: () => sending(),
    head: () => headOf(sending()),
    lines: (from, limit) => sending().rows.slice(from - 1, Math.min(from - 1 + limit, headOf(sending()).seq)),
    subjectKeys: (from, to) =>
      sending()
        .rows.slice(from - 1, to)
        .flatMap(({ key }) => (key ? [key] : [])),
    earlier: () => at > 0 && --at >= 0,
    later: () => at < streams.length - 1 && ++at > 0,
    isEarlier: () => at < streams.length - 1,
    openAnew({ seq, hash, isAlone = false }) {
      const old = sending()
      const tail = [...ownRows(old).slice(seq), ...streams.slice(at + 1).flatMap(ownRows)]
      old.end = seq
      old.acked = seq
      streams.splice(at + 1)
      let previous = isAlone ? null : { stream: old.id, seq, hash }
      const again = open('fork', previous)
      for (const { line, id, key } of tail)
        write(again, writeLine({ ...JSON.parse(line), ...place(again) }), { id, ...(key && { key }) })
      again.end = again.rows.length
      if (again.rows.length > 0) {
        streams.push(again)
        previous = { stream: again.id, ...headOf(again) }
      }
      streams.push(open('restore', previous))
      at += 1
    },
  }
  return journal
}

/** A stream as sent; `end`: where an earlier one ended. */
type Stream = {
  readonly id: string
  readonly openingLine: string
  readonly rows: Row[]
  end: number | null
  acked: number
}

function ownRows({ rows, end }: Stream): Row[] {
  return end === null ? rows : rows.slice(0, end)
}

function headOf({ openingLine, rows, end }: Stream): { seq: number; hash: string } {
  const last = end === null ? rows.at(-1) : rows[end - 1]
  return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: lineHash(openingLine) }
}

function thrown(): never {
  throw new Error('there is no such stream')
}

type Row = {
  readonly seq: number
  readonly id: string
  readonly hash: string
  readonly line: string
  readonly key?: { readonly subject: string; readonly key: Uint8Array }
}

/** The half of a journal that the city fills: what is acknowledged, and the feed. */
function heardOfCity(sending: () => Stream) {
  const results = new Map<number, PushResult>()
  const receipts: string[] = []
  const feed: FeedItem[] = []
  let cursor = { epoch: '', pos: 0 }
  return {
    results,
    receipts,
    feed,
    ackedSeq: () => sending().acked,
    forgetAcknowledged() {
      sending().acked = 0
    },
    saveAnswer(answer: Parameters<SyncJournal['saveAnswer']>[0]) {
      sending().acked = Math.max(sending().acked, answer.headSeq)
      if (receipts.at(-1) !== answer.receipt) receipts.push(answer.receipt)
      for (const result of answer.results) results.set(result.seq, result)
    },
    feedCursor: () => cursor,
    feedAt: (pos: number) => feed.find((item) => item.pos === pos) ?? null,
    applySnapshot(items: FeedItem[], next: { epoch: string; pos: number }) {
      feed.splice(0, feed.length, ...items)
      cursor = next
    },
    applyFeed(items: FeedItem[], next: { epoch: string; pos: number }) {
      if (next.epoch !== cursor.epoch) feed.splice(next.pos - items.length)
      feed.push(...items)
      cursor = next
    },
  }
}

function openingOf(
  stream: string,
  said: { ward: string; device: string; reason: string; previous: object | null },
  now: () => number,
): string {
  const { ward, device, reason, previous } = said
  const at = new Date(now()).toISOString()
  return JSON.stringify({ v: 1, opening: true, stream, ward, device, reason, previous, at })
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
