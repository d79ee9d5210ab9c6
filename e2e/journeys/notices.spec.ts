import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { addDays, dateAt } from '../../src/domain/calendar.ts'
import type { Call } from '../../src/contract/client.ts'
import * as api from '../../src/contract/desk/index.ts'
import { mails, type MailServer, mailServer } from '../../src/office/features/notices/testing/mail-server.ts'
import { expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { fill, seriousFaults, signIn, signOut, tabOnto, tabTo, type } from './counter.ts'
import { putInForce, staff } from './places/people.ts'

/** An organisation that asks for its result by e-mail. */
function register(call: Call, name: string, to: string) {
  const today = dateAt(Date.now())
  return call(api.registerCase, {
    body: {
      caseId: randomUUID(),
      draftId: null,
      scanRule: null,
      personId: null,
      confirmed: [],
      procedure: 'organisation',
      category: 1,
      applicant: {
        idKind: 'can-cuoc',
        idNumber: `00108500${String(name.length).padStart(4, '0')}`,
        oldIdNumber: null,
        fullName: name.startsWith('Công ty') ? 'Trần Thị Đại' : 'Lý Thu Ngân',
        birthDate: name.startsWith('Công ty') ? '1980-05-06' : '1991-02-03',
        sex: 'female',
        residence: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu',
        phone: '0912345678',
      },
      details: {
        purpose: 'May trang phục bảo hộ',
        route: null,
        vehiclePlate: null,
        organisation: name,
        companions: null,
        more: {
          'tax-code': '0101234567-001',
          address: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ',
          representative: 'Trần Thị Đại, phó giám đốc',
          'e-mail': to,
          plan: 'Ba tại chỗ; xét nghiệm 7 ngày một lần.',
          'plan-date': '2026-11-10',
          workers: [
            { name: 'Ngô Văn Chỉ', 'id-number': '001080008001', route: 'Ngõ 15 – Xưởng may Mẫu và về' },
          ],
        },
      },
      schedule: {
        firstDay: today,
        lastDay: addDays(today, 10),
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        windows: [],
      },
    },
  })
}

async function openNotices(page: Page, place: number): Promise<void> {
  await signIn(page, place)
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Thông báo' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Thông báo', exact: true })).toBeVisible()
}

/** The administrator names the server, pins its certificate and writes to himself. */
async function setServer(page: Page, server: MailServer): Promise<void> {
  await openNotices(page, staff.administrator)
  await tabTo(page, 'Gửi thông báo bằng thư điện tử')
  await page.keyboard.press('Space')
  await fill(page, 'Tên máy chủ', '127.0.0.1')
  await fill(page, 'Cổng', String(server.port))
  await fill(page, 'Địa chỉ gửi', 'motcua@vi-du.example')
  await fill(page, 'Tài khoản', 'quay')
  await fill(page, 'Mật khẩu', 'mat-khau-thu')
  await page.getByLabel('Ghim chứng thư').fill(server.certificate)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Đã lưu; gửi thư thử để chắc chắn')).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])
  await tabTo(page, 'Gửi thử tới')
  await type(page, 'quantri@vi-du.example')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Máy chủ đã nhận thư thử')).toBeVisible()
  await signOut(page)
}

test('an organisation hears by e-mail; what cannot be sent is told on paper', async ({ desk }) => {
  test.setTimeout(180_000)
  const { page } = desk
  const server = await mailServer()
  try {
    await putInForce(page, '(Đức Giang,')
    await setServer(page, server)
    const heard = await as(desk, 'thanhmai', (call) =>
      register(call, 'Công ty May Mẫu', 'hanhchinh@may-mau.example'),
    )
    await page.goto(new URL('/', page.url()).href)
    await openNotices(page, staff.clerk)
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: /^Đã xong/ }).click()
    await expect(page.getByRole('row').filter({ hasText: heard.number })).toContainText('Đã gửi')
    const [, message] = await mails(server)
    expect(message?.subject).toBe(`[TẬP HUẤN] Hồ sơ ${heard.number}: đã tiếp nhận`)
    expect(message?.attachments).toHaveLength(1)
    await signOut(page)

    server.manner = 'refuses-person'
    const unheard = await as(desk, 'thanhmai', (call) =>
      register(call, 'Hợp tác xã Rau Mẫu', 'khong-co@rau-mau.example'),
    )
    await page.goto(new URL('/', page.url()).href)
    await openNotices(page, staff.clerk)
    const row = page.getByRole('row').filter({ hasText: unheard.number })
    await expect(row).toContainText('Không gửi được')
    await expect(row).toContainText('Mã 550')
    expect(await seriousFaults(page)).toEqual([])
    await tabOnto(page, row)
    await page.keyboard.press('Shift+F8')
    await expect(page.getByRole('heading', { name: `Hồ sơ ${unheard.number}` })).toBeVisible()
    expect(await mails(server)).toHaveLength(2)
  } finally {
    await server.close()
  }
})
