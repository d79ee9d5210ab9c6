import type { Page } from '@playwright/test'
import { PDFDocument } from 'pdf-lib'
import QRCode from 'qrcode'
import { sealCase } from '../../src/contract/desk/cases.ts'
import { expect, test } from '../launch.ts'
import { actOn, as } from './beforehand.ts'
import { fill, openForm, paste, putCard, seriousFaults, signIn, tabTo, type } from './counter.ts'
import { drop } from './hands.ts'

const ward = 'Phường Ví Dụ, Thành phố Mẫu'
const hong = `001175003692||Bùi Thị Hồng Gấm|12061975|Nữ|Số 21 ngõ 4, tổ dân phố 3, ${ward}|21052021`
const khuyu = `036182005927||Nguyễn Thị Khuỷu|02071982|Nữ|Số 3 đường Hoà Bình, ${ward}|21052021`

test('cards that are damaged, cut, unknown, pasted or pictures each get their answer', async ({ desk }) => {
  const { page } = desk
  const number = page.getByLabel('Số giấy tờ')
  const name = page.getByLabel('Họ và tên')
  await signIn(page, 1)
  // F9 follows at once: the form that comes later leaves the cursor in the reader's dialog.
  await page.keyboard.press('F2')

  await test.step('lost marks: name and residence are typed from the card and confirmed', async () => {
    await putCard(page, 'Máy quét làm mất dấu')
    await expect(page.getByText('Máy quét làm mất dấu: họ tên và nơi ở phải gõ theo thẻ.')).toBeVisible()
    await expect(number).toHaveValue('079185000123')
    await expect(name).toHaveValue('')
    await expect(name).toBeFocused()
    await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue('')
    expect(await seriousFaults(page)).toEqual([])
    await type(page, 'Tran Thi Thu Ha')
    await fill(page, 'Nơi ở hiện nay', '12/5 Le Loi')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đối chiếu với thẻ rồi đánh dấu vào đây')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabTo(page, 'Đã đối chiếu họ tên và nơi ở với thẻ')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đối chiếu với thẻ rồi đánh dấu vào đây')).toHaveCount(0)
  })

  await test.step('cut short: nothing is taken for the number', async () => {
    await openForm(page)
    await expect(number).toHaveValue('')
    await putCard(page, 'Quét hỏng giữa chừng')
    await expect(page.getByText(/Chưa lấy được số giấy tờ từ mã: gõ số theo thẻ\./)).toBeVisible()
    await expect(number).toHaveValue('')
    await expect(number).toBeFocused()
    await expect(name).toHaveValue('')
  })

  await test.step('unknown: said so, nothing filled', async () => {
    await openForm(page)
    await putCard(page, 'Mã không phải giấy tờ')
    await expect(page.getByText(/^Không nhận dạng được mã này/)).toBeVisible()
    await expect(number).toHaveValue('')
    await expect(name).toHaveValue('')
  })

  await test.step('pasted into a field, a card fills the form', async () => {
    await tabTo(page, 'Lộ trình')
    await paste(page, hong)
    await expect(number).toHaveValue('001175003692')
    await expect(name).toHaveValue('Bùi Thị Hồng Gấm')
    await expect(page.getByLabel('Lộ trình')).toHaveValue('')
  })

  await test.step('a card of somebody else asks whose form this is', async () => {
    await drop(page, await QRCode.toBuffer(khuyu), 'the.png', 'image/png')
    const question = page.getByRole('dialog', { name: 'Thẻ vừa quét là của người khác' })
    await expect(question).toContainText('Nguyễn Thị Khuỷu')
    await expect(question.locator('button:focus')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('2')
    await expect(question).toBeHidden()
    await expect(name).toHaveValue('Nguyễn Thị Khuỷu')
    await expect(number).toHaveValue('036182005927')
    await expect(page.getByLabel('Điện thoại')).toBeFocused()
  })

  await test.step('a PDF with the same card is the same person', async () => {
    const pdf = await PDFDocument.create()
    const picture = await pdf.embedPng(await QRCode.toBuffer(`${khuyu}  `))
    pdf.addPage([420, 595]).drawImage(picture, { x: 60, y: 200, width: 160, height: 160 })
    await drop(page, await pdf.save(), 'the.pdf', 'application/pdf')
    await expect(page.getByLabel('Điện thoại')).toBeFocused()
    await expect(name).toHaveValue('Nguyễn Thị Khuỷu')
  })

  await test.step('a file that is no picture is named as such', async () => {
    await drop(page, Buffer.from('xin chào'), 'chao.txt', 'text/plain')
    await expect(page.getByText('Chỉ đọc được tệp PNG, JPEG hoặc PDF')).toBeVisible()
    await drop(page, await QRCode.toBuffer(`${khuyu} `), 'the.png', 'image/png')
    await expect(name).toHaveValue('Nguyễn Thị Khuỷu')
  })
})

