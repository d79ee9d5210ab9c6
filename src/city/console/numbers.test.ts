import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, dateAt } from '../../domain/calendar.ts'
import { clientOf, enrolledDesk, startCity, ward } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { operatorOf } from '../testing/operator.ts'
import { barChart } from './chart.ts'
import { browserOf } from './testing/browser.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

const today = dateAt(Date.now())

async function signedIn() {
  const browser = browserOf(city.address)
  await browser.signIn((await operatorOf(city, 'case-officer')).secret)
  return browser
}

test('the numbers of the days are drawn without a script and stand in tables beside', async () => {
  const desk = await enrolledDesk(city)
  for (const subject of ['case-1', 'case-2', 'case-3']) desk.journal.append(acts.register(subject))
  desk.journal.append(acts.verify('case-1'))
  desk.journal.append(acts.approve('case-1'))
  await clientOf(desk).runOnce()
  const { go } = await signedIn()
  const page = await go('/console/numbers')
  expect(page.text).not.toMatch(/<script|style="/)
  expect(page.text.match(/<svg viewBox="0 0 1200/g)).toHaveLength(3)
  expect(page.text).toMatch(/Nhóm 5<\/th><td class="number">3<\/td><td class="number">1<\/td>/)
  expect(page.text).toMatch(new RegExp(`Phường Ví Dụ \\(${ward}\\)</th><td class="number">3`))
  expect((await go(`/console/numbers?ward=${ward}&category=5`)).text).toContain('Nhóm 5</th>')
  expect((await go('/console/numbers?category=4')).text).toContain('Không có số liệu nào')
  expect((await go('/console/numbers?ward=00001')).text).toContain('Không có số liệu nào')
})

test('days that do not fit are set right: at most 92, the first not after the last, no day that is none', async () => {
  const { go } = await signedIn()
  const shown = async (query: string) => {
    const { text } = await go(`/console/numbers?${query}`)
    return [...text.matchAll(/type="date" id="\w+" name="\w+" value="([\d-]+)"/g)].map(([, value]) => value)
  }
  expect(await shown('')).toEqual([addDays(today, -13), today])
  expect(await shown('from=2026-05-09&to=2026-05-02')).toEqual(['2026-05-02', '2026-05-02'])
  expect(await shown('from=1990-01-01&to=2026-05-02')).toEqual(['2026-01-31', '2026-05-02'])
  expect(await shown('from=2026-02-30&to=<x>')).toEqual([addDays(today, -13), today])
})

test('a chart scales its bars to a round number and labels no more than it has room for', async () => {
  const groups = Array.from({ length: 60 }, (_, at) => ({ label: `n${at}`, values: [at] }))
  const drawn = (await barChart('Theo ngày', ['một'], groups)).toString()
  expect(drawn.match(/>n\d+</g)).toHaveLength(20)
  expect(drawn).toContain('>100<')
  expect(drawn).not.toContain('NaN')
  expect((await barChart('Trống', ['một'], [])).toString()).not.toContain('NaN')
})
