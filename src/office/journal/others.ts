import { sql as raw } from 'kysely'
import { eventTypes, isEventName } from '../../contract/events.ts'
import { batchEvents } from '../../contract/events/batch-events.ts'
import { caseEvents } from '../../contract/events/case-events.ts'
import { householdEvents } from '../../contract/events/household-events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import type { FeedItem } from '../../contract/sync/feed.ts'
import { movesCase } from '../../domain/case.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Reader, type Transactor } from '../database/store.ts'
import { withdrawSince } from '../projection/papers.ts'
import type { Project } from './journal.ts'
import { isShared, type KnownLine, linesAbout } from './known-lines.ts'
import { readLine } from './line.ts'
import { openPersonal, readSubjectKey } from './personal.ts'
import { projectStored } from './recover.ts'
import { trying } from './savepoint.ts'

/**
 * What the ward's other PCs wrote becomes rows here as what this one wrote does. A subject that several PCs speak of is
 * told again from its first line whenever the city's order says something new of it: so every PC of the ward comes to
 * the same rows, and what the city refused is gone from them. What only this PC speaks of is never touched.
 */
type Kind = 'case' | 'household' | 'batch'

const firstOf: Readonly<Record<Kind, string>> = {
  case: 'case.registered',
  household: 'household.entered',
  batch: 'batch.taken',
}

function kindOf(type: string): Kind | null {
  if (Object.hasOwn(caseEvents, type)) return 'case'
  if (Object.hasOwn(householdEvents, type) && type !== 'market-days.taken') return 'household'
  return Object.hasOwn(batchEvents, type) ? 'batch' : null
}

const sharedTypes = Object.keys(eventTypes).filter((type) => kindOf(type) !== null)

/** The subject of a line that becomes rows on every PC of the ward; null for one that stays with the PC that wrote it. */
export function sharedSubject({ type, subject }: Pick<EventLine, 'type' | 'subject'>): string | null {
  return kindOf(type) && subject
}

/** A line that could not be made into rows here: its type, and what stood in the way. Nothing of its content. */
export type Missed = { readonly type: string; readonly why: string }

/** What an item of the feed asks of this PC: subjects to be told again. Wants keys it does not have. */
export function hear(tx: Transactor, item: FeedItem, event: EventLine | null): string | null {
  if (item.kind === 'verdict') return subjectOf(tx, item)
  if (!event || event.type.startsWith('city.')) return null
  tx.run(sql.deleteFrom('neighbour_line').where('id', '=', event.id))
  const isOwn = tx.first(ownLine({ id: event.id })) !== undefined
  if (isOwn) return item.status === 'accepted' ? null : sharedSubject(event)
  wantKey(tx, event)
  if (item.status === 'accepted' && event.type === 'papers.withdrawn') withdraw(tx, event)
  if (item.status === 'accepted' && event.type === 'paper.filed') wantFile(tx, event)
  return sharedSubject(event)
}

const ownLine = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('event').select('subject').where('id', '=', id),
)

/**
 * A line that came from another PC of the ward by way of its hub, before the city has told it. It counts until the city
 * says otherwise. Answers the subject to be told again; null when it says nothing new. Wants keys it does not have.
 */
export function hearNeighbour(tx: Transactor, line: string): string | null {
  const event = readLine(line)
  if (!event || event.type.startsWith('city.') || isKnown(tx, event.id)) return null
  const { stream, seq, id, type, subject, lc } = event
  tx.run(sql.insertInto('neighbour_line').values({ stream, seq, id, type, subject, lc, line }))
  wantKey(tx, event)
  if (type === 'papers.withdrawn') withdraw(tx, event)
  return sharedSubject(event)
}

/**
 * Lines of neighbours at whose place, or behind it, the city has other ones by now: their PC was put back from an older
 * copy and sends them no more. They are gone here, too. Answers what could not be told without them.
 */