test('on a page that expects none, an unknown code is shown as it is', async ({ desk }) => {
  const { page } = desk
  await signIn(page, 1)
  await expect(page.getByRole('heading', { name: 'Việc của tôi' })).toBeVisible()
  await putCard(page, 'Mã không phải giấy tờ')
  await expect(page.getByText('Không nhận dạng được mã vừa quét')).toBeVisible()
  await expect(page.getByText('https://vi-du.example/khong-phai-giay-to')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Việc của tôi' })).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])
})

test('a card scanned while its page is still loading is that page’s', async ({ desk }) => {
  const { page } = desk
  await signIn(page, 1)
  await page.keyboard.press('F6')
  await expect(page.getByRole('heading', { name: 'Kiểm tra giấy' })).toBeVisible()
  // A slow disk: the form's page comes only after the card was read.
  let come = () => {}
  const read = new Promise<void>((resolve) => (come = resolve))
  await page.route('**/RegistrationPage-*.js', async (route) => {
    await read
    await route.continue()
  })
  await page.keyboard.press('F2')
  const answered = page.waitForResponse(/\/scans/)
  await paste(page, hong)
  await answered
  come()
  await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001175003692')
})

test('people registered before are shown before anything is saved, and a live permit warns', async ({
  desk,
}) => {
  const { page } = desk
  const people = page.getByRole('group', { name: 'Chọn người' })
  await as(desk, 'quocbao', async (call) => {
    const { params, act } = await actOn(call, 'Triệu Thị Mùi')
    await call(sealCase, { params, body: { ...act, pin: '258036' } })
  })
  await page.reload()
  await signIn(page, 1)
  await openForm(page)

  await test.step('the same number: the clerk has to say who it is, and says it is this person', async () => {
    await paste(page, khuyu)
    await expect(people.getByRole('button').first()).toContainText('trùng số giấy tờ')
    await fillRequest(page)
    await page.keyboard.press('Control+Enter')
    await expect(
      page.getByText('Có 1 người giống người này: chọn đúng người, hoặc là người khác'),
    ).toBeVisible()
    await expect(people.getByRole('button').first()).toBeFocused()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect(page.getByText('Đã chọn đúng người này')).toBeVisible()
  })

  await test.step('the same name and birth date with another number: somebody else', async () => {
    await openForm(page)
    await paste(page, khuyu.replace('036182005927', '036182111222'))
    await expect(people.getByRole('button').first()).toContainText('trùng họ tên và năm sinh')
    await fillRequest(page)
    await page.keyboard.press('Control+Enter')
    await expect(people.getByRole('button').first()).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Đã xác nhận là người khác')).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: /^39901-26-A\d{5}-.$/ })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('F2')
  })

  await test.step('a permit still in force has to be looked at before another is asked for', async () => {
    await expect(page.getByLabel('Số giấy tờ')).toBeFocused()
    await paste(page, `024193006604||Triệu Thị Mùi|30031993|Nữ|Số 5 ngách 2, tổ dân phố 1, ${ward}|21052021`)
    await expect(people.getByRole('button').first()).toContainText(/Giấy còn hiệu lực: A0001/)
    await fillRequest(page)
    await page.keyboard.press('Control+Enter')
    await expect(people.getByRole('button').first()).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Enter')
    const looked = page.getByRole('checkbox', { name: /^Đã xem giấy còn hiệu lực A0001/ })
    await expect(looked).toBeFocused()
    await page.keyboard.press('Space')
    await expect(looked).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: /^39901-26-A\d{5}-.$/ })).toBeVisible()
  })
})

/** What every application needs besides the person. */
async function fillRequest(page: Page): Promise<void> {
  await tabTo(page, 'Nhóm đối tượng')
  await page.keyboard.press('ArrowDown')
  await fill(page, 'Mục đích', 'Di lam')
  await fill(page, 'Lộ trình', 'Ngo 4 va ve')
}
