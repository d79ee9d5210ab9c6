import { expect, test } from '../launch.ts'
import { fill, openForm, seriousFaults, signIn, tabTo, type } from './counter.ts'

test('a form half filled outlives the program: at most the field being typed is lost', async ({ launch }) => {
  const desk = await launch()
  const { page } = desk
  const field = (name: string) => page.getByLabel(name)
  await signIn(page, 1)
  await openForm(page)
  await type(page, '079170012345')
  await fill(page, 'Họ và tên', 'Le Van Thu')
  await fill(page, 'Ngày sinh', '5/3/1970')
  await tabTo(page, 'Nơi ở hiện nay')
  await type(page, 'So 7 pho')

  if (desk.shell !== 'web')
    await test.step('the office dies under the page: the clerk signs in again and nothing is lost', async () => {
      const office = desk.program.lines('officeProcess').at(-1)?.['officeProcess']
      process.kill(Number(office), 'SIGKILL')
      const cover = page.getByRole('dialog', { name: 'Phiên làm việc đã hết' })
      await expect(cover).toBeVisible({ timeout: 20_000 })
      expect(await seriousFaults(page)).toEqual([])
      await expect(cover.getByLabel(/^Mật khẩu/)).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(cover).toBeHidden()
      await expect(field('Nơi ở hiện nay')).toHaveValue('So 7 pho')
      await expect(field('Nơi ở hiện nay')).toBeFocused()
      await type(page, ' The')
      await expect(field('Nơi ở hiện nay')).toHaveValue('So 7 pho The')
      await expect(field('Họ và tên')).toHaveValue('Le Van Thu')
    })

  await test.step('the whole program is killed and opened again', async () => {
    await expect(page.getByText(/^Đã lưu nháp/)).toBeVisible()
    await type(page, ' Mau')
    desk.program.child.kill('SIGKILL')
    await desk.program.ended
  })

  const again = await launch({ dataDir: desk.dataDir })
  await test.step('the form is back, with the cursor in the same field', async () => {
    const back = again.page
    await signIn(back, 1)
    await back.keyboard.press('F2')
    await expect(back.getByText(/^Đã mở lại nháp dở lúc/)).toBeVisible()
    await expect(back.getByLabel('Số giấy tờ')).toHaveValue('079170012345')
    await expect(back.getByLabel('Họ và tên')).toHaveValue('Le Van Thu')
    await expect(back.getByLabel('Ngày sinh')).toHaveValue('05/03/1970')
    await expect(back.getByLabel('Nơi ở hiện nay')).toBeFocused()
    await type(back, 'So 7 pho Mau')
    await expect(back.getByLabel('Nơi ở hiện nay')).toHaveValue('So 7 pho Mau')
    expect(await seriousFaults(back)).toEqual([])
  })
})
