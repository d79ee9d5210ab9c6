import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { activatePolicy, receiveSample } from '../../src/contract/desk/policies.ts'
import { registerCase } from '../../src/contract/desk/registration.ts'
import { addDays, dateAt } from '../../src/domain/calendar.ts'
import { expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { fill, seriousFaults, signIn, signOut, tabOnto } from './counter.ts'
import { drop } from './hands.ts'

const [first, second] = [5, 6]
const training = 'Cấp giấy đi đường tại phường (mẫu tập huấn)'
const hanoi = 'Giấy đi đường và thẻ đi chợ có mã nhận diện (Hà Nội, tháng 9/2021)'

async function openPolicies(page: Page): Promise<void> {
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Bộ quy tắc' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Bộ quy tắc', level: 1 })).toBeVisible()
}

async function choose(page: Page, tab: RegExp): Promise<void> {
  await tabOnto(
    page,
    page.getByRole('group', { name: 'Xem bộ quy tắc theo' }).getByRole('button', { name: tab }),
  )
  await page.keyboard.press('Enter')
}

/** The pack shown on the right, and how it stands. */
async function shown(page: Page, title: string, state: string): Promise<void> {
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
  await expect(page.getByRole('heading', { name: title, level: 2 }).locator('../..')).toContainText(state)
}

test('rules change overnight: read, tried, put in force, worked under, and taken back', async ({ desk }) => {
  test.setTimeout(120_000)
  const { page } = desk
  await signIn(page, first)

  await test.step('a place of 2021 is loaded from the samples', async () => {
    await openPolicies(page)
    await shown(page, training, 'Đang áp dụng')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Insert')
    const dialog = page.getByRole('dialog', { name: 'Nạp bộ quy tắc' })
    await expect(dialog).toBeVisible()
    await tabOnto(page, dialog.getByRole('group', { name: 'Bộ mẫu năm 2021' }).getByRole('button').first())
    for (let step = 0; step < 5; step++) {
      if ((await page.locator(':focus').innerText()).includes('(Hà Nội,')) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await shown(page, hanoi, 'Sẵn sàng')
  })

  await test.step('what it changes is read in words, and tried on the cases there are', async () => {
    await choose(page, /^Thay đổi/)
    await expect(page.getByRole('list', { name: 'Thay đổi' })).toContainText('Thêm thủ tục')
    expect(await seriousFaults(page)).toEqual([])
    await choose(page, /^Chạy thử/)
    await expect(page.getByText('5 hồ sơ', { exact: true })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Hồ sơ sẽ khác' })).toContainText('39901-26-A')
    expect(await seriousFaults(page)).toEqual([])
    await choose(page, /^Giấy và hồ sơ cũ/)
    await expect(page.getByText('5 hồ sơ đang giải quyết theo bộ khác.')).toBeVisible()
  })

  await test.step('put in force, it is what the counter works under at once', async () => {
    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: 'Áp dụng bộ quy tắc' })
    await expect(dialog).toContainText('thay đổi so với bộ đang áp dụng')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await shown(page, hanoi, 'Đang áp dụng')
    await signOut(page)
    await as(desk, 'thanhmai', async (call) => {
      const registered = await call(registerCase, { body: hanoiApplication() })
      expect(registered.pack).toBe('ha-noi-2021/1')
    })
    await page.reload()
  })

  await test.step('taken back, the pack before it is in force again', async () => {
    await signIn(page, first)
    await openPolicies(page)
    await shown(page, hanoi, 'Đang áp dụng')
    await page.keyboard.press('Shift+F8')
    const dialog = page.getByRole('dialog', { name: 'Về bộ trước' })
    await expect(dialog).toContainText('Hồ sơ đã nhận vẫn làm theo bộ lúc nhận')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(
      page.getByRole('group', { name: 'Danh sách bộ quy tắc' }).getByRole('button').first(),
    ).toContainText('Phường Ví Dụ')
    await choose(page, /^Lịch sử/)
    await expect(page.getByText(`Quay lại: ${training}`)).toBeVisible()
  })
})

test('a bad pack is refused with line and reason, and one dropped on the page is taken', async ({ desk }) => {
  const { page } = desk
  const good = readFileSync('resources/policies/vi-du.json', 'utf8')
  const tomorrow = addDays(dateAt(Date.now()), 1)
  await signIn(page, first)
  await openPolicies(page)

  await test.step('an unknown step', async () => {
    const bad = good.replace('"step": "verify"', '"step": "guess"')
    const line = bad.split('\n').findIndex((one) => one.includes('"guess"')) + 1
    await drop(page, Buffer.from(bad), 'sai.json', 'application/json')
    const dialog = page.getByRole('dialog', { name: 'Nạp bộ quy tắc' })
    await expect(dialog.getByRole('alert')).toContainText('Không nhận')
    await expect(dialog.getByRole('alert')).toContainText(`Dòng ${line}`)
    await expect(dialog.getByRole('alert')).toContainText('steps[0].step')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await shown(page, training, 'Đang áp dụng')
  })

  await test.step('a good one without a signature waits for two administrators', async () => {
    const file = JSON.stringify({ ...JSON.parse(good), version: 2, effectiveFrom: tomorrow }, null, 2)
    await drop(page, Buffer.from(file), 'moi.json', 'application/json')
    await shown(page, training, 'Chờ đồng ý')
    await expect(page.getByText('cần hai quản trị khác nhau đồng ý')).toBeVisible()
  })

  await test.step('one for a later program is kept and announced, not applied', async () => {
    const file = JSON.stringify({ ...JSON.parse(good), format: 9, version: 9, title: 'Bộ ngày mai' }, null, 2)
    await drop(page, Buffer.from(file), 'sau.json', 'application/json')
    await shown(page, 'Bộ ngày mai', 'Cần phần mềm mới')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('F4')
    await expect(page.getByText('Bộ quy tắc cần phần mềm mới hơn: Bộ ngày mai')).toBeVisible()
  })
})

