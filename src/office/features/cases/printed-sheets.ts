import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readLine } from '../../journal/line.ts'

/** The title of the sheet each printing of a case put on paper, by the position of its event in the journal. */
export function printedSheets(desk: Desk, caseId: string): ReadonlyMap<number, string> {
  const events = desk.store.all(
    sql
      .selectFrom('event')
      .select(['seq', 'line'])
      .where('subject', '=', caseId)
      .where('type', '=', 'sheet.printed'),
  )
  return new Map(events.map(({ seq, line }) => [seq, titleOf(desk, readLine(line)?.body['sheet'])]))
}

/** A sheet that is no longer installed keeps its bare name. */
function titleOf(desk: Desk, id: unknown): string {
  const known = desk.extensions.caseSheets.find(({ sheet }) => sheet.id === id)
  return known?.sheet.title ?? String(id)
}
