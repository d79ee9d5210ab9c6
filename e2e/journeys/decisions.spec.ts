import { approveCase, printSheet, sealCase, verifyCase } from '../../src/contract/desk/cases.ts'
import { signIn as signInRoute } from '../../src/contract/desk/office.ts'
import { expect, test } from '../launch.ts'
import { stampSheet } from '../../src/contract/desk/issuing.ts'
import { actOn, as, callFrom } from './beforehand.ts'
import {
  codesOf,
  fill,
  openCaseOf,
  paste,
  printedFiles,
  registerByHand,
  seriousFaults,
  signIn,
  signOut,
  tabTo,
  textOf,
} from './counter.ts'

const hong = 'Bùi Thị Hồng Gấm'
const khai = 'Bùi Quang Khải'
const khuyu = 'Nguyễn Thị Khuỷu'
const thuan = 'Đinh Công Thuận'
const mui = 'Triệu Thị Mùi'

test('a case goes back, comes again, is verified, and is refused with a letter', async ({
  desk,
  browser,
}) => {
  test.setTimeout(120_000)
  const { page } = desk

  await test.step('the area police return it with a reason', async () => {
    await signIn(page, 2)
    await openCaseOf(page, hong)
    await page.keyboard.press('Shift+F4')
    const dialog = page.getByRole('dialog', { name: 'Trả về để bổ sung' })
    await expect(dialog.getByRole('radio').first()).toBeFocused()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toContainText('Chọn một lý do')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đã trả về để bổ sung', { exact: true })).toBeVisible()
    await signOut(page)
  })

  await test.step('the clerk completes it with the applicant and sends it again', async () => {
    await signIn(page, 1)
    await page.keyboard.press('F8')
    await expect(page.getByText('Thiếu giấy tờ chứng minh nhu cầu').first()).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: /^Bổ sung hồ sơ / })).toBeVisible()
    await expect(page.getByLabel('Họ và tên')).toHaveValue(hong)
    await fill(page, 'Người đi cùng', 'Bui Quang Khai')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã bổ sung, gửi lại')).toBeVisible()
    await signOut(page)
  })

  await test.step('verified, then refused with a reason', async () => {
    await as(desk, 'vanhung', async (call) => {
      const { params, act } = await actOn(call, hong)
      await call(verifyCase, { params, body: { ...act, note: null } })
    })
    await page.reload()
    await signIn(page, 3)
    await openCaseOf(page, hong)
    await page.keyboard.press('Shift+F4')
    const dialog = page.getByRole('dialog', { name: /^Từ chối: / })
    await expect(dialog.getByRole('radio').first()).toBeFocused()
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đã từ chối', { exact: true })).toBeVisible()
  })

  const colleague = desk.address
  if (colleague !== null)
    await test.step('two officials at one case: the slower one is told who was faster', async () => {
      await openCaseOf(page, khuyu)
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('dialog', { name: /^Duyệt: / })).toBeVisible()
      const other = await browser.newPage()
      await other.goto(colleague)
      const call = callFrom(other)
      await call(signInRoute, { body: { user: 'ducthinh', password: 'kiem-nhiem-6' } })
      const { params, act } = await actOn(call, khuyu)
      await call(approveCase, { params, body: { ...act, note: null } })
      await other.close()
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('Hồ sơ vừa được chuyển bước')).toBeVisible()
      await expect(page.getByText(/^Hoàng Đức Thịnh đã làm trước\. Hiện nay: Chờ đóng dấu/)).toBeVisible()
      expect(await seriousFaults(page)).toEqual([])
    })
  await signOut(page)

  await test.step('the letter prints, the applicant is told, the case is closed', async () => {
    await signIn(page, 1)
    await openCaseOf(page, hong)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'In giấy tờ' })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => printedFiles(desk).length).toBe(1)
    const letter = textOf(printedFiles(desk)[0]!)
    expect(letter).toContain(hong)
    expect(letter).toContain('Không thuộc đối tượng được cấp')
    await expect(page.getByRole('dialog', { name: 'In giấy tờ' })).toBeHidden()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Báo từ chối cho người dân' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã báo từ chối cho người dân')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Đã báo từ chối/ })).toHaveCount(0)
  })
})

