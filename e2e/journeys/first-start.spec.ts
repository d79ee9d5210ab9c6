import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../launch.ts'

test('an empty PC offers two ways; one key opens the training office, in its own folder', async ({
  launch,
}) => {
  const { page, dataDir } = await launch({ training: false })
  const ways = page.getByRole('group', { name: 'Bắt đầu' })
  await expect(ways.getByRole('button', { name: 'Thiết lập phường của tôi' })).toBeFocused()
  const ribbon = page.getByRole('status').filter({ hasText: 'Người và hồ sơ ở đây đều không có thật.' })
  await expect(ribbon).toHaveCount(0)

  await page.keyboard.press('2')
  await expect(ribbon).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('group', { name: 'Văn phòng tập huấn: chọn vai' })).toBeVisible()
  expect(existsSync(join(`${dataDir}-training`, 'quay.db'))).toBe(true)
  expect(existsSync(join(dataDir, 'quay.db'))).toBe(false)

  // Signing in works there: the session belongs to this office.
  await page.keyboard.press('1')
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('navigation')).toBeVisible()
  await expect(ribbon).toBeVisible()
})

test('an office that is set up cannot be left for training by a page', async ({ commonDesk: desk }) => {
  const answer = await desk.page.evaluate(async () => {
    const answered = await fetch('/api/shell/training', { method: 'POST' })
    const problem: unknown = await answered.json()
    return { status: answered.status, problem }
  })
  expect(answer).toMatchObject({ status: 409, problem: { code: 'office-already-set-up' } })
})

test('a ward is set up by keyboard alone: details, recovery code, sign-in', async ({ launch }) => {
  const { page } = await launch({ training: false })
  const { keyboard } = page
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  await expect(page.getByRole('button', { name: 'Thiết lập phường của tôi' })).toBeFocused()
  await keyboard.press('Enter')

  await expect(field('Mã phường')).toBeFocused()
  const details = ['39901', 'Phường Ví Dụ', 'Thành phố Ví Dụ', 'Lê Thị An', 'an.le']
  for (const word of [...details, 'giay trang muc den', 'khac hẳn']) {
    await keyboard.insertText(word)
    await keyboard.press('Enter')
  }
  // Enter has led from field to field to the button; the two passwords differ, so it leads back to the second.
  await keyboard.press('Enter')
  await expect(field('Gõ lại mật khẩu')).toBeFocused()
  await expect(page.getByText('Hai lần gõ chưa giống nhau')).toBeVisible()
  await field('Gõ lại mật khẩu').selectText()
  await keyboard.insertText('giay trang muc den')
  await keyboard.press('Enter')
  await keyboard.press('Enter')

  const code = page.getByLabel('Mã khôi phục', { exact: true })
  await expect(code).toBeVisible({ timeout: 30_000 })
  const groups = await code.locator('span').allInnerTexts()
  expect(groups.length).toBeGreaterThanOrEqual(6)
  await expect(page.getByRole('button', { name: 'In thẻ' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.insertText('00000')
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  await expect(page.getByText('Chưa khớp với nhóm cuối của mã')).toBeVisible()
  await page.getByLabel(/^Gõ nhóm cuối/).selectText()
  await keyboard.insertText((groups.at(-1) ?? '').toLowerCase())
  await keyboard.press('Enter')
  await keyboard.press('Enter')

  await expect(page.getByRole('group', { name: 'Ai đang ở quầy?' })).toBeVisible()
  await keyboard.press('Enter')
  await expect(field('Mật khẩu')).toBeFocused()
  await keyboard.insertText('giay trang muc den')
  await keyboard.press('Enter')
  await expect(page.getByRole('navigation')).toBeVisible()
  await expect(page.getByText('Phường Ví Dụ').first()).toBeVisible()
})
