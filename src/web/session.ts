/** The header by which shell and office speak of the session; no page and no client ever sees it. */
export const sessionHeader = 'quay-session'
const cookieName = 'quay'

/** The session token in a `Cookie` header, or null. Only characters a token can have are let through. */
export function sessionOf(cookies: string | undefined): string | null {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === cookieName && value && /^[\w.~-]{1,512}$/.test(value)) return value
  }
  return null
}

/**
 * The `Set-Cookie` line for what the office said of the session: a token begins it, an empty text ends it.
 * SameSite=Strict and HttpOnly; not Secure, because 127.0.0.1 speaks plain HTTP.
 */
export function sessionCookie(token: string): string {
  const rules = 'HttpOnly; SameSite=Strict; Path=/'
  return token === '' ? `${cookieName}=; Max-Age=0; ${rules}` : `${cookieName}=${token}; ${rules}`
}
