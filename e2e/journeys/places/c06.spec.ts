import { expect, test } from '../../launch.ts'
import { fill, openCaseOf, openForm, putCard, seriousFaults, signIn, signOut, tabOnto } from '../counter.ts'
import {
  chooseChip,
  chooseOption,
  fillExactly,
  printsPaper,
  putInForce,
  says,
  send,
  staff,
} from './people.ts'

const name = 'Đặng Thị Ngọc Dung'

test('C06: support is paid against a voucher, and a status list decides who may travel', async ({ desk }) => {
  test.setTimeout(180_000)
  const { page } = desk
  await test.step('the rules of the place are put in force', () => putInForce(page, '(C06,'))

  await test.step('support is asked for, checked at the residence and granted', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await chooseChip(page, 'Thủ tục', 'Hỗ trợ người gặp khó khăn')
    await putCard(page, name)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(name)
    await fillExactly(page, 'Nội dung đề nghị', 'Mat viec tu thang 8')
    await chooseOption(page, 'Chính sách hỗ trợ', 'Lao động tự do mất việc')
    await fill(page, 'Mức đề nghị', '1500000')
    expect(await seriousFaults(page)).toEqual([])
    await send(page)
    await signOut(page)
    await says(page, staff.areaPolice, name, 'Xác minh hồ sơ', 'Đã xác minh')
    await says(page, staff.official, name, 'Duyệt:', 'Đã duyệt')
  })

  await test.step('the clerk pays it out; the record bears sum and voucher', async () => {
    await signIn(page, staff.clerk)
    await openCaseOf(page, name)
    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: 'Ghi việc chi trả' })
    await expect(dialog.getByLabel('Số tiền (đồng)')).toHaveValue('1.500.000')
    await fill(page, 'Số chứng từ', 'PC-0017')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Đã chi trả', { exact: true }).first()).toBeVisible()
    await signOut(page)
    const { text } = await printsPaper(desk, name, 'Phiếu ghi nhận')
    for (const words of [name, 'Lao động tự do mất việc', '1.500.000 đồng', 'PC-0017'])
      expect(text).toContain(words)
  })

  await test.step('who is put on the status list', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await chooseChip(page, 'Thủ tục', 'Cập nhật danh sách theo dõi')
    await putCard(page, name)
    await choosePerson()
    await fillExactly(page, 'Nguồn tin', 'Tram y te thong bao')
    await chooseOption(page, 'Tình trạng', 'F1')
    await send(page)
    await signOut(page)
    await says(page, staff.areaPolice, name, 'Xác minh hồ sơ', 'Đã xác minh')
  })

  await test.step('is told at the desk that they may not travel now', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await chooseChip(page, 'Thủ tục', 'Cấp giấy đi đường từ dữ liệu dân cư')
    await chooseOption(page, 'Nhóm đối tượng', 'Người dân có nhu cầu đi lại')
    await putCard(page, name)
    await choosePerson()
    await fill(page, 'Mục đích đi lại', 'Di lam')
    await fill(page, 'Lộ trình', 'Ngo 15 – xuong Mau')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('người này đang thuộc diện “F1”')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  /** The person was here before: the first of those who are alike. */
  async function choosePerson(): Promise<void> {
    await expect(page.getByText('trùng số giấy tờ').first()).toBeVisible()
    await page.keyboard.press('Shift+F4')
    await tabOnto(page, page.locator(':focus'))
    await page.keyboard.press('Enter')
    await expect(page.getByText('Đã chọn đúng người này')).toBeVisible()
  }
})
