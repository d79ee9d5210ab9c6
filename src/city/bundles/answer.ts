import type { KeyObject } from 'node:crypto'
import { type AnswerRecord, type BundleHeader, usualPartBytes } from '../../contract/sync/bundle.ts'
import { cityLineSchema } from '../../contract/sync/city-lines.ts'
import { type FeedItem, type FeedPage, maxFeedBytes, maxFeedItems } from '../../contract/sync/feed.ts'
import { maxEventsPerPush } from '../../contract/sync/push.ts'
import type { WantedKey } from '../../contract/sync/subject-key.ts'
import { lineHash, readLine } from '../../office/journal/line.ts'
import { sealBundle } from '../../office/sync/bundle/seal.ts'
import type { Desk } from '../desk.ts'
import { feedPage } from '../feed.ts'
import { takeIn } from '../intake.ts'
import { publishDue } from '../lists.ts'
import { streamState } from '../streams.ts'
import { sealKeys } from '../subject-keys.ts'
import { type ProvenBundle, takeRequest } from './import.ts'

/** Most files of one answer; the PC's next bundle says where to go on. */
const mostParts = 4

/**
 * What the city answers to a bundle, as files: the stream's state, receipt and results since the PC's acknowledged
 * line, the ward's feed since its cursor, both lists, and the packs that are named; each exactly as the line would
 * bring it. Sealed to the PC, signed by the receipt key. It says how things stand now, whatever the bundle's age.
 */
export async function answerFiles(
  desk: Desk,
  bundle: ProvenBundle,
  partBytes = usualPartBytes,
): Promise<Uint8Array[]> {
  const parts: Part[] = [{ records: [], bytes: 0, first: 0, last: 0 }]
  for await (const records of recordsOf(desk, bundle)) {
    const lines = records.map((record) => JSON.stringify(record))
    const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
    const full = parts.at(-1)
    const isFull = full !== undefined && full.bytes > 0 && full.bytes + bytes > partBytes
    if (isFull && parts.length === mostParts) break
    if (isFull || !full) parts.push({ records: [], bytes: 0, first: 0, last: 0 })
    add(parts.at(-1), records, lines, bytes)
  }
  const { device, manifest } = bundle
  const place = {
    format: 'psp-bundle/1',
    kind: 'answer',
    ward: device.ward,
    device: device.id,
    to: 'desk',
  } as const
  return Promise.all(
    parts.map(({ records, first, last }, index) => {
      const header: BundleHeader = {
        ...place,
        part: index + 1,
        isLast: index === parts.length - 1,
        first,
        last,
      }
      return sealBundle(header, records, receiptSigner(desk), manifest.answerKey)
    }),
  )
}

type Part = { readonly records: string[]; bytes: number; first: number; last: number }

function add(part: Part | undefined, records: Together, lines: readonly string[], bytes: number): void {
  if (!part) return
  part.records.push(...lines)
  part.bytes += bytes
  for (const record of records) {
    if (record.kind !== 'feed') continue
    part.first ||= record.answer.items[0]?.pos ?? 0
    part.last = record.answer.items.at(-1)?.pos ?? part.last
  }
}

/** Records that stand in one file: a page of the feed with the packs it names. */
type Together = readonly AnswerRecord[]

async function* recordsOf(desk: Desk, { device, manifest }: ProvenBundle): AsyncGenerator<Together> {
  const asker = { device, body: new Uint8Array() }
  // What these lines withdrew stands on the list that goes back with them.
  await publishDue(desk)
  yield [{ kind: 'stream', answer: await streamState(desk, asker, manifest.stream) }]
  yield* pushes(desk, device, manifest.stream, manifest.ackedSeq)
  for (const request of manifest.issuerRequests) {
    const answer = await takeRequest(desk, device, request)
    const hash = lineHash(Buffer.from(request, 'base64url'))
    if (answer) yield [{ kind: 'issuer', request: hash, answer }]
  }
  yield* lists(desk, manifest.has)
  const named = new Set(manifest.packs)
  const from = manifest.cursor.epoch === desk.feedEpoch ? manifest.cursor.pos : 0
  for await (const page of pages(desk, device.ward, from)) {
    for (const item of page.items) for (const sha256 of packsOf(item)) named.add(sha256)
    const keys = await keysOf(desk, device, manifest, page)
    yield [...(await packs(desk, named)), ...keys, { kind: 'feed', answer: page }]
    named.clear()
  }
}

