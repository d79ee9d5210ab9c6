import type { EventLine } from '../../contract/sync/event-line.ts'
import { countAccepted } from '../rollups/count.ts'
import type { FeedRow, LineRow, SubjectRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'
import { afterRefusal, type CaseKnowledge, judgeEvent, nothingKnown, type Verdict } from './judge.ts'
import { eventProblem } from './problems.ts'
import { isSameButForPlace, type ReadLine, readForIntake, saysTheSame } from './reading.ts'

type Draft<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The lines of one ward that are judged together, and everything that follows from them. Filled in memory, written
 * once: new lines, later verdicts on parked ones, the feed, what is known of the cases.
 */
export type Docket = {
  readonly ward: string
  readonly at: string
  readonly cases: Map<string, CaseKnowledge>
  readonly touched: Set<string>
  /** Lines in the feed by event id, stored ones and those of this batch. */
  readonly byId: Map<string, LineRow>
  /** Parked lines by subject, in feed order. */
  readonly parked: Map<string, Draft<LineRow>[]>
  readonly lines: Draft<LineRow>[]
  /** Repeated lines of this batch and the line each repeats; its position is known only at the end. */
  readonly repeats: { readonly line: Draft<LineRow>; readonly of: LineRow }[]
  readonly feed: {
    readonly kind: FeedRow['kind']
    readonly line: Draft<LineRow>
    readonly verdict: FeedVerdict
  }[]
  /** Events that were accepted, now or after they had been parked, in the order of the feed. */
  readonly accepted: EventLine[]
}

type FeedVerdict = Pick<FeedRow, 'status' | 'problem'>

/** Gathers what the store knows about these lines. */
export async function openDocket(
  rows: Rows,
  ward: string,
  at: string,
  incoming: readonly Pick<ReadLine, 'id' | 'subject'>[],
): Promise<Docket> {
  const ids = incoming.flatMap(({ id }) => (id === null ? [] : [id]))
  const subjects = [...new Set(incoming.flatMap(({ subject }) => (subject === null ? [] : [subject])))]
  // Asked together: a database answers all three in one turn.
  const [known, waiting, stored] = await Promise.all([
    rows.subjects(ward, subjects),
    rows.parkedOn(ward, subjects),
    rows.feedLinesById(ward, ids),
  ])
  const parked = new Map<string, Draft<LineRow>[]>()
  for (const line of waiting) addParked(parked, { ...line })
  return {
    ward,
    at,
    cases: new Map(known.map((row) => [row.subject, row])),
    touched: new Set(),
    byId: new Map(stored.map((line) => [line.id ?? '', line])),
    parked,
    lines: [],
    repeats: [],
    feed: [],
    accepted: [],
  }
}

/** Judges one new line of a stream and whatever waited for it. */
export function enter(docket: Docket, incoming: ReadLine): void {
  const { line, hash, stream, seq, id, subject, event } = incoming
  const row: Draft<LineRow> = {
    ward: docket.ward,
    stream,
    seq,
    hash,
    id,
    subject,
    line,
    receivedAt: docket.at,
    status: 'quarantined',
    problem: incoming.problem,
    pos: null,
    repeats: null,
  }
  docket.lines.push(row)
  const first = id === null ? undefined : docket.byId.get(id)
  if (first) {
    const original = readForIntake(first.line)?.event
    const isSame = original && event ? saysTheSame(original, event) : isSameButForPlace(first.line, line)
    row.status = isSame ? 'duplicate' : 'quarantined'
    row.problem = isSame ? null : eventProblem('id-reused', '/id')
    docket.repeats.push({ line: row, of: first })
    return
  }
  if (id !== null) docket.byId.set(id, row)
  if (!event) return publish(docket, 'line', row, 'quarantined')
  if (event.ward !== docket.ward) {
    row.problem = eventProblem('line-ward-mismatch', '/ward')
    return publish(docket, 'line', row, 'quarantined')
  }
  decide(docket, 'line', row, event, judgeIn(docket, event))
  if (row.status === 'parked') addParked(docket.parked, row)
  else release(docket, event.subject)
}

/** Refuses a parked line whose time is over, and judges again what waited behind it. */
export function giveUp(docket: Docket, line: LineRow): void {
  const waiting = docket.parked.get(line.subject ?? '') ?? []
  const row = waiting.find((one) => one.stream === line.stream && one.seq === line.seq)
  const event = row ? readForIntake(row.line)?.event : null
  if (!row || !event) return
  remove(waiting, row)
  const after = afterRefusal(event, docket.cases.get(event.subject) ?? nothingKnown)
  note(docket, event.subject, after)
  row.problem = eventProblem('parked-too-long')
  publish(docket, 'verdict', row, 'refused')
  release(docket, event.subject)
}

/**
 * Judges a quarantined line once more, as if it came now; false when it stays what it is: still not understood, beside
 * the feed, or under an id or subject that nobody could read then, so that no repetition of it would be recognised.
 */
export function reconsider(docket: Docket, line: LineRow): boolean {
  const event = readForIntake(line.line)?.event
  if (line.status !== 'quarantined' || line.pos === null || event?.ward !== docket.ward) return false
  if (line.id !== event.id || line.subject !== event.subject) return false
  const row: Draft<LineRow> = { ...line }
  decide(docket, 'verdict', row, event, judgeIn(docket, event))
  if (row.status === 'parked') addParked(docket.parked, row)
  else release(docket, event.subject)
  return true
}

/**
 * Writes the docket: positions from the ward's counter, lines, feed, verdicts, cases, daily counts. Resolves to the last
 * position it took; null when it took none.
 */
export async function closeDocket(rows: Rows, docket: Docket): Promise<number | null> {
  const { ward, feed } = docket
  const firstPos = feed.length === 0 ? 0 : await rows.takePositions(ward, feed.length)
  for (const [index, { kind, line }] of feed.entries()) if (kind === 'line') line.pos = firstPos + index
  for (const { line, of } of docket.repeats) line.repeats = of.pos
  await rows.addLines(docket.lines)
  const isNew = new Set<LineRow>(docket.lines)
  for (const { kind, line } of feed)
    if (kind === 'verdict' && !isNew.has(line)) await rows.setVerdict(line, line)
  await rows.addFeed(
    feed.map(({ kind, line, verdict }, index) => {
      const { stream, seq } = line
      return { ward, pos: firstPos + index, kind, stream, seq, at: docket.at, ...verdict }
    }),
  )
  const subjects: SubjectRow[] = []
  for (const subject of docket.touched) {
    const known = docket.cases.get(subject)
    if (known) subjects.push({ ...known, ward, subject })
  }
  await rows.saveSubjects(subjects)
  await countAccepted(rows, docket.accepted, docket.at)
  return feed.length === 0 ? null : firstPos + feed.length - 1
}

function judgeIn(docket: Docket, event: EventLine): Verdict {
  const known = docket.cases.get(event.subject) ?? nothingKnown
  const verdict = judgeEvent(event, known)
  note(docket, event.subject, verdict.after)
  return verdict
}

function note(docket: Docket, subject: string, after: CaseKnowledge): void {
  if (after === (docket.cases.get(subject) ?? nothingKnown)) return
  docket.cases.set(subject, after)
  docket.touched.add(subject)
}

function decide(
  docket: Docket,
  kind: FeedRow['kind'],
  row: Draft<LineRow>,
  event: EventLine,
  verdict: Verdict,
): void {
  row.problem = verdict.problem
  if (verdict.status === 'accepted') docket.accepted.push(event)
  publish(docket, kind, row, verdict.status)
}

function publish(
  docket: Docket,
  kind: FeedRow['kind'],
  row: Draft<LineRow>,
  status: FeedVerdict['status'],
): void {
  row.status = status
  docket.feed.push({ kind, line: row, verdict: { status, problem: row.problem } })
}

/** Judges the parked lines of a case again until none of them moves any more. */
function release(docket: Docket, subject: string): void {
  const waiting = docket.parked.get(subject) ?? []
  for (let at = 0; at < waiting.length; ) {
    const row = waiting[at]
    const event = row ? readForIntake(row.line)?.event : null
    const verdict = event ? judgeIn(docket, event) : null
    if (!row || !event || !verdict || verdict.status === 'parked') {
      at += 1
      continue
    }
    waiting.splice(at, 1)
    decide(docket, 'verdict', row, event, verdict)
    at = 0
  }
}

function addParked(parked: Docket['parked'], row: Draft<LineRow>): void {
  const key = row.subject ?? ''
  parked.set(key, [...(parked.get(key) ?? []), row])
}

function remove<T>(list: T[], item: T): void {
  list.splice(list.indexOf(item), 1)
}
