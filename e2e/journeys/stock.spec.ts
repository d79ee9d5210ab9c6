import type { Page } from '@playwright/test'
import { expect, test } from '../launch.ts'
import { fill, seriousFaults, signIn, signOut, tabOnto, type } from './counter.ts'

async function openStock(page: Page): Promise<void> {
  await tabOnto(page, page.getByRole('link', { name: 'Phôi giấy' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Phôi giấy, khóa sổ ngày' })).toBeVisible()
}

async function open(page: Page, key: string, title: string): Promise<void> {
  await page.keyboard.press(key)
  await expect(page.getByRole('dialog', { name: title }).locator(':focus')).toBeVisible()
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('blank paper comes in, one sheet is missing, and the day closes with its explanation', async ({
  desk,
}) => {
  test.setTimeout(90_000)
  const { page } = desk
  await signIn(page, 4)
  await openStock(page)
  await expect(page.getByText('Máy này chưa theo dõi phôi giấy')).toBeVisible()
  await open(page, 'F8', 'Loại phôi giấy của máy này')
  await save(page)
  await expect(page.getByRole('rowheader', { name: /Phôi giấy đi đường/ })).toBeVisible()
  await signOut(page)

  await signIn(page, 1)
  await openStock(page)
  await expect(page.getByRole('rowheader', { name: /Phôi giấy đi đường/ })).toBeVisible()
  await open(page, 'Insert', 'Ghi phát sinh phôi giấy')
  expect(await seriousFaults(page)).toEqual([])
  await fill(page, 'Số phôi', 'AB000001-AB000100')
  await fill(page, 'Người giao', 'Nguyen Van Giao')
  await save(page)
  await open(page, 'F9', 'Kiểm đếm phôi giấy')
  await type(page, 'AB000001-AB000099')
  await save(page)
  await expect(page.getByText('Số kiểm đếm không khớp sổ')).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])
  await signOut(page)

  await signIn(page, 4)
  await openStock(page)
  await expect(page.getByText('Số kiểm đếm không khớp sổ')).toBeVisible()
  await open(page, 'Shift+F9', 'Khóa sổ ngày')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Viết lý do chênh lệch, hoặc đếm lại')).toBeVisible()
  await type(page, 'Mot to bi uot')
  await save(page)
  await page.bringToFront()
  await expect(page.getByText('Số kiểm đếm không khớp sổ')).toBeHidden()
  await tabOnto(page, page.getByRole('button', { name: 'Các ngày trước' }))
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('row', { name: /Đỗ Thị Thanh Mai.*Trần Quốc Bảo.*Có giải trình/ }),
  ).toBeVisible()
})
