import { expect, test } from '../launch.ts'
import {
  codesOf,
  fill,
  openCaseOf,
  paste,
  printedFiles,
  putCard,
  seriousFaults,
  signIn,
  signOut,
  tabTo,
  textOf,
  type,
} from './counter.ts'

const name = 'Đặng Thị Ngọc Dung'

test("a walk-in is served from the ID card to the city's receipt, by keyboard alone", async ({ desk }) => {
  test.setTimeout(180_000)
  const { page } = desk

  await test.step('the clerk scans the card; the form fills; the rest is typed; the receipt prints', async () => {
    await signIn(page, 1)
    await page.keyboard.press('F2')
    await expect(page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' })).toBeVisible()
    await putCard(page, name)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(name)
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001190004821')
    await fill(page, 'Điện thoại', '0912345678')
    await tabTo(page, 'Nhóm đối tượng')
    for (let category = 1; category <= 4; category++) await page.keyboard.press('ArrowDown')
    await fill(page, 'Mục đích', 'Khám bệnh định kỳ')
    await fill(page, 'Lộ trình', 'Ngõ 15 – Bệnh viện Mẫu và về')
    await fill(page, 'Biển số xe', '29C1-123.45')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: /^39901-26-A\d{5}-.$/ })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect.poll(() => printedFiles(desk).length).toBe(1)
    const receipt = textOf(printedFiles(desk)[0]!)
    expect(receipt).toContain('GIẤY TIẾP NHẬN HỒ SƠ')
    expect(receipt).toContain(name)
    await signOut(page)
  })

  await test.step('area police verify', async () => {
    await signIn(page, 2)
    await openCaseOf(page, name)
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Xác minh hồ sơ' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã xác minh', { exact: true })).toBeVisible()
    await signOut(page)
  })

  await test.step('the ward official approves', async () => {
    await signIn(page, 3)
    await openCaseOf(page, name)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: /^Duyệt: / })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã duyệt', { exact: true })).toBeVisible()
    await signOut(page)
  })

  await test.step('ward police seal with their own PIN, after a wrong one', async () => {
    await signIn(page, 4)
    await openCaseOf(page, name)
    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: /^Đóng dấu: / })
    await expect(dialog).toBeVisible()
    await type(page, '135790')
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('Còn 4 lần thử')
    await expect(dialog.getByLabel('Mã PIN đóng dấu')).toBeFocused()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('ControlOrMeta+a')
    await type(page, '258036')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đã đóng dấu', { exact: true })).toBeVisible()
    await signOut(page)
  })

  let token = ''
  await test.step('the clerk prints the permit', async () => {
    await signIn(page, 1)
    await openCaseOf(page, name)
    await page.keyboard.press('Control+Enter')
    const printing = page.getByRole('dialog', { name: 'In giấy tờ' })
    await expect(printing.getByRole('radio', { name: /^Giấy đi đường/ })).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => printedFiles(desk).length).toBe(2)
    await expect(printing).toBeHidden()
    const permit = printedFiles(desk)[1]!
    expect(textOf(permit)).toContain('GIẤY ĐI ĐƯỜNG')
    expect(textOf(permit)).toContain(name.toUpperCase())
    token = codesOf(permit, desk.dataDir)[0] ?? ''
    expect(token).toMatch(/^VP1:/)
    // Without the stamp it does not leave the house.
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Trả kết quả' })).toBeVisible()
    await paste(page, token)
    await expect(page.getByText('chưa được xác nhận đã đóng dấu')).toBeVisible()
    await page.keyboard.press('Escape')
    await signOut(page)
  })

  await test.step('ward police stamp the sheet and scan it', async () => {
    await signIn(page, 4)
    await page.getByRole('link', { name: 'Đóng dấu giấy' }).click()
    await expect(page.getByRole('heading', { name: 'Đóng dấu giấy đã in' })).toBeVisible()
    await paste(page, token)
    await expect(page.getByRole('status').filter({ hasText: `${name}: đã xác nhận` })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await signOut(page)
  })

  await test.step('the clerk scans its QR back and hands it over', async () => {
    await signIn(page, 1)
    await openCaseOf(page, name)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Trả kết quả' })).toBeVisible()
    await paste(page, token)
    await expect(page.getByText('Đã trả kết quả').first()).toBeVisible()
    await page.keyboard.press('Escape')

    await page.keyboard.press('F6')
    await expect(page.getByRole('heading', { name: 'Kiểm tra giấy' })).toBeVisible()
    await paste(page, token)
    await expect(page.getByText('GIẤY TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ').first()).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('the sync page says that the city has everything', async () => {
    await page.keyboard.press('F7')
    await expect(page.getByRole('heading', { name: 'Đồng bộ' }).first()).toBeVisible()
    await expect(page.getByText('khớp', { exact: false }).first()).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await openCaseOf(page, name)
    await expect(page.getByRole('img', { name: 'Thành phố đã nhận' })).toHaveCount(8)
  })
})
