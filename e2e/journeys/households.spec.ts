import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { actOnBatch, listBatches, lookAtRow, readBatch, sealBatch } from '../../src/contract/desk/batches.ts'
import { leaveHousehold, readHousehold } from '../../src/contract/desk/households.ts'
import { cardsOfList, printDeliveryList } from '../../src/contract/desk/market-days.ts'
import { stampSheet } from '../../src/contract/desk/issuing.ts'
import type { Call } from '../../src/contract/client.ts'
import { workbook } from '../../src/office/lists/testing/workbook.ts'
import { type Desk, expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { codesOf, paste, printedFiles, seriousFaults, signIn, signOut, tabOnto, textOf } from './counter.ts'
import { putInForce, staff } from './places/people.ts'

const syllables = ['An', 'Bình', 'Cường', 'Dũng', 'Giang', 'Hải', 'Khánh', 'Long', 'Minh', 'Nam']

/** A roster as a residential group sends it: forty households, one of which has no address. */
const roster = () =>
  workbook({
    rows: [
      ['STT', 'Họ tên chủ hộ', 'Số CCCD', 'Địa chỉ', 'Số nhân khẩu', 'Tổ dân phố'],
      ...Array.from({ length: 40 }, (_, index) => [
        index + 1,
        `Lê Văn ${syllables[Math.floor(index / 10)] ?? ''} ${syllables[index % 10] ?? ''}`,
        `001085${String(900_000 + index)}`,
        index === 7 ? '' : `Số ${index + 1} đường Mẫu`,
        (index % 5) + 2,
        'Tổ 9',
      ]),
    ],
  })

async function openHouseholds(page: Page, tab: string): Promise<void> {
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Hộ dân, thẻ đi chợ' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Hộ dân và thẻ đi chợ' })).toBeVisible()
  await page.getByRole('button', { name: tab, exact: true }).click()
}

/** The only list of cards there is. */
async function listOf(call: Call): Promise<string> {
  const { batches } = await call(listBatches, { query: {} })
  return batches[0]?.batchId ?? ''
}

/** Opens the rows of the sample and takes an act on the whole list. */
async function judge(desk: Desk, user: string, act: 'verify' | 'approve'): Promise<void> {
  await as(desk, user, async (call) => {
    const params = { batchId: await listOf(call) }
    const { acts } = await call(readBatch, { params })
    for (const caseId of acts.find((one) => one.act === act)?.sample ?? [])
      await call(lookAtRow, { params, body: { caseId } })
    const body = { actId: randomUUID(), act, cases: null, reasonCode: null, note: null }
    expect(await call(actOnBatch, { params, body })).toMatchObject({ done: 39, left: [] })
  })
}

