import type { EventBody, EventPersonal } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { sql, type Transactor } from '../database/store.ts'

/** Who asked for the paper of somebody who is no longer on the list, when and why. */
export type RemovalAsked = {
  readonly reasonCode: string
  readonly note: string
  readonly by: string
  readonly at: string
}

/** Keeps that a paper waits to be withdrawn. */
export function keepRemoval(
  tx: Transactor,
  { subject, actor, at }: EventLine,
  { reasonCode }: EventBody<'case.removal-asked'>,
  personal: EventPersonal<'case.removal-asked'> | null,
): void {
  const asked: RemovalAsked = { reasonCode, note: personal?.text ?? '', by: actor.user, at: at.wall }
  set(tx, subject, JSON.stringify(asked))
}

/** The paper stays in force. */
export function dropRemoval(tx: Transactor, { subject }: EventLine): void {
  set(tx, subject, null)
}

function set(tx: Transactor, id: string, removal: string | null): void {
  tx.run(sql.updateTable('permit_case').set({ removal }).where('id', '=', id))
}