test('who has three hats may not wear two of them at one case', async ({ desk }) => {
  const { page } = desk
  await signIn(page, 8)

  await test.step('registered by them: somebody else verifies', async () => {
    await registerByHand(page)
    await page.keyboard.press('Shift+F4')
    await expect(page.getByRole('heading', { name: /^Hồ sơ / })).toBeVisible()
    await expect(page.getByText(/^Bạn đã làm bước “Tiếp nhận” của hồ sơ này/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Xác minh/ })).toBeDisabled()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('verified by them: somebody else approves or refuses', async () => {
    await openCaseOf(page, khai)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Xác minh hồ sơ' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã xác minh', { exact: true })).toBeVisible()
    await expect(page.getByText(/^Bạn đã làm bước “Xác minh” của hồ sơ này/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Duyệt/ })).toBeDisabled()
    await expect(page.getByRole('button', { name: /^Từ chối/ })).toBeDisabled()
    await page.keyboard.press('F4')
    await expect(page.getByRole('row').filter({ hasText: khai })).toContainText('Đồng nghiệp làm')
  })
})

test('a second print needs a reason, and only the right sheet closes a case', async ({ desk }) => {
  const { page } = desk
  await as(desk, 'minhchau', async (call) => {
    const { params, act } = await actOn(call, thuan)
    await call(approveCase, { params, body: { ...act, note: null } })
  })
  for (const name of [thuan, mui])
    await as(desk, 'quocbao', async (call) => {
      const { params, act } = await actOn(call, name)
      await call(sealCase, { params, body: { ...act, pin: '258036' } })
    })
  await as(desk, 'thanhmai', async (call) => {
    const { params, act } = await actOn(call, thuan)
    const body = {
      actId: act.actId,
      sheet: 'permit',
      printer: null,
      way: 'printer',
      reprintReason: null,
    } as const
    await call(printSheet, { params, body })
  })
  await page.reload()
  await signIn(page, 1)
  await openCaseOf(page, mui)
  const printing = page.getByRole('dialog', { name: 'In giấy tờ' })

  await test.step('printed, and again after the sheet was spoilt', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(printing.getByRole('radio', { name: /^Giấy đi đường/ })).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await expect(printing).toBeHidden()
    await expect.poll(() => printedFiles(desk).length).toBe(2)
    await page.keyboard.press('Shift+F2')
    await expect(printing).toContainText('đã in 1 bản')
    await page.keyboard.press('Control+Enter')
    await expect(printing).toContainText('Giấy này đã in rồi: chọn lý do in lại')
    expect(await seriousFaults(page)).toEqual([])
    await tabTo(page, 'Kẹt giấy, máy in lỗi')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await expect(printing).toBeHidden()
    await expect.poll(() => printedFiles(desk).length).toBe(3)
  })

  await test.step('the permit of somebody else is turned away, one’s own closes the case', async () => {
    const [others = '', own = ''] = printedFiles(desk).map((pdf) => codesOf(pdf, desk.dataDir)[0] ?? '')
    await signOut(page)
    await as(desk, 'quocbao', (call) =>
      call(stampSheet, { body: { actId: crypto.randomUUID(), scannedText: own } }),
    )
    await page.reload()
    await signIn(page, 1)
    await openCaseOf(page, mui)
    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: 'Trả kết quả' })
    await expect(dialog).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await paste(page, 'https://vi-du.example/khong-phai-giay')
    await expect(dialog).toContainText('Mã vừa quét không phải mã của giấy đi đường.')
    await paste(page, others)
    await expect(dialog).toContainText('Mã vừa quét không phải giấy của hồ sơ này')
    await paste(page, own)
    await expect(dialog).toContainText('Trao cho người dân; hồ sơ kết thúc.')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đã trả kết quả').first()).toBeVisible()
  })
})
