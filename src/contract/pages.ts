/**
 * The content security policy of every page of the counter: only our own files, pictures also from memory, no
 * plug-ins, no frames around us.
 */
export const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Headers every answer of a shell carries, pages and office alike. */
export const guardHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
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

/** A file of the built renderer: its path below the renderer's folder, and the headers it is answered with. */
export type PageFile = { readonly file: string; readonly headers: Readonly<Record<string, string>> }

/**
 * The renderer file a request path names, or null when it must be refused: see {@link plainPath}; also hidden files,
 * colons (drives, streams) and kinds of file the renderer does not have. A path without a file ending is a place
 * inside the application and names `index.html`.
 */
export function pageFile(pathname: string): PageFile | null {
  const path = plainPath(pathname)
  if (path === null || path.includes(':') || path.includes('/.')) return null
  const ending = /\.([^./]*)$/.exec(path)?.[1]
  const file = ending === undefined ? 'index.html' : path.slice(1)
  const type = mediaTypes[ending ?? 'html']
  if (type === undefined) return null
  // Built files carry their hash in the name; the page itself must follow an update at once.
  const cache = file.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  return { file, headers: { 'content-type': type, 'cache-control': cache } }
}
