import { sql as raw } from 'kysely'
import type { Case } from '../../../contract/desk/cases.ts'
import type { WaitingSheet } from '../../../contract/desk/issuing.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { paperSheets } from '../../projection/papers.ts'
import type { LiveSession } from '../../sessions.ts'
import { actOnCase, isWritten } from '../cases/act.ts'
import { type CaseRow, caseRow, contentOf, copiesPrinted } from '../cases/read.ts'
import { digestOf } from './own-knowledge.ts'
import { verdictOf } from './verdict.ts'

/** Whether any copy of a case's newest paper is on paper. */
export function isPaperPrinted(reader: Reader, caseId: string): boolean {
  return paperSheets.some((sheet) => copiesPrinted(reader, caseId, sheet) > 0)
}

/**
 * Confirms the stamp on the printed sheet of a case: its code was scanned by whoever stamped it. Throws
 * `paper-withdrawn`, `not-printed-yet`, `wrong-permit-scanned`, `case-moved`.
 */
export function stamp(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  ask: { readonly actId: string; readonly version: number | null; readonly scannedText: string },
): Case {
  const digest = digestOf(ask.scannedText)
  const { actId, version } = ask
  if (caseRow(desk.store, caseId).withdrawn !== null) throw new Refusal('paper-withdrawn')
  return actOnCase(desk, session, { caseId, actId, version, act: 'stamp' }, (writing, row, { actor }) => {
    if (!isPaperPrinted(writing, caseId)) throw new Refusal('not-printed-yet')
    if (digest === null || digest !== row.token_sha256) throw wrongSheet(desk, ask.scannedText)
    writing.append({
      type: 'permit.stamped',
      id: actId,
      subject: caseId,
      baseVer: row.version,
      actor,
      body: { tokenSha256: digest },
      personal: null,
    })
  })
}

/** What was scanned instead of the sheet that was meant. */
export function wrongSheet(desk: Desk, text: string): Refusal {
  const { content } = verdictOf(desk, text)
  return content
    ? new Refusal('wrong-permit-scanned', { scanned: content.number })
    : new Refusal('not-a-paper-scanned')
}

// Written as the index of migration 0005 is.
const waiting = sql
  .selectFrom('permit_case')
  .where('seal', '=', raw.lit<'wet'>('wet'))
  .where('stamped_at', 'is', null)
  .where('withdrawn', 'is', null)
  .where('state', 'in', [raw.lit<'sealed'>('sealed'), raw.lit<'handed-over'>('handed-over')])
  // A paper handed over before stamps were asked for is out of the house; one that replaces it is here.
  .where((one) =>
    one.or([
      one('state', '=', 'sealed'),
      one('id', 'in', sql.selectFrom('replaced_paper').select('case_id')),
    ]),
  )

const waitingRows = composedOnce(({ limit }: { limit: number }) =>
  waiting.selectAll().orderBy('sealed_at').limit(limit),
)
const waitingCount = composedOnce(() => waiting.select(({ fn }) => fn.countAll<number>().as('count')))

/** More than one pile. */
const mostShown = 200

/** The sheets that wait for a stamp, in the order they were sealed. */
export function sheetsToStamp(desk: Desk): { sheets: WaitingSheet[]; total: number } {
  const rows = desk.store.all(waitingRows({ limit: mostShown }))
  return {
    sheets: rows.map((row) => sheetOf(desk, row)),
    total: desk.store.first(waitingCount({}))?.count ?? 0,
  }
}

function sheetOf(desk: Desk, row: CaseRow): WaitingSheet {
  return {
    caseId: row.id,
    number: row.number,
    permitNumber: row.permit_number ?? '',
    fullName: contentOf(row).applicant.fullName,
    sealedAt: row.sealed_at ?? '',
    printed: isPaperPrinted(desk.store, row.id),
  }
}

const caseOfToken = composedOnce(({ digest }: { digest: string }) =>
  sql.selectFrom('permit_case').select(['id', 'stamped_at']).where('token_sha256', '=', digest),
)

/**
 * One sheet of a pile: its scan says which case it belongs to. A sheet scanned twice is told, and nothing is written.
 * Throws as `stamp`, and `wrong-permit-scanned` for a sheet that is not the newest of any case here.
 */
export function stampFromPile(
  desk: Desk,
  session: LiveSession,
  ask: { readonly actId: string; readonly scannedText: string },
): { outcome: 'stamped' | 'already'; sheet: WaitingSheet; left: number; next: WaitingSheet | null } {
  const digest = digestOf(ask.scannedText)
  const found = digest === null ? undefined : desk.store.first(caseOfToken({ digest }))
  if (!found) throw wrongSheet(desk, ask.scannedText)
  const isDone = found.stamped_at !== null && !isWritten(desk.store, ask.actId, found.id)
  if (!isDone) stamp(desk, session, found.id, { ...ask, version: null })
  const { sheets, total } = sheetsToStamp(desk)
  const sheet = sheetOf(desk, caseRow(desk.store, found.id))
  return {
    outcome: isDone ? 'already' : 'stamped',
    sheet,
    left: total,
    next: sheets.find(({ printed }) => printed) ?? null,
  }
}
