/** Cookies know no ports: the offices of one PC (a real one and the training one) would overwrite each other's. */
const cookieName = (port: number) => `quay-${port}`

/**
 * The session token in a `Cookie` header for the office at a port, or null. Only characters a token can have are let
 * through.
 */
export function sessionOf(cookies: string | undefined, port: number): string | null {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === cookieName(port) && value && /^[\w.~-]{1,512}$/.test(value)) return value
  }
  return null
}

/**
 * The `Set-Cookie` line for what the office at a port said of the session: a token begins it, an empty text ends it.
 * SameSite=Strict and HttpOnly; not Secure, because 127.0.0.1 speaks plain HTTP.
 */
export function sessionCookie(token: string, port: number): string {
  const rules = 'HttpOnly; SameSite=Strict; Path=/'
  const name = cookieName(port)
  return token === '' ? `${name}=; Max-Age=0; ${rules}` : `${name}=${token}; ${rules}`
}
