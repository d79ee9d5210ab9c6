import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import QRCode from 'qrcode'
import { listCodes } from '../../src/office/token/list-sequence.ts'
import { expectAnswer, paste, scanByReader, setUp } from './hands.ts'
import { builtPage, expect, servedCity, test } from './served-city.ts'

test('works without a network after the first load, and sends every check exactly once when it is back', async ({
  page,
  city,
}) => {
  await setUp(page, city)
  await city.stop()
  await page.reload()
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await page.getByLabel('4 ký tự cuối').fill('0456')
  await expect(page.getByText('KHỚP với giấy')).toBeVisible()
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await paste(page, city.paper({ index: 18, places: [39902] }))
  await expectAnswer(page, 'wrong-place')
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await expect(page.getByRole('button', { name: 'Chờ gửi: 2' })).toBeVisible()
  // A second load without a network has them still.
  await page.reload()
  await expect(page.getByRole('button', { name: 'Chờ gửi: 2' })).toBeVisible()

  await city.start()
  await page.getByRole('button', { name: 'Nhật ký' }).click()
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1, 'wrong-place': 1 })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1, 'wrong-place': 1 })
})

test('a batch whose answer was lost on the way is sent again and kept once', async ({ page, city }) => {
  await setUp(page, city)
  let lost = 0
  await page.route('**/checkpoint/v1/checks', async (route) => {
    lost += 1
    if (lost > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await page.getByRole('button', { name: 'Nhật ký' }).click()
  await expect(page.getByText('Chưa gửi được')).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1 })
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1 })
})

test('a store of the device that fails for once does not end the sending', async ({ page, city }) => {
  await setUp(page, city)
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await page.evaluate(() => {
    const real = IDBIndex.prototype.getAll
    IDBIndex.prototype.getAll = function fail() {
      IDBIndex.prototype.getAll = real
      throw new DOMException('the disk does not answer', 'UnknownError')
    }
  })
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await page.getByRole('button', { name: 'Nhật ký' }).click()
  await expect(page.getByText('Chưa gửi được')).toBeVisible()
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1 })
})

test('a comparison that is made after the check was sent reaches the city, too', async ({ page, city }) => {
  await page.clock.install()
  await setUp(page, city)
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await page.clock.fastForward('02:00')
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1 })
  await page.getByLabel('4 ký tự cuối').fill('9999')
  await expect(page.getByText('KHÔNG KHỚP')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Chờ gửi: 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts('differs')).toEqual({ valid: 1 })
})

test('a list shown as several codes is read one by one, in any order, and judged by', async ({
  page,
  city,
}) => {
  await setUp(page, city)
  await city.stop()
  const codes = listCodes(city.revocationList(Array.from({ length: 600 }, (_, at) => at * 3 + 17))) ?? []
  expect(codes.length).toBeGreaterThan(1)
  const [last, ...before] = codes.toReversed()
  for (const [at, code] of before.entries()) {
    await paste(page, code)
    await expect(page.getByText(`Đang đọc danh sách: ${at + 1}/${codes.length} mã`)).toBeVisible()
  }
  await paste(page, last ?? '')
  await expect(page.getByText('Đã nhận danh sách thu hồi mới.')).toBeVisible()
  await paste(page, city.paper())
  await expectAnswer(page, 'revoked')
})

test('checks are made without pairing and wait for it', async ({ page, city }) => {
  await setUp(page, city, false)
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await page.getByRole('button', { name: 'Nhật ký' }).click()
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  await expect(page.getByText('Máy chưa ghép với thành phố')).toBeVisible()
  await page.getByRole('button', { name: 'Chốt', exact: true }).click()
  await page.getByLabel('Mã ghép').fill('AAAA-AAAA-AA')
  await page.getByRole('button', { name: 'Ghép', exact: true }).click()
  await expect(page.getByText('Máy chưa ghép với thành phố')).toBeVisible()
  await page.getByLabel('Mã ghép').fill((await city.code()).toLowerCase())
  await page.getByRole('button', { name: 'Ghép', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ valid: 1 })
})

test('a keyboard reader is heard wherever the focus is, and its keys reach no field', async ({
  page,
  city,
}) => {
  await setUp(page, city)
  await scanByReader(page, city.paper({}, 'numeric'))
  await expectAnswer(page, 'valid')
  await page.getByLabel('4 ký tự cuối').focus()
  // The next paper is scanned while the field for the card has the focus.
  await scanByReader(page, city.paper({ index: 20, name: 'Trần Thị Bình', last4: '0789' }, 'numeric'))
  await expect(page.locator('.person')).toHaveText('Trần Thị Bình')
  await page.getByLabel('4 ký tự cuối').pressSequentially('0456', { delay: 60 })
  await expect(page.getByText('KHÔNG KHỚP')).toBeVisible()
})

