import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { activatePolicy, receiveSample } from '../../src/contract/desk/policies.ts'
import { dateAt } from '../../src/domain/calendar.ts'
import { sealCards } from '../../src/training/testing/sealed-cards.ts'
import { type Desk, expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { codesOf, paste, seriousFaults, signIn, tabOnto } from './counter.ts'
import { staff } from './places/people.ts'

const cards = 10
const printed = 9

/** Ten sealed market cards of one list. */
async function sealedCards(desk: Desk): Promise<void> {
  const user = (place: number) => desk.accounts[place - 1]?.user ?? ''
  await as(desk, user(staff.administrator), async (call) => {
    const { pack, version } = await call(receiveSample, { body: { id: 'tien-giang-2021' } })
    const params = { pack, version: String(version) }
    await call(activatePolicy, { params, body: { actId: randomUUID(), at: null } })
  })
  const places = {
    clerk: staff.clerk,
    police: staff.areaPolice,
    official: staff.official,
    sealer: staff.wardPolice,
  }
  const pin = desk.accounts[staff.wardPolice - 1]?.pin ?? ''
  await sealCards((who, work) => as(desk, user(places[who]), work), {
    batchId: randomUUID(),
    cards,
    today: dateAt(Date.now()),
    pin,
  })
}

/** The numbers of the cards in the file that the person prints, in order, and the codes of its first page. */
async function fileAtHand(page: Page, jobId: string) {
  const base64 = await page.evaluate(async (path) => {
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }, `/api/print-jobs/${jobId}/part`)
  const folder = mkdtempSync(join(tmpdir(), 'quay-part-'))
  try {
    const file = join(folder, 'part.pdf')
    writeFileSync(file, Buffer.from(base64, 'base64'))
    const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
    const numbers = Array.from(text.matchAll(/^Số: (\S+)$/gm), ([, number]) => number ?? '')
    return { numbers: [...new Set(numbers)], codes: codesOf(file, folder) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('cards of a list are printed by hand, jam in the middle, go on at the very next card, and are scanned back', async ({
  desk,
}) => {
  test.setTimeout(120_000)
  const { page } = desk
  await sealedCards(desk)
  await page.reload()
  await signIn(page, staff.clerk)

  await test.step('where and which rows are asked before a job begins', async () => {
    await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Hộ dân, thẻ đi chợ' }))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Thẻ đi chợ', exact: true }).click()
    await expect(page.getByText('Chờ in').first()).toBeVisible()
    await page.keyboard.press('Shift+F2')
    const dialog = page.getByRole('dialog', { name: 'In danh sách' })
    await dialog.getByLabel('Máy in').selectOption({ label: 'Hộp thoại in của máy (mở tệp PDF)' })
    await dialog.getByLabel('Từ dòng').fill('1')
    await dialog.getByLabel('Đến dòng').fill(String(printed))
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'In phần này bằng hộp thoại in' })).toBeVisible()
  })

  const jobId = page.url().split('/').at(-1) ?? ''
  const whole = await fileAtHand(page, jobId)
  // The first page of either file has a paper that is asked for: the first card, and the last.
  const codes = [...whole.codes]
  await test.step('the fifth card is the last good one: the file that follows begins with the sixth', async () => {
    expect(whole.numbers).toHaveLength(printed)
    await page.keyboard.press('Shift+F9')
    await expect(page.getByText('Đã dừng máy in')).toBeVisible()
    await page.keyboard.press('F9')
    const dialog = page.getByRole('dialog', { name: 'In tiếp từ đâu?' })
    await dialog.getByLabel('Tờ tốt cuối cùng').fill(whole.numbers[4] ?? '')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText(`4 giấy, từ ${whole.numbers[5]} đến ${whole.numbers[8]}.`)).toBeVisible()
    const rest = await fileAtHand(page, jobId)
    expect(rest.numbers).toEqual(whole.numbers.slice(5))
    codes.push(...rest.codes)
  })

  await test.step('a pause holds the job and gives it back', async () => {
    await page.keyboard.press('F8')
    await expect(page.getByRole('button', { name: 'In tiếp', exact: true })).toBeEnabled()
    await page.keyboard.press('F9')
    const dialog = page.getByRole('dialog', { name: 'In tiếp từ đâu?' })
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đang in', { exact: true })).toBeVisible()
  })

  await test.step('the word of the person counts the rest, and the papers scanned back end the job', async () => {
    await page.keyboard.press('F5')
    await expect(page.getByText('Chờ quét kiểm tra', { exact: true })).toBeVisible()
    for (const code of codes) {
      await paste(page, code)
      await expect(page.getByText('Mã đọc được, đúng giấy của đợt này').first()).toBeVisible()
    }
    await expect(page.getByText('Xong', { exact: true })).toBeVisible()
  })
})
