import { sql as raw } from 'kysely'
import { eventTypes } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import type { FeedItem } from '../../contract/sync/feed.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Project } from './journal.ts'
import { isToldByNeighbours } from './known-lines.ts'
import { readLine } from './line.ts'
import { openPersonal, readSubjectKey } from './personal.ts'
import { type Missed, sharedSubject, tellSubject, withdraw } from './shared-subjects.ts'

/** What an item of the feed asks of this PC: subjects to be told again. Wants keys it does not have. */
export function hear(tx: Transactor, item: FeedItem, event: EventLine | null): string | null {
  const said = item.kind === 'verdict' ? lineAt(tx, item) : event
  if (!said || said.type.startsWith('city.')) return null
  tx.run(sql.deleteFrom('neighbour_line').where('id', '=', said.id))
  const isAccepted = item.status === 'accepted'
  if (tx.first(ownLine({ id: said.id }))) return isAccepted ? contested(tx, said) : sharedSubject(said)
  if (isAccepted) {
    wantKey(tx, said, item.pos)
    if (said.type === 'papers.withdrawn') withdraw(tx, said)
    if (said.type === 'paper.filed') wantFile(tx, said)
  }
  return sharedSubject(said)
}

/**
 * The subject of an own line that was accepted, where a neighbour has said something of it that the city has not judged:
 * then it may have been left out here until now. Null where there is nothing to tell anew.
 */
export function contested(tx: Transactor, said: Pick<EventLine, 'type' | 'subject'>): string | null {
  const subject = sharedSubject(said)
  return subject !== null && isToldByNeighbours(tx, subject) ? subject : null
}

const ownLine = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('event').select('subject').where('id', '=', id),
)

/** A line and what it says. */
export type ReadLine = { readonly line: string; readonly event: EventLine }

/**
 * A line that came from another PC of the ward by way of its hub, before the city has told it. It counts until the city
 * says otherwise. Answers the subject to be told again; null when it says nothing new. Wants keys it does not have.
 */
export function hearNeighbour(tx: Transactor, { line, event }: ReadLine): string | null {
  if (event.type.startsWith('city.') || isKnown(tx, event.id)) return null
  const { stream, seq, id, type, subject, lc } = event
  tx.run(sql.insertInto('neighbour_line').values({ stream, seq, id, type, subject, lc, line }))
  wantKey(tx, event, null)
  if (type === 'papers.withdrawn') withdraw(tx, event)
  return sharedSubject(event)
}

/**
 * Lines of neighbours up to places of their streams that hold other ones by now: their PC was put back from an older
 * copy and sends them no more. They are gone here, too. Answers what could not be told without them.
 */
export function dropPassed(
  tx: Transactor,
  places: readonly Pick<FeedItem, 'stream' | 'seq'>[],
  project: Project,
): Missed[] {
  const passed = new Set<string>()
  for (const stream of new Set(places.map((place) => place.stream))) {
    const last = Math.max(...places.map((place) => (place.stream === stream ? place.seq : 0)))
    const gone = sql.deleteFrom('neighbour_line').where('stream', '=', stream).where('seq', '<=', last)
    for (const { subject } of tx.all(gone.returning('subject'))) passed.add(subject)
  }
  return [...passed].flatMap((subject) => tellSubject(tx, subject, project))
}

function isKnown(tx: Transactor, id: string): boolean {
  const inFeed = sql.selectFrom('feed_item').select('pos').where('id', '=', id)
  const asNeighbour = sql.selectFrom('neighbour_line').select('seq').where('id', '=', id)
  return [ownLine({ id }), inFeed, asNeighbour].some((query) => tx.first<unknown>(query) !== undefined)
}

/** The line a later verdict is about. */
function lineAt(tx: Transactor, { stream, seq }: FeedItem): EventLine | null {
  const said = tx.first(
    sql
      .selectFrom('feed_item')
      .select('line')
      .where('stream', '=', stream)
      .where('seq', '=', seq)
      .where('line', 'is not', null),
  )
  return said?.line ? readLine(said.line) : null
}

const keyBrought = composedOnce(({ subject, before }: { subject: string; before: number }) =>
  sql
    .selectFrom('feed_item')
    .select('pos')
    .where('subject', '=', subject)
    .where('pos', '<', before)
    .where('status', '=', 'accepted')
    .where('line', 'like', '%"subjectKey":%')
    .limit(1),
)

/**
 * Wants the key that a line brings in. Of accounts the name is wanted; what else stays with its PC stays sealed. Whoever
 * brings another key for a subject later changes nothing. `pos`: where the city has the line, null: nowhere yet.
 */
function wantKey(tx: Transactor, event: EventLine, pos: number | null): void {
  const { subject, subjectKey, type } = event
  if (!subjectKey) return
  if (type !== 'staff.added') {
    if (sharedSubject(event) === null || readSubjectKey(tx, subject)) return
    if (tx.first(keyBrought({ subject, before: pos ?? Number.MAX_SAFE_INTEGER }))) return
  }
  const { sha256 } = subjectKey
  tx.run(
    sql
      .insertInto('key_wanted')
      .values({ subject, sha256, asked_at: 0 })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** The signed file of a paper that another PC sealed. */
function wantFile(tx: Transactor, { subject, body, blobs, at }: EventLine): void {
  const said = eventTypes['paper.filed'].body.safeParse(body)
  const blob = blobs?.[0]
  if (!said.success || !blob) return
  const { sheet, tokenSha256: token_sha256 } = said.data
  tx.run(
    sql
      .insertInto('blob_wanted')
      .values({ sha256: blob.sha256, subject, sheet, token_sha256, made_at: at.wall, asked_at: 0 })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** A subject's key that came from the city. Answers the subject when it may be told now. */
export function keepKey(
  tx: Transactor,
  { subject, sha256, key }: { readonly subject: string; readonly sha256: string; readonly key: Uint8Array },
): string | null {
  const { changes } = tx.run(
    sql.deleteFrom('key_wanted').where('subject', '=', subject).where('sha256', '=', sha256),
  )
  if (changes === 0) return null
  if (meetColleague(tx, subject, sha256, key)) return null
  tx.run(
    sql
      .insertInto('subject_key')
      .values({ subject, key: Buffer.from(key), first_seq: 0 })
      .onConflict((conflict) => conflict.doNothing()),
  )
  return subject
}

/** An account of another PC is known here by its name alone; its key is of no other use. */
function meetColleague(tx: Transactor, user: string, sha256: string, key: Uint8Array): boolean {
  const rows = tx.all(
    sql
      .selectFrom('known_line')
      .select('line')
      .where('subject', '=', user)
      .where(raw`+type`, '=', 'staff.added'),
  )
  for (const { line } of rows) {
    const event = readLine(line)
    if (event?.type !== 'staff.added' || event.subjectKey?.sha256 !== sha256 || !event.personal) continue
    const said = eventTypes['staff.added'].personal.safeParse(openPersonal(key, event.id, event.personal))
    if (!said.success) return true
    const { fullName: full_name } = said.data
    tx.run(
      sql
        .insertInto('colleague')
        .values({ user, full_name })
        .onConflict((conflict) => conflict.column('user').doUpdateSet({ full_name })),
    )
    return true
  }
  return false
}
