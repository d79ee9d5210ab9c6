import type { EventLine } from '../../src/contract/sync/event-line.ts'
import { judgeEvent, nothingKnown, type CaseKnowledge } from '../../src/city/judge/judge.ts'
import { firstBrokenReceipt } from '../../src/city/testing/receipt-chain.ts'
import { lineHash } from '../../src/office/journal/line.ts'
import { verifyReceipt } from '../../src/office/sync/receipt.ts'
import type { SimulatedDesk } from './psp-desk.ts'
import { nameOfLine, newestOf, ownRows, type Stream } from './psp-disk.ts'
import type { Contents } from './psp-store.ts'

/** What one story came to: how often something was lost, doubled, wrong or stuck, and the first of it in words. */
export type Findings = {
  lost: number
  doubled: number
  wrong: number
  stuck: number
  first: string | null
}
export type Kind = Exclude<keyof Findings, 'first'>

/** What is to be checked. `confirmed`: every line a screen confirmed, by its name; `excused`: gone with its only disk. */
export type Checked = {
  /** What the city's database holds. */
  readonly rows: Contents
  readonly desks: readonly SimulatedDesk[]
  readonly confirmed: ReadonlySet<string>
  readonly excused: ReadonlySet<string>
}

type LineRow = {
  readonly stream: string
  readonly seq: number
  readonly hash: string
  readonly id: string | null
  readonly subject: string | null
  readonly line: string
  readonly status: string
  readonly problem: string | null
  readonly pos: number | null
}
type FeedRow = {
  readonly pos: number
  readonly kind: string
  readonly stream: string
  readonly seq: number
  readonly status: string
}
type StreamRow = {
  readonly id: string
  readonly device: string
  readonly opening: string
  readonly head_seq: number
  readonly head_hash: string
  readonly state: string
}
type City = {
  readonly lines: readonly LineRow[]
  readonly byPlace: ReadonlyMap<string, LineRow>
  readonly feed: readonly FeedRow[]
  readonly streams: readonly StreamRow[]
  readonly rows: Contents
}
type Tell = (kind: Kind, what: string) => void

/**
 * The statement to prove: every confirmed line is in the city's feed exactly once; every stream is byte-equal at both
 * ends; every feed is dense and in the city's order; every receipt's head is on the chain; each PC knows the verdicts
 * as they are; nothing waits that could be decided.
 */
export function check({ rows, desks, confirmed, excused }: Checked, found: Findings): void {
  // Rows of the tables in src/city/store/sqlite/schema.ts.
  const lines = rows['line'] as LineRow[]
  const byPlace = new Map(lines.map((line) => [placeOf(line), line]))
  const city: City = {
    lines,
    byPlace,
    rows,
    feed: rows['feed'] as FeedRow[],
    streams: rows['stream'] as StreamRow[],
  }
  const tell: Tell = (kind, what) => {
    found[kind] += 1
    found.first ??= `${kind}: ${what}`
  }
  checkOnce(city, confirmed, excused, tell)
  checkChains(city, tell)
  checkFeed(city, tell)
  checkParked(city, tell)
  checkKeys(city, tell)
  for (const [index, desk] of desks.entries()) {
    // A PC whose disk was copied hears what its twin has told in their stream when it next writes there.
    const isTwin = desks.some((one) => one !== desk && one.connection.deviceId === desk.connection.deviceId)
    checkDesk(city, desk, isTwin, (kind, what) => tell(kind, `PC ${index}: ${what}`))
  }
}

const placeOf = ({ stream, seq }: { readonly stream: string; readonly seq: number }) => `${stream} ${seq}`

function checkOnce(
  city: City,
  confirmed: ReadonlySet<string>,
  excused: ReadonlySet<string>,
  tell: Tell,
): void {
  // What has no id cannot be recognised in another stream; it is stored each time, and quarantined each time.
  const inFeed = new Map<string, number>()
  const printed = new Map<string, number>()
  for (const line of city.lines) {
    if (line.pos === null) continue
    const name = nameOfLine({ id: line.id ?? '', line: line.line })
    inFeed.set(name, line.id === null ? 1 : (inFeed.get(name) ?? 0) + 1)
    const sheet = /"where":"(only-[^"]+)"/.exec(line.line)?.[1]
    if (sheet !== undefined) printed.set(sheet, (printed.get(sheet) ?? 0) + 1)
  }
  for (const name of confirmed)
    if (!inFeed.has(name) && !excused.has(name)) tell('lost', `a confirmed line is not in the feed (${name})`)
  for (const count of inFeed.values())
    if (count > 1) tell('doubled', 'a line stands in the feed more than once')
  for (const count of printed.values())
    if (count > 1) tell('doubled', 'one act stands in the feed under two ids')
}

function checkChains(city: City, tell: Tell): void {
  const opened = new Set<string>()
  for (const stream of city.streams) {
    if (stream.state === 'open' && opened.has(stream.device)) tell('wrong', 'a device has two open streams')
    if (stream.state === 'open') opened.add(stream.device)
    let head = { seq: 0, hash: lineHash(stream.opening) }
    for (const line of city.lines.filter((one) => one.stream === stream.id)) {
      const { prev } = JSON.parse(line.line) as { prev?: unknown } // stored lines are JSON
      if (line.seq !== head.seq + 1 || prev !== head.hash || lineHash(line.line) !== line.hash)
        tell('wrong', `the chain breaks at line ${line.seq}`)
      head = { seq: line.seq, hash: line.hash }
    }
    if (head.seq !== stream.head_seq || head.hash !== stream.head_hash)
      tell('wrong', 'a head is not that of its lines')
  }
}

