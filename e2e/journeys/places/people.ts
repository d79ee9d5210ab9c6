import type { Page } from '@playwright/test'
import { type Desk, expect } from '../../launch.ts'
import {
  codesOf,
  openCaseOf,
  paste,
  printedFiles,
  signIn,
  signOut,
  tabOnto,
  textOf,
  type,
} from '../counter.ts'

/** Places of the training staff on the sign-in page. */
export const staff = {
  clerk: 1,
  areaPolice: 2,
  official: 3,
  wardPolice: 4,
  administrator: 5,
  health: 7,
} as const

/** The administrator takes a place's rules from the samples and puts them in force. */
export async function putInForce(page: Page, place: string): Promise<void> {
  await signIn(page, staff.administrator)
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Bộ quy tắc' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Bộ quy tắc', level: 1 })).toBeVisible()
  await page.keyboard.press('Insert')
  const dialog = page.getByRole('dialog', { name: 'Nạp bộ quy tắc' })
  await expect(dialog).toBeVisible()
  const samples = dialog.getByRole('group', { name: 'Bộ mẫu năm 2021' }).getByRole('button')
  await tabOnto(page, samples.first())
  for (let step = 0; step < 5; step++) {
    if ((await page.locator(':focus').innerText()).includes(place)) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  const title = page.getByRole('heading', { name: place, level: 2 })
  await expect(title.locator('../..')).toContainText('Sẵn sàng')
  await page.keyboard.press('Control+Enter')
  const sure = page.getByRole('dialog', { name: 'Áp dụng bộ quy tắc' })
  await expect(sure).toContainText('thay đổi so với bộ đang áp dụng')
  await page.keyboard.press('Control+Enter')
  await expect(sure).toBeHidden()
  await expect(title.locator('../..')).toContainText('Đang áp dụng')
  await signOut(page)
}

/** Chooses a chip by its digit, as it stands on it. */
export async function chooseChip(page: Page, group: string, words: string): Promise<void> {
  const chips = page.getByRole('group', { name: group, exact: true }).getByRole('radio')
  await expect(chips.first()).toBeVisible()
  const names = await chips.evaluateAll((all) => all.map((one) => one.closest('label')?.textContent ?? ''))
  const place = names.findIndex((one) => one.includes(words))
  // Tab stops at the chosen one of a group, at the first where none is.
  const chosen = await chips.evaluateAll((all) => all.findIndex((one) => one.matches(':checked')))
  await tabOnto(page, chips.nth(Math.max(0, chosen)))
  await page.keyboard.press(String(place + 1))
  await expect(chips.nth(place)).toBeChecked()
}

/** Chooses in a select that has the cursor already, by typing its first letters as a clerk does. */
export async function chooseOption(page: Page, label: string, option: string): Promise<void> {
  const select = page.getByRole('combobox', { name: label })
  await tabOnto(page, select)
  await select.selectOption({ label: option })
}

/** Types into a field whose label is also part of another’s. */
export async function fillExactly(page: Page, label: string, text: string): Promise<void> {
  const named = { name: label, exact: true } as const
  await tabOnto(page, page.getByRole('combobox', named).or(page.getByRole('textbox', named)))
  await page.keyboard.press('ControlOrMeta+a')
  await type(page, text)
  // Leaving it closes its suggestions.
  await page.keyboard.press('Tab')
}

/** Sends the form; answers the dossier's number. */
export async function send(page: Page): Promise<string> {
  await page.keyboard.press('Control+Enter')
  const number = page.getByRole('status').filter({ hasText: /\d{5}-/ })
  await expect(number).toBeVisible()
  return number.innerText()
}

/** Somebody opens the case of a person, and says yes to what it waits for. */
export async function says(
  page: Page,
  who: number,
  name: string,
  dialog: string,
  done: string,
): Promise<void> {
  await signIn(page, who)
  await openCaseOf(page, name)
  await page.keyboard.press('Control+Enter')
  const asked = page.getByRole('dialog', { name: dialog })
  await expect(asked).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(asked).toBeHidden()
  await expect(page.getByText(done, { exact: true })).toBeVisible()
  await signOut(page)
}

/** Ward police seal the case of a person with their PIN. */
export async function seals(page: Page, name: string): Promise<void> {
  await signIn(page, staff.wardPolice)
  await openCaseOf(page, name)
  await page.keyboard.press('Control+Enter')
  const asked = page.getByRole('dialog', { name: /^Đóng dấu: / })
  await expect(asked.getByLabel('Mã PIN đóng dấu')).toBeFocused()
  await type(page, '258036')
  await page.keyboard.press('Enter')
  await expect(asked).toBeHidden()
  await expect(page.getByText('Đã đóng dấu', { exact: true })).toBeVisible()
  await signOut(page)
}

/** A printed sheet as other people’s programs read it. */
export type Read = { readonly text: string; readonly codes: readonly string[] }

/** The clerk prints the sheet the case of a person waits for. */
export async function printsPaper(desk: Desk, name: string, sheet: string): Promise<Read> {
  const { page } = desk
  const before = printedFiles(desk).length
  await signIn(page, staff.clerk)
  await openCaseOf(page, name)
  await page.keyboard.press('Shift+F2')
  const dialog = page.getByRole('dialog', { name: 'In giấy tờ' })
  await expect(dialog).toBeVisible()
  await tabOnto(page, dialog.getByRole('radio', { checked: true }).first())
  await dialog.getByRole('radio', { name: sheet }).check()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(() => printedFiles(desk).length).toBe(before + 1)
  await signOut(page)
  return readSheet(desk)
}

/** The sheet that came out last. */
function readSheet(desk: Desk): Read {
  const pdf = printedFiles(desk).at(-1) ?? ''
  return { text: textOf(pdf).replace(/\s+/g, ' '), codes: codesOf(pdf, desk.dataDir) }
}

/** Ward police stamp the sheet and scan it; then it is scanned back and given into the applicant’s hand. */
export async function stampsAndHandsOver(page: Page, by: number, name: string, code: string): Promise<void> {
  await signIn(page, staff.wardPolice)
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Đóng dấu giấy' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Đóng dấu giấy đã in' })).toBeVisible()
  await paste(page, code)
  await expect(page.getByRole('status').filter({ hasText: `${name}: đã xác nhận` })).toBeVisible()
  await signOut(page)
  await signIn(page, by)
  await openCaseOf(page, name)
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Trả kết quả' })
  await expect(dialog).toBeVisible()
  await paste(page, code)
  await expect(dialog).toContainText('Trao cho người dân; hồ sơ kết thúc.')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Đã trả kết quả').first()).toBeVisible()
  await signOut(page)
}
