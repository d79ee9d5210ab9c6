import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SyncClientOptions } from '../../office/sync/types.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { operatorOf } from '../testing/operator.ts'
import { ageText } from './page.ts'
import { shownLine } from './quarantine.ts'
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

async function signedIn(role: Parameters<typeof operatorOf>[1] = 'administrator') {
  const browser = browserOf(city.address)
  await browser.signIn((await operatorOf(city, role)).secret)
  return browser
}

const facts = {
  oldestUnsentS: null,
  lastBackupS: 3_600,
  lastRestoreDrillS: null,
  quickCheck: 'ok',
  freeDiskMiB: 51_200,
  appVersion: '0.9.1',
} as const

/** A PC that has told the city how it is. */
async function heardOf(said: Partial<ReturnType<NonNullable<SyncClientOptions['heartbeat']>>> = {}) {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register(randomUUID()))
  const { promise, resolve } = Promise.withResolvers<void>()
  const client = clientOf(desk, {
    heartbeat: () => ({ ...facts, ...said }),
    fetch: async (input, init) => {
      const answer = await fetch(input, init)
      if (answer.url.endsWith('/heartbeats') && answer.ok) resolve()
      return answer
    },
  })
  client.start()
  await promise
  await client.stop()
  return desk
}

test('a ward and its PCs are shown with what they have not sent, their backup and their clock', async () => {
  await heardOf()
  await heardOf({ lastBackupS: 5 * 86_400, freeDiskMiB: 300 })
  await city.city.admin.addWard({ code: '39902', name: 'Phường <Mẫu>' })
  const { go } = await signedIn()
  const page = await go('/console/wards')
  expect(page.text).toContain('2 phường, 2 máy')
  expect(page.text).toContain('Phường &lt;Mẫu&gt;')
  expect(page.text).toMatch(/chưa sao lưu trong 2 ngày, sắp hết đĩa/)
  expect(page.text).toContain('1 máy cần xem')
  const own = await go(`/console/wards/${ward}`)
  expect(own.text).toContain('0.9.1')
  expect(own.text).toContain('1 giờ')
  expect(own.text).toContain('5 ngày')
  expect((await go('/console/wards/00001')).status).toBe(404)
})

test('a PC that was never backed up is told once it had two days for it, and one whose backups nobody tries', async () => {
  await heardOf({ lastBackupS: null })
  await heardOf({ lastRestoreDrillS: 70 * 86_400 })
  const first = await (await signedIn()).go('/console/wards')
  expect(first.text).not.toContain('chưa sao lưu')
  expect(first.text).toContain('chưa thử dựng lại')
  clock.offsetMs = 3 * 86_400_000
  expect((await (await signedIn()).go('/console/wards')).text).toContain('chưa sao lưu trong 2 ngày')
})

test('a PC that is off over the week-end is no trouble, one that is silent with unsent work is', async () => {
  await heardOf()
  const { go } = await signedIn()
  clock.offsetMs = 2.5 * 86_400_000
  const again = await signedIn()
  expect((await again.go('/console/wards')).text).toContain('Mọi máy đều bình thường')
  clock.offsetMs = 5 * 86_400_000
  expect((await (await signedIn()).go('/console/wards')).text).toContain('không liên lạc')
  expect((await go('/console/wards')).status).toBe(303)
})

test('a quarantined line is read as it came but for its personal part, and the reading stands in the audit', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append({ ...acts.register('case-1'), type: 'case.invented', key: Buffer.alloc(32, 7) })
  await clientOf(desk).runOnce()
  const { personal } = JSON.parse(desk.journal.all[0] ?? '') as { personal: { ct: string } }
  const { go } = await signedIn('auditor')
  const list = await go('/console/quarantine')
  const at = `/console/quarantine/${desk.journal.streamId}/1`
  expect(list.text).toContain(`href="${at}"`)
  const line = await go(at)
  expect(line.text).toContain('case.invented')
  expect(line.text).not.toContain(personal.ct)
  expect((await city.audit())[0]).toMatchObject({ act: 'line.read', operator: 'auditor' })
  for (const odd of [`${desk.journal.streamId}/2`, `${desk.journal.streamId}/x`, 'x/1'])
    expect([odd, (await go(`/console/quarantine/${odd}`)).status]).toEqual([odd, 404])
})

test('nothing called personal is shown wherever it stands, and no sign turns the reading direction', () => {
  const line = JSON.stringify({
    personal: 'Nguyễn Thị Mẫu',
    body: { list: [{ personal: { name: 'Mẫu' } }], text: '\u202Eabc' },
  })
  expect(shownLine(line)).not.toContain('Mẫu')
  expect(shownLine(line)).toContain(String.raw`\u202e`)
})

test('both lists are shown with their age and size and signed anew at once, which stands in the audit', async () => {
  await enrolledDesk(city)
  clock.offsetMs = 3 * 3_600_000
  const { go } = await signedIn('publisher')
  const before = await go('/console/lists')
  expect(before.text).toMatch(/3 giờ/)
  const [old] = [await city.city.admin.lists()]
  expect((await go('/console/lists/publication', { form: 'x' })).status).toBe(401)
  expect((await go('/console/lists/publication', { form: before.token })).to).toBe('/console/lists?told')
  const now = await city.city.admin.lists()
  expect(now.trust.seq).toBeGreaterThan(old?.trust.seq ?? 0)
  expect(now.revocations.seq).toBeGreaterThan(old?.revocations.seq ?? 0)
  expect((await go('/console/lists?told')).text).toContain('dưới 1 phút')
  expect((await city.audit())[0]).toMatchObject({ act: 'lists.published', operator: 'publisher' })
  const auditor = await signedIn('auditor')
  const { token } = await auditor.go('/console/lists')
  expect((await auditor.go('/console/lists/publication', { form: token })).status).toBe(403)
})

test('ages are said in their two largest units', () => {
  expect([5, 60, 3_600, 3_660, 86_400, 90_000, 200_000].map(ageText)).toEqual([
    'dưới 1 phút',
    '1 phút',
    '1 giờ',
    '1 giờ 1 phút',
    '1 ngày',
    '1 ngày 1 giờ',
    '2 ngày 7 giờ',
  ])
})

test('signing in and out stands in the audit, and the first link leads past all others to the content', async () => {
  const { go } = await signedIn('auditor')
  const { token, text } = await go('/console/audit')
  expect(text).toMatch(/<body>\s*<a class="skip" href="#content">/)
  expect(text).toMatch(/<a href="\/console\/audit" aria-current="page">/)
  await go('/console/sign-out', { form: token })
  expect((await city.audit()).slice(0, 2).map(({ act, operator }) => [act, operator])).toEqual([
    ['operator.signed-out', 'auditor'],
    ['operator.signed-in', 'auditor'],
  ])
})
