import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pairingAnswerSchema } from '../../contract/sync/checks.ts'
import { openCity } from '../city.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from '../testing/desk.ts'
import { confirmedKey, pinned, requestedKey, trustOf } from '../testing/issuing.ts'
import { acts } from '../testing/journal.ts'
import { operatorOf } from '../testing/operator.ts'
import { browserOf } from './testing/browser.ts'

const clock = testClock()
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

const browser = () => browserOf(city.address)

const registration = {
  applicant: {
    personId: '019a0000-0000-7000-8000-0000000000aa',
    idKind: 'cccd',
    idNumber: '001190000123',
    oldIdNumber: null,
    fullName: 'Lê Thị <script>Mẫu</script>',
    birthDate: '1990-02-03',
    sex: 'female',
    residence: 'Tổ 3, Phường Ví Dụ',
    phone: null,
  },
  details: { purpose: 'Đi làm', route: 'Ví Dụ', vehiclePlate: null, organisation: null, companions: null },
}

async function submitted() {
  const desk = await enrolledDesk(city)
  desk.journal.append({ ...acts.register('case-1', 'clerk-1', randomBytes(32)), personal: registration })
  desk.journal.append(acts.verify('case-1'))
  const submission = desk.journal.append({
    type: 'case.submitted',
    subject: 'case-1',
    baseVer: 2,
    user: 'official-1',
    role: 'ward-official',
  })
  await clientOf(desk).runOnce()
  return { desk, submission, page: `/console/cases/${ward}/${submission}` }
}

test('an officer signs in, reads the case with the person and sends a decision, without any script', async () => {
  const { desk, page } = await submitted()
  const { secret } = await operatorOf(city, 'case-officer', 'thuha')
  const { go, signIn } = browser()
  const list = await signIn(secret)
  expect(list.text).toContain('39901-26-A00001-X')
  expect(list.text).toContain(`href="${page}"`)
  const file = await go(page)
  expect(file.text).toContain('Lê Thị &lt;script&gt;Mẫu&lt;/script&gt;')
  expect(file.text).not.toContain('<script')
  expect(file.text).toContain('03/02/1990')
  const form = { form: file.token, decision: 'approved', reference: '12/QĐ', reasonCode: '', note: '' }
  const sent = await go(page, form)
  expect([sent.status, sent.to]).toEqual([303, `${page}?told`])
  expect((await go(`${page}?told`)).text).toContain('Đã gửi quyết định cho phường.')
  await clientOf(desk).runOnce()
  const told = desk.journal.feed.filter((item) => item.kind === 'line' && item.line.includes('city.decided'))
  expect(told).toHaveLength(1)
  expect((await go(page, { ...form, decision: 'refused', reasonCode: 'other' })).status).toBe(409)
})

test('a decision that is not complete comes back with what was typed and why', async () => {
  const { page } = await submitted()
  const { go, signIn } = browser()
  await signIn((await operatorOf(city, 'case-officer')).secret)
  const { token } = await go(page)
  const back = await go(page, {
    form: token,
    decision: 'refused',
    reference: '13/QĐ "x"',
    reasonCode: '',
    note: '',
  })
  expect(back.status).toBe(422)
  expect(back.text).toContain('value="13/QĐ &quot;x&quot;"')
  expect(back.text).toMatch(/class="refused"[^>]*>Nội dung gửi lên chưa đúng/)
})

test('a form without its token, from another site or without a session does nothing', async () => {
  const { page } = await submitted()
  const { go, signIn } = browser()
  const { secret } = await operatorOf(city, 'case-officer')
  await signIn(secret)
  const { token } = await go(page)
  const form = { form: token, decision: 'approved', reference: '12/QĐ', reasonCode: '', note: '' }
  expect((await go(page, { ...form, form: 'x' })).status).toBe(401)
  expect((await go(page, form, { origin: 'https://vi-du.example' })).status).toBe(401)
  expect((await go(page, form, { origin: 'null' })).status).toBe(401)
  expect((await browser().go(page, form)).status).toBe(401)
  expect(
    (await browser().go('/console/sign-in', { secret }, { origin: 'https://vi-du.example' })).status,
  ).toBe(401)
  const other = browser()
  await other.signIn(secret)
  expect((await other.go(page, form)).status).toBe(401)
  expect((await go(page)).text).toContain('Chờ quyết định')
})

