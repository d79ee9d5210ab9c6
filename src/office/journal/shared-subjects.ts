import { sql as raw } from 'kysely'
import { eventTypes, isEventName } from '../../contract/events.ts'
import { batchEvents } from '../../contract/events/batch-events.ts'
import { caseEvents } from '../../contract/events/case-events.ts'
import { householdEvents } from '../../contract/events/household-events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { movesCase } from '../../domain/case.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Reader, type Transactor } from '../database/store.ts'
import { withdrawSince } from '../projection/papers.ts'
import type { Project } from './journal.ts'
import { isShared, type KnownLine, linesAbout } from './known-lines.ts'
import { readLine } from './line.ts'
import { readSubjectKey } from './personal.ts'
import { readStored } from './recover.ts'
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

/** Tells one subject from its first line; forgets it where nothing of it counts any more. */
export function tellSubject(tx: Transactor, subject: string, project: Project): Missed[] {
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
  noteShown(tx, subject, missed.length === 0)
  if (lines.some(({ event }) => event.type === 'permit.sealed'))
    for (const event of withdrawals(tx)) withdraw(tx, event, subject)
  return missed
}

/** What could not be shown whole is counted where people look. */
function noteShown(tx: Transactor, subject: string, isWhole: boolean): void {
  if (isWhole) tx.run(sql.deleteFrom('not_shown').where('subject', '=', subject))
  else
    tx.run(
      sql
        .insertInto('not_shown')
        .values({ subject })
        .onConflict((conflict) => conflict.doNothing()),
    )
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
    const why = trying(tx, () => projectRead(tx, event, checking(project)))
    if (why !== null) missed.push({ type: event.type, why })
  }
  let early: KnownLine[] = []
  for (const line of lines) {
    if (kind === 'case' && isLate(line, version())) continue
    if (kind === 'case' && isEarly(line, version())) early.push(line)
    else tell(line)
    for (const next of early.filter((one) => !isEarly(one, version()))) {
      early = early.filter((one) => one !== next)
      tell(next)
    }
  }
  for (const line of early) if (!isLate(line, version())) tell(line)
  return missed
}

/** What the city has accepted moves the case also where its note cannot be read: the rows must be those of the others. */
function projectRead(tx: Transactor, stored: EventLine, project: Project): void {
  const read = readStored(tx, stored)
  if (read) project(tx, read.event, read.personal)
}

function isEarly({ event }: KnownLine, version: number): boolean {
  return isMove(event) && event.baseVer > version
}

/** An act the city has not judged, and which it will refuse: somebody moved the case first. */
function isLate({ event, pos }: KnownLine, version: number): boolean {
  return pos === null && isMove(event) && event.baseVer < version
}

function isMove({ type }: EventLine): boolean {
  const act = isEventName(type) ? eventTypes[type].caseAct : null
  return act !== null && movesCase(act)
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
    sql.selectFrom('known_line').select('line').where(raw<boolean>`type = 'papers.withdrawn'`).orderBy('lc'),
  )
  return rows.flatMap(({ line }) => readLine(line) ?? [])
}

/** Withdraws the papers a line names; `caseId`: of this case only. */
export function withdraw(tx: Transactor, event: EventLine, caseId?: string): void {
  const body = eventTypes['papers.withdrawn'].body.safeParse(event.body)
  if (!body.success) return
  for (const item of body.data.items) withdrawSince(tx, event.lc, item, body.data.reason, caseId)
}
