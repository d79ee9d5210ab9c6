import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { OperatorRow } from '../store/rows.ts'

const idleMs = 30 * 60_000
const longestMs = 10 * 3_600_000
const mostSessions = 1_000

/** A signed-in operator of the console. `form` must come back with every form it was shown (against forged ones). */
export type Session = { readonly operator: string; readonly form: string }

type Kept = Session & { readonly beganAt: number; usedAt: number }

/** Who is signed in at the console: 30 minutes idle, ten hours at most, gone when the server restarts. */
export type Sessions = {
  /** Begins one and gives the secret of its cookie; only its hash is kept. */
  begin(operator: OperatorRow): string
  find(cookie: string): Session | null
  end(cookie: string): void
}

/** Sessions in the memory of this server. */
export function createSessions(now: () => number): Sessions {
  const kept = new Map<string, Kept>()
  const isOver = (session: Kept) =>
    now() - session.usedAt > idleMs || now() - session.beganAt > longestMs || now() < session.beganAt
  return {
    begin({ name }) {
      for (const [hash, session] of kept) if (isOver(session)) kept.delete(hash)
      const oldest = kept.keys().next().value
      if (kept.size >= mostSessions && oldest !== undefined) kept.delete(oldest)
      const cookie = randomBytes(32).toString('base64url')
      const form = randomBytes(24).toString('base64url')
      kept.set(hashOf(cookie), { operator: name, form, beganAt: now(), usedAt: now() })
      return cookie
    },
    find(cookie) {
      const session = kept.get(hashOf(cookie))
      if (!session || isOver(session)) return null
      session.usedAt = now()
      return { operator: session.operator, form: session.form }
    },
    end: (cookie) => void kept.delete(hashOf(cookie)),
  }
}

/** Compares a form's token without telling by its time how much of it was right. */
export function isSameToken(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(hashOf(one)), Buffer.from(hashOf(other))]
  return timingSafeEqual(a, b)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
