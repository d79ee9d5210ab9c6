import type { SignInRow, SignInRows } from '../sign-in-rows.ts'
import type { Connection } from './open.ts'

/** Fifth step: who is signed in at the console. */
export const signInSchema = `
CREATE TABLE sign_in(hash TEXT PRIMARY KEY, operator TEXT NOT NULL, form TEXT NOT NULL, began_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/** Who is signed in, over one connection. */
export function signInRows(db: Connection): SignInRows {
  const one = db.prepare<[string], SignInRow>(
    'SELECT hash, operator, form, began_at AS beganAt, used_at AS usedAt FROM sign_in WHERE hash = ?',
  )
  const save = db.prepare<[SignInRow]>(
    `INSERT INTO sign_in(hash, operator, form, began_at, used_at) VALUES (@hash, @operator, @form, @beganAt, @usedAt)
     ON CONFLICT(hash) DO UPDATE SET used_at = excluded.used_at`,
  )
  const end = db.prepare<[string]>('DELETE FROM sign_in WHERE hash = ?')
  const forget = db.prepare<[number, number]>('DELETE FROM sign_in WHERE began_at < ? OR used_at < ?')
  return {
    signIn: async (hash) => one.get(hash) ?? null,
    saveSignIn: async (row) => void save.run(row),
    endSignIn: async (hash) => void end.run(hash),
    forgetSignIns: async ({ beganAt, usedAt }) => void forget.run(beganAt, usedAt),
  }
}
