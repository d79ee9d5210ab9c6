import { addDays, dateAt } from '../../../domain/calendar.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { endKey, type IssuingKeyRow, keysOf } from './issuing-key.ts'

/**
 * Takes a key out of use for good, and tells the city. `compromised`: somebody else may have it, every paper of it is
 * revoked; `retired`: it is destroyed, its papers stay good, and from `since` on nobody takes a new one.
 */
function withdrawKey(
  writing: Writing,
  actor: Actor,
  key: Pick<IssuingKeyRow, 'kid' | 'user' | 'state'>,
  ask: {
    readonly id?: string
    readonly reason: 'retired' | 'compromised'
    readonly since: string
    readonly now: number
  },
): void {
  writing.append({
    type: 'issuing-key.withdrawn',
    ...(ask.id ? { id: ask.id } : {}),
    subject: key.user,
    baseVer: 0,
    actor,
    body: { kid: key.kid, reason: ask.reason, since: ask.since },
    personal: null,
  })
  endKey(writing, key.kid, ask.reason, vietnamTime(ask.now))
}

/** Every key of a person whose account closes, or who sets a new PIN, is destroyed: papers up to today stay good. */
export function retireKeysOf(desk: Desk, writing: Writing, actor: Actor, user: string): void {
  const now = desk.ports.clock.now()
  for (const key of keysOf(writing, user))
    withdrawKey(writing, actor, key, { reason: 'retired', since: addDays(dateAt(now), 1), now })
}

/**
 * A person withdraws a key: their own, or as administrator anybody's. A day already over is only for a key that
 * somebody else may have. Throws `not-found`, and `invalid-input` for a day in the future or, when it only retires, before today.
 */
export function withdrawByHand(
  desk: Desk,
  actor: Actor,
  kid: string,
  ask: { readonly actId: string; readonly reason: 'retired' | 'compromised'; readonly since: string },
): void {
  const now = desk.ports.clock.now()
  const today = dateAt(now)
  const isWrong = ask.since > today || (ask.reason === 'retired' && ask.since < today)
  if (isWrong) throw new Refusal('invalid-input', { fields: 'since' })
  desk.journal.command((writing) => {
    if (desk.journal.has(ask.actId)) return
    const key = writing.first(sql.selectFrom('issuing_key').selectAll().where('kid', '=', kid))
    if (!key || (actor.role !== 'administrator' && key.user !== actor.user)) throw new Refusal('not-found')
    // What was signed today before now counts: a checkpoint judges by whole days.
    const since = ask.reason === 'retired' ? addDays(today, 1) : ask.since
    withdrawKey(writing, actor, key, { id: ask.actId, reason: ask.reason, since, now })
  })
  desk.store.settle()
  desk.sync.wake()
  desk.notify('keys', 'staff')
}
