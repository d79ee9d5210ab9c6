import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Desk } from '../desk.ts'
import type { OperatorRow } from '../store/rows.ts'
import type { SignInRow } from '../store/sign-in-rows.ts'
import type { Rows } from '../store/store.ts'

const idleMs = 30 * 60_000
const longestMs = 10 * 3_600_000
/** That somebody is still there is written down once in so long. */
const notedMs = 60_000

/** A signed-in operator of the console. `form` must come back with every form it was shown (against forged ones). */
export type Session = Pick<SignInRow, 'operator' | 'form'>

/** Who is signed in at the console: 30 minutes idle, ten hours at most. Any server of the city knows, also after a restart. */
export type Sessions = {
  /** Begins one and gives the secret of its cookie; only its hash is kept. */
  begin(operator: OperatorRow): Promise<string>
  find(cookie: string): Promise<Session | null>
  end(cookie: string): Promise<void>
}

/** Sessions in the city's store. */
export function createSessions({ store, now }: Pick<Desk, 'store' | 'now'>): Sessions {
  const isOver = ({ usedAt, beganAt }: SignInRow) =>
    now() - usedAt > idleMs || now() - beganAt > longestMs || now() < beganAt
  return {
    async begin({ name }) {
      const at = now()
      const cookie = randomBytes(32).toString('base64url')
      const form = randomBytes(24).toString('base64url')
      await store.write(async (rows) => {
        await rows.forgetSignIns({ beganAt: at - longestMs, usedAt: at - idleMs })
        await rows.saveSignIn({ hash: hashOf(cookie), operator: name, form, beganAt: at, usedAt: at })
      })
      return cookie
    },
    async find(cookie) {
      if (cookie === '') return null
      const row = await store.read((rows) => rows.signIn(hashOf(cookie)))
      if (!row || isOver(row)) return null
      if (now() - row.usedAt > notedMs) await store.write((rows) => noteUse(rows, row.hash, now()))
      return row
    },
    end: (cookie) => store.write((rows) => rows.endSignIn(hashOf(cookie))),
  }
}

/** Unless it was ended meanwhile. */
async function noteUse(rows: Rows, hash: string, at: number): Promise<void> {
  const row = await rows.signIn(hash)
  if (row) await rows.saveSignIn({ ...row, usedAt: at })
}

/** Compares a form's token without telling by its time how much of it was right. */
export function isSameToken(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(hashOf(one)), Buffer.from(hashOf(other))]
  return timingSafeEqual(a, b)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
