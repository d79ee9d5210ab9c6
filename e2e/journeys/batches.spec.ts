import type { Page } from '@playwright/test'
import writeWorkbook from 'write-excel-file/node'
import * as api from '../../src/contract/desk/index.ts'
import { addDays, dateAt } from '../../src/domain/calendar.ts'
import { type Desk, expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { seriousFaults, signIn, signOut, tabOnto, type } from './counter.ts'
import { drop } from './hands.ts'
import { putInForce, staff } from './places/people.ts'

const organisation = 'Công ty May Mẫu'
const route = 'Ngõ 15 – Xưởng may Mẫu và về'
const people = 60
const letters = 'abcdefghik'
const numberOf = (index: number) => `0010850${10_000 + index}`
const nameOf = (index: number) =>
  `Ngô Văn M${letters.charAt(Math.floor(index / 10))}${letters.charAt(index % 10)}`

/** A confirmed and sealed enterprise with sixty listed workers. */
async function confirmedEnterprise(desk: Desk): Promise<string> {
  const today = dateAt(Date.now())
  const caseId = crypto.randomUUID()
  const params = { caseId }
  const act = (version: number) => ({ actId: crypto.randomUUID(), version, note: null })
  const workers = Array.from({ length: people }, (_, index) => ({
    name: nameOf(index),
    'id-number': numberOf(index),
    route,
  }))
  await as(desk, 'thanhmai', (call) =>
    call(api.registerCase, {
      body: {
        caseId,
        draftId: null,
        scanRule: null,
        personId: null,
        confirmed: [],
        procedure: 'organisation',
        category: 1,
        applicant: {
          idKind: 'can-cuoc',
          idNumber: '001180012345',
          oldIdNumber: null,
          fullName: 'Đặng Thị Đại Diện',
          birthDate: '1980',
          sex: 'female',
          residence: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ',
          phone: null,
        },
        details: {
          purpose: 'May trang phục bảo hộ',
          route: null,
          vehiclePlate: null,
          organisation,
          companions: null,
          more: {
            'tax-code': '0101234567',
            address: 'Số 9 phố Thử Nghiệm',
            representative: 'Đặng Thị Đại Diện, giám đốc',
            plan: 'Ba tại chỗ; xét nghiệm 7 ngày một lần.',
            'plan-date': '2026-11-10',
            workers,
          },
        },
        schedule: {
          firstDay: today,
          lastDay: addDays(today, 10),
          weekdays: [0, 1, 2, 3, 4, 5, 6],
          windows: [],
        },
      },
    }),
  )
  await as(desk, 'hoaianh', (call) => call(api.confirmCase, { params, body: act(1) }))
  await as(desk, 'minhchau', (call) => call(api.approveCase, { params, body: act(2) }))
  return caseId
}

const faults: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  3: { 2: '' },
  9: { 2: '12345' },
  21: { 1: 'năm con trâu' },
  34: { 2: '001085099999' },
  47: { 4: 'Đường khác hẳn' },
}

/** The organisation's list as it would come by mail; `mended`: without the five faults. */
async function listOf(mended: boolean): Promise<Uint8Array> {
  const heading = ['Họ và tên', 'Ngày sinh', 'Số CCCD', 'Nơi ở', 'Lộ trình']
  const rows = Array.from({ length: people }, (_, index) =>
    [nameOf(index), '25/03/1985', numberOf(index), `Số ${index + 1} phố Thử Nghiệm`, ''].map(
      (cell, at) => (mended ? undefined : faults[index]?.[at]) ?? cell,
    ),
  )
  const cells = [heading, ...rows].map((row) =>
    row.map((value) => (value === '' ? null : { value, type: String })),
  )
  return writeWorkbook(cells).toBuffer()
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function openIntake(page: Page, caseId: string): Promise<void> {
  await page.goto(new URL(`/cases/${caseId}`, page.url()).href)
  await expect(page.getByRole('heading', { name: 'Các danh sách đã nhận của đơn vị' })).toBeVisible()
  await page.keyboard.press('Insert')
  await expect(page.getByRole('heading', { name: 'Nhận danh sách người lao động' })).toBeVisible()
}

async function openBatch(page: Page, taken: string): Promise<void> {
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Danh sách' }))
  await page.keyboard.press('Enter')
  const row = page.getByRole('row', { name: new RegExp(` ${taken}( \\d+){5}$`) })
  await expect(row).toBeVisible()
  await row.dblclick()
  await expect(page.getByRole('heading', { name: organisation, level: 1 })).toBeVisible()
}

test('a list of sixty: five rows written about, sent again, approved after a sample, sealed with one PIN', async ({
  desk,
}) => {
  test.setTimeout(240_000)
  const { page } = desk
  await putInForce(page, '(Đức Giang,')
  const caseId = await confirmedEnterprise(desk)
  await page.goto(new URL('/', page.url()).href)

  await test.step('the clerk reads the list before taking it, and asks for what has to be mended', async () => {
    await signIn(page, staff.clerk)
    await openIntake(page, caseId)
    expect(await seriousFaults(page)).toEqual([])
    await drop(page, await listOf(false), 'danh-sach.xlsx', xlsx)
    await expect(
      page.getByRole('heading', { name: '55 người mới · 0 đã có · 0 thay đổi · 5 dòng phải sửa' }),
    ).toBeVisible()
    await expect(page.getByText('Thiếu số giấy tờ').first()).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    const saved = page.waitForEvent('download')
    await page.keyboard.press('Shift+F6')
    expect((await saved).suggestedFilename()).toBe('can-sua.xlsx')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Xong 55 dòng')).toBeVisible()
  })

  await test.step('the mended list brings the other five and nobody twice', async () => {
    await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Danh sách' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row').filter({ hasText: organisation })).toBeVisible()
    await page.keyboard.press('Insert')
    const whose = page.getByRole('dialog', { name: 'Danh sách của đơn vị nào?' })
    const find = whose.getByRole('textbox')
    await expect(find).toBeFocused()
    await type(page, 'may mau')
    await expect(find).toHaveValue('may mau')
    await tabOnto(page, whose.getByRole('button', { name: organisation }))
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Nhận danh sách người lao động' })).toBeVisible()
    await drop(page, await listOf(true), 'danh-sach-2.xlsx', xlsx)
    await expect(
      page.getByRole('heading', { name: '5 người mới · 55 đã có · 0 thay đổi · 0 dòng phải sửa' }),
    ).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Xong 5 dòng')).toBeVisible()
    await signOut(page)
  })

  await test.step('the official opens what the office drew, then approves all at once', async () => {
    await signIn(page, staff.official)
    await openBatch(page, '55')
    await expect(page.getByText('Còn 6 dòng phải mở xem', { exact: false })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    for (let left = 5; left >= 0; left -= 1) {
      await page.keyboard.press('F8')
      await expect(
        left > 0
          ? page.getByText(`Còn ${left} dòng phải mở xem`, { exact: false })
          : page.getByText('Đã xem đủ các dòng phải xem.'),
      ).toBeVisible()
    }
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Duyệt: 55 dòng' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Xong 55 dòng')).toBeVisible()
    await signOut(page)
  })

  await test.step('ward police seal them with one PIN', async () => {
    await signIn(page, staff.wardPolice)
    await openBatch(page, '55')
    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: 'Đóng dấu 55 giấy' })
    await expect(dialog.getByLabel('Mã PIN đóng dấu')).toBeFocused()
    await type(page, '258036')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Xong 55 dòng')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })
})