test('what an office sets itself needs the second administrator', async ({ desk }) => {
  test.setTimeout(120_000)
  const { page } = desk
  await signIn(page, first)

  await test.step('the first edits hours and signer; a day that is none is told', async () => {
    await openPolicies(page)
    await shown(page, training, 'Đang áp dụng')
    await page.keyboard.press('Shift+F4')
    await expect(page.getByRole('heading', { name: 'Chỉnh phần của phường' })).toBeVisible()
    await fill(page, 'Chức danh', 'PHO CHU TICH')
    await fill(page, 'Nhiều nhất (ngày)', '99')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Một số từ 1 đến 30')).toBeVisible()
    await expect(page.getByLabel('Nhiều nhất (ngày)')).toBeFocused()
    expect(await seriousFaults(page)).toEqual([])
    await fill(page, 'Nhiều nhất (ngày)', '15')
    await page.keyboard.press('Control+Enter')
    await shown(page, training, 'Chờ đồng ý')
    await expect(page.getByText('phiên bản 1, phường chỉnh lần 1').first()).toBeVisible()
    await expect(page.getByText('Đã đồng ý: Vũ Ngọc Lan.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Đồng ý', exact: true })).toBeDisabled()
    await signOut(page)
  })

  await test.step('the second agrees, then it may be put in force at midnight, and cancelled', async () => {
    await signIn(page, second)
    await openPolicies(page)
    await tabOnto(page, page.getByRole('group', { name: 'Danh sách bộ quy tắc' }).getByRole('button').first())
    await page.keyboard.press('ArrowDown')
    await shown(page, training, 'Chờ đồng ý')
    await page.keyboard.press('Control+Enter')
    const agree = page.getByRole('dialog', { name: 'Đồng ý' })
    await expect(agree).toContainText('cần hai quản trị khác nhau')
    await page.keyboard.press('Control+Enter')
    await expect(agree).toBeHidden()
    await shown(page, training, 'Sẵn sàng')
    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: 'Áp dụng bộ quy tắc' })
    await tabOnto(page, dialog.getByRole('radio', { name: 'Ngay bây giờ' }))
    await page.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('textbox', { name: 'Giờ' })).toHaveValue('00:00')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await shown(page, training, 'Đã hẹn giờ')
    await page.keyboard.press('Shift+F8')
    await expect(page.getByRole('dialog', { name: 'Hủy hẹn giờ' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await shown(page, training, 'Sẵn sàng')
  })
})

/** An application the counter takes under the pack of Hà Nội. */
function hanoiApplication() {
  const today = dateAt(Date.now())
  return {
    caseId: crypto.randomUUID(),
    draftId: null,
    scanRule: null,
    personId: null,
    confirmed: [],
    procedure: 'individual',
    category: 6,
    zone: 'V1',
    applicant: {
      idKind: 'can-cuoc' as const,
      idNumber: '001190004999',
      oldIdNumber: null,
      fullName: 'Đặng Thị Mẫu',
      birthDate: '1990-09-08',
      sex: 'female' as const,
      residence: 'Số 7 ngõ 15 phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu',
      phone: null,
    },
    details: {
      purpose: 'Khám bệnh, điều trị định kỳ',
      route: 'Ngõ 15 – Bệnh viện Mẫu và về',
      vehiclePlate: null,
      organisation: null,
      companions: null,
    },
    schedule: {
      firstDay: today,
      lastDay: addDays(today, 6),
      weekdays: [0, 1, 2, 3, 4],
      windows: [[360, 1080]] as [number, number][],
    },
  }
}

test('rules whose text is gone are named, nothing takes their place, and their file brings them back', async ({
  launch,
}) => {
  test.setTimeout(180_000)
  const before = await launch()
  const { dataDir } = before
  await before.close()
  const copy = mkdtempSync(join(tmpdir(), 'quay-copy-'))
  cpSync(join(dataDir, 'quay.db'), join(copy, 'quay.db'))

  const lost = await launch({ dataDir })
  await as(lost, lost.accounts[first]?.user ?? '', async (call) => {
    await call(receiveSample, { body: { id: 'ha-noi-2021' } })
    const params = { pack: 'ha-noi-2021', version: '1' }
    await call(activatePolicy, { params, body: { actId: randomUUID(), at: null } })
  })
  await lost.close()
  cpSync(join(copy, 'quay.db'), join(dataDir, 'quay.db'))
  rmSync(copy, { recursive: true })
  rmSync(join(dataDir, 'packs'), { recursive: true })

  const { page } = await launch({ dataDir })
  await signIn(page, first)
  await openPolicies(page)
  const alarm = page.getByRole('alert').filter({ hasText: 'ha-noi-2021' })
  await expect(alarm).toContainText('không còn trên máy này')
  expect(await seriousFaults(page)).toEqual([])
  const file = readFileSync('resources/policies/places/ha-noi.json')
  await drop(page, file, 'ha-noi.json', 'application/json')
  await expect(alarm).toBeHidden()
  await shown(page, hanoi, 'Đang áp dụng')
})
