import type { EventBody } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { sql, type Transactor } from '../database/store.ts'

/** Administrators who have to agree to a pack the city has not signed. */
const yeses = 2

/**
 * Keeps that a pack came, without its text, which no line has: whoever writes the line puts it beside, and after a loss
 * it comes back from the folder of packs. A row that is here keeps its text.
 */
export function keepReceived(tx: Transactor, event: EventLine, body: EventBody<'pack.received'>): void {
  const { sha256, pack, packVersion: pack_version, source } = body
  // Lines of before did not say it of files.
  const isSigned = body.signed ?? source === 'city'
  tx.run(
    sql
      .insertInto('rule_pack')
      .values({
        sha256,
        pack,
        pack_version,
        bytes: Buffer.alloc(0),
        source,
        received_at: event.at.wall,
        state: isSigned ? 'ready' : 'needs-approval',
      })
      .onConflict((conflict) => conflict.doNothing()),
  )
  if (isSigned) makeReady(tx, sha256, { source })
  else lookAtYeses(tx, sha256)
}

/** Keeps an administrator's yes; with that of a second the pack is ready. */
export function keepApproval(tx: Transactor, event: EventLine, { sha256 }: EventBody<'pack.approved'>): void {
  tx.run(
    sql
      .insertInto('pack_approval')
      .values({ sha256, user: event.actor.user, at: event.at.wall })
      .onConflict((conflict) => conflict.doNothing()),
  )
  lookAtYeses(tx, sha256)
}

function lookAtYeses(tx: Transactor, sha256: string): void {
  const said = tx.all(sql.selectFrom('pack_approval').select('user').where('sha256', '=', sha256)).length
  if (said >= yeses) makeReady(tx, sha256, {})
}

function makeReady(
  tx: Transactor,
  sha256: string,
  change: { readonly source?: EventBody<'pack.received'>['source'] },
): void {
  tx.run(
    sql
      .updateTable('rule_pack')
      .set({ state: 'ready', ...change })
      .where('sha256', '=', sha256)
      .where('state', '=', 'needs-approval'),
  )
}

/** Keeps from when a pack is in force. */
export function keepActivation(tx: Transactor, event: EventLine, body: EventBody<'pack.activated'>): void {
  tx.run(
    sql.insertInto('pack_activation').values({
      seq: event.seq,
      sha256: body.sha256,
      pack: body.pack,
      pack_version: body.packVersion,
      from_at: body.from,
      user: event.actor.user,
      rollback: body.rollback ? 1 : 0,
    }),
  )
}
