import { registerCase } from '../../src/contract/desk/registration.ts'
import { application } from '../../src/office/testing/applications.ts'
import { expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { seriousFaults, signIn, tabOnto } from './counter.ts'

const many = 430
const atOnce = 10

test('a queue longer than a page is walked to its end by keyboard, and the office picks from it', async ({
  desk,
}) => {
  const { page } = desk
  await as(desk, 'thanhmai', async (call) => {
    // Ten at a time: what takes long is the way from here through the page, not the office.
    for (let left = many; left > 0; left -= atOnce)
      await Promise.all(
        Array.from({ length: atOnce }, (_, index) =>
          call(registerCase, {
            body: application(Date.now(), { category: 1 + ((left - index) % 6) }),
          }),
        ),
      )
  })
  await page.reload()
  const rows = page.locator('[data-row]')
  const shown = page.getByRole('status').filter({ hasText: /^Đang hiện/ })

  await test.step('the page says how many of how many it shows', async () => {
    await signIn(page, 2)
    await expect(rows.first().locator(':scope:focus')).toBeVisible()
    await expect(shown).toHaveText('Đang hiện 200 trên 432 hồ sơ')
    await expect(page.getByRole('button', { name: /^Xem thêm hồ sơ/ })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('End goes on to the last case, page by page', async () => {
    await page.keyboard.press('End')
    await expect(shown).toHaveText('Đang hiện 400 trên 432 hồ sơ')
    await page.keyboard.press('Shift+F8')
    await expect(shown).toBeHidden()
    await page.keyboard.press('End')
    await expect(page.locator('[data-row="431"]:focus')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: /^Hồ sơ / })).toBeVisible()
    // The page with the most keys: each of them is on the screen.
    const keys = page.getByRole('contentinfo').getByRole('button')
    await expect(keys.filter({ hasText: 'Xác minh' })).toBeVisible()
    for (const key of await keys.all()) await expect(key).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('F4')
    await expect(rows.first()).toBeVisible()
  })

  await test.step('a group is picked at the office: the list, its number and the address tell it', async () => {
    const groups = page.getByRole('combobox', { name: 'Mọi nhóm đối tượng' })
    await tabOnto(page, groups)
    await groups.selectOption({ index: 1 })
    await expect(shown).toHaveText(/^Đang hiện (7\d) trên \1 hồ sơ$/)
    await expect(page).toHaveURL(/category=/)
    const deadlines = page.getByRole('combobox', { name: 'Mọi thời hạn' })
    await deadlines.selectOption({ label: 'Quá hạn' })
    await expect(page.getByText('Không có hồ sơ nào khớp với bộ lọc')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabOnto(page, page.getByRole('button', { name: 'Bỏ lọc' }))
    await page.keyboard.press('Enter')
    await expect(page).not.toHaveURL(/category=/)
    await expect(rows.first()).toBeVisible()
  })
})