function checkFeed(city: City, tell: Tell): void {
  for (const [index, item] of city.feed.entries())
    if (item.pos !== index + 1) tell('wrong', `the feed has a hole before ${item.pos}`)
  const placed = new Set(city.feed.filter(({ kind }) => kind === 'line').map(placeOf))
  for (const line of city.lines)
    if ((line.pos !== null) !== placed.has(placeOf(line)))
      tell('lost', `line ${line.seq} has no place in the feed`)
  const last = new Map(city.feed.map((item) => [placeOf(item), item.status]))
  for (const line of city.lines)
    if (line.pos !== null && last.get(placeOf(line)) !== line.status)
      tell('wrong', 'the feed says another verdict')
}

/** No parked line could be decided by what is known now. */
function checkParked(city: City, tell: Tell): void {
  const known = new Map(
    (
      city.rows['subject'] as {
        subject: string
        version: number
        refused_top: number
        state: CaseKnowledge['state']
        earlier: string
      }[]
    ).map(({ subject, version, refused_top: refusedTop, state, earlier }) => [
      subject,
      // Written by the city as the judge's own value.
      { version, refusedTop, state, earlier: JSON.parse(earlier) as CaseKnowledge['earlier'] },
    ]),
  )
  for (const line of city.lines) {
    if (line.status !== 'parked') continue
    // Only what the judge has read can be parked.
    const event = JSON.parse(line.line) as EventLine
    if (judgeEvent(event, known.get(event.subject) ?? nothingKnown).status !== 'parked')
      tell('stuck', 'a parked line could be decided')
  }
}

/** Every key a stored line is committed to is at the city, sealed. */
function checkKeys(city: City, tell: Tell): void {
  const kept = new Set((city.rows['subject_key'] as { sha256: string }[]).map(({ sha256 }) => sha256))
  for (const { line } of city.lines) {
    const commitment = /"subjectKey":\{"sha256":"([^"]+)"/.exec(line)?.[1]
    if (commitment !== undefined && !kept.has(commitment)) tell('lost', 'the city lacks a subject key')
  }
}

function checkDesk(city: City, desk: SimulatedDesk, isTwin: boolean, tell: Tell): void {
  const { streams, feed, cursor } = desk.disk
  for (const stream of streams) checkStream(city, desk, stream, isTwin || stream.end !== null, tell)
  if (cursor.pos !== city.feed.length) tell('stuck', `the feed is at ${cursor.pos} of ${city.feed.length}`)
  for (const [index, item] of city.feed.entries()) {
    const own = feed[index]
    const line = city.byPlace.get(placeOf(item))
    const isSame =
      own?.pos === item.pos && own.kind === item.kind && own.status === item.status && own.hash === line?.hash
    if (!isSame || (own.kind === 'line' && own.line !== line?.line))
      tell('wrong', `its feed differs at ${item.pos}`)
  }
  checkReceipts(city, desk, tell)
}

function checkStream(
  city: City,
  { disk }: SimulatedDesk,
  stream: Stream,
  mayHaveMore: boolean,
  tell: Tell,
): void {
  const rows = ownRows(stream)
  const theirs = city.lines.filter((line) => line.stream === stream.id)
  // An earlier stream goes on at the city where this disk was set back.
  if (mayHaveMore ? theirs.length < rows.length : theirs.length !== rows.length)
    tell('lost', `the city has ${theirs.length} of ${rows.length} lines`)
  if (stream.acked < rows.length) tell('stuck', `${rows.length - stream.acked} lines are not acknowledged`)
  for (const row of rows) {
    const line = city.byPlace.get(`${stream.id} ${row.seq}`)
    if (!line) continue
    if (line.line !== row.line) tell('wrong', `line ${row.seq} is not byte-equal`)
    // As the office keeps it: the verdict with its code.
    const problem = line.problem === null ? '' : `: ${(JSON.parse(line.problem) as { code: string }).code}`
    const said = disk.results.get(placeOf(line)) ?? 'nothing'
    // Of a stream that was ended before all answers were heard the feed tells the rest; repetitions are not in it.
    const isUnheard = said === 'nothing' && stream.end !== null && line.pos === null
    if (!isUnheard && said !== `${line.status}${problem}`)
      tell('wrong', `line ${row.seq} is ${line.status}${problem}, the PC says ${said}`)
  }
}

function checkReceipts(city: City, { disk, connection }: SimulatedDesk, tell: Tell): void {
  const { id, opening, rows } = newestOf(disk)
  const hashes = new Map([[0, lineHash(opening)], ...rows.map(({ seq, hash }) => [seq, hash] as const)])
  for (const jws of disk.receipts) {
    const receipt = verifyReceipt(jws, connection.receiptKeys)
    if (typeof receipt === 'string') tell('wrong', `a receipt is ${receipt}`)
    else if (receipt.stream === id && hashes.get(receipt.headSeq) !== receipt.headHash)
      tell('wrong', 'a receipt is for a head that is not on the chain')
  }
  // Rows of the table in src/city/store/sqlite/schema.ts.
  const all = city.rows['receipt'] as { stream: string; head_seq: number; receipt: string }[]
  const given = all.filter(({ stream }) => stream === id).toSorted((a, b) => a.head_seq - b.head_seq)
  const texts = given.map(({ receipt }) => receipt)
  if (firstBrokenReceipt(texts, connection.receiptKeys) !== null) tell('wrong', 'the receipts are no chain')
}
