import type { SignInRow, SignInRows } from '../sign-in-rows.ts'
import { type Session, statement } from './session.ts'

/** Fifth step: who is signed in at the console. `text`: the type of texts. */
export function signInSchema(text: string): string {
  return `
CREATE TABLE sign_in(hash ${text} PRIMARY KEY, operator ${text} NOT NULL, form ${text} NOT NULL,
  began_at bigint NOT NULL, used_at bigint NOT NULL);
`
}

const sql = {
  one: statement(
    'SELECT hash, operator, form, began_at AS "beganAt", used_at AS "usedAt" FROM sign_in WHERE hash = $1',
  ),
  save: statement(
    `INSERT INTO sign_in(hash, operator, form, began_at, used_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (hash) DO UPDATE SET used_at = excluded.used_at`,
  ),
  end: statement('DELETE FROM sign_in WHERE hash = $1'),
  forget: statement('DELETE FROM sign_in WHERE began_at < $1 OR used_at < $2'),
}

/** Who is signed in, over one session. It is the city's, not a ward's. */
export function signInRows(session: Session): SignInRows {
  return {
    async signIn(hash) {
      await session.city()
      return (await session.all<SignInRow>(sql.one, [hash]))[0] ?? null
    },
    async saveSignIn({ hash, operator, form, beganAt, usedAt }) {
      await session.city()
      await session.run(sql.save, [hash, operator, form, beganAt, usedAt])
    },
    async endSignIn(hash) {
      await session.city()
      await session.run(sql.end, [hash])
    },
    async forgetSignIns({ beganAt, usedAt }) {
      await session.city()
      await session.run(sql.forget, [beganAt, usedAt])
    },
  }
}