export function dropPassed(tx: Transactor, items: readonly FeedItem[], project: Project): Missed[] {
  const passed = new Set<string>()
  for (const stream of new Set(items.map((item) => item.stream))) {
    const last = Math.max(...items.map((item) => (item.stream === stream ? item.seq : 0)))
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

function subjectOf(tx: Transactor, { stream, seq }: FeedItem): string | null {
  const said = tx.first(
    sql
      .selectFrom('feed_item')
      .select(['type', 'subject'])
      .where('stream', '=', stream)
      .where('seq', '=', seq)
      .where('line', 'is not', null),
  )
  return said?.type && said.subject ? sharedSubject({ type: said.type, subject: said.subject }) : null
}

/** Of accounts the name is wanted; what else stays with its PC stays sealed. */
function wantKey(tx: Transactor, event: EventLine): void {
  const { subject, subjectKey, type } = event
  const isOfUse = sharedSubject(event) !== null || type === 'staff.added'
  if (!subjectKey || !isOfUse || (type !== 'staff.added' && readSubjectKey(tx, subject))) return
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

/** Tells subjects again that other PCs speak of, too. Answers what could not be made into rows. */
export function tellAgain(tx: Transactor, subjects: Iterable<string>, project: Project): Missed[] {
  return [...new Set(subjects)].flatMap((subject) =>
    isShared(tx, subject) ? tellSubject(tx, subject, project) : [],
  )
}

/** Tells everything again that other PCs speak of, in the order of the feed: the second half of a rebuild. */
export function tellOthers(tx: Transactor, project: Project): void {
  const subjects = tx.all(
    sql
      .selectFrom('feed_item')
      .select('subject')
      .where('subject', 'is not', null)
      .where('type', 'in', sharedTypes)
      .groupBy('subject')
      .orderBy(({ fn }) => fn.min('pos')),
  )
  const neighbours = tx.all(sql.selectFrom('neighbour_line').select('subject').distinct().orderBy('subject'))
  tellAgain(
    tx,
    [...subjects, ...neighbours].flatMap(({ subject }) => subject ?? []),
    project,
  )
  for (const event of withdrawals(tx)) withdraw(tx, event)
}

function tellSubject(tx: Transactor, subject: string, project: Project): Missed[] {
  const all = linesAbout(tx, subject)
  const kind = all.map(({ event }) => kindOf(event.type)).find((one) => one !== null)
  if (!kind) return forget(tx, subject)
  const lines = all.filter(({ event }) => kindOf(event.type) === kind)
  const isSealed = lines.some(({ event }) => event.personal)
  // Without its beginning, or its key, there is nothing to show yet, or any more.
  if (!lines.some(({ event }) => event.type === firstOf[kind])) return forget(tx, subject)
  if (isSealed && !readSubjectKey(tx, subject)) return forget(tx, subject)
  clear[kind](tx, subject)
  const missed = replay(tx, kind, subject, lines, project)
  if (kind === 'case') for (const event of withdrawals(tx)) withdraw(tx, event, subject)
  return missed
}

const clear: Readonly<Record<Kind, (tx: Transactor, subject: string) => void>> = {
  case(tx, subject) {
    for (const table of ['case_history', 'sheet_print', 'replaced_paper', 'batch_case'] as const)
      tx.run(sql.deleteFrom(table).where('case_id', '=', subject))
    tx.run(sql.deleteFrom('permit_case').where('id', '=', subject))
  },
  household(tx, subject) {
    tx.run(sql.deleteFrom('household_card').where('household_id', '=', subject))
    tx.run(sql.deleteFrom('household').where('id', '=', subject))
  },
  batch(tx, subject) {
    tx.run(sql.deleteFrom('batch').where('id', '=', subject))
  },
}

/** Nothing that counts is left of it: its rows go, and its person where no other case has them. */
function forget(tx: Transactor, subject: string): Missed[] {
  const cases = sql.selectFrom('permit_case').select('person_id')
  const id = tx.first(cases.where('id', '=', subject))?.person_id
  for (const kind of ['case', 'household', 'batch'] as const) clear[kind](tx, subject)
  if (id === undefined || tx.first(cases.where('person_id', '=', id))) return []
  tx.run(sql.deleteFrom('person_alias').where('person_id', '=', id))
  tx.run(sql.deleteFrom('person').where('id', '=', id))
  return []
}

const versionOf = composedOnce(({ subject }: { subject: string }) =>
  sql.selectFrom('permit_case').select('version').where('id', '=', subject),
)

/**
 * Projects lines in order. One that stands before what its writer had seen (the city had parked it, and a snapshot does
 * not say until when) waits for that.
 */
function replay(
  tx: Transactor,
  kind: Kind,
  subject: string,
  lines: readonly KnownLine[],
  project: Project,
): Missed[] {
  const missed: Missed[] = []
  const version = () => tx.first(versionOf({ subject }))?.version ?? 0
  const tell = ({ event }: KnownLine) => {
    const why = trying(tx, () => projectStored(tx, event, checking(project)))
    if (why !== null) missed.push({ type: event.type, why })
  }
  let early: KnownLine[] = []
  for (const line of lines) {
    if (kind === 'case' && isEarly(line, version())) early.push(line)
    else tell(line)
    for (const next of early.filter((one) => !isEarly(one, version()))) {
      early = early.filter((one) => one !== next)
      tell(next)
    }
  }
  early.forEach(tell)
  return missed
}

function isEarly({ event }: KnownLine, version: number): boolean {
  const act = isEventName(event.type) ? eventTypes[event.type].caseAct : null
  return act !== null && movesCase(act) && event.baseVer > version
}

/** The city has judged them, perhaps by newer rules: what does not fit here changes nothing. */
function checking(project: Project): Project {
  return (tx, event, personal) => {
    if (!isEventName(event.type)) return
    const type: { readonly body: (typeof eventTypes)[typeof event.type]['body'] } = eventTypes[event.type]
    project(tx, { ...event, body: type.body.parse(event.body) }, personal)
  }
}

/** Every accepted withdrawal of whole runs and series, oldest first. */
function withdrawals(reader: Reader): EventLine[] {
  const rows = reader.all(
    sql
      .selectFrom('known_line')
      .select(['subject', 'line'])
      .where(raw<boolean>`type = 'papers.withdrawn'`)
      .orderBy('lc'),
  )
  return rows.flatMap(({ line }) => readLine(line) ?? [])
}

function withdraw(tx: Transactor, event: EventLine, caseId?: string): void {
  const body = eventTypes['papers.withdrawn'].body.safeParse(event.body)
  if (!body.success) return
  for (const item of body.data.items) withdrawSince(tx, event.lc, item, body.data.reason, caseId)
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
