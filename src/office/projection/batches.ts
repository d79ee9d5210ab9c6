import type { EventBody } from '../../contract/events.ts'
import type { BatchPlace } from '../../contract/events/batch-events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'

/** Keeps what is known of a batch as a whole. */
export function keepBatch(tx: Transactor, event: EventLine, body: EventBody<'batch.taken'>): void {
  tx.run(
    sql.insertInto('batch').values({
      id: event.subject,
      kind: body.kind,
      procedure: body.procedure,
      pack: body.pack,
      pack_version: body.packVersion,
      organisation: body.organisation,
      residential_group: body.group,
      fingerprint: body.fingerprint,
      previous: body.previous,
      counts: JSON.stringify(body.counts),
      taken_at: event.at.wall,
      taken_by: event.actor.user,
    }),
  )
}

const insertPlace = composedOnce((row: Tables['batch_case']) => sql.insertInto('batch_case').values(row))

/** Keeps where a case stands in its batch. */
export function keepPlace(tx: Transactor, caseId: string, { id, row, flags }: BatchPlace): void {
  tx.run(insertPlace({ case_id: caseId, batch_id: id, row, flags: JSON.stringify(flags) }))
}