test('the code of the ID card is compared, number and name', async ({ page, city }) => {
  await setUp(page, city)
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await expect(page.locator('.answer')).not.toContainText('0456')
  await paste(page, '079185000456||LE VAN AN|15031985|Nam|12 Đường Mẫu|21052021')
  await expect(page.getByText('KHỚP với giấy')).toBeVisible()
  await expect(page.getByText('Họ tên trên thẻ trùng với giấy.')).toBeVisible()
  await paste(page, '079185000999||Phạm Văn Khác|15031985|Nam|12 Đường Mẫu|21052021')
  await expect(page.getByText('KHÔNG KHỚP')).toBeVisible()
  await expect(page.getByText('Họ tên trên thẻ khác trên giấy')).toBeVisible()
})

test('a picture of the paper is read; one without a code says so', async ({ page, city }) => {
  await setUp(page, city)
  const png = await QRCode.toBuffer(city.paper(), { errorCorrectionLevel: 'M', scale: 6 })
  await page
    .locator('.inputs input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png })
  await expectAnswer(page, 'valid')
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  const empty = await page.screenshot({ clip: { x: 0, y: 400, width: 200, height: 200 } })
  await page
    .locator('.inputs input[type=file]')
    .setInputFiles({ name: 'b.png', mimeType: 'image/png', buffer: empty })
  await expect(page.getByText('Không thấy mã QR trong ảnh')).toBeVisible()
})

test('what nobody signed is not shown: forged, unreadable and foreign codes', async ({ page, city }) => {
  await setUp(page, city)
  const genuine = city.paper()
  const at = genuine.length - 20
  await paste(page, `${genuine.slice(0, at)}${genuine[at] === 'A' ? 'B' : 'A'}${genuine.slice(at + 1)}`)
  await expectAnswer(page, 'forged')
  await expect(page.locator('.answer')).not.toContainText('Lê Văn An')
  await paste(page, 'https://giay-di-duong.vi-du.example/?id=1')
  await expect(page.locator('.answer')).toHaveAttribute('data-reason', 'not-a-permit')
  const other = await servedCity()
  await paste(page, other.paper())
  await expect(page.locator('.answer')).toHaveAttribute('data-reason', 'no-key')
  await other.close()
})

test('a permit that was withdrawn is refused once the newer list is there, and stays refused without a network', async ({
  page,
  city,
}) => {
  await setUp(page, city)
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await city.publish([17])
  await page.getByRole('button', { name: 'Danh sách' }).click()
  await page.getByRole('button', { name: 'Cập nhật ngay' }).click()
  await expect(page.getByText('1 giấy hoặc loạt giấy bị thu hồi')).toBeVisible()
  await city.stop()
  await page.reload()
  await paste(page, city.paper())
  await expectAnswer(page, 'revoked')
})

test('another root is refused and told; the page goes on with the lists it has and sends nothing', async ({
  page,
  city,
}) => {
  await setUp(page, city)
  const { port } = new URL(city.address)
  await city.stop()
  const impostor = await servedCity(Number(port))
  await impostor.publish()
  await page.reload()
  await expect(page.getByText('Máy chủ đưa khóa gốc KHÁC')).toBeVisible()
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await paste(page, impostor.paper())
  await expect(page.locator('.answer')).toHaveAttribute('data-reason', 'no-key')
  await page.getByRole('button', { name: 'Danh sách' }).click()
  const wire = Buffer.from(impostor.trustList())
  await page
    .locator('main input[type=file]')
    .setInputFiles({ name: 'trust.cose', mimeType: 'application/cose', buffer: wire })
  await expect(page.getByText('ký bằng khóa gốc khác với khóa đã ghim')).toBeVisible()
  await page.getByRole('button', { name: 'Nhật ký' }).click()
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  await expect(page.getByRole('button', { name: 'Chờ gửi: 2' })).toBeVisible()
  expect(await impostor.counts()).toEqual({})
  await impostor.close()
})

test('a list from a USB stick is taken; the page asks nobody but its city, and axe finds nothing', async ({
  page,
  city,
}) => {
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).host))
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await setUp(page, city)
  for (const size of [
    { width: 360, height: 740 },
    { width: 1366, height: 768 },
  ]) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: 'light' })
    await paste(page, city.paper())
    await expectAnswer(page, 'valid')
    await page.getByRole('button', { name: 'Quét tiếp' }).scrollIntoViewIfNeeded()
    await page.screenshot({ path: `test-results/checkpoint/answer-${size.width}.png` })
    for (const tab of ['Nhật ký', 'Danh sách', 'Chốt', 'Hướng dẫn', 'Kiểm tra']) {
      await page.getByRole('button', { name: tab, exact: true }).first().click()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [tab, id, nodes.map(({ html }) => html)])).toEqual([])
      await page.screenshot({ path: `test-results/checkpoint/${size.width}-${tab}.png` })
    }
    await page.getByRole('button', { name: 'Quét tiếp' }).click()
    await page.screenshot({ path: `test-results/checkpoint/waiting-${size.width}.png` })
    // Every colour of an answer, by night.
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const text of [
      city.paper(),
      city.paper({ places: [39902] }),
      city.paper({ training: true }),
      'VP1:X',
      `${city.paper().slice(0, -4)}0000`,
    ]) {
      await paste(page, text)
      await expect(page.locator('.answer')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      const answer = await page.locator('.answer').getAttribute('data-answer')
      await page.screenshot({ path: `test-results/checkpoint/night-${size.width}-${answer}.png` })
      await page.getByRole('button', { name: 'Quét tiếp' }).click()
      await expect(page.locator('.answer')).toBeHidden()
    }
  }
  await page.getByRole('button', { name: 'Danh sách' }).click()
  const wire = Buffer.from(city.trustList())
  await page
    .locator('main input[type=file]')
    .setInputFiles({ name: 'trust.cose', mimeType: 'application/cose', buffer: wire })
  await expect(page.getByText('Đã nhận danh sách nơi cấp mới.')).toBeVisible()
  expect([...asked]).toEqual([new URL(city.address).host])
  expect(complaints).toEqual([])
})