test('forty households come from a spreadsheet and go to market by their cards', async ({ desk }) => {
  test.setTimeout(240_000)
  const { page } = desk
  await putInForce(page, '(Tiền Giang,')

  await test.step('the list is read, looked at, and taken without the row that has to be corrected', async () => {
    await signIn(page, staff.clerk)
    await openHouseholds(page, 'Sổ hộ')
    await expect(page.getByText('Chưa có hộ nào')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Shift+F5')
    const dialog = page.getByRole('dialog', { name: 'Đọc danh sách hộ từ tệp' })
    const file = { name: 'to-9.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(roster()) }
    await dialog.getByLabel('Chọn tệp').setInputFiles(file)
    await expect(dialog).toContainText('39 dòng tốt, 0 cần xem, 1 phải sửa')
    await expect(dialog).toContainText('Thiếu nơi ở')
    expect(await seriousFaults(page)).toEqual([])
    await dialog.getByRole('combobox', { name: 'Vùng' }).selectOption('CAM')
    await dialog.getByRole('button', { name: 'Ghi vào sổ' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('39 hộ', { exact: true })).toBeVisible()
  })

  await test.step('two households are corrected, found by their name without marks', async () => {
    for (const [name, members] of [
      ['le van an giang', '7'],
      ['le van an hai', '8'],
    ] as const) {
      await page.keyboard.press('F3')
      await page.getByRole('search').getByRole('textbox').fill(name)
      await expect(page.getByText('1 hộ', { exact: true })).toBeVisible()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Sửa hộ' })
      await dialog.getByLabel('Số nhân khẩu').fill(members)
      await expect(dialog).toContainText('Ghi vào sổ từ danh sách')
      await dialog.getByRole('button', { name: 'Lưu hộ' }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('search').getByRole('textbox').fill('')
      await expect(page.getByText('39 hộ', { exact: true })).toBeVisible()
    }
  })

  await test.step('market days are seen with their figures, and taken', async () => {
    await page.getByRole('button', { name: 'Chia ngày đi chợ', exact: true }).click()
    await expect(page.getByText('Theo bộ quy tắc đang áp dụng')).toBeVisible()
    await expect(page.getByText('3 ngày một lần')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    const sure = page.getByRole('dialog', { name: 'Áp dụng phương án' })
    await expect(sure).toContainText('39 hộ được xếp')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Mọi hộ đã có ngày đi chợ theo phương án này')).toBeVisible()
  })

  await test.step('the cards of a period are made in one go, and go through the hands of the ward', async () => {
    await page.getByRole('button', { name: 'Thẻ đi chợ', exact: true }).click()
    await page.keyboard.press('Insert')
    const dialog = page.getByRole('dialog', { name: 'Lập thẻ của kỳ' })
    await dialog.getByRole('button', { name: 'Lập thẻ của kỳ' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Còn 39 thẻ chưa trao')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await signOut(page)
    await judge(desk, userAt(desk, staff.areaPolice), 'verify')
    await judge(desk, userAt(desk, staff.official), 'approve')
    await as(desk, userAt(desk, staff.wardPolice), async (call) => {
      const pin = desk.accounts[staff.wardPolice - 1]?.pin ?? ''
      const body = { actId: randomUUID(), pin }
      expect(await call(sealBatch, { params: { batchId: await listOf(call) }, body })).toMatchObject({
        done: 39,
      })
    })
  })

  const codes: string[] = []
  await test.step('they are printed four on a sheet; the delivery list has room to sign', async () => {
    await page.reload()
    await signIn(page, staff.clerk)
    await openHouseholds(page, 'Thẻ đi chợ')
    await expect(page.getByText('Chờ in').first()).toBeVisible()
    await page.keyboard.press('Shift+F2')
    await expect(page.getByRole('dialog', { name: 'In danh sách' }).getByLabel('Máy in')).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => printedFiles(desk).length).toBe(1)
    const pdf = printedFiles(desk)[0] ?? ''
    codes.push(...codesOf(pdf, desk.dataDir))
    expect(codes).toHaveLength(4)
    expect(textOf(pdf)).toContain('LÊ VĂN AN AN')
    await expect(page.getByText('Chờ quét kiểm tra', { exact: true })).toBeVisible()
    await openHouseholds(page, 'Thẻ đi chợ')
    await expect(page.getByText('Chờ đóng dấu tay').first()).toBeVisible()
    await signOut(page)
    await as(desk, userAt(desk, staff.clerk), async (call) => {
      const list = await call(printDeliveryList, { params: { batchId: await listOf(call) } })
      expect(list.size).toBeGreaterThan(1000)
    })
  })

  await test.step('three are stamped and handed out by their scan; the list says who is missing', async () => {
    await as(desk, userAt(desk, staff.wardPolice), async (call) => {
      for (const scannedText of codes.slice(0, 3))
        await call(stampSheet, { body: { actId: randomUUID(), scannedText } })
    })
    await page.reload()
    await signIn(page, staff.areaPolice)
    await openHouseholds(page, 'Thẻ đi chợ')
    await expect(page.getByText('Quét từng thẻ khi trao tận tay')).toBeVisible()
    for (const [index, code] of codes.slice(0, 3).entries()) {
      await paste(page, code)
      await expect(page.getByText(`Còn ${38 - index} thẻ chưa trao`).first()).toBeVisible()
    }
    await paste(page, codes[3] ?? '')
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByText('Đã trao', { exact: true })).toHaveCount(3)
    expect(await seriousFaults(page)).toEqual([])
    await signOut(page)
  })

  await test.step('the card of a household that moved out still passes the gate, until the official withdraws it', async () => {
    await as(desk, userAt(desk, staff.areaPolice), async (call) => {
      const { cards } = await call(cardsOfList, { params: { batchId: await listOf(call) } })
      const params = { householdId: cards[4]?.householdId ?? '' }
      const { version } = await call(readHousehold, { params })
      await call(leaveHousehold, { params, body: { actId: randomUUID(), version, reason: 'moved-out' } })
    })
    await page.reload()
    await signIn(page, staff.official)
    await openHouseholds(page, 'Thẻ đi chợ')
    await expect(page.getByText('1 thẻ của hộ không còn trong sổ vẫn qua được cổng chợ')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabOnto(page, page.getByRole('button', { name: 'Thu hồi 1 thẻ' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Thu hồi 1 thẻ' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã thu hồi 1 thẻ')).toBeVisible()
    await expect(page.getByText(/thẻ của hộ không còn trong sổ/)).toHaveCount(0)
  })
})

/** The account at a place of the sign-in page. */
function userAt(desk: Desk, place: number): string {
  return desk.accounts[place - 1]?.user ?? ''
}
