import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contentSecurityPolicy } from '../contract/pages.ts'
import { type Listening, serveOffice } from './server.ts'
import { echoOffice, noTraining } from './testing/echo-office.ts'

type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

const folder = mkdtempSync(join(tmpdir(), 'quay-web-'))
const office = echoOffice()
let shell: Listening

beforeAll(async () => {
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'pages', 'index.html'), '<!doctype html><title>Quầy</title>')
  writeFileSync(join(folder, 'pages', 'assets', 'page-1.js'), 'export {}')
  writeFileSync(join(folder, 'secret.json'), '{"key":1}')
  shell = await serveOffice(
    {
      office,
      pages: join(folder, 'pages'),
      instance: 'first',
      log: () => undefined,
      openTraining: noTraining,
    },
    0,
  )
})
afterAll(async () => {
  await shell.close()
  rmSync(folder, { recursive: true })
})

/** A request written byte for byte: neither path nor Host is tidied up on the way. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
) {
  const { port } = new URL(shell.address)
  return new Promise<Answer>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(options.body)
  })
}

const echoed = z.object({ headers: z.record(z.string(), z.string()) })
const headersSeenByOffice = (answer: Answer) => echoed.parse(JSON.parse(answer.text)).headers

describe('pages', () => {
  test('every place inside the application answers the page itself, with the content security policy', async () => {
    for (const path of ['/', '/tiep-nhan', '/ho-so/12?trang=2']) {
      const answer = await ask(path)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain('<title>Quầy</title>')
      expect(answer.headers['content-security-policy']).toBe(contentSecurityPolicy)
    }
  })

  test('built files may be kept by the browser, the page itself is asked for again', async () => {
    expect((await ask('/assets/page-1.js')).headers['cache-control']).toContain('immutable')
    expect((await ask('/')).headers['cache-control']).toBe('no-cache')
  })

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%252e%252e/secret.json',
    '/..\\secret.json',
    '/assets/%00.js',
    '/c:/secret.json',
    '/%ff',
    '/.hidden/secret.json',
    '/assets/nothing.js',
  ])('%s leads nowhere', async (path) => {
    const answer = await ask(path)
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('key')
  })
})

describe('foreign callers', () => {
  test.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'a request for the host "%s" is sent away: a name rebound to this PC gets nothing',
    async (host) => {
      expect((await ask('/', { headers: { host } })).status).toBe(421)
    },
  )

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'a page of %s may not write to the office',
    async (origin) => {
      expect((await ask('/api/echo', { method: 'POST', headers: { origin } })).status).toBe(403)
    },
  )

  test.each(['cross-site', 'same-site'])('a %s page may not read from the office', async (site) => {
    expect((await ask('/api/echo', { headers: { 'sec-fetch-site': site } })).status).toBe(403)
  })

  test('the office’s own page may', async () => {
    const headers = { origin: shell.address, 'sec-fetch-site': 'same-origin' }
    expect((await ask('/api/echo', { method: 'POST', headers })).status).toBe(200)
  })

  test('methods nobody uses are refused', async () => {
    expect((await ask('/', { method: 'TRACE' })).status).toBe(405)
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
  })
})

describe('the session', () => {
  // Cookies ignore ports: two offices on one PC must not take each other's session away.
  const cookieName = () => `quay-${new URL(shell.address).port}`

  test('signing in gives a cookie no script can read, and the token itself never leaves the shell', async () => {
    const answer = await ask('/api/session', { method: 'POST' })
    expect(answer.headers['set-cookie']).toEqual([
      `${cookieName()}=token-1; HttpOnly; SameSite=Strict; Path=/`,
    ])
    expect(answer.headers['quay-session']).toBeUndefined()
  })

  test('signing out clears the cookie', async () => {
    const answer = await ask('/api/session', { method: 'DELETE' })
    expect(answer.headers['set-cookie']?.[0]).toContain(`${cookieName()}=; Max-Age=0`)
  })

  test('the office hears the cookie’s token, and neither the cookie nor a token the client claims', async () => {
    const cookie = `other=1; quay-1=another-office; ${cookieName()}=token-1`
    const claimed = await ask('/api/echo', { headers: { cookie, 'quay-session': 'forged' } })
    expect(headersSeenByOffice(claimed)['quay-session']).toBe('token-1')
    expect(headersSeenByOffice(claimed)['cookie']).toBeUndefined()
    const forged = await ask('/api/echo', { headers: { 'quay-session': 'forged' } })
    expect(headersSeenByOffice(forged)['quay-session']).toBeUndefined()
  })
})

describe('the way to the office', () => {
  test('a body arrives byte for byte and the answer may not be stored', async () => {
    const answer = await ask('/api/import?x=1', { method: 'PUT', body: Buffer.from([0, 1, 2, 255]) })
    expect(JSON.parse(answer.text)).toMatchObject({
      method: 'PUT',
      length: 4,
      url: `${shell.address}/api/import?x=1`,
    })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('a body beyond 32 MB is refused with the office’s own words', async () => {
    const answer = await ask('/api/import', {
      method: 'POST',
      headers: { 'content-length': '40000000' },
    }).catch(() => null)
    expect(answer?.status).toBe(413)
    expect(JSON.parse(answer?.text ?? '')).toMatchObject({ code: 'too-large', data: { megabytes: 32 } })
  })

  test('changes arrive as a stream, and closing the shell ends it', async () => {
    const other = await serveOffice(
      { office, pages: folder, instance: 'second', log: () => undefined, openTraining: noTraining },
      0,
    )
    const answer = await fetch(`${other.address}/api/changes`)
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    office.announce(['cases', 'sync'])
    const closing = other.close()
    expect(await answer.text()).toContain('data: ["cases","sync"]\n\n')
    await closing
    expect(office.listeners()).toBe(0)
  })
})
