import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

/** Answers a request for a file of the page by its path below the folder; null when there is none of that name. */
export type PageFiles = (path: string, request: Request) => Promise<Response | null>

type File = {
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  packed?: Promise<Buffer>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/**
 * Nothing but the page's own files may run or be asked; `blob:` is the picture that was chosen. Browsers before
 * `wasm-unsafe-eval` refuse the decoder's program and take the page's other one.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const always = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const compress = promisify(brotliCompress)

/** Reads the built page once; throws when the folder is not there. Only what was in it then is ever served. */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, File>()
  for (const path of await filesBelow(folder)) {
    const type = types[extname(path)]
    if (type === undefined) continue
    const name = relative(folder, path).replaceAll('\\', '/')
    files.set(name, fileOf(name, type, await readFile(path)))
  }
  return async (path, request) => {
    const file = files.get(path === '' ? 'index.html' : path)
    return file ? answer(file, request) : null
  }
}

/** Walked by hand: inside an installer's archive folders cannot be listed recursively. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await filesBelow(path)))
    else found.push(path)
  }
  return found
}

function fileOf(name: string, type: string, bytes: Uint8Array): File {
  // A name with a hash in it never means other bytes.
  const isNamedByContent = /-[\w-]{8}\.\w+$/.test(name)
  const headers = {
    ...always,
    'content-type': type,
    'cache-control': isNamedByContent ? 'max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    vary: 'accept-encoding',
  }
  return { bytes, headers }
}

async function answer(file: File, request: Request): Promise<Response> {
  const { headers } = file
  if (request.headers.get('if-none-match') === headers['etag'])
    return new Response(null, { status: 304, headers })
  const takesBrotli = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '')
  if (!takesBrotli || headers['content-type'] === 'image/png')
    return new Response(Uint8Array.from(file.bytes), { headers })
  file.packed ??= compress(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  return new Response(Uint8Array.from(await file.packed), {
    headers: { ...headers, 'content-encoding': 'br' },
  })
}
