import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { activatePolicy, receiveSample } from '../../src/contract/desk/policies.ts'
import { dateAt } from '../../src/domain/calendar.ts'
import {
  madeExtract,
  madePerson,
  signedExtract,
} from '../../src/office/features/extract/testing/made-extract.ts'
import { keyFromSeed } from '../../src/office/token/keys.ts'
import { type Desk, expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { fill, openForm, seriousFaults, signIn, signOut, tabOnto, tabTo, type } from './counter.ts'

const [clerk, administrator] = [1, 5]
const pack = 'c06-2021'
/** A resident of the extract who has no old number. */
const resident = madePerson(7)

/** A file of the ward's residents, signed by the training city or by somebody who only says so. */
function extractFile(desk: Desk, people: number, isSigned: boolean): string {
  const key = keyFromSeed(
    isSigned
      ? Buffer.from(
          readFileSync(join(desk.dataDir, 'city', 'keys', 'list-ed25519.hex'), 'utf8').trim(),
          'hex',
        )
      : Buffer.alloc(32, 7),
  )
  const file = join(desk.dataDir, `extract-${people}-${isSigned}.json`)
  writeFileSync(file, signedExtract(madeExtract(people, { asOf: dateAt(Date.now()) }), key))
  return file
}

async function openBooks(page: Page): Promise<void> {
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Sổ và báo cáo' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sổ và báo cáo', level: 1 })).toBeVisible()
}

async function choose(page: Page, tab: string): Promise<void> {
  await tabOnto(page, page.getByRole('group', { name: 'Loại sổ' }).getByRole('button', { name: tab }))
  await page.keyboard.press('Enter')
}

test('records of the population: filled from the extract, kept in ledgers, counted and taken out', async ({
  desk,
}) => {
  test.setTimeout(120_000)
  const { page } = desk
  await as(desk, 'ngoclan', async (call) => {
    await call(receiveSample, { body: { id: pack } })
    const body = { actId: crypto.randomUUID(), at: null }
    await call(activatePolicy, { params: { pack, version: '1' }, body })
  })
  await page.reload()

  await test.step('the administrator takes in the extract; one the city has not signed is refused', async () => {
    await signIn(page, administrator)
    await openBooks(page)
    await choose(page, 'Bản trích dân cư')
    await expect(page.getByRole('heading', { name: 'Chưa có bản trích dân cư' })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    const file = page.getByLabel('Nhập bản trích…')
    await file.setInputFiles(extractFile(desk, 30, false))
    await expect(page.getByRole('alert')).toContainText('không có chữ ký của thành phố')
    await file.setInputFiles(extractFile(desk, 40, true))
    await expect(page.getByRole('definition').filter({ hasText: /^40$/ })).toBeVisible()
    await expect(page.getByRole('alert')).toBeHidden()
    expect(await seriousFaults(page)).toEqual([])
    await signOut(page)
  })

  await test.step('at the counter the number on the card fills the form, and what differs is told', async () => {
    await signIn(page, clerk)
    await openForm(page)
    await tabTo(page, 'Số giấy tờ')
    await type(page, resident.idNumber)
    await page.keyboard.press('Tab')
    await expect(page.getByLabel('Họ và tên')).toHaveValue(resident.fullName)
    await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue(resident.residence)
    await expect(page.getByText('Theo bản trích dân cư ngày')).toBeVisible()
    await fill(page, 'Họ và tên', 'Tran Van Khac')
    await page.keyboard.press('Tab')
    await expect(page.getByText('Khác bản trích dân cư ngày')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabOnto(page, page.getByRole('button', { name: 'Lấy theo bản trích' }))
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Họ và tên')).toHaveValue(resident.fullName)
  })

  await test.step('a declaration is closed as it is registered', async () => {
    await tabTo(page, 'Nhóm đối tượng')
    await page.keyboard.press('ArrowDown')
    await fill(page, 'Lý do qua chốt', 'Di lam')
    await fill(page, 'điểm khai', 'Chot cau Mau')
    await tabTo(page, 'Chiều đi')
    await page.keyboard.press('ArrowDown')
    await fill(page, 'Nơi đi, nơi đến', 'Xa Mau ve phuong')
    await tabOnto(page, page.getByRole('radio', { name: 'Có', exact: true }))
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: /^39901-26-A\d{5}-.$/ })).toBeVisible()
  })

  await test.step('the register has it once; printed and as a table it leaves the office', async () => {
    await openBooks(page)
    const row = page.locator('[data-row]').filter({ hasText: resident.fullName })
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('Khai báo qua chốt kiểm soát: Di lam; Chot cau Mau')
    expect(await seriousFaults(page)).toEqual([])
    const download = page.waitForEvent('download')
    await page.keyboard.press('Shift+F8')
    const table = readFileSync(await (await download).path(), 'utf8')
    expect(table).toContain(`"${resident.fullName}","'${resident.idNumber}"`)
    await expect(page.getByText('Tệp có dữ liệu cá nhân')).toBeVisible()
  })

  await test.step('its ledger has the fields of the pack, its report counts by checkpoint', async () => {
    await choose(page, 'Sổ nghiệp vụ')
    const row = page.locator('[data-row]').filter({ hasText: resident.fullName })
    await expect(row).toContainText('Vào địa bàn')
    expect(await seriousFaults(page)).toEqual([])
    await choose(page, 'Báo cáo số liệu')
    const counts = page.getByRole('table', { name: 'Chốt kiểm soát, điểm khai' })
    await expect(counts).toContainText('Chot cau Mau')
    expect(await seriousFaults(page)).toEqual([])
    await signOut(page)
  })

  await test.step('an administrator has the counts and no book of people', async () => {
    await signIn(page, administrator)
    await openBooks(page)
    await expect(page.getByRole('table', { name: 'Tổng hợp' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sổ theo dõi' })).toHaveCount(0)
    await expect(page.getByText(resident.fullName)).toHaveCount(0)
  })
})
