import { activatePolicy, receiveSample, rollBackPolicy } from '../../src/contract/desk/policies.ts'
import { expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { fill, openForm, seriousFaults, signIn, signOut, type } from './counter.ts'

const training = 'Cấp giấy đi đường tại phường (mẫu tập huấn)'
const hanoi = 'Giấy đi đường và thẻ đi chợ có mã nhận diện (Hà Nội, tháng 9/2021)'

test('a form begun under yesterday’s rules goes on under today’s: nothing typed is lost, what is new is said', async ({
  desk,
  browser,
}) => {
  test.setTimeout(60_000)
  const { page } = desk
  await signIn(page, 1)
  await openForm(page)
  await type(page, '079170012345')
  await fill(page, 'Họ và tên', 'Le Van Thu')
  await fill(page, 'Nơi ở hiện nay', 'So 7 pho Mau')
  await expect(page.getByText(/^Đã lưu nháp/)).toBeVisible()
  await signOut(page)

  const actId = () => crypto.randomUUID()
  await as(desk, 'ngoclan', async (call) => {
    const { pack, version } = await call(receiveSample, { body: { id: 'ha-noi-2021' } })
    const params = { pack, version: String(version) }
    await call(activatePolicy, { params, body: { actId: actId(), at: null } })
  })
  await page.reload()

  await signIn(page, 1)
  await page.keyboard.press('F2')
  const said = page.getByRole('alert').filter({ hasText: 'Bộ quy tắc đã đổi' })
  await expect(said).toContainText(hanoi)
  await expect(said).toContainText('xem các ô rồi gửi')
  await expect(said.getByRole('listitem').first()).toBeVisible()
  await expect(page.getByLabel('Số giấy tờ')).toHaveValue('079170012345')
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Le Van Thu')
  await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue('So 7 pho Mau')
  await expect(page.getByRole('group', { name: 'Vùng nơi ở' })).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])

  await said.getByRole('button').click()
  await expect(said).toBeHidden()

  // Somebody else's session is needed beside the clerk's: a second window, which only the web shell has.
  const { address } = desk
  if (address !== null)
    await test.step('the same while the form stands open: taken back, the rules of before draw it', async () => {
      const params = { pack: 'ha-noi-2021', version: '1' }
      const other = await browser.newContext()
      const window = await other.newPage()
      await window.goto(address)
      await as({ ...desk, page: window }, 'ngoclan', (call) =>
        call(rollBackPolicy, { params, body: { actId: actId() } }),
      )
      await other.close()
      await expect(said).toContainText(training)
      await expect(page.getByRole('group', { name: 'Vùng nơi ở' })).toBeHidden()
      await expect(page.getByLabel('Họ và tên')).toHaveValue('Le Van Thu')
      await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue('So 7 pho Mau')
    })
})
