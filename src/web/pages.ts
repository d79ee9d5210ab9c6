import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

/**
 * The content security policy of every page of the counter: only our own files, pictures also from memory, no
 * plug-ins, no frames around us. It must be the same text in every shell; e2e/guards compares them.
 */
export const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Headers every answer of the shell carries, pages and office alike. */
export const guardHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}

/**
 * A request path decoded once, or null when it must be refused: not percent-decodable or encoded twice, a `.`,
 * `..` or empty segment, a backslash or a control character.
 */
export function plainPath(pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!path.startsWith('/') || /[\\%\p{Cc}]/u.test(path)) return null
  const segments = path.slice(1).split('/')
  const odd = (segment: string, at: number) =>
    segment === '.' || segment === '..' || (segment === '' && at < segments.length - 1)
  return segments.some(odd) ? null : path
}

/**
 * The renderer file a request path names, relative to the renderer's folder, or null when it must be refused: see
 * {@link plainPath}; also hidden files and colons (drives, streams). A path without a file ending is a place inside
 * the application and names `index.html`.
 */
function pageFile(pathname: string): string | null {
  const path = plainPath(pathname)
  if (path === null || path.includes(':') || path.includes('/.')) return null
  return extname(path) === '' ? 'index.html' : path.slice(1)
}

/** Answers a page request from the renderer's folder: 404 for what is not there or may not be named. */
export async function servePage(folder: string, pathname: string): Promise<Response> {
  const file = pageFile(pathname)
  const type = file === null ? undefined : mediaTypes[extname(file)]
  const bytes =
    file === null || type === undefined ? null : await readFile(join(folder, file)).catch(() => null)
  if (file === null || type === undefined || bytes === null) return new Response('Not found', { status: 404 })
  // Built files carry their hash in the name; the page itself must follow an update at once.
  const cache = file.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  return new Response(bytes, { headers: { 'content-type': type, 'cache-control': cache } })
}
