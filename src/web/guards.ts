import type { IncomingMessage } from 'node:http'

/** Why a request is turned away before the office sees it: a status and a sentence for whoever wrote the client. */
export type Refused = { readonly status: 400 | 403 | 405 | 421; readonly why: string }

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Judges a request by its head. The name in `Host` must be this very listener's (a name rebound to 127.0.0.1 by a
 * foreign DNS is not), and a request made by a foreign page (`Origin`, `Sec-Fetch-Site`) is refused: another port
 * of this PC counts as the same *site*, so the cookie's SameSite rule alone would not stop it.
 */
export function refusalOf(request: IncomingMessage, port: number): Refused | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const host = request.headers.host ?? ''
  if (!hosts.includes(host)) return { status: 421, why: 'This is not the name of this office.' }
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, why: 'Only pages of this office may ask.' }
  const target = request.url ?? ''
  if (!target.startsWith('/') || target.startsWith('//')) return { status: 400, why: 'Not a path.' }
  const site = request.headers['sec-fetch-site']
  if (target.startsWith('/api') && site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, why: 'Only pages of this office may ask.' }
  if (!methods.has(request.method ?? '')) return { status: 405, why: 'Method not used here.' }
  return null
}
