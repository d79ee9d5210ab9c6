import type { EventLine } from '../../contract/sync/event-line.ts'
import { type Desk, serverTime } from '../desk.ts'
import { noOperator, writeAudit } from '../operators/audit.ts'
import type { CityCaseRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'

/** A ward has put a case before the city: it goes on the work list. */
export async function putBeforeCity(desk: Desk, rows: Rows, event: EventLine): Promise<void> {
  await leaveCity(desk, rows, event)
  await rows.saveCityCase({
    ward: event.ward,
    submission: event.id,
    subject: event.subject,
    lc: event.lc,
    submittedAt: serverTime(desk),
    state: 'waiting',
    decision: null,
    reference: null,
    decidedBy: null,
    decidedAt: null,
    line: null,
  })
}

/** The case went another way before the city had decided: stopped, transferred, taken back. */
export async function leaveCity(_desk: Desk, rows: Rows, event: EventLine): Promise<void> {
  const waiting = await waitingCase(rows, event)
  if (waiting) await rows.saveCityCase({ ...waiting, state: 'left' })
}

/**
 * A ward has carried out a decision. Usually the city remembers it. After a restore from a backup it may not: then the
 * ward's line gives it back, so that nobody decides twice. Without a restore it is an alarm: somebody made it up.
 */
export async function noteCarriedOut(desk: Desk, rows: Rows, event: EventLine): Promise<void> {
  const line = textOf(event, 'line')
  const before = await rows.cityCasesOf(event.ward, [event.subject])
  if (before.some((one) => one.state === 'decided' && one.line === line)) return
  const detail = { ward: event.ward, case: event.subject, event: event.id }
  desk.log({ level: 'warn', what: 'decision-not-known-here', ...detail })
  await writeAudit(rows, serverTime(desk), noOperator.city, 'alarm.decision-not-known-here', detail)
  const waiting = await waitingCase(rows, event)
  if (!waiting) return
  const decision = event.type === 'case.city-approved' ? 'approved' : 'refused'
  await rows.saveCityCase({
    ...waiting,
    state: 'decided',
    decision,
    reference: textOf(event, 'reference'),
    decidedBy: `ward ${event.ward}`,
    decidedAt: textOf(event, 'decidedAt'),
    line,
  })
}

async function waitingCase(
  rows: Rows,
  event: Pick<EventLine, 'ward' | 'subject'>,
): Promise<CityCaseRow | null> {
  const before = await rows.cityCasesOf(event.ward, [event.subject])
  return before.findLast(({ state }) => state === 'waiting') ?? null
}

function textOf(event: EventLine, field: string): string | null {
  const value = event.body[field]
  return typeof value === 'string' ? value : null
}
