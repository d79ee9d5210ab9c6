import { approveCase } from '../../../src/contract/desk/cases.ts'
import { expect, test } from '../../launch.ts'
import { actOn, as } from '../beforehand.ts'
import { fill, openForm, putCard, seriousFaults, signIn, signOut } from '../counter.ts'
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
const householder = 'Huỳnh Trọng Phúc'

test('Hà Nội: from the desk through area police, official and ward police, and home with the area policeman', async ({
  desk,
}) => {
  test.setTimeout(180_000)
  const { page } = desk
  await test.step('the rules of the place are put in force', () => putInForce(page, '(Hà Nội,'))

  await test.step('groups of others are sent there; who needs no paper is told; a resident of the red zone applies', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await expect(page.getByText('Cấp cứu, tai nạn, hỏa hoạn, thiên tai')).toBeVisible()
    await chooseChip(page, 'Thủ tục', 'Cấp giấy đi đường cho cá nhân')
    const group = 'Nhóm 4: báo chí, truyền thông'
    await chooseOption(page, 'Nhóm đối tượng', `${group} (do Người đứng đầu cơ quan báo chí cấp)`)
    await expect(page.getByRole('alert')).toContainText('Nhóm này do Người đứng đầu cơ quan báo chí cấp')
    await chooseOption(page, 'Nhóm đối tượng', 'Nhóm 6: người lao động khác và trường hợp cấp bách')
    await chooseChip(page, 'Vùng nơi ở', 'Vùng 1')
    expect(await seriousFaults(page)).toEqual([])
    await putCard(page, name)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(name)
    await fill(page, 'Mục đích đi lại', 'Sua chua dien, nuoc')
    await fill(page, 'Lộ trình', 'Ngo 15 – Pho Thu Nghiem')
    await send(page)
    await signOut(page)
  })

  await test.step('the area policeman examines, the official decides, ward police seal', async () => {
    await says(page, staff.areaPolice, name, 'Xác minh hồ sơ', 'Đã xác minh')
    await says(page, staff.official, name, 'Duyệt:', 'Đã duyệt')
    await seals(page, name)
  })

  await test.step('the permit names zone and rules; the area policeman takes it to the door', async () => {
    const { text, codes } = await printsPaper(desk, name, 'Giấy đi đường')
    for (const words of [name.toUpperCase(), 'Vùng 1 – nội thành', 'Nhóm 6', '(Hà Nội, tháng 9/2021)'])
      expect(text).toContain(words)
    await stampsAndHandsOver(page, staff.areaPolice, name, codes[0] ?? '')
  })

  await test.step('the area policeman puts a household on the market list; the desk decides, seals and prints its card', async () => {
    await signIn(page, staff.areaPolice)
    await openForm(page)
    await expect(page.getByRole('combobox', { name: 'Nhóm đối tượng' })).toHaveValue('5')
    await chooseChip(page, 'Vùng nơi ở', 'Vùng 1')
    await putCard(page, householder)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(householder)
    await fillExactly(page, 'Nội dung', 'Mua luong thuc')
    await fill(page, 'Tổ dân phố, chủ hộ', 'To 5 – ho Nguyen Mau')
    await chooseOption(page, 'Ngày được đi', 'Ngày lẻ')
    await fillExactly(page, 'Số lượt', '3')
    await fillExactly(page, 'Trong số ngày', '7')
    await send(page)
    await signOut(page)
    await as(desk, 'minhchau', async (call) => {
      const { params, act } = await actOn(call, householder)
      await call(approveCase, { params, body: { ...act, note: null } })
    })
    await page.reload()
    await seals(page, householder)
    const { text, codes } = await printsPaper(desk, householder, 'Thẻ đi chợ')
    for (const words of ['THẺ ĐI CHỢ', 'NGÀY LẺ', householder.toUpperCase(), 'To 5 – ho Nguyen Mau'])
      expect(text).toContain(words)
    expect(codes).toHaveLength(1)
  })
})
