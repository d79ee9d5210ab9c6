import { expect, test } from '../../launch.ts'
import {
  fill,
  openForm,
  paste,
  putCard,
  seriousFaults,
  signIn,
  signOut,
  tabOnto,
  tabTo,
  type,
} from '../counter.ts'
import {
  chooseChip,
  printsPaper,
  putInForce,
  says,
  seals,
  send,
  staff,
  stampsAndHandsOver,
} from './people.ts'

const representative = 'Đặng Thị Ngọc Dung'
const worker = 'Ngô Văn Chỉ'
const route = 'Ngõ 15 – Xưởng may Mẫu và về'

test('Đức Giang: an enterprise files its plan and list, the health station confirms, a listed worker gets a permit', async ({
  desk,
}) => {
  test.setTimeout(240_000)
  const { page } = desk
  await test.step('the rules of the place are put in force', () => putInForce(page, '(Đức Giang,'))

  await test.step('the plan is filed at the desk with the list pasted from a spreadsheet', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await chooseChip(page, 'Thủ tục', 'Xác nhận phương án')
    await putCard(page, representative)
    await expect(page.getByLabel('Họ và tên').first()).toHaveValue(representative)
    await fill(page, 'Ngành nghề, lĩnh vực hoạt động', 'May trang phuc bao ho')
    await fill(page, 'Tên doanh nghiệp, cơ sở', 'Cong ty May Mau')
    await fill(page, 'Mã số thuế', '0101234567')
    await fill(page, 'Địa chỉ trụ sở', 'So 9 pho Thu Nghiem')
    await fill(page, 'Người đại diện và chức vụ', 'Dang Thi Ngoc Dung, pho giam doc')
    await fill(page, 'Tóm tắt phương án', 'Ba tai cho, xet nghiem 7 ngay mot lan')
    await fill(page, 'Ngày lập phương án', '10/11/2026')
    await tabOnto(page, page.locator('[data-cell="0-0"]'))
    await paste(
      page,
      [worker, '001080008001', 'Thợ may', 'Ca sáng', route].join('\t') +
        '\n' +
        ['Ngô Thị Kim', '001080008002', 'Thủ kho', 'Ca chiều', route].join('\t'),
    )
    await expect(page.locator('[data-cell="1-1"]')).toHaveValue('001080008002')
    expect(await seriousFaults(page)).toEqual([])
    await send(page)
    await signOut(page)
  })

  await test.step('the health station confirms, the ward signs and seals; the list goes back with one code', async () => {
    await says(page, staff.health, representative, 'Xác nhận của trạm y tế', 'Trạm y tế đã xác nhận')
    await says(page, staff.official, representative, 'Duyệt:', 'Đã duyệt')
    await seals(page, representative)
    const { text, codes } = await printsPaper(desk, representative, 'Giấy xác nhận')
    for (const words of ['CONG TY MAY MAU', 'lập ngày 10/11/2026', 'Trạm y tế', worker, '2 người'])
      expect(text).toContain(words)
    expect(codes).toHaveLength(1)
    await stampsAndHandsOver(page, staff.clerk, representative, codes[0] ?? '')
  })

  await test.step('a worker who is on the list applies by their registered way', async () => {
    await signIn(page, staff.clerk)
    await openForm(page)
    await chooseChip(page, 'Thủ tục', 'Cấp giấy đi đường cho người lao động')
    await fill(page, 'Đơn vị có danh sách', 'may mau')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabOnto(page, page.getByRole('combobox', { name: 'Người trong danh sách' }))
    await type(page, 'chi')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001080008001')
    await expect(page.getByText('Có trong danh sách')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await fill(page, 'Ngày sinh', '1980')
    await tabTo(page, 'Nam')
    await page.keyboard.press('Space')
    await fill(page, 'Nơi ở hiện nay', 'So 7')
    await fill(page, 'Mục đích đi lại', 'Di lam tai don vi')
    await send(page)
    await signOut(page)
  })

  await test.step('the permit names organisation and way', async () => {
    await says(page, staff.official, worker, 'Duyệt:', 'Đã duyệt')
    await seals(page, worker)
    const { text } = await printsPaper(desk, worker, 'Giấy đi đường')
    for (const words of [worker.toUpperCase(), 'Cong ty May Mau', route]) expect(text).toContain(words)
  })
})
