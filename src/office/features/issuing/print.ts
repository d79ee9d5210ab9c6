import type { z } from 'zod'
import type { Placing } from '../../../domain/printing/placing.ts'
import { actRules } from '../../../domain/case.ts'
import type { Role } from '../../../domain/roles.ts'
import { byHand } from '../../../contract/desk/printers.ts'
import type { Case, printSheet } from '../../../contract/desk/cases.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Reader } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { placedFor, printingOn } from '../../printing/profiles.ts'
import type { LiveSession } from '../../sessions.ts'
import { renderLayout, renderSheet } from '../../sheets/render.ts'
import { viewingCopy } from '../../sheets/viewing-copy.ts'
import { actOnCase, assertMayAct, isWritten } from '../cases/act.ts'
import { type CaseRow, caseRow, copiesPrinted, procedureOfCase } from '../cases/read.ts'
import { readCase } from '../cases/view.ts'
import { digestOf } from './own-knowledge.ts'
import { isPaper, signedSheetOf } from './signed-sheet.ts'
import { isPaperPrinted, wrongSheet } from './stamp.ts'

export type PrintRequest = z.output<typeof printSheet.body>

/**
 * A sheet of a case as PDF, to look at. Those who print get the paper itself once a copy of it is counted (they may
 * print from the file); before that, and for everybody else, it is a viewing copy without its code: nobody has a
 * valid permit that no line of the journal tells of. Throws `not-found` when the case has no such sheet in its state.
 */
export async function sheetToLookAt(
  desk: Desk,
  session: Pick<LiveSession, 'roles'>,
  caseId: string,
  sheetId: string,
): Promise<Uint8Array> {
  const prints = actRules.print.roles.some((role) => session.roles.includes(role))
  if (prints && copiesPrinted(desk.store, caseId, sheetId) > 0)
    return sheetPdf(desk, caseId, sheetId, placedFor(desk, byHand, sheetId).placing)
  const { sheet, data } = sheetOf(desk, caseId, sheetId)
  return renderLayout(viewingCopy(sheet.layout(sheet.schema.parse(data))), sheet.title)
}

/** The paper itself as a printer needs it. A file with an electronic signature stays as it was signed. */
async function sheetPdf(desk: Desk, caseId: string, sheetId: string, placing: Placing): Promise<Uint8Array> {
  const signed = signedSheetOf(desk.store, caseRow(desk.store, caseId), sheetId)
  if (signed) return signed
  const { sheet, data } = sheetOf(desk, caseId, sheetId)
  return renderSheet(sheet, data, placing)
}

function sheetOf(desk: Desk, caseId: string, sheetId: string) {
  const row = caseRow(desk.store, caseId)
  const found = desk.extensions.caseSheets.find(
    ({ sheet, fits }) => sheet.id === sheetId && fits(row, procedureOfCase(desk, row), desk),
  )
  if (!found) throw new Refusal('not-found')
  return { sheet: found.sheet, data: found.data(desk, row) }
}

/** Sheets that are on paper although the journal could not be written, by case and sheet: the disk was full. */
export type Unwritten = Map<string, Printed>
type Printed = {
  readonly where: string
  readonly copies: number
  readonly ask: PrintRequest
  readonly actor: Actor
}

/**
 * Prints a sheet and counts the copy. The journal is written after the spooler took the job: a sheet that never
 * came out is not counted, and one that came out twice has two entries with a reason. When only the writing failed,
 * asking again writes and puts no second sheet on paper.
 * Throws `reprint-reason`, `no-printer`, `print-failed`, `not-found`, `disk-full`.
 */
