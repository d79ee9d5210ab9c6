import { moveBy } from '../../../domain/workflow.ts'
import type { HeldReason } from '../../../contract/desk/sync.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { systemActor, type Writing } from '../../journal/journal.ts'
import { readLine } from '../../journal/line.ts'
import { carriedOutId, type ReadCityLine } from '../../sync/city-line.ts'
import { isWritten } from '../cases/act.ts'
import { type CaseRow, machineOfCase, packFor } from '../cases/read.ts'

type Decided = Extract<ReadCityLine, { outcome: 'decision' }>

/**
 * Writes the city's decision on a case of this PC, once. Answers why it cannot be carried out now; null when it is
 * settled: carried out, or on a case of another PC of the ward, which moves it.
 */
export function decideCase(desk: Desk, decided: Decided): HeldReason | null {
  const held = desk.journal.command((writing) => carryOut(desk, writing, decided))
  if (held === null) desk.notify('cases')
  return held
}

function carryOut(desk: Desk, writing: Writing, decided: Decided): HeldReason | null {
  const { caseId, decision, place } = decided
  const id = carriedOutId(place.hash)
  if (isWritten(writing, id, caseId) || isToldBefore(writing, decided)) return null
  const row = writing.first(sql.selectFrom('permit_case').selectAll().where('id', '=', caseId))
  if (!row) return isOfAnotherPc(writing, decided) ? null : 'unknown-case'
  const act = decision.decision === 'approved' ? 'city-approve' : 'city-refuse'
  const move = moveBy(machineOfCase(desk, row), row.state, act)
  if (!move) return 'case-elsewhere'
  // The case came back and was put before the city anew since: this decision is on what it was before.
  if (submittedAt(writing, caseId) >= place.lc) return 'earlier-submission'
  append(writing, decided, row, {
    isLast: move.to === 'recorded',
    note: decision.note ?? reasonLabel(desk, row, decision.reasonCode),
  })
  return null
}

function append(
  writing: Writing,
  { caseId, decision, place }: Decided,
  row: CaseRow,
  { isLast, note }: { readonly isLast: boolean; readonly note: string | null },
): void {
  const about = { reference: decision.reference, decidedAt: decision.decidedAt, line: place.hash }
  const event = {
    id: carriedOutId(place.hash),
    subject: caseId,
    baseVer: row.version,
    actor: systemActor,
    personal: note ? { text: note } : null,
  }
  if (decision.decision === 'approved')
    writing.append({
      ...event,
      type: 'case.city-approved',
      body: { ...about, ...(isLast ? { to: 'recorded' as const } : {}) },
    })
  else
    writing.append({
      ...event,
      type: 'case.city-refused',
      body: { ...about, reasonCode: decision.reasonCode ?? 'other' },
    })
}

/** Whether this very decision was carried out by another line: the city tells them again when its key has changed. */
function isToldBefore(reader: Reader, { caseId, decision }: Decided): boolean {
  const lines = reader.all(
    sql
      .selectFrom('known_line')
      .select('line')
      .where('subject', '=', caseId)
      .where('type', 'in', ['case.city-approved', 'case.city-refused']),
  )
  return lines.some(({ line }) => {
    const body = readLine(line)?.body
    return body?.['reference'] === decision.reference && body['decidedAt'] === decision.decidedAt
  })
}

/** The Lamport time at which the case was last put before the city; what the city says to that is later. */
function submittedAt(reader: Reader, caseId: string): number {
  const row = reader.first(
    sql
      .selectFrom('known_line')
      .select(({ fn }) => fn.max('lc').as('lc'))
      .where('subject', '=', caseId)
      .where('type', '=', 'case.submitted'),
  )
  return row?.lc ?? 0
}

/** Whether the feed has a line of another PC about the case; the newest are looked at first. */
function isOfAnotherPc(reader: Reader, { caseId }: Decided): boolean {
  const found = reader.first(
    sql
      .selectFrom('feed_item')
      .select('pos')
      .where('status', '=', 'accepted')
      .where('subject', '=', caseId)
      .where('type', 'not like', 'city.%')
      .where('stream', 'not in', sql.selectFrom('stream').select('id'))
      .where('stream', 'not in', sql.selectFrom('past_stream').select('stream'))
      .orderBy('pos', 'desc')
      .limit(1),
  )
  return found !== undefined
}

/** The sentence the applicant's letter gives as reason: the pack's words for the city's code. */
function reasonLabel(
  desk: Desk,
  row: { pack: string; pack_version: number },
  code: string | null,
): string | null {
  if (code === null) return null
  const pack = packFor(desk, row)
  return pack.refusalReasons.find((reason) => reason.code === code)?.label ?? null
}
