import { expect, test } from '../../launch.ts'
import { fill, openCaseOf, openForm, putCard, seriousFaults, signIn, signOut } from '../counter.ts'
import { addressOfCity, consoleAt, decidesAtCity } from './city-console.ts'
import {
  chooseOption,
  printsPaper,
  putInForce,
  says,
  seals,
  send,
  staff,
  stampsAndHandsOver,
} from './people.ts'

const name = 'Đặng Thị Ngọc Dung'

test('Cần Thơ: a phase opens on its day, the ward submits, the city decides, the ward seals', async ({
  desk,
  browser,
}) => {
  test.setTimeout(180_000)
  const { page } = desk
  const address = await addressOfCity(desk)
  await page.reload()
  await test.step('the rules of the place are put in force', () => putInForce(page, '(Cần Thơ,'))

  let number = ''
  await test.step('who is in a later phase is told the day; who is in this one applies', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await expect(page.getByText('Lực lượng vũ trang')).toBeVisible()
    const later = 'Đợt 4: doanh nghiệp, cơ sở sản xuất, người dân và đối tượng còn lại'
    await chooseOption(page, 'Nhóm đối tượng', `${later} (mở từ 01/03/2027)`)
    await expect(page.getByRole('alert')).toContainText('mở từ ngày 01/03/2027')
    expect(await seriousFaults(page)).toEqual([])
    await chooseOption(
      page,
      'Nhóm đối tượng',
      'Đợt 2: cơ quan nhà nước còn lại và cơ quan trung ương trên địa bàn',
    )
    await putCard(page, name)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(name)
    await fill(page, 'Mục đích đi lại', 'Di lam')
    await fill(page, 'Cơ quan, đơn vị công tác', 'Cuc Thong ke Mau')
    await fill(page, 'Chức vụ, công việc', 'Chuyen vien')
    await fill(page, 'Địa chỉ nơi làm việc', 'So 1 duong Cong So')
    await fill(page, 'Lộ trình', 'Ngo 15 – duong Cong So')
    number = await send(page)
    await signOut(page)
  })

  await test.step('the ward official puts it before the city, which agrees on its own page', async () => {
    await says(page, staff.official, name, 'Trình thành phố', 'Đã trình thành phố')
    const console = await consoleAt(browser, address)
    await decidesAtCity(console, address, { number, name }, { reference: '128/QĐ-CATP' })
    await console.close()
  })

  await test.step('the ward hears of it, seals, and the permit names the city’s decision', async () => {
    await signIn(page, staff.wardPolice)
    await openCaseOf(page, name)
    await expect(page.getByText('Thành phố đã duyệt', { exact: true })).toBeVisible({ timeout: 30_000 })
    await signOut(page)
    await seals(page, name)
    const { text, codes } = await printsPaper(desk, name, 'Giấy đi đường')
    for (const words of ['128/QĐ-CATP', 'Cuc Thong ke Mau', '(Cần Thơ, tháng 9/2021)'])
      expect(text).toContain(words)
    await stampsAndHandsOver(page, staff.clerk, name, codes[0] ?? '')
  })
})
