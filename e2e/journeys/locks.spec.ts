import { signOut as signOutRoute } from '../../src/contract/desk/office.ts'
import { expect, test } from '../launch.ts'
import { callFrom } from './beforehand.ts'
import { openForm, seriousFaults, signIn, signOut, tabOnto, tabTo, type } from './counter.ts'

test('wrong passwords cost tries, then time; the administrator ends the wait', async ({ desk }) => {
  const { page } = desk
  const waits = page.getByText(/^Đã nhập sai quá nhiều lần\. Chờ \d+ giây/).first()
  const seconds = async () => Number(/Chờ (\d+) giây/.exec(await waits.innerText())?.[1])

  await test.step('five tries, counted down, then a wait, counted down too', async () => {
    await expect(page.locator('button:focus')).toBeVisible()
    await tabOnto(page, page.getByLabel(/^Mật khẩu/))
    for (const left of [4, 3, 2, 1, 0]) {
      await type(page, 'sai-roi')
      await page.keyboard.press('Enter')
      await expect(page.getByText(`Sai mật khẩu. Còn ${left} lần thử.`)).toBeVisible()
    }
    await type(page, 'quay-so-1')
    await page.keyboard.press('Enter')
    await expect(waits).toBeVisible()
    const first = await seconds()
    expect(first).toBeGreaterThan(20)
    expect(await seriousFaults(page)).toEqual([])
    await expect.poll(seconds).toBeLessThan(first)
  })

  await test.step('the way with one key is closed as well; others may sign in', async () => {
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('1')
    await expect(page.getByText(/^Đã nhập sai quá nhiều lần/)).toHaveCount(2)
    await expect(page.getByRole('navigation', { name: 'Các việc của quầy' })).toHaveCount(0)
    await signIn(page, 5)
  })

  await test.step('the administrator unlocks the account', async () => {
    await tabOnto(page, page.getByRole('link', { name: 'Nhân sự' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Nhân sự' })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    const row = page.getByRole('row').filter({ hasText: 'Đỗ Thị Thanh Mai' })
    await tabOnto(page, page.locator('[role=row][tabindex="0"]'))
    for (let step = 0; step < 10; step++) {
      if (await row.evaluate((element) => element.contains(document.activeElement))) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Shift+F7')
    await expect(page.getByText('Đỗ Thị Thanh Mai có thể thử đăng nhập lại ngay')).toBeVisible()
    await signOut(page)
    await signIn(page, 1)
  })
})

test('a lock keeps the open form, by hand, by idling, and when the session ended elsewhere', async ({
  desk,
}) => {
  const { page } = desk
  const name = page.getByLabel('Họ và tên')
  const lock = page.getByRole('dialog', { name: 'Màn hình đang khóa' })
  await page.clock.install()
  await page.reload()
  await signIn(page, 1)
  await openForm(page)
  await tabTo(page, 'Họ và tên')
  let written = 'Le Thi'
  await type(page, written)

  const unlock = async () => {
    await expect(lock.getByRole('textbox', { name: 'Mật khẩu' })).toBeFocused()
    await type(page, 'quay-so-1')
    await page.keyboard.press('Enter')
    await expect(lock).toBeHidden()
    await expect(name).toHaveValue(written)
    await expect(name).toBeFocused()
    // The next letter goes where the last one stood.
    await type(page, 'u')
    written += 'u'
    await expect(name).toHaveValue(written)
  }

  await test.step('by hand; nothing below can be reached, a wrong password costs a try', async () => {
    await page.keyboard.press('F10')
    await expect(page.getByRole('dialog', { name: 'Tài khoản' }).locator('button:focus')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('1')
    await expect(lock).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    for (const key of ['Escape', 'Escape', 'F3', 'F4']) await page.keyboard.press(key)
    await expect(lock).toBeVisible()
    await expect(lock.getByRole('textbox', { name: 'Mật khẩu' })).toBeFocused()
    await type(page, 'sai-roi')
    await page.keyboard.press('Enter')
    await expect(lock).toContainText('Sai mật khẩu. Còn 4 lần thử.')
    await page.keyboard.press('ControlOrMeta+a')
    await unlock()
  })

  await test.step('by itself after ten minutes without a touch', async () => {
    await page.clock.fastForward('09:00')
    await expect(lock).toBeHidden()
    await page.clock.fastForward('01:10')
    await expect(lock).toBeVisible()
    await unlock()
  })

  await test.step('a session that ended elsewhere asks for the password over the form', async () => {
    await callFrom(page)(signOutRoute, {})
    const ended = page.getByRole('dialog', { name: 'Phiên làm việc đã hết' })
    await expect(ended.getByRole('textbox', { name: 'Mật khẩu' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(ended).toBeHidden()
    await expect(name).toBeFocused()
    await type(page, ' Thu')
    await page.keyboard.press('Tab')
    await expect(name).toHaveValue(`${written} Thu`)
    await expect(page.getByText(/^Đã lưu nháp/)).toBeVisible()
  })
})
