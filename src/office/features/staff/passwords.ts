import { Refusal } from '../../../contract/refusals.ts'
import { openSlot, readSlots } from '../../database/key-slots.ts'
import type { Desk } from '../../desk.ts'
import { systemActor } from '../../journal/journal.ts'
import { staffMember } from './read.ts'

/** Throws `unknown-user`, `locked-out` or `wrong-password` (with tries left) unless the password is the person's. */
export async function assertPassword(desk: Desk, user: string, password: string): Promise<void> {
  const slot = readSlots(desk.ports.dataDir).find((one) => one.kind === 'officer' && one.user === user)
  if (!slot || staffMember(desk.store, user)?.disabled !== false) throw new Refusal('unknown-user')
  const { failures, left } = desk.attempts.spend(user, 'password')
  if (await openSlot(slot, password)) {
    desk.attempts.clear(user, 'password')
    return
  }
  desk.journal.command((writing) =>
    writing.append({
      type: 'session.failed',
      subject: user,
      baseVer: 0,
      actor: systemActor,
      body: { kind: 'password', failures },
      personal: null,
    }),
  )
  throw new Refusal('wrong-password', { left })
}

/** Throws `weak-secret` for a password of fewer than 8 characters or one repeated character. */
export function assertStrongPassword(password: string): void {
  if (Array.from(password).length < 8 || /^(.)\1+$/u.test(password)) throw new Refusal('weak-secret')
}