test('lists that grow old are told beside the answer, and a clock that is wrong is doubted', async ({
  page,
  city,
}) => {
  await setUp(page, city)
  await city.stop()
  const now = Date.now()
  const hour = 3_600_000
  await page.clock.setFixedTime(now + 80 * hour)
  await paste(page, city.paper())
  await expectAnswer(page, 'valid-revocation-stale')
  await expect(page.getByText(/danh sách thu hồi cũ (79|80) giờ/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Thu hồi: 3 ngày trước' })).toBeVisible()
  await page.clock.setFixedTime(now - 48 * hour)
  await paste(page, city.paper())
  await expectAnswer(page, 'clock-doubtful')
})

test('a training city says so everywhere, and its checkpoints need no code', async ({ page }) => {
  const city = await servedCity(0, true)
  await city.publish()
  await setUp(page, city, false)
  await expect(page.getByText('TẬP HUẤN – giấy kiểm tra ở đây không có giá trị.')).toBeVisible()
  await paste(page, city.paper({ training: true }))
  await expectAnswer(page, 'training')
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await expect(page.getByRole('button', { name: 'Đã gửi hết' })).toBeVisible()
  expect(await city.counts()).toEqual({ training: 1 })
  await city.close()
})

test('a newer version of the page is taken when nobody is at work, never during a check', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'quay-page-'))
  cpSync(builtPage, folder, { recursive: true })
  const city = await servedCity(0, false, folder)
  await city.publish()
  await page.clock.install()
  await setUp(page, city, false)
  await city.stop()
  const change = (file: string, from: string | RegExp, to: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to))
  change('index.html', 'Chốt kiểm tra giấy', 'Bản mới')
  change('sw.js', /"[0-9a-f]{16}"/, '"0123456789abcdef"')
  await city.start()
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  const isWaiting = () =>
    page.evaluate(async () => {
      const kept = await navigator.serviceWorker.getRegistration('/checkpoint/')
      return kept?.waiting?.state === 'installed'
    })
  await page.clock.fastForward('11:00')
  await expect.poll(isWaiting).toBe(true)
  await page.clock.fastForward('06:00')
  await expectAnswer(page, 'valid')
  await expect(page).toHaveTitle('Chốt kiểm tra giấy')
  await page.getByRole('button', { name: 'Quét tiếp' }).click()
  await page.clock.fastForward('04:00')
  await expect(page).toHaveTitle('Chốt kiểm tra giấy')
  await page.clock.fastForward('02:00')
  await expect(page).toHaveTitle('Bản mới')
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a newer version of the page takes over at a load, whole, and works without a network in its turn', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'quay-page-'))
  cpSync(builtPage, folder, { recursive: true })
  const city = await servedCity(0, false, folder)
  await city.publish()
  await setUp(page, city, false)
  await city.stop()
  const change = (file: string, from: string | RegExp, to: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to))
  change('index.html', 'Chốt kiểm tra giấy', 'Bản mới')
  change('sw.js', /"[0-9a-f]{16}"/, '"0123456789abcdef"')
  await page.reload()
  await expect(page).toHaveTitle('Chốt kiểm tra giấy')
  await city.start()
  await expect(async () => {
    await page.reload()
    await expect(page).toHaveTitle('Bản mới', { timeout: 1_000 })
  }).toPass()
  await city.stop()
  await page.reload()
  await expect(page).toHaveTitle('Bản mới')
  await paste(page, city.paper())
  await expectAnswer(page, 'valid')
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})
