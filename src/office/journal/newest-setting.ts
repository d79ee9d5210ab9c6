import { sql as raw } from 'kysely'
import type { EventBody } from '../../contract/events.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Reader } from '../database/store.ts'
import { readLine } from './line.ts'

type Setting = 'office.seal-set' | 'office.mail-set' | 'office.hub-set' | 'office.hub-used'

// Written as the partial index of migration 0016 is, or SQLite would read the whole journal.
const newest = composedOnce(({ type }: { type: string }) =>
  sql
    .selectFrom('event')
    .select('line')
    .where(raw<boolean>`type IN ('office.seal-set', 'office.mail-set', 'office.hub-set', 'office.hub-used')`)
    .where('type', '=', type)
    .orderBy('event.lc', 'desc')
    .limit(1),
)

/** A setting of this PC as its journal says it last; null before anybody has set it. */
export function newestSetting<S extends Setting>(reader: Reader, type: S): EventBody<S> | null {
  const line = reader.first(newest({ type }))?.line
  // Validated before the line was written.
  return line === undefined ? null : ((readLine(line)?.body as EventBody<S> | undefined) ?? null)
}
