import { createHmac } from 'node:crypto'
import { eventTypes } from '../../contract/events.ts'
import { sealedPaper } from '../../contract/events/parts.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { addDays, civilDate, type CivilDate, dateAt, dayNumber } from '../../domain/calendar.ts'
import { readLine } from '../../office/journal/line.ts'
import { parse, spellToken } from '../../office/token/token.ts'
import { mostLines } from '../decisions/read-case.ts'
import { openRegistration, openToken } from '../decisions/personal.ts'
import type { Desk } from '../desk.ts'
import type { OverlapDue, OverlapRow } from '../store/overlap-rows.ts'
import { openKeptKey } from '../subject-keys.ts'

/** How long the same list may come again in another ward and be noticed. */
const listDays = 60

/** What an event brings to be compared; `sealed`: the subject's key is not here, or not the right one, so far. */
export type ReadOverlap =
  | { readonly outcome: 'read'; readonly subject: string; readonly rows: OverlapRow[] }
  | { readonly outcome: 'sealed'; readonly lastDay: number }
  | { readonly outcome: 'nothing' }

/**
 * Reads an accepted event for what it may have in common with another ward's. The personal part is opened in memory;
 * of the holder's numbers only a digest under a secret of the city leaves this function.
 */
export async function readOverlap(desk: Desk, due: OverlapDue): Promise<ReadOverlap> {
  const [stored] = await desk.store.read((rows) => rows.feedLinesById(due.ward, [due.id]))
  const event = stored ? readLine(stored.line) : null
  if (!event) return { outcome: 'nothing' }
  const since = dateAt(Date.parse(due.receivedAt))
  if (event.type === 'batch.taken') return listOf(event, since)
  if (event.type === 'permit.sealed' || event.type === 'permit.replaced') return paperOf(desk, event, since)
  return { outcome: 'nothing' }
}

function listOf({ ward, subject, body }: EventLine, since: CivilDate): ReadOverlap {
  const said = eventTypes['batch.taken'].body.safeParse(body).data
  // The cards of a group of households name the households of this ward: no other ward can have them.
  if (said?.kind !== 'workers') return { outcome: 'nothing' }
  const days = { firstDay: dayNumber(since), lastDay: dayNumber(addDays(since, listDays)) }
  const paper = { kid: null, series: null, paper: null }
  const row = { ward, subject, kind: 'list', key: said.fingerprint, ...days, since, ...paper } as const
  return { outcome: 'read', subject, rows: [row] }
}

async function paperOf(desk: Desk, event: EventLine, since: CivilDate): Promise<ReadOverlap> {
  const { ward, subject } = event
  const said = sealedPaper.safeParse(event.body).data
  const [first, last] = said ? [civilDate(said.firstDay), civilDate(said.lastDay)] : [null, null]
  if (!said || !first || !last) return { outcome: 'nothing' }
  const days = { firstDay: dayNumber(first), lastDay: dayNumber(last) }
  const key = await openKeptKey(desk, ward, subject).catch(() => null)
  if (!key) return { outcome: 'sealed', lastDay: days.lastDay }
  const token = openToken(key, event)
  const read = token && parse(spellToken(token, 'base45'))
  const numbers = await numbersOf(desk, key, event)
  if (!read || !read.readable || numbers.length === 0) {
    desk.log({ level: 'warn', what: 'paper-not-compared', ward, event: event.id })
    return { outcome: 'nothing' }
  }
  const paper = { kid: said.kid, series: said.series, paper: said.index }
  const rows = numbers.map((number) => {
    return { ward, subject, kind: read.content.kind, key: digestOf(desk, number), ...days, since, ...paper }
  })
  return { outcome: 'read', subject, rows }
}

/** The numbers the holder goes by, as the case says last. */
async function numbersOf(desk: Desk, key: Uint8Array, { ward, subject }: EventLine): Promise<string[]> {
  const lines = await desk.store.read((rows) => rows.linesOfSubject(ward, subject, mostLines))
  const said = lines.flatMap(({ line, status }) => {
    const event = status === 'accepted' ? readLine(line) : null
    return event && (event.type === 'case.registered' || event.type === 'case.completed') ? [event] : []
  })
  const last = said.at(-1)
  const applicant = last && openRegistration(key, last)?.applicant
  if (!applicant) return []
  const numbers = [applicant.idNumber, applicant.oldIdNumber ?? '']
  return [...new Set(numbers.map((number) => number.replace(/[^0-9A-Za-z]/g, '').toUpperCase()))].filter(
    Boolean,
  )
}

/** Nobody without the city's secret can try numbers against it. */
function digestOf({ keys }: Desk, number: string): string {
  return createHmac('sha256', keys.nonceSecret).update(`psp1 overlap person\n${number}`).digest('base64url')
}
