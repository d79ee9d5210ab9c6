import { randomBytes } from 'node:crypto'
import { Refusal } from '../contract/refusals.ts'
import type { Role } from '../domain/roles.ts'
import type { Clock } from './ports.ts'

export type LiveSession = {
  /** What the shell holds for the window; never shown to the page. */
  readonly token: string
  /** What events name: not the token. */
  readonly id: string
  readonly user: string
  readonly fullName: string
  readonly roles: readonly Role[]
  /** The number of the last scan before they signed in: that and earlier ones were for somebody else. */
  readonly scansAfter: number
  readonly locked: boolean
}

export type Sessions = {
  open(who: Pick<LiveSession, 'user' | 'fullName' | 'roles' | 'scansAfter'>): LiveSession
  /** The session of a token, or null; does not count as activity. */
  peek(token: string | null): LiveSession | null
  /** Throws `not-signed-in` or `session-locked`. An act (anything but reading) counts as activity. */
  require(token: string | null, isAct: boolean): LiveSession
  lock(token: string): void
  unlock(token: string): LiveSession
  end(token: string | null): LiveSession | null
  /** Whether anybody is signed in, locked or not. */
  isAnybodyIn(): boolean
  /** Whether nobody has acted for so long, milliseconds; at once when nobody is signed in. */
  quietFor(ms: number): boolean
  /** Ends every session of a person but the one with this token (account closed, password changed). */
  endAllOf(user: string, except?: string): void
}

/** After this long without an act the session locks; the open form stays where it is. */
const idleMs = 15 * 60_000

/**
 * Sessions live in memory only: after a restart everybody signs in again, and drafts bring the forms back. Whoever's
 * account is closed has none, however it came to be closed.
 */
export function createSessions(clock: Clock, isClosed: (user: string) => boolean): Sessions {
  const sessions = new Map<string, { session: LiveSession; activeAt: number }>()

  const lock = (token: string) => {
    const entry = sessions.get(token)
    if (entry) entry.session = { ...entry.session, locked: true }
  }
  const peek = (token: string | null): LiveSession | null => {
    const entry = token === null ? undefined : sessions.get(token)
    if (!entry) return null
    if (isClosed(entry.session.user)) {
      sessions.delete(entry.session.token)
      return null
    }
    if (clock.monotonic() - entry.activeAt > idleMs) lock(entry.session.token)
    return entry.session
  }
  const touch = (token: string) => {
    const entry = sessions.get(token)
    if (entry) entry.activeAt = clock.monotonic()
  }
  return {
    open(who) {
      const token = randomBytes(32).toString('base64url')
      const session = { ...who, token, id: `s-${randomBytes(6).toString('hex')}`, locked: false }
      sessions.set(token, { session, activeAt: clock.monotonic() })
      return session
    },
    peek,
    require(token, isAct) {
      const session = peek(token)
      if (!session) throw new Refusal('not-signed-in')
      if (session.locked) throw new Refusal('session-locked')
      if (isAct) touch(session.token)
      return session
    },
    lock,
    unlock(token) {
      const entry = sessions.get(token)
      if (!entry) throw new Refusal('not-signed-in')
      entry.session = { ...entry.session, locked: false }
      touch(token)
      return entry.session
    },
    end(token) {
      const session = peek(token)
      if (session) sessions.delete(session.token)
      return session
    },
    quietFor: (ms) => [...sessions.values()].every(({ activeAt }) => clock.monotonic() - activeAt >= ms),
    isAnybodyIn: () => sessions.size > 0,
    endAllOf(user, except) {
      for (const [token, { session }] of sessions) {
        if (session.user === user && token !== except) sessions.delete(token)
      }
    },
  }
}
