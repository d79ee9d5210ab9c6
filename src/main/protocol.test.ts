import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { guardHeaders } from '../contract/pages.ts'
import type { OfficeRequest } from './messages.ts'
import { answerWindow } from './protocol.ts'

const pages = join(mkdtempSync(join(tmpdir(), 'quay-main-')), 'pages')
mkdirSync(pages)
writeFileSync(join(pages, 'index.html'), '<title>Quầy</title>')
writeFileSync(join(pages, '..', 'secret.json'), '{}')
const openTraining = () => undefined

/** An office that signs in and out on demand and remembers what it was asked. */
function office() {
  const asked: OfficeRequest[] = []
  let retries = 0
  return {
    asked,
    retries: () => retries,
    retry: () => {
      retries += 1
    },
    fetch: (request: OfficeRequest) => {
      asked.push(request)
      const said = { '/api/sign-in': 'token-1', '/api/sign-out': '' }[request.path]
      const headers: [string, string][] = said === undefined ? [] : [['Quay-Session', said]]
      return Promise.resolve({ status: 200, headers, bytes: new Uint8Array([1, 2]) })
    },
  }
}

const sessionHeard = (request: OfficeRequest | undefined) =>
  request?.headers.find(([name]) => name.toLowerCase() === 'quay-session')?.[1]

describe('one window', () => {
  test('keeps the session it signed in with until it signs out, out of the page’s sight', async () => {
    const its = office()
    const ask = answerWindow({ office: its, pages, openTraining })
    const signedIn = await ask(new Request('app://quay/api/sign-in', { method: 'POST' }))
    expect(signedIn.headers.get('quay-session')).toBeNull()
    await ask(new Request('app://quay/api/cases', { headers: { 'Quay-Session': 'claimed' } }))
    await ask(new Request('app://quay/api/sign-out', { method: 'POST' }))
    await ask(new Request('app://quay/api/cases'))
    expect(its.asked.map(sessionHeard)).toEqual([undefined, 'token-1', 'token-1', undefined])
  })

  test('knows nothing of another window’s session', async () => {
    const its = office()
    const first = answerWindow({ office: its, pages, openTraining })
    const second = answerWindow({ office: its, pages, openTraining })
    await first(new Request('app://quay/api/sign-in', { method: 'POST' }))
    await second(new Request('app://quay/api/cases'))
    expect(sessionHeard(its.asked.at(-1))).toBeUndefined()
  })

  test('passes method, path, query and body on unchanged', async () => {
    const its = office()
    const ask = answerWindow({ office: its, pages, openTraining })
    await ask(new Request('app://quay/api/import?x=%20y', { method: 'PUT', body: new Uint8Array([0, 255]) }))
    expect(its.asked[0]).toMatchObject({ method: 'PUT', path: '/api/import?x=%20y' })
    expect([...(its.asked[0]?.bytes ?? [])]).toEqual([0, 255])
  })
})

const statusOf = async (url: string, init: RequestInit = {}) =>
  (await answerWindow({ office: office(), pages, openTraining })(new Request(url, init))).status

describe('refused', () => {
  test.each([
    'app://other/api/cases',
    'app://quay.evil/',
    'app://quay/..%2fsecret.json',
    'app://quay/%252e%252e/secret.json',
    'app://quay/..%5csecret.json',
    'app://quay/c:/secret.json',
    'app://quay/api/%00',
  ])('%s', async (url) => expect(await statusOf(url)).toBe(404))

  test('a request made by a foreign page', async () => {
    expect(await statusOf('app://quay/api/cases', { headers: { origin: 'https://evil.example' } })).toBe(403)
    expect(await statusOf('app://quay/api/cases', { headers: { origin: 'app://quay' } })).toBe(200)
  })

  test('writing to a page', async () => expect(await statusOf('app://quay/', { method: 'POST' })).toBe(405))

  test('a body beyond 32 MB', async () => {
    const body = new Uint8Array(33 * 1024 * 1024)
    expect(await statusOf('app://quay/api/import', { method: 'POST', body })).toBe(413)
  })
})

test('every answer of a window carries the guards of every page, whatever the office says', async () => {
  const ask = answerWindow({ office: office(), pages, openTraining })
  for (const path of ['/', '/api/cases', '/api/%00', '/recovery'])
    expect(Object.fromEntries((await ask(new Request(`app://quay${path}`))).headers), path).toMatchObject(
      guardHeaders,
    )
})

test('opening the start page asks an office that gave up to try again; the recovery screen does not', async () => {
  const its = office()
  const ask = answerWindow({ office: its, pages, openTraining })
  expect(await (await ask(new Request('app://quay/recovery'))).text()).toContain('Chạy lại')
  expect(its.retries()).toBe(0)
  await ask(new Request('app://quay/'))
  expect(its.retries()).toBe(1)
})
