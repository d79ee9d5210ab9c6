import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, dateAt } from '../../domain/calendar.ts'
import { startCity, ward } from '../testing/desk.ts'
import { operatorOf } from '../testing/operator.ts'
import { browserOf } from './testing/browser.ts'

let city: Awaited<ReturnType<typeof startCity>>
let browser: ReturnType<typeof browserOf>
let token: string
beforeEach(async () => {
  city = await startCity()
  browser = browserOf(city.address)
  await browser.signIn((await operatorOf(city, 'publisher')).secret)
  token = (await browser.go('/console/packs')).token
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

const folder = new URL('../../../resources/policies/', import.meta.url)
const tomorrow = addDays(dateAt(Date.now()), 1)

/** The example pack, from tomorrow on. */
function pack(change: Readonly<Record<string, unknown>> = {}): string {
  const read = JSON.parse(readFileSync(new URL('vi-du.json', folder), 'utf8')) as Record<string, unknown>
  const { effectiveUntil: _, ...rest } = read
  return JSON.stringify({ ...rest, effectiveFrom: tomorrow, ...change }, null, 2)
}

const hidden = (text: string) => /name="text" value="([\w-]+)"/.exec(text)?.[1] ?? ''

test('a pack is chosen, read, and only then published: to every ward, byte for byte', async () => {
  const text = pack()
  const checked = await browser.upload('/console/packs/check', token, text)
  expect(checked.status).toBe(200)
  expect(checked.text).toContain('Đây là bộ quy tắc đầu tiên')
  expect((await city.audit())[0]).toMatchObject({ act: 'pack.checked', operator: 'publisher' })
  expect((await browser.go('/console/packs')).text).toContain('Chưa có.')
  const sent = await browser.go('/console/packs', { form: token, text: hidden(checked.text), wards: '' })
  expect([sent.status, sent.to]).toEqual([303, '/console/packs?told'])
  expect((await browser.go('/console/packs?told')).text).toContain('mọi phường (1)')
  const published = (await city.audit()).find(({ act }) => act === 'pack.published')
  expect(published?.operator).toBe('publisher')
  const { sha256 } = JSON.parse(published?.detail ?? '{}') as { sha256: string }
  const envelope = (await (await fetch(`${city.address}/sync/v1/packs/${sha256}`)).json()) as { text: string }
  expect(envelope.text).toBe(text)
})

test('what the next pack changes is said in plain words before it is published', async () => {
  const first = await browser.upload('/console/packs/check', token, pack())
  await browser.go('/console/packs', { form: token, text: hidden(first.text), wards: ward })
  const before = JSON.parse(pack()) as { version: number; validity: { maxDays: number } }
  const next = pack({
    version: before.version + 1,
    title: 'Quy tắc <mới>',
    validity: { ...before.validity, maxDays: before.validity.maxDays + 1 },
    effectiveFrom: addDays(tomorrow, 7),
  })
  const checked = await browser.upload('/console/packs/check', token, next)
  expect(checked.text).toContain(`phiên bản ${before.version})`)
  expect(checked.text).toMatch(/Số ngày hiệu lực tối đa của giấy: từ .*nới lỏng/s)
  expect(checked.text).toContain('Quy tắc &lt;mới&gt;')
  const sent = await browser.go('/console/packs', {
    form: token,
    text: hidden(checked.text),
    wards: `${ward}; 11111`,
  })
  expect(sent.status).toBe(404)
  expect(sent.text).toContain('Có phường chưa được khai báo')
  expect(sent.text).toContain(`value="${ward}; 11111"`)
  expect(await city.city.admin.publishPack(pack(), null)).toMatchObject({ forAll: true })
})

test('a pack with faults is told each with its line and cannot be published, whatever the form says', async () => {
  const faulty = pack({ receipt: 7, effectiveFrom: '2001-02-03' })
  const checked = await browser.upload('/console/packs/check', token, faulty)
  expect(checked.text).toMatch(/Bộ quy tắc có \d+ lỗi/)
  expect(hidden(checked.text)).toBe('')
  const forced = { form: token, text: Buffer.from(faulty).toString('base64url'), wards: '' }
  expect((await browser.go('/console/packs', forced)).status).toBe(422)
  for (const other of ['không phải JSON', '{}', new Uint8Array([0xff, 0xfe, 1])])
    expect((await browser.upload('/console/packs/check', token, other)).text).toContain('class="refused"')
  expect((await browser.upload('/console/packs/check', token, 'x'.repeat(300_000))).status).toBe(413)
  expect((await browser.go('/console/packs')).text).toContain('Chưa có.')
})

test('a file without its token or from somebody who may not publish is not looked at', async () => {
  expect((await browser.upload('/console/packs/check', 'x', pack())).status).toBe(401)
  expect((await browser.go('/console/packs/check', { form: token })).status).toBe(422)
  const auditor = browserOf(city.address)
  await auditor.signIn((await operatorOf(city, 'auditor')).secret)
  const own = (await auditor.go('/console/audit')).token
  expect((await auditor.upload('/console/packs/check', own, pack())).status).toBe(403)
  expect((await auditor.go('/console/packs')).status).toBe(403)
})

test('the packs of Cần Thơ say that the city decides, before they are published', async () => {
  const text = readFileSync(new URL('places/can-tho.json', folder), 'utf8')
  const { effectiveUntil: _, ...rest } = JSON.parse(text) as Record<string, unknown>
  const checked = await browser.upload(
    '/console/packs/check',
    token,
    JSON.stringify({ ...rest, effectiveFrom: tomorrow }),
  )
  expect(checked.text).toMatch(/Cần thành phố duyệt<\/th><td>(?!không)/)
})
