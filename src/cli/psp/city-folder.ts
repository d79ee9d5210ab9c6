import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ReceiptKey } from '../../contract/sync/base.ts'
import { readReceiptKey } from '../../city/keys.ts'
import type { FeedLine, LineRow, StreamRow } from '../../city/store/rows.ts'
import { storeAt } from '../../city/store/registry.ts'
import { sqliteStore } from '../../city/store/sqlite/store.ts'
import type { Rows } from '../../city/store/store.ts'
import { lineHash } from '../../office/journal/line.ts'
import { receiptHash, verifyReceipt } from '../../office/sync/receipt.ts'
import { No } from '../command.ts'
import { broken, type Proof, proven } from '../journal/proof.ts'
import { copyCityStore } from './city-copy.ts'

const page = 500

/** Where the city's rows are when they are not in its folder, as for the server itself. */
function databaseAddress(): string {
  return process.env['DATABASE_URL'] ?? ''
}

/** Whether a folder is a city's; one whose rows are in PostgreSQL holds only the keys. */
export function isCityFolder(dataDir: string): boolean {
  const hasKeys = existsSync(join(dataDir, 'keys', 'receipt-ed25519.hex'))
  return hasKeys && (databaseAddress() !== '' || existsSync(join(dataDir, 'city.sqlite')))
}

