import { sql as raw } from 'kysely'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import { sealSetting } from '../seal-settings/setting.ts'

// Written as the index of migration 0008 is, or SQLite would read the whole journal.
const inSession = composedOnce(({ session }: { session: string }) =>
  sql
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(raw`json_extract(line, '$.actor.session')`, '=', session)
    .where(raw<boolean>`type IN ('permit.sealed', 'permit.replaced')`),
)

/** How many papers a session has sealed, as the journal has it: first ones and those issued again, each once. */
export function sealedInSession(reader: Reader, session: string): number {
  return reader.first(inSession({ session }))?.count ?? 0
}

/** Throws `over-quota` when the session would seal more than it should with these and gives no reason. */
export function assertWithinQuota(
  reader: Reader,
  session: string,
  overQuota: string | null,
  papers = 1,
): void {
  const { quota } = sealSetting(reader)
  if (overQuota === null && sealedInSession(reader, session) + papers > quota)
    throw new Refusal('over-quota', { quota })
}