export async function print(
  desk: Desk,
  session: LiveSession,
  role: Role,
  caseId: string,
  ask: PrintRequest,
  unwritten: Unwritten,
): Promise<{ case: Case; where: string }> {
  const sheetKey = `${caseId} ${ask.sheet}`
  const earlier = unwritten.get(sheetKey)
  if (earlier) {
    const answer = write(desk, session, caseId, earlier)
    unwritten.delete(sheetKey)
    if (ask.reprintReason === null || earlier.ask.actId === ask.actId)
      return { case: answer, where: earlier.where }
  }
  if (isWritten(desk.store, ask.actId, caseId)) return { case: readCase(desk, session, caseId), where: '' }
  const row = caseRow(desk.store, caseId)
  assertMayAct(desk, desk.store, session, row, 'print', null)
  if (row.withdrawn !== null && isPaper(ask.sheet)) throw new Refusal('paper-withdrawn')
  if (copiesPrinted(desk.store, caseId, ask.sheet) > 0 && ask.reprintReason === null)
    throw new Refusal('reprint-reason')
  // Of a sheet that is printed again, the one that was spoilt.
  const copies = ask.reprintReason === null ? copiesByRules(desk, row, ask.sheet) : 1
  const where = ask.way === 'pdf' ? 'pdf' : await spool(desk, row, { ...ask, copies })
  const printed = { where, copies, ask, actor: actorOf(session, role) }
  unwritten.set(sheetKey, printed)
  const answer = write(desk, session, caseId, printed)
  unwritten.delete(sheetKey)
  return { case: answer, where }
}

/** Copies a sheet has inside, as pages of its own. */
const copiesInside: Readonly<Record<string, number>> = { receipt: 2 }

/** How often a sheet of a case is printed by its rules. */
export function copiesByRules(desk: Desk, row: CaseRow, sheet: string): number {
  return Math.ceil((procedureOfCase(desk, row).copies[sheet] ?? 1) / (copiesInside[sheet] ?? 1))
}

function write(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  { where, copies, ask, actor }: Printed,
): Case {
  const { actId, sheet, reprintReason } = ask
  return actOnCase(desk, session, { caseId, actId, version: null, act: 'print' }, (writing, now) =>
    writing.append({
      type: 'sheet.printed',
      id: actId,
      subject: caseId,
      baseVer: now.version,
      actor,
      body: { sheet, copies, reprintReason, where: where.slice(0, 200) },
      personal: null,
    }),
  )
}

async function spool(
  desk: Desk,
  { id, number }: CaseRow,
  { sheet, copies, printer: asked }: PrintRequest & { readonly copies: number },
): Promise<string> {
  const { placing, ...to } = await printingOn(desk, asked, sheet)
  const pdf = await sheetPdf(desk, id, sheet, placing)
  const printed = await desk.ports.printer.print({ ...to, pdf, title: `${number} ${sheet}`, copies })
  if (printed.outcome === 'spooled') return printed.where
  if (printed.outcome === 'no-printer') throw new Refusal('no-printer')
  throw new Refusal('print-failed', { detail: printed.detail })
}

/**
 * Hands the permit over: the printed QR must have been scanned back and be this case's newest, and where it is sealed by
 * hand its stamp confirmed. Throws `not-printed-yet`, `not-stamped-yet`, `paper-withdrawn`, `wrong-permit-scanned`, `case-moved`.
 */
export function handOver(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  ask: { readonly actId: string; readonly version: number; readonly scannedText: string | null },
): Case {
  return actOnCase(
    desk,
    session,
    { caseId, actId: ask.actId, version: ask.version, act: 'hand-over' },
    (writing, row, { actor }) => {
      const digest = row.token === null ? null : scannedBack(desk, writing, row, ask.scannedText ?? '')
      writing.append({
        type: 'permit.handed-over',
        id: ask.actId,
        subject: caseId,
        baseVer: row.version,
        actor,
        body: { tokenSha256: digest },
        personal: null,
      })
    },
  )
}

/** The digest of the code that was scanned from the printed sheet, which must be the case's newest. */
function scannedBack(desk: Desk, writing: Reader, row: CaseRow, text: string): string {
  if (row.withdrawn !== null) throw new Refusal('paper-withdrawn')
  if (!isPaperPrinted(writing, row.id)) throw new Refusal('not-printed-yet')
  const digest = digestOf(text)
  if (digest === null || digest !== row.token_sha256) throw wrongSheet(desk, text)
  if (row.seal === 'wet' && row.stamped_at === null) throw new Refusal('not-stamped-yet')
  return digest
}
