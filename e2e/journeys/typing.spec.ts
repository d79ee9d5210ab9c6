import { expect, test } from '../launch.ts'
import { openForm, seriousFaults, signIn, tabOnto, tabTo, type } from './counter.ts'
import {
  commit,
  compose,
  enterWhileComposing,
  readerTypes,
  readerTypesThroughUnikey,
  type Suffix,
  typeWithUnikey,
} from './hands.ts'

const card = '001090004821||LE VAN AN|08091990|Nam|So 7 ngo 15 pho Thu Nghiem, Phuong Vi Du|12112024||||'
/** Not a permit of this office; what it is worth is the verify page's business. */
const permit = 'VP1:RRQ+D9 60CO0.M1P$E8CKK2KWY0XNDCC0/E7V50-30100780746QF6//5A%OA%O+W59H8+Q8Q3DPEDR'

test('Vietnamese arrives as it was typed, by an input method and by Unikey', async ({ desk }) => {
  const { page } = desk
  const name = page.getByLabel('Họ và tên')
  await signIn(page, 1)
  await openForm(page)

  await test.step('composed letter by letter; Enter in the middle of a word does nothing', async () => {
    await tabTo(page, 'Họ và tên')
    for (const step of ['N', 'Ng', 'Ngu', 'Nguy', 'Nguyê', 'Nguyễ', 'Nguyễn']) await compose(page, step)
    await enterWhileComposing(page)
    await expect(name).toBeFocused()
    await commit(page, 'Nguyễn')
    await type(page, ' ')
    for (const step of ['T', 'Thi', 'Thị']) await compose(page, step)
    await commit(page, 'Thị')
    await type(page, ' ')
    for (const step of ['Khu', 'Khuy', 'Khuyu', 'Khuỷu']) await compose(page, step)
    await commit(page, 'Khuỷu')
    await expect(name).toHaveValue('Nguyễn Thị Khuỷu')
    await page.keyboard.press('Enter')
    await expect(name).not.toBeFocused()
    await expect(name).toHaveValue('Nguyễn Thị Khuỷu')
    await expect(page.getByLabel('Ngày sinh')).toBeFocused()
  })

  await test.step('letters taken back and put in again by Unikey', async () => {
    await tabTo(page, 'Nơi ở hiện nay')
    await typeWithUnikey(page, 'So<ố 3 d<đuo<<ương<<<ờng Hoa<à Bi<ình')
    await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue('Số 3 đường Hoà Bình')
  })

  await test.step('also where suggestions open under the field', async () => {
    await tabTo(page, 'Mục đích')
    await typeWithUnikey(page, 'Kha<ám be<ênh<<<ệnh d<đinh<<<ịnh ky<ỳ')
    await expect(page.getByRole('combobox', { name: 'Mục đích' })).toHaveValue('Khám bệnh định kỳ')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('combobox', { name: 'Mục đích' })).toHaveValue('Khám bệnh định kỳ')
  })

  await test.step('and in the search, which waits for the word to be finished', async () => {
    await page.keyboard.press('F3')
    const box = page.getByRole('search').getByRole('textbox')
    await expect(box).toBeFocused()
    for (const step of ['g', 'gâ', 'gấ', 'gấm']) await compose(page, step)
    await enterWhileComposing(page)
    await commit(page, 'gấm')
    await expect(page.getByRole('row').filter({ hasText: 'Bùi Thị Hồng Gấm' })).toHaveCount(1)
    await expect(box).toHaveValue('gấm')
  })
})

test('a reader in keyboard mode is heard wherever the cursor is, and types into nothing', async ({
  desk,
}) => {
  const { page } = desk
  const route = page.getByLabel('Lộ trình')
  await signIn(page, 1)

  await test.step('from the queue a card opens the form; its letters have to be compared with the card', async () => {
    await expect(page.getByRole('heading', { name: 'Việc của tôi' })).toBeVisible()
    await readerTypes(page, card, 'Enter')
    await expect(page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' })).toBeVisible()
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001090004821')
    await expect(page.getByLabel('Họ và tên')).toHaveValue('Le Van An')
    await expect(page.getByText('Quét kiểu bàn phím: đối chiếu chữ có dấu với thẻ.')).toBeVisible()
    await expect(page.getByRole('checkbox', { name: 'Đã đối chiếu họ tên và nơi ở với thẻ' })).toBeFocused()
    expect(await seriousFaults(page)).toEqual([])
  })

  const endings: readonly Suffix[] = [null, 'Enter', 'Tab']
  for (const suffix of endings) {
    await test.step(`the clerk's own letters before and after a permit ending in ${suffix ?? 'nothing'} stay`, async () => {
      await tabTo(page, 'Lộ trình')
      await page.keyboard.press('ControlOrMeta+a')
      await type(page, 'Ngo 15 den ')
      await readerTypes(page, permit, suffix)
      await expect(page.getByText('Đây không phải giấy tờ của người.')).toBeVisible()
      await expect(route).toBeFocused()
      await type(page, 'benh vien Mau')
      await expect(route).toHaveValue('Ngo 15 den benh vien Mau')
      await readerTypes(page, 'TEST-GOODBYE', suffix)
      await expect(page.getByText('Không nhận dạng được mã này.')).toBeVisible()
      await expect(route).toHaveValue('Ngo 15 den benh vien Mau')
    })
  }

  await test.step('a scan on the button that sends does not press it', async () => {
    await tabOnto(page, page.locator('button[name=send]'))
    await readerTypes(page, permit, 'Enter')
    await expect(page.getByText('Đây không phải giấy tờ của người.')).toBeVisible()
    await expect(page.getByText(/ô chưa đúng/)).toHaveCount(0)
  })

  await test.step('what Unikey has spoilt is called that; of another card nothing is taken over unasked', async () => {
    await tabTo(page, 'Lộ trình')
    await page.keyboard.press('ControlOrMeta+a')
    await type(page, 'Ngo 15')
    await readerTypesThroughUnikey(page, '092088001357||LEE VAN MOT|30041988|Nam|So 7|05022025', 'Enter')
    await expect(page.getByText('Bộ gõ tiếng Việt làm hỏng mã vừa quét')).toBeVisible()
    const other = page.getByRole('dialog', { name: 'Thẻ vừa quét là của người khác' })
    await expect(other).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(other).toBeHidden()
    await expect(route).toHaveValue('Ngo 15')
    await expect(route).toBeFocused()
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001090004821')
  })
})