/** A city's folder, open to be read; the server may go on running. */
export type CityFolder = {
  readonly receiptKey: ReceiptKey
  read<T>(work: (rows: Rows) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens a city's folder, of which no byte is changed, and its database where `DATABASE_URL` names one. */
export async function openCityFolder(dataDir: string): Promise<CityFolder> {
  const receiptKey = readReceiptKey(join(dataDir, 'keys'))
  const address = databaseAddress()
  const copy = address === '' ? await copyCityStore(dataDir) : null
  const store = await (copy ? sqliteStore.open(copy.folder) : storeAt(address).open(dataDir))
  return {
    receiptKey,
    read: (work) => store.read(work),
    async close() {
      await store.close()
      copy?.remove()
    },
  }
}

/**
 * What is looked at, and the streams as they stood at the beginning: the server may take in more meanwhile, but all they
 * had said by then is in what is read after.
 */
export type CityQuestion = {
  readonly rows: Rows
  readonly receiptKey: ReceiptKey
  readonly streams: readonly StreamRow[]
}

/**
 * What a damaged store comes to: a finding by the kind of the error, whose message might quote what stands there. Throws
 * `No` on.
 */
export function unreadable(error: unknown): Proof {
  if (error instanceof No) throw error
  const kind = error instanceof Error ? error.name : 'Error'
  return broken(`Có dữ liệu không đọc được (${kind}).`, `Some of it cannot be read (${kind}).`)
}

/** What is found out about a city's folder, in this order. */
export const cityParts: readonly {
  readonly part: string
  prove(question: CityQuestion): Promise<Proof>
}[] = [
  { part: 'streams', prove: proveStreams },
  { part: 'receipts', prove: proveReceipts },
  { part: 'feed', prove: proveFeeds },
]

/** Every stream hangs together from its opening record to the head the city says. */
async function proveStreams({ rows, streams }: CityQuestion): Promise<Proof> {
  let lines = 0
  for (const stream of streams) {
    let before = { seq: 0, hash: lineHash(stream.opening) }
    for await (const row of linesOf(rows, stream)) {
      lines += 1
      const isNext = row.seq === before.seq + 1 && prevOf(row.line) === before.hash
      if (!isNext || lineHash(row.line) !== row.hash)
        return broken(
          `Sổ ${stream.id}: dòng ${row.seq} không nối với dòng trước.`,
          `Stream ${stream.id}: line ${row.seq} is not bound to the one before.`,
        )
      before = row
    }
    if (before.seq !== stream.headSeq || before.hash !== stream.headHash)
      return broken(
        `Sổ ${stream.id}: ghi ${stream.headSeq} dòng, thực có ${before.seq}.`,
        `Stream ${stream.id}: it says ${stream.headSeq} lines, there are ${before.seq}.`,
      )
  }
  return proven(
    `${lines} dòng trong ${streams.length} sổ nối liền.`,
    `${lines} lines in ${streams.length} streams hang together.`,
  )
}

/** Every receipt ever given is the city's own, bound to the one before, and its head stands on its stream's chain. */
async function proveReceipts({ rows, receiptKey, streams }: CityQuestion): Promise<Proof> {
  let count = 0
  for (const stream of streams) {
    let previous: string | null = null
    const hashes = new Set<string>()
    for (const [index, jws] of (await rows.receipts(stream.id)).entries()) {
      count += 1
      const receipt = verifyReceipt(jws, [receiptKey])
      const head = typeof receipt === 'string' ? null : (await rows.lines(stream.id, receipt.headSeq, 1))[0]
      const isGood =
        typeof receipt !== 'string' &&
        receipt.stream === stream.id &&
        receipt.previous === previous &&
        head?.seq === receipt.headSeq &&
        head.hash === receipt.headHash
      if (!isGood)
        return broken(
          `Sổ ${stream.id}: biên nhận thứ ${index + 1} không đứng trên chuỗi.`,
          `Stream ${stream.id}: receipt ${index + 1} does not stand on the chain.`,
        )
      previous = receiptHash(jws)
      hashes.add(previous)
    }
    if (stream.lastReceipt !== null && !hashes.has(receiptHash(stream.lastReceipt)))
      return broken(
        `Sổ ${stream.id}: thiếu biên nhận cuối.`,
        `Stream ${stream.id}: its last receipt is missing.`,
      )
  }
  return proven(`${count} biên nhận đứng trên chuỗi.`, `${count} receipts stand on their chains.`)
}

/**
 * Every ward's feed is dense, no line and no event stands in it twice; every line is in it with the verdict it has, or
 * rightly beside it.
 */
async function proveFeeds({ rows, streams }: CityQuestion): Promise<Proof> {
  const verdicts = new Map<string, FeedLine['status']>()
  let positions = 0
  for (const { code } of await rows.wards()) {
    const ids = new Set<string>()
    const head = await rows.feedHead(code)
    let pos = 0
    for await (const item of feedOf(rows, code)) {
      pos += 1
      if (item.pos !== pos)
        return broken(`Phường ${code}: thiếu mục ${pos}.`, `Ward ${code}: position ${pos} is missing.`)
      const [place, id] = [`${item.stream} ${item.seq}`, idOf(item.line)]
      const isRepeated = verdicts.has(place)
      if (item.kind === 'line' || isRepeated) verdicts.set(place, item.status)
      if (item.kind === 'verdict') continue
      if (isRepeated || (id !== null && ids.has(id)))
        return broken(`Phường ${code}: mục ${pos} lặp lại.`, `Ward ${code}: position ${pos} repeats a line.`)
      if (id !== null) ids.add(id)
    }
    if (pos < head)
      return broken(
        `Phường ${code}: chỉ có ${pos}/${head} mục.`,
        `Ward ${code}: ${pos} of ${head} positions.`,
      )
    positions += pos
  }
  return (
    (await oddLine(rows, streams, verdicts)) ??
    proven(`${positions} mục, mỗi dòng đúng một lần.`, `${positions} positions, each line once.`)
  )
}

/** The first line that is in no feed, or of which the feed said something else last. */
async function oddLine(
  rows: Rows,
  streams: readonly StreamRow[],
  verdicts: ReadonlyMap<string, FeedLine['status']>,
): Promise<Proof | null> {
  for (const stream of streams) {
    for await (const { seq, pos, status } of linesOf(rows, stream)) {
      // A repeated event, or another under a taken id, stands beside the feed.
      const isBeside = pos === null && (status === 'duplicate' || status === 'quarantined')
      if (isBeside) continue
      const said = verdicts.get(`${stream.id} ${seq}`)
      if (said === undefined)
        return broken(
          `Sổ ${stream.id}: dòng ${seq} không có trong danh sách.`,
          `Stream ${stream.id}: line ${seq} is not in the feed.`,
        )
      if (said !== status)
        return broken(
          `Sổ ${stream.id}: dòng ${seq} ghi "${status}", danh sách ghi "${said}".`,
          `Stream ${stream.id}: line ${seq} says "${status}", the feed said "${said}".`,
        )
    }
  }
  return null
}

/** Every stream that has said something: whatever says something stands in a feed, or repeats what does. */
export async function streamsOf(rows: Rows): Promise<StreamRow[]> {
  const ids = new Set<string>()
  for (const { code } of await rows.wards())
    for await (const { stream } of feedOf(rows, code)) ids.add(stream)
  const streams = await Promise.all([...ids].map((id) => rows.stream(id)))
  return streams.flatMap((stream) => (stream ? [stream] : []))
}

/** A stream's lines in order, up to the head it had. */
export async function* linesOf(rows: Rows, { id, headSeq }: StreamRow): AsyncGenerator<LineRow> {
  for (let from = 1; from <= headSeq; ) {
    const lines = await rows.lines(id, from, Math.min(page, headSeq - from + 1))
    yield* lines
    const last = lines.at(-1)
    if (!last) return
    from = last.seq + 1
  }
}

async function* feedOf(rows: Rows, ward: string) {
  for (let after = 0; ; ) {
    const items = await rows.feed(ward, after, page)
    yield* items
    const last = items.at(-1)
    if (!last) return
    after = last.pos
  }
}

function prevOf(line: string): unknown {
  return fieldOf(line, 'prev')
}

function idOf(line: string): string | null {
  const id = fieldOf(line, 'id')
  return typeof id === 'string' ? id : null
}

function fieldOf(line: string, name: string): unknown {
  try {
    return (JSON.parse(line) as Record<string, unknown>)[name] // looked at before it is used
  } catch {
    return undefined
  }
}
