import { spawnSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { printSheet, sealCase, verifyText } from '../../src/contract/desk/index.ts'
import { type Desk, expect, test } from '../launch.ts'
import { actOn, as } from './beforehand.ts'
import {
  codesOf,
  openCaseOf,
  paste,
  printedFiles,
  seriousFaults,
  signIn,
  signOut,
  tabTo,
  textOf,
  type,
} from './counter.ts'

/** Approved already in the training office, and waiting for the seal. */
const mui = 'Triệu Thị Mùi'
const pin = '258036'

/** Ward police seal a case before the journey begins, and the clerk prints its permit; answers the code on it. */
async function sealedAndPrinted(desk: Desk, name: string): Promise<string> {
  await as(desk, 'quocbao', async (call) => {
    const { params, act } = await actOn(call, name)
    await call(sealCase, { params, body: { ...act, pin } })
  })
  await as(desk, 'thanhmai', async (call) => {
    const { params, act } = await actOn(call, name)
    const how = { printer: null, way: 'printer', reprintReason: null } as const
    await call(printSheet, { params, body: { actId: act.actId, sheet: 'permit', ...how } })
  })
  await desk.page.reload()
  return lastCode(desk)
}

function lastCode(desk: Desk): string {
  return codesOf(printedFiles(desk).at(-1) ?? '', desk.dataDir)[0] ?? ''
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Các việc của quầy' }).getByRole('link', { name }).click()
}

test('a pile is stamped and scanned; a lost permit is issued again, and the first one is found out', async ({
  desk,
}) => {
  test.setTimeout(180_000)
  const { page } = desk
  const lost = await sealedAndPrinted(desk, mui)

  await test.step('ward police scan the sheet they have just stamped', async () => {
    await signIn(page, 4)
    await open(page, 'Đóng dấu giấy')
    await expect(page.getByText('còn 1 tờ')).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: mui })).toContainText('Đã in')
    expect(await seriousFaults(page)).toEqual([])
    await paste(page, 'https://vi-du.example/khong-phai-giay')
    await expect(page.getByText('không phải mã của giấy đi đường')).toBeVisible()
    await paste(page, lost)
    await expect(page.getByRole('status').filter({ hasText: `${mui}: đã xác nhận` })).toBeVisible()
    await expect(page.getByText('Không còn tờ nào chờ đóng dấu').first()).toBeVisible()
    await paste(page, lost)
    await expect(page.getByRole('status').filter({ hasText: 'đã xác nhận trước đó' })).toBeVisible()
  })

  await test.step('their key may be made inside a signing token; that nobody has chosen its module yet is said', async () => {
    await open(page, 'Khóa cấp giấy')
    await page.getByRole('button', { name: 'Khóa trong thiết bị ký số' }).click()
    const dialog = page.getByRole('dialog', { name: 'Khóa trong thiết bị ký số' })
    await expect(dialog).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await dialog.getByLabel('Mã PIN thiết bị ký số').fill('12345678')
    await dialog.getByLabel('Mật khẩu đăng nhập của bạn').fill('dong-dau-4')
    await dialog.getByRole('button', { name: 'Tạo khóa' }).click()
    await expect(dialog).toContainText('Chưa có thư viện PKCS#11 nào được quản trị chọn')
    await page.keyboard.press('Escape')
  })

  await test.step('the holder has lost it: ward police issue it again with their PIN', async () => {
    await openCaseOf(page, mui)
    await page.keyboard.press('Shift+F5')
    await page.getByRole('button', { name: 'Cấp lại giấy' }).click()
    const dialog = page.getByRole('dialog', { name: 'Cấp lại giấy' })
    await expect(dialog).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabTo(page, 'Mã PIN đóng dấu')
    await type(page, pin)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đã cấp lại giấy', { exact: true })).toBeVisible()
    await signOut(page)
  })

  await test.step('the new sheet says what it replaces and waits for its own stamp', async () => {
    await signIn(page, 1)
    await openCaseOf(page, mui)
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => printedFiles(desk).length).toBe(2)
    expect(textOf(printedFiles(desk)[1]!)).toContain('CẤP LẠI')
    await page.keyboard.press('Control+Enter')
    await paste(page, lastCode(desk))
    await expect(page.getByText('chưa được xác nhận đã đóng dấu')).toBeVisible()
    await page.keyboard.press('Escape')
    await signOut(page)
  })

  await test.step('the ward official withdraws it with its grounds', async () => {
    await signIn(page, 3)
    await openCaseOf(page, mui)
    await page.keyboard.press('Shift+F5')
    const dialog = page.getByRole('dialog', { name: 'Thu hồi giấy' })
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Thu hồi giấy' }).click()
    await expect(dialog).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabTo(page, 'Căn cứ thu hồi')
    await type(page, 'Don vi bao cham dut cong viec')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Giấy đã bị thu hồi').first()).toBeVisible()
    await open(page, 'Thu hồi giấy')
    await expect(page.getByRole('heading', { name: 'Thu hồi nhiều giấy' })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await signOut(page)
  })
})

test('the office seals electronically: the printed file is signed, and no stamp is asked for', async ({
  desk,
}) => {
  test.setTimeout(180_000)
  const { page } = desk

  await test.step('the administrator chooses it and looks at the test sheet', async () => {
    await signIn(page, 5)
    await open(page, 'Con dấu')
    await expect(page.getByRole('heading', { name: 'Con dấu', exact: true })).toBeVisible()
    await tabTo(page, 'Đóng dấu tay')
    await page.keyboard.press('ArrowDown')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã lưu cách đóng dấu')).toBeVisible()
    await open(page, 'Khóa cấp giấy')
    await expect(page.getByRole('row').filter({ hasText: 'Trần Quốc Bảo' })).toContainText(/\d{4} \d{4}/)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Cho quét bằng mã QR' }).first().click()
    await expect(page.getByRole('img', { name: 'Mã QR thứ 1 của danh sách' })).toBeVisible()
    await signOut(page)
  })

  await test.step('what is sealed then bears a signature that poppler reads, and is handed over at once', async () => {
    const code = await sealedAndPrinted(desk, mui)
    const [pdf = ''] = printedFiles(desk)
    const said = spawnSync('pdfsig', ['-nocert', pdf], { encoding: 'utf8' }).stdout
    expect(said).toContain('Signature is Valid')
    expect(textOf(pdf)).toContain('Ký số bởi')
    await as(desk, 'thanhmai', async (call) => {
      expect((await call(verifyText, { body: { text: code } })).answer).toBe('training')
    })
    await page.reload()
    await signIn(page, 1)
    await openCaseOf(page, mui)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Trả kết quả' })).toBeVisible()
    await paste(page, code)
    await expect(page.getByText('Đã trả kết quả').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await signOut(page)
  })

  await test.step('the whole series is withdrawn, after its papers were counted', async () => {
    await signIn(page, 3)
    await open(page, 'Thu hồi giấy')
    await page.getByLabel('Cả một loạt').check()
    await page.getByLabel('Loạt', { exact: false }).last().selectOption({ index: 1 })
    await page.keyboard.press('F8')
    await expect(page.getByText('1 giấy còn hiệu lực sẽ bị thu hồi')).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Thu hồi 1 giấy?' })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã thu hồi 1 giấy')).toBeVisible()
    await openCaseOf(page, mui)
    await expect(page.getByText('Giấy đã bị thu hồi').first()).toBeVisible()
  })
})
