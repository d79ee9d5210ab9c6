import type { Browser, Page } from '@playwright/test'
import { readSync } from '../../../src/contract/desk/sync.ts'
import { type Desk, expect } from '../../launch.ts'
import { as } from '../beforehand.ts'

/** Where the training office’s city is. */
export async function addressOfCity(desk: Desk): Promise<string> {
  const { city } = await as(desk, 'thanhmai', (call) => call(readSync, {}))
  if (!city) throw new Error('the training office has no city')
  return city.address
}

/** An operator of the city signs in on its console, in another page. */
export async function consoleAt(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
  await page.goto(`${address}/console`)
  await page.locator('input[type=password]').fill('thanh-pho-7')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nguyễn Thị Thu Hà').first()).toBeVisible()
  return page
}

type Decision = { readonly reference: string; readonly refusedBecause?: string }

/** The operator reads a case that waits, decides it, and sees that it is decided. */
export async function decidesAtCity(
  page: Page,
  address: string,
  { number, name }: { readonly number: string; readonly name: string },
  { reference, refusedBecause }: Decision,
): Promise<void> {
  const link = page.getByRole('link', { name: number })
  await expect(async () => {
    await page.goto(`${address}/console`)
    await expect(link).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await link.click()
  await expect(page.getByRole('cell', { name, exact: true })).toBeVisible()
  await page.getByRole('radio', { name: refusedBecause ? 'Từ chối' : 'Đồng ý cấp' }).check()
  await page.getByLabel('Số văn bản của thành phố').fill(reference)
  if (refusedBecause) await page.getByLabel('Lý do từ chối').selectOption({ label: refusedBecause })
  await page.getByRole('button', { name: 'Gửi quyết định cho phường' }).click()
  await expect(page.getByText(reference).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Gửi quyết định cho phường' })).toHaveCount(0)
}