/** The results of a repetition of what the city has: the verdicts as they are now, and the last receipt. */
async function* pushes(
  desk: Desk,
  device: ProvenBundle['device'],
  stream: string,
  acked: number,
): AsyncGenerator<Together> {
  for (let from = acked + 1; ; ) {
    const answer = await desk.store.write(async (rows) => {
      const stored = await rows.lines(stream, from, maxEventsPerPush, maxFeedBytes)
      const lines = stored.map(({ line }) => line)
      return lines.length === 0 ? null : takeIn(desk, rows, device, stream, lines)
    })
    if (!answer) return
    yield [{ kind: 'push', answer }]
    from += answer.results.length
  }
}

/** Both lists, but those the PC has as they are. */
async function* lists(desk: Desk, has: readonly string[]): AsyncGenerator<Together> {
  for (const [list, name] of [
    ['trust', 'trust-list'],
    ['revocations', 'revocations'],
  ] as const) {
    const row = await desk.store.read((rows) => rows.list(list))
    if (row && !has.includes(lineHash(row.bytes))) yield [fileOf(name, row.bytes)]
  }
}

async function packs(desk: Desk, addresses: Iterable<string>): Promise<AnswerRecord[]> {
  const files: AnswerRecord[] = []
  for (const sha256 of addresses) {
    const pack = await desk.store.read((rows) => rows.pack(sha256))
    if (pack) files.push(fileOf(`packs/${sha256}`, pack.envelope))
  }
  return files
}

/** The keys a page asks for: those its lines of other PCs bring in, and with the first what was wanted before. */
async function keysOf(
  desk: Desk,
  device: ProvenBundle['device'],
  { answerKey, wanted, cursor }: ProvenBundle['manifest'],
  { items }: FeedPage,
): Promise<AnswerRecord[]> {
  const isFirst = (items[0]?.pos ?? cursor.pos) <= cursor.pos + 1
  const asked = [...(isFirst ? wanted : []), ...items.flatMap((item) => keyOf(item))]
  const answer = await sealKeys(desk, device, answerKey, asked)
  return answer.keys.length > 0 ? [{ kind: 'keys', answer }] : []
}

function keyOf(item: FeedItem): WantedKey[] {
  if (item.kind !== 'line' || !item.line.includes('"subjectKey":')) return []
  const event = readLine(item.line)
  return event?.subjectKey ? [{ subject: event.subject, ...event.subjectKey }] : []
}

/** The feed from a position to its end as it is now; one empty page when there is nothing new. */
async function* pages(desk: Desk, ward: string, from: number): AsyncGenerator<FeedPage> {
  const gone = new AbortController().signal
  for (let after = from; ; ) {
    const page = await feedPage(desk, { ward, after, limit: maxFeedItems, waitS: 0 }, gone)
    if (page.items.length > 0 || after === from) yield page
    after = page.items.at(-1)?.pos ?? page.headPos
    if (after >= page.headPos) return
  }
}

function packsOf(item: FeedItem): string[] {
  if (item.kind !== 'line' || item.status !== 'accepted' || !item.line.includes('"city.pack-published"'))
    return []
  const read = cityLineSchema.safeParse(JSON.parse(item.line)).data
  return read?.type === 'city.pack-published' ? [read.body.sha256] : []
}

function fileOf(name: string, bytes: Uint8Array): AnswerRecord {
  return { kind: 'file', name, bytes: Buffer.from(bytes).toString('base64') }
}

function receiptSigner({ keys }: Desk): KeyObject {
  return keys.receipt.privateKey
}