test('pages are guarded: strict policy, a cookie no script and no other site can use, nothing kept', async () => {
  const { secret } = await operatorOf(city, 'case-officer')
  const { go } = browser()
  const page = await go('/console/sign-in')
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(page.text).not.toMatch(/<script|style="|<style|onclick/)
  expect(page.headers.get('cache-control')).toBe('no-store')
  const { set } = await go('/console/sign-in', { secret })
  expect(set).toMatch(/HttpOnly/)
  expect(set).toMatch(/SameSite=Strict/)
  expect(set).toMatch(/Path=\/console/)
  expect((await go('/console/style.css')).headers.get('content-type')).toContain('text/css')
})

test('who is not signed in is asked to; a session ends by itself, by signing out and with the account', async () => {
  const { secret } = await operatorOf(city, 'case-officer')
  const { go, signIn } = browser()
  expect([(await go('/console')).to, (await go('/console/cases/x/y')).to]).toEqual(
    Array(2).fill('/console/sign-in'),
  )
  expect((await go('/console/sign-in', { secret: 'wrong' })).status).toBe(401)
  const { token } = await signIn(secret)
  clock.offsetMs = 29 * 60_000
  expect((await go('/console')).status).toBe(200)
  clock.offsetMs = 60 * 60_000
  expect((await go('/console')).to).toBe('/console/sign-in')
  const again = await signIn(secret)
  expect(again.token).not.toBe(token)
  expect((await go('/console/sign-out', { form: again.token })).to).toBe('/console/sign-in')
  expect((await go('/console')).status).toBe(303)
  await signIn(secret)
  await city.city.admin.disableOperator('case-officer')
  expect((await go('/console')).status).toBe(303)
})

test('who is signed in stays so at another server of the city and after a restart; a restored city knows nobody', async () => {
  const { secret } = await operatorOf(city, 'case-officer')
  const { go, signIn } = browser()
  const { token } = await signIn(secret)
  await city.city.close()
  const port = Number(new URL(city.address).port)
  const again = (restored: boolean) => openCity({ dataDir: city.dataDir, store: city.store, clock, restored })
  let next = await again(false)
  await next.listen(port)
  const page = await go('/console')
  expect([page.status, page.token]).toEqual([200, token])
  await next.close()
  next = await again(true)
  await next.listen(port)
  expect((await go('/console')).to).toBe('/console/sign-in')
  await next.close()
})

test('a key is confirmed by the digits that were heard; an officer of cases cannot', async () => {
  const { connection } = await enrolledDesk(city)
  const { key, digits } = await requestedKey(connection)
  const { go, signIn } = browser()
  await signIn((await operatorOf(city, 'administrator')).secret)
  const waiting = await go('/console/keys')
  expect(waiting.text).toContain(key.kid)
  expect(waiting.text).not.toContain(digits)
  const at = `/console/keys/${key.kid}`
  expect((await go(at, { form: waiting.token, fingerprint: '12345678' })).status).toBe(409)
  expect((await go(at, { form: waiting.token, fingerprint: digits })).to).toBe('/console/keys?told=confirmed')
  expect((await go('/console/keys')).text).toContain('Đang dùng')
  const officer = browser()
  await officer.signIn((await operatorOf(city, 'case-officer')).secret)
  expect((await officer.go('/console/keys')).status).toBe(403)
})

test('a key that nobody owns up to is turned down, a listed one withdrawn on a page of its own', async () => {
  const { connection } = await enrolledDesk(city)
  const { key } = await requestedKey(connection)
  const listed = await confirmedKey(city.city, connection)
  const { go, signIn } = browser()
  await signIn((await operatorOf(city, 'administrator')).secret)
  const { token } = await go('/console/keys')
  const rejected = await go(`/console/keys/${key.kid}/rejection`, { form: token })
  expect([rejected.status, rejected.to]).toEqual([303, '/console/keys?told=rejected'])
  const after = await go('/console/keys?told=rejected')
  expect(after.text).toContain('Đã từ chối khóa.')
  expect(after.text).not.toContain(`digits-${key.kid}`)
  const at = `/console/keys/${listed.kid}/withdrawal`
  expect(after.text).toContain(`href="${at}"`)
  expect((await go(at)).text).toContain('MỌI giấy ký')
  const form = { form: token, reason: 'compromised', since: '2026-02-30' }
  const back = await go(at, form)
  expect([back.status, back.text]).toEqual([422, expect.stringContaining('class="refused"')])
  expect((await go(at, { ...form, since: '2026-11-20' })).to).toBe('/console/keys?told=withdrawn')
  const issuer = (await trustOf(city.address, pinned(city.city))).issuers.find(
    ({ kid }) => kid === listed.kid,
  )
  expect(issuer?.withdrawn).toMatchObject({ reason: 2 })
  expect((await city.city.admin.audit()).slice(0, 2).map(({ act, operator }) => [act, operator])).toEqual([
    ['key.withdrawn', 'administrator'],
    ['key.rejected', 'administrator'],
  ])
})

test('a lost telephone of a checkpoint is found by its place and revoked', async () => {
  const post = (path: string, body: object, secret = '') =>
    fetch(`${city.address}/checkpoint/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    })
  const code = await city.city.admin.checkpointCode()
  const { secret, checkpoint } = pairingAnswerSchema.parse(await (await post('pairings', { code })).json())
  const checked = {
    id: randomUUID(),
    at: '2026-11-24T01:00:00Z',
    answer: 'forged',
    reason: null,
    paper: null,
  }
  const place = { name: 'Chốt <Cầu Mẫu>', ward, codes: [], position: null }
  const send = () => post('checks', { place, checks: [{ ...checked, compared: 'not-done' }] }, secret)
  expect((await send()).status).toBe(200)
  const { go, signIn } = browser()
  await signIn((await operatorOf(city, 'administrator')).secret)
  const page = await go('/console/checkpoints')
  expect(page.text).toContain(`Chốt &lt;Cầu Mẫu&gt; (${ward})`)
  const at = `/console/checkpoints/${checkpoint}/revocation`
  expect((await go(at, { form: 'x' })).status).toBe(401)
  expect((await go(at, { form: page.token })).to).toBe('/console/checkpoints?told')
  expect((await send()).status).toBe(401)
  expect((await go('/console/checkpoints?told')).text).toContain('Máy chủ không nhận gì từ máy đó nữa')
})

test('an auditor reads the audit, the wards, their keys and the papers that look copied, and nothing else', async () => {
  const { connection } = await enrolledDesk(city)
  const listed = await confirmedKey(city.city, connection)
  const { go } = browser()
  const { secret } = await operatorOf(city, 'auditor')
  expect((await go('/console/sign-in', { secret })).to).toBe('/console')
  expect((await go('/console')).to).toBe('/console/audit')
  const log = await go('/console/audit')
  expect(log.text).toContain('(dòng lệnh)')
  expect(log.text).toContain('key.confirmed')
  expect(log.text).toContain('href="/console/wards"')
  expect(log.text).not.toContain('href="/console/keys"')
  expect((await go('/console/audit?before=2')).text).not.toContain('operator.saved')
  const wards = await go('/console/wards')
  expect(wards.text).toContain('Phường Ví Dụ')
  const lists = await go('/console/lists')
  expect(lists.text).toContain(listed.kid)
  expect(lists.text).not.toMatch(/withdrawal|publication|<input type="text"/)
  expect((await go('/console/copies')).text).toContain('Không có giấy nào bị nghi sao chép')
  for (const path of ['/console/keys', '/console/checkpoints', `/console/cases/${ward}/${randomUUID()}`])
    expect([path, (await go(path)).status]).toEqual([path, 403])
  const officer = browser()
  await officer.signIn((await operatorOf(city, 'case-officer')).secret)
  for (const path of ['/console/audit', '/console/wards', '/console/copies', '/console/checkpoints'])
    expect([path, (await officer.go(path)).status]).toEqual([path, 403])
})

test('behind a web server with https, cookies are for https, and forms come from the address it is known by', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'city-'))
  const address = 'https://thanhpho.vi-du.example'
  const behind = await openCity({ dataDir, clock, address })
  const secret = await behind.admin.saveOperator({ name: 'thuha', role: 'auditor', fullName: 'Thu Hà' })
  const signIn = (origin: string) =>
    behind.fetch(
      new Request('http://127.0.0.1:8000/console/sign-in', {
        method: 'POST',
        headers: { origin, host: '127.0.0.1:8000' },
        body: new URLSearchParams({ secret }),
      }),
    )
  expect((await signIn(address)).headers.get('set-cookie')).toMatch(/; Secure/)
  expect((await signIn('https://khac.vi-du.example')).status).toBe(401)
  await behind.close()
  await rm(dataDir, { recursive: true })
})
