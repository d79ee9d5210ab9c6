import { expect, test } from '../launch.ts'
import { seriousFaults, signIn, signOut, tabOnto, type } from './counter.ts'

test('everybody finds their work and everyone ever registered', async ({ commonDesk: desk }) => {
  const { page } = desk
  const rows = page.locator('[data-row]')
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })

  await test.step('the clerk has nothing waiting and is told what to do', async () => {
    await signIn(page, 1)
    await expect(heading('Chưa có hồ sơ nào chờ ở quầy')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('F8')
    await expect(page.getByText('Không còn hồ sơ nào chờ bạn')).toBeVisible()
    await page.keyboard.press('F9')
    await expect(
      page.getByRole('dialog', { name: 'Máy quét mô phỏng' }).locator('button:focus'),
    ).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  await test.step('the views of the queue are links: the address alone opens them', async () => {
    await tabOnto(page, page.getByRole('button', { name: /^Đang xử lý/ }))
    await page.keyboard.press('Enter')
    await expect(heading('Hồ sơ đang xử lý')).toBeVisible()
    await expect(rows).toHaveCount(5)
    await expect(page).toHaveURL(/\?queue=open$/)
    await page.reload()
    await expect(heading('Hồ sơ đang xử lý')).toBeVisible()
    await expect(rows).toHaveCount(5)
    expect(await seriousFaults(page)).toEqual([])
    await tabOnto(page, page.getByRole('button', { name: /^Đã xong/ }))
    await page.keyboard.press('Enter')
    await expect(heading('Chưa có hồ sơ nào xong')).toBeVisible()
  })

  await test.step('search: some syllables without marks, the end of a number, a phone; nothing found', async () => {
    const searches: readonly (readonly [string, string])[] = [
      ['gam bui', 'Bùi Thị Hồng Gấm'],
      ['dinh thuan', 'Đinh Công Thuận'],
      ['5927', 'Nguyễn Thị Khuỷu'],
      ['024193006604', 'Triệu Thị Mùi'],
      ['0912345002', 'Bùi Quang Khải'],
    ]
    await page.keyboard.press('F3')
    await expect(page.getByRole('search').getByRole('textbox')).toBeFocused()
    expect(await seriousFaults(page)).toEqual([])
    for (const [words, name] of searches) {
      await page.keyboard.press('F3')
      await type(page, words)
      await expect(rows).toHaveCount(1)
      await expect(rows.first()).toContainText(name)
    }
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('F3')
    await type(page, 'khong co ai')
    await expect(heading('Không tìm thấy ai')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('search').getByRole('textbox')).toHaveValue('')
    await signOut(page)
  })

  await test.step('F8 takes the oldest case that waits for the area police, then the next', async () => {
    await signIn(page, 2)
    await expect(rows).toHaveCount(2)
    await expect(rows.first().locator(':scope:focus')).toBeVisible()
    const oldest = await rows.first().getByRole('gridcell').first().innerText()
    await page.keyboard.press('F8')
    await expect(heading(`Hồ sơ ${oldest}`)).toBeVisible()
    await expect(page.getByText('Bùi Thị Hồng Gấm').first()).toBeVisible()
    await page.keyboard.press('F8')
    // The second person is the first one's companion, too: only the number tells that the next case is there.
    await expect(heading(`Hồ sơ ${oldest}`)).toBeHidden()
    await expect(page.getByText('Bùi Quang Khải').first()).toBeVisible()
    await page.keyboard.press('F4')
    await expect(rows.first().locator(':scope:focus')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Bùi Quang Khải').first()).toBeVisible()
    await signOut(page)
  })
})
