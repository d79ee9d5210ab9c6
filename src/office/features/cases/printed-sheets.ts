import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readLine } from '../../journal/line.ts'

/** The title of the sheet each printing of a case put on paper, by where its event stands (`placeName`). */
export function printedSheets(desk: Desk, caseId: string): ReadonlyMap<string, string> {
  const events = desk.store.all(
    sql
      .selectFrom('known_line')
      .select(['stream', 'seq', 'line'])
      .where('subject', '=', caseId)
      .where('type', '=', 'sheet.printed'),
  )
  return new Map(
    events.map(({ line, ...place }) => [placeName(place), titleOf(desk, readLine(line)?.body['sheet'])]),
  )
}

/** Stream and number as one name. */
export function placeName({ stream, seq }: { readonly stream: string; readonly seq: number }): string {
  return `${stream}/${seq}`
}

/** A sheet that is no longer installed keeps its bare name. */
function titleOf(desk: Desk, id: unknown): string {
  const known = desk.extensions.caseSheets.find(({ sheet }) => sheet.id === id)
  return known?.sheet.title ?? String(id)
}
