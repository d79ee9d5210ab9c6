import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { type TestCodeId, testCodeIds, testCodes } from '../../src/domain/identity/test-codes.ts'
import { expect, test } from '../launch.ts'
import {
  codesOf,
  openForm,
  paste,
  printedFiles,
  putCard,
  seriousFaults,
  signIn,
  tabOnto,
  textOf,
} from './counter.ts'
import { readerTypes, readerTypesThroughUnikey } from './hands.ts'

const codeNames: Readonly<Record<TestCodeId, string>> = {
  suffix: 'mã ngắn',
  ascii: 'đủ các phím',
  vietnamese: 'chữ tiếng Việt',
  long: 'mã dài',
}
/** What a reader in keyboard mode makes of a text: it has no keys for letters with marks. */
const keysOf = (text: string) => text.replace(/[^ -~]/gu, '')

/** Opens the readers from wherever one is, by keyboard. */
async function openReaders(page: Page): Promise<void> {
  await tabOnto(page, page.getByRole('link', { name: 'Máy quét' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Máy quét', exact: true })).toBeVisible()
}

/** Begins the check of the reader in keyboard mode. */
async function beginCheck(page: Page): Promise<void> {
  await tabOnto(page, page.getByRole('button', { name: 'Kiểm tra: Máy quét kiểu bàn phím' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Mã 1/4: mã ngắn' })).toBeVisible()
}

function fact(page: Page, label: string): Locator {
  const facts = page.getByRole('region', { name: 'Máy quét này' })
  return facts.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) })
}

/** Reads the code on the screen as a camera would. */
async function codeOnScreen(page: Page, id: TestCodeId, folder: string): Promise<string> {
  const file = join(folder, `${id}.png`)
  await page.getByRole('img', { name: `Mã QR thử: ${codeNames[id]}` }).screenshot({ path: file })
  const read = execFileSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return read.trimEnd()
}

test('a clerk checks a reader in keyboard mode and reads on one page what to change', async ({
  desk,
}, info) => {
  test.setTimeout(150_000)
  const { page } = desk
  await signIn(page, 1)
  await openReaders(page)

  await test.step('which readers there are; looking for them now', async () => {
    await page.keyboard.press('F8')
    await expect(page.getByText('Đang dùng được 1 máy quét')).toBeVisible()
    await expect(page.getByText('Máy quét mô phỏng')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Dữ liệu thô' })).toHaveCount(0)
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('every code on the screen can be read from the screen', async () => {
    await beginCheck(page)
    for (const id of testCodeIds) {
      expect(await codeOnScreen(page, id, info.outputDir)).toBe(testCodes[id])
      await page.keyboard.press('F8')
    }
    await expect(page.getByRole('heading', { name: 'Mã 1/4: mã ngắn' })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('or printed, for a reader that reads no screens', async () => {
    await page.keyboard.press('Shift+F2')
    await expect(page.getByText('Đã in tờ mã thử')).toBeVisible()
    const [sheet = ''] = printedFiles(desk)
    expect(textOf(sheet)).toContain('TỜ MÃ THỬ MÁY QUÉT')
    expect(codesOf(sheet, info.outputDir)).toEqual(
      expect.arrayContaining([testCodes.suffix, testCodes.ascii]),
    )
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('a fast reader without an input method: what arrived is shown at once', async () => {
    const arrived = page.getByRole('region', { name: 'Vừa nhận được' })
    await readerTypes(page, testCodes.suffix, 'Enter')
    await expect(arrived).toContainText('mã ngắn: đúng nguyên văn')
    await readerTypes(page, testCodes.ascii, 'Enter')
    await expect(arrived).toContainText('đủ các phím: đúng nguyên văn')
    await readerTypes(page, keysOf(testCodes.vietnamese), 'Enter')
    await expect(arrived).toContainText('chữ tiếng Việt: mất chữ có dấu')
    await expect(arrived.locator('mark').first()).toHaveText('Đ')
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('a card put on the reader meanwhile is no test code', async () => {
    await putCard(page, 'Đặng Thị Ngọc Dung')
    await expect(page.getByText('Vừa quét giấy tờ, không phải mã thử.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Mã 4/4: mã dài' })).toBeVisible()
  })

  await test.step('one page: mode, speed, end, letters, what to change, by the names of the makers', async () => {
    await readerTypes(page, testCodes.long, 'Enter')
    await expect(page.getByRole('heading', { name: 'Mất dấu tiếng Việt' })).toBeFocused()
    await expect(fact(page, 'Cách nối')).toContainText('Kiểu bàn phím')
    await expect(fact(page, 'Tốc độ gõ')).toContainText(/\d+ ms một phím/)
    await expect(fact(page, 'Kết thúc bằng')).toContainText('Enter')
    await expect(fact(page, 'Bộ gõ tiếng Việt')).toContainText('không can thiệp')
    await expect(fact(page, 'chữ tiếng Việt')).toContainText('mất chữ có dấu')
    const changes = page.getByRole('region', { name: 'Cần đổi' })
    await expect(changes.getByRole('listitem').first()).toContainText('Chuyển máy quét sang USB HID POS')
    await expect(changes).toContainText('Honeywell USB HID POS PAP131')
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('the findings are kept for this reader', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã lưu kết quả của máy quét này')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Máy quét', exact: true })).toBeVisible()
    await expect(page.getByText('Chữ có dấu bị mất, không khôi phục được.')).toBeVisible()
  })

  await test.step('with Unikey on it says so, before all codes were scanned', async () => {
    await beginCheck(page)
    await readerTypesThroughUnikey(page, testCodes.ascii, null)
    await expect(page.getByRole('region', { name: 'Vừa nhận được' })).toContainText('bộ gõ can thiệp')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Bộ gõ tiếng Việt đang can thiệp' })).toBeFocused()
    await expect(fact(page, 'Kết thúc bằng')).toContainText('không có gì')
    await expect(page.getByText('Tắt Unikey hoặc EVKey (chuyển sang E) khi quét.')).toBeVisible()
    // Left without keeping it: the earlier findings stand, and scans go to their pages again.
    await page.keyboard.press('Escape')
    await expect(page.getByText('Mất dấu tiếng Việt')).toBeVisible()
    await readerTypes(page, '001190004821||DANG THI NGOC DUNG|08091990|N|SO 7|12112024||||', 'Enter')
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001190004821')
  })
})

test('the simulated reader scans the test codes and is found good', async ({ desk }) => {
  const { page } = desk
  await signIn(page, 1)
  await openReaders(page)
  await page.keyboard.press('Control+Enter')
  for (const [place, id] of testCodeIds.entries()) {
    await expect(page.getByRole('heading', { name: `Mã ${place + 1}/4: ${codeNames[id]}` })).toBeVisible()
    await putCard(page, `Mã thử – ${codeNames[id]}`)
  }
  await expect(page.getByRole('heading', { name: 'Tốt, không cần đổi gì' })).toBeFocused()
  await expect(fact(page, 'Cách nối')).toContainText('USB HID POS')
  await expect(fact(page, 'chữ tiếng Việt')).toContainText('đúng nguyên văn')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Đã lưu kết quả của máy quét này')).toBeVisible()
})

test('an old address names its ward of today, and stays as it is written', async ({ desk }) => {
  const { page } = desk
  const address = 'Số 7 ngõ 15, Đức Giang, Long Biên, Hà Nội'
  await signIn(page, 1)
  await openForm(page)
  await paste(page, `001190004899||Lê Thị Mẫu|08091990|Nữ|${address}|12112021`)
  await expect(page.getByText(/^Nay thuộc Phường Việt Hưng, Thành phố Hà Nội\./)).toBeVisible()
  await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue(address)
  expect(await seriousFaults(page)).toEqual([])
})

test('the administrator sees the raw bytes masked, and what nothing recognised', async ({ desk }) => {
  const { page } = desk
  const unknown = 'https://vi-du.example/la-gi'
  await signIn(page, 5)
  await openReaders(page)
  const scans = page.getByRole('region', { name: 'Dữ liệu thô của các lần quét' })

  await test.step('a card arrives as hex in which nobody can be recognised', async () => {
    await tabOnto(page, page.getByRole('button', { name: 'Dữ liệu thô' }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('Chưa có lần quét nào')).toBeVisible()
    await putCard(page, 'Trần Thị Thu Hà (còn')
    const hex = scans.locator('code').first()
    // Report 2, its length, the identifier of a QR; then every digit of the number is a 0.
    await expect(hex).toHaveText(/^02 38 5d 51 31 (?:30 ){12}7c/)
    expect((await hex.innerText()).split(' ').slice(2, 62)).not.toContain('31'.repeat(2))
    await expect(scans).toContainText('Căn cước công dân · mã 7 trường')
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('held still, gone on, cleared', async () => {
    await page.keyboard.press('F8')
    await expect(scans.getByText('Đang tạm dừng')).toBeVisible()
    await readerTypes(page, unknown, 'Enter')
    await expect(scans.getByRole('listitem')).toHaveCount(1)
    await page.keyboard.press('F8')
    await expect(scans.getByRole('listitem')).toHaveCount(2)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã sao chép, dán vào thư gửi CNTT')).toBeVisible()
    await page.keyboard.press('Shift+F8')
    await expect(scans.getByRole('listitem')).toHaveCount(0)
  })

  await test.step('the unknown code is kept for the administrator and can be deleted', async () => {
    await tabOnto(page, page.getByRole('button', { name: 'Mã lạ' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row').filter({ hasText: unknown })).toBeFocused()
    await expect(page.getByText('Byte đã che')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Shift+F8')
    await expect(page.getByText('Không có mã lạ nào')).toBeVisible()
  })
})
