import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { type Desk, expect } from '../launch.ts'

/** What people do at the counter, with the keyboard alone. Each verb ends when the screen shows that it is done. */

/** Signs in as a training account by its number on the sign-in page (1 = the clerk, in the order of the list). */
export async function signIn(page: Page, place: number): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Văn phòng tập huấn: chọn vai' })).toBeVisible()
  await expect(page.locator('button:focus')).toBeVisible()
  await page.keyboard.press(String(place))
  await expect(page.getByRole('navigation', { name: 'Các việc của quầy' })).toBeVisible()
}

/** F10, then "sign out". */
export async function signOut(page: Page): Promise<void> {
  await page.keyboard.press('F10')
  await expect(page.getByRole('dialog', { name: 'Tài khoản' }).locator('button:focus')).toBeVisible()
  await page.keyboard.press('2')
  await expect(page.getByRole('heading', { name: 'Văn phòng tập huấn: chọn vai' })).toBeVisible()
}

/** F2: the form of a registration, with the cursor in it. */
export async function openForm(page: Page): Promise<void> {
  await page.keyboard.press('F2')
  await expect(page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' })).toBeVisible()
  await expect(page.locator('form :focus')).toBeVisible()
}

/** Puts a sample card under the simulated reader: F9, then the card by its label. */
export async function putCard(page: Page, label: string): Promise<void> {
  await page.keyboard.press('F9')
  const dialog = page.getByRole('dialog', { name: 'Máy quét mô phỏng' })
  await expect(dialog).toBeVisible()
  // A card and a paper of the same person may both be offered: the card comes first.
  await expect(dialog.getByText(label).first()).toBeVisible()
  const focused = dialog.getByRole('group').locator('button:focus')
  await expect(focused).toBeVisible()
  // What has come to the list meanwhile may stand above the cursor.
  await page.keyboard.press('Home')
  for (let step = 0; step < 30; step++) {
    if ((await focused.innerText()).includes(label)) break
    await page.keyboard.press('ArrowDown')
  }
  await expect(focused).toContainText(label)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
}

/** Goes to a field by Tab, as a clerk without a mouse does. */
export async function tabTo(page: Page, label: string): Promise<void> {
  await tabOnto(page, page.getByLabel(label, { exact: false }).first())
}

/** Goes to a field, button or link by Tab. */
export async function tabOnto(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let step = 0; step < 80; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach it')
}

/** Types as a quick person does: anything faster is taken for a reader in keyboard mode. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 30 })
}

/** Types into a field reached by Tab. */
export async function fill(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label)
  await page.keyboard.press('ControlOrMeta+a')
  await type(page, text)
}

/** Registers somebody never seen before, typed by hand from F2 to the case's number. */
export async function registerByHand(page: Page): Promise<void> {
  await openForm(page)
  await type(page, '079170012345')
  await fill(page, 'Họ và tên', 'Le Van Mot')
  await fill(page, 'Ngày sinh', '1970')
  await tabTo(page, 'Nam')
  await page.keyboard.press('Space')
  await fill(page, 'Nơi ở hiện nay', 'So 7')
  await tabTo(page, 'Nhóm đối tượng')
  await page.keyboard.press('ArrowDown')
  await fill(page, 'Mục đích', 'Di lam')
  await fill(page, 'Lộ trình', 'Ngo 4 va ve')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: /^39901-26-A\d{5}-.$/ })).toBeVisible()
}

/** Finds a case by a person's name through F3 and opens the person's newest case. */
export async function openCaseOf(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F3')
  await expect(page.getByRole('search').getByRole('textbox')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await type(page, name)
  // Until the whole name was searched for, the list may show others.
  const found = page.locator('[data-row]')
  await expect(found).toHaveCount(1)
  await expect(found).toContainText(name)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Hồ sơ / })).toBeVisible()
}

/** What axe finds that is serious or worse on the page as it stands. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // A dialog that is still fading in has paler letters than it will have.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
      ),
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)
}

/** PDF files the training printer has put out so far, oldest first. */
export function printedFiles(desk: Desk): string[] {
  try {
    return readdirSync(desk.printed)
      .filter((name) => name.endsWith('.pdf'))
      .toSorted()
      .map((name) => join(desk.printed, name))
  } catch {
    return []
  }
}

/** The text of a printed sheet. */
export function textOf(pdf: string): string {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).normalize('NFC')
}

/** The QR texts of a printed sheet, read by zbar from a picture at 200 dpi as a checkpoint's camera would. */
export function codesOf(pdf: string, folder: string): string[] {
  const base = join(folder, 'page')
  execFileSync('pdftoppm', ['-r', '200', '-png', '-f', '1', '-l', '1', '-singlefile', pdf, base])
  const read = execFileSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', `${base}.png`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return read.split('\n').filter(Boolean)
}

/** Pastes a text as the clerk does from the clipboard, whatever has the focus. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    const target = document.activeElement ?? document.body
    target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)
}
