import { Refusal } from '../../../contract/refusals.ts'
import type { Session } from '../../../contract/desk/office.ts'
import { openSlot } from '../../database/key-slots.ts'
import type { Desk } from '../../desk.ts'
import type { OfficeCore } from '../../office.ts'
import type { LiveSession, Sessions } from '../../sessions.ts'
import { staffMember } from '../staff/read.ts'
import { assertPassword } from '../staff/passwords.ts'

/**
 * Signs a person in; the first of the day also opens the store with their key slot.
 * Throws `unknown-user`, `wrong-password`, `locked-out`, and the refusals of the opening ritual.
 */
export async function signIn(
  core: OfficeCore,
  sessions: Sessions,
  user: string,
  password: string,
): Promise<LiveSession> {
  if (core.slots().length === 0) throw core.problem() ?? new Refusal('office-not-set-up')
  const open = core.desk()
  if (open) await assertPassword(open, user, password)
  const desk = open ?? (await unlockStore(core, user, password))
  const member = staffMember(desk.store, user)
  if (!member || member.disabled) throw new Refusal('unknown-user')
  const session = sessions.open({
    user,
    fullName: member.fullName,
    roles: member.roles,
    scansAfter: desk.scans.last(),
  })
  try {
    desk.journal.command((writing) =>
      writing.append({
        type: 'session.opened',
        subject: user,
        baseVer: 0,
        actor: { user, role: member.roles[0] ?? 'system', session: session.id },
        body: {},
        personal: null,
      }),
    )
  } catch (error) {
    // Nobody gets its token.
    sessions.end(session.token)
    throw error
  }
  return session
}

async function unlockStore(core: OfficeCore, user: string, password: string): Promise<Desk> {
  const slot = core.slots().find((one) => one.kind === 'officer' && one.user === user)
  if (!slot) throw new Refusal('unknown-user')
  const { left } = core.attempts.spend(user, 'password')
  const key = await openSlot(slot, password)
  if (!key) throw new Refusal('wrong-password', { left })
  core.attempts.clear(user, 'password')
  return core.open(key)
}

/** Ends a session and says so in the journal. */
export function signOut(core: OfficeCore, sessions: Sessions, token: string | null): void {
  const ended = sessions.end(token)
  const desk = core.desk()
  if (!ended || !desk) return
  if (!sessions.isAnybodyIn()) desk.scans.forget()
  desk.journal.command((writing) =>
    writing.append({
      type: 'session.closed',
      subject: ended.user,
      baseVer: 0,
      actor: { user: ended.user, role: ended.roles[0] ?? 'system', session: ended.id },
      body: { why: 'signed-out' },
      personal: null,
    }),
  )
}

/** A session as its own page sees it. */
export function shownSession(desk: Desk, session: LiveSession): Session {
  return {
    user: session.user,
    fullName: session.fullName,
    roles: [...session.roles],
    locked: session.locked,
    hasPin: staffMember(desk.store, session.user)?.hasPin ?? false,
  }
}
