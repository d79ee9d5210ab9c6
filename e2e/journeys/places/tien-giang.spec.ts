import { expect, test } from '../../launch.ts'
import { fill, openForm, putCard, seriousFaults, signIn, signOut, tabOnto, type } from '../counter.ts'
import {
  chooseChip,
  chooseOption,
  fillExactly,
  printsPaper,
  putInForce,
  says,
  seals,
  send,
  staff,
  stampsAndHandsOver,
} from './people.ts'

const name = 'Đặng Thị Ngọc Dung'

test('Tiền Giang: a household of the red zone gets its market slip with the hours it may go', async ({
  desk,
}) => {
  test.setTimeout(180_000)
  const { page } = desk
  await test.step('the rules of the place are put in force', () => putInForce(page, '(Tiền Giang,'))

  await test.step('the zone says who may apply; the slip is asked for at the desk', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await chooseChip(page, 'Thủ tục', 'Cấp giấy đi đường cho người dân')
    await chooseOption(page, 'Nhóm đối tượng', 'Đối tượng 4: người dân có nhu cầu thật sự cần thiết')
    await chooseChip(page, 'Vùng nơi ở', 'Vùng đỏ')
    await expect(page.getByRole('alert')).toContainText('không cho phép nhóm này')
    await expect(page.getByRole('alert')).toContainText('việc khác liên hệ trung tâm chỉ huy')
    expect(await seriousFaults(page)).toEqual([])
    await chooseChip(page, 'Thủ tục', 'Phát phiếu đi chợ theo khung giờ')
    await expect(page.getByRole('combobox', { name: 'Nhóm đối tượng' })).toHaveValue('5')
    await putCard(page, name)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(name)
    await fillExactly(page, 'Nội dung', 'Mua luong thuc')
    await fill(page, 'Tổ, ấp, khu phố', 'Ap 3 – ho Dang Thi Mau')
    await fill(page, 'Số lượt', '2')
    await fill(page, 'Trong số ngày', '7')
    const from = page.getByRole('textbox', { name: 'Khung giờ 1, từ' })
    await tabOnto(page, from)
    await page.keyboard.press('ControlOrMeta+a')
    await type(page, '6')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ControlOrMeta+a')
    await type(page, '8')
    await page.keyboard.press('Tab')
    expect(await send(page)).toMatch(/^TG\.39901-\d{6}-A\d{5}$/)
    await signOut(page)
  })

  await test.step('examined, decided, sealed; the slip says market and hours; it goes to the household', async () => {
    await says(page, staff.areaPolice, name, 'Xác minh hồ sơ', 'Đã xác minh')
    await says(page, staff.official, name, 'Duyệt:', 'Đã duyệt')
    await seals(page, name)
    const { text, codes } = await printsPaper(desk, name, 'Thẻ đi chợ')
    for (const words of ['từ 06 giờ 00 đến 08 giờ 00', 'Ap 3 – ho Dang Thi Mau', name.toUpperCase()])
      expect(text).toContain(words)
    await stampsAndHandsOver(page, staff.areaPolice, name, codes[0] ?? '')
  })
})
