import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { z } from 'zod'
import { browserArguments, browserProgram } from '../e2e/browser.ts'
import { root, startNode, webShell } from '../e2e/program.ts'

/**
 * `npm run screens`: makes the README's pictures from the running training office: the clerk's form filled by a scan, an
 * official's queue, and a permit as it prints. Needs a built renderer, Chromium and poppler-utils.
 */
const pictures = join(root, 'docs')
const name = 'Đặng Thị Ngọc Dung'

const folder = mkdtempSync(join(tmpdir(), 'quay-screens-'))
const program = startNode([...webShell, '--training', '--no-window', '--port', '0', '--data', folder])
const { address } = z.object({ address: z.string() }).parse(await program.line('address'))
const browser = await chromium.launch({ executablePath: browserProgram(), args: browserArguments() })
try {
  mkdirSync(pictures, { recursive: true })
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
  const page = await context.newPage()
  await page.goto(address)
  await registration(page)
  await decide(page, 'Phạm Văn Hùng', 'Xác minh hồ sơ')
  await decide(page, 'Lê Minh Châu', 'Duyệt:', 'queue.png')
  await seal(page)
  await printPermit(page)
} finally {
  await browser.close()
  await program.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function signIn(page: Page, who: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(who) }).click()
  await page.getByRole('navigation', { name: 'Các việc của quầy' }).waitFor()
}

async function signOut(page: Page): Promise<void> {
  await page.keyboard.press('F10')
  await page.getByRole('button', { name: /Đăng xuất/ }).click()
}

async function registration(page: Page): Promise<void> {
  await signIn(page, 'Đỗ Thị Thanh Mai')
  await page.keyboard.press('F2')
  await page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: new RegExp(`Căn cước.* – ${name}`) }).click()
  await page.getByLabel('Điện thoại').fill('0912345678')
  await page.getByLabel('Nhóm đối tượng').selectOption({ index: 4 })
  await page.getByLabel('Mục đích').fill('Khám bệnh định kỳ')
  await page.getByLabel('Lộ trình').fill('Ngõ 15 – Bệnh viện Đa khoa Mẫu và về')
  await page.getByLabel('Biển số xe').fill('29C112345')
  await page.getByLabel('Người đi cùng').click()
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(pictures, 'registration.png') })
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('status')
    .filter({ hasText: /^39901-/ })
    .waitFor()
  await signOut(page)
}

async function openCase(page: Page): Promise<void> {
  await page.keyboard.press('F3')
  const box = page.getByRole('search').getByRole('textbox')
  await box.fill(name)
  await page.getByRole('row').filter({ hasText: name }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^Hồ sơ / }).waitFor()
}

async function decide(page: Page, who: string, dialog: string, picture?: string): Promise<void> {
  await signIn(page, who)
  if (picture) {
    await page.getByRole('row').nth(2).waitFor()
    // What the one before was told is not the official's.
    await page.reload()
    await page.getByRole('row').nth(2).waitFor()
    await page.screenshot({ path: join(pictures, picture) })
  }
  await openCase(page)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: dialog }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: dialog }).waitFor({ state: 'hidden' })
  await signOut(page)
}

async function seal(page: Page): Promise<void> {
  await signIn(page, 'Trần Quốc Bảo')
  await openCase(page)
  await page.keyboard.press('Control+Enter')
  await page.getByLabel('Mã PIN đóng dấu').fill('258036')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await signOut(page)
}

async function printPermit(page: Page): Promise<void> {
  await signIn(page, 'Đỗ Thị Thanh Mai')
  await openCase(page)
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'In giấy tờ' })
  await dialog.waitFor()
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  const printed = join(folder, 'printed')
  const permit = readdirSync(printed).find((file) => file.includes('permit'))
  if (!permit) throw new Error('the permit was not printed')
  const picture = join(pictures, 'permit')
  execFileSync('pdftoppm', [
    '-r',
    '70',
    '-png',
    '-singlefile',
    '-f',
    '1',
    '-l',
    '1',
    join(printed, permit),
    picture,
  ])
}
