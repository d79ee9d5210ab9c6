import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { addStaff, establishOffice, signIn, signOut } from '../../src/contract/desk/office.ts'
import { enrolOffice } from '../../src/contract/desk/sync.ts'
import { expect, test } from '../launch.ts'
import { type Program, startNode } from '../program.ts'
import { callFrom } from './beforehand.ts'
import { registerByHand, seriousFaults, tabOnto, type } from './counter.ts'

/** A city server as a program of its own, which can be stopped and started again at the same address. */
async function startCity(folder: string, port = '0'): Promise<{ program: Program; address: string }> {
  const program = startNode(['src/city/main.ts', '--data', folder, '--port', port])
  const { address } = await program.line('address')
  return { program, address: String(address) }
}

/** What one of the city's commands answers: the JSON line with this key. */
async function askCity(folder: string, key: string, ...command: string[]): Promise<Record<string, unknown>> {
  return startNode(['src/city/main.ts', '--data', folder, ...command]).line(key)
}

test('a city out of reach stops nobody; when it is back everything is sent', async ({ launch }) => {
  // Everything is sent in the end; how soon depends on back-off and on how busy the machine is.
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'quay-city-'))
  const city = await startCity(folder)
  await startNode(['src/city/main.ts', '--data', folder, 'ward', '39901', 'Phường Ví Dụ']).ended
  const { page } = await launch({ training: false })
  await setUp(page, {
    configuration: JSON.stringify({ ...(await askCity(folder, 'roots', 'config')), address: city.address }),
    code: String((await askCity(folder, 'code', 'code', '39901'))['code']),
  })
  const chip = page.getByRole('banner').getByRole('status').first()

  await test.step('the clerk signs in; everything is sent', async () => {
    await page.reload()
    await tabOnto(page, page.getByRole('button', { name: /Lê Thị An/ }))
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('button', { name: /Đỗ Thị Mai/ })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Mật khẩu' })).toBeFocused()
    await type(page, 'mat khau cua mai')
    await page.keyboard.press('Enter')
    await expect(chip).toHaveText('Đã đồng bộ', { timeout: 45_000 })
  })

  await test.step('the city goes away: work goes on, chip and page say so', async () => {
    await city.program.stop()
    await registerByHand(page)
    await expect(chip).toHaveText(/^Ngoại tuyến · \d+ chờ gửi$/)
    await page.keyboard.press('F7')
    await expect(page.getByText(/^Không kết nối được máy chủ thành phố/)).toBeVisible()
    await expect(page.getByText('Đang chờ để thử lại')).toBeVisible()
    await expect(page.getByText(/^cũ nhất đã chờ/)).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Chưa gửi được hết')).toBeVisible()
  })

  await test.step('a USB stick takes what waits to the city, and brings its receipt back', async () => {
    const stick = mkdtempSync(join(tmpdir(), 'quay-stick-'))
    // What the clerk chooses; listened for early, since a chooser that nobody awaits opens on the screen.
    let chosen = ''
    page.on('filechooser', (chooser) => void chooser.setFiles(chosen))
    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Shift+F2')
    const download = await downloading
    const brought = join(stick, download.suggestedFilename())
    await download.saveAs(brought)
    await expect(page.getByText('Đã ghi 1 tệp vào thư mục tải về')).toBeVisible()
    const answer = join(stick, 'tra-loi.psp-answer')
    chosen = brought
    await page.keyboard.press('Insert')
    await expect(page.getByText(/Đây là gói gửi lên thành phố, không phải gói trả lời/)).toBeVisible()
    const { taken } = await askCity(folder, 'taken', 'import-bundle', brought, '--out', answer)
    chosen = answer
    await page.keyboard.press('Insert')
    await expect(page.getByText(new RegExp(`Thành phố đã ký nhận ${String(taken)} mục`))).toBeVisible()
    await expect(page.getByText('không còn gì chờ')).toBeVisible()
    rmSync(stick, { recursive: true })
  })

  await test.step('the city is back: one key, and all is sent', async () => {
    const back = await startCity(folder, new URL(city.address).port)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã gửi hết cho thành phố')).toBeVisible()
    await expect(chip).toHaveText('Đã đồng bộ', { timeout: 45_000 })
    await expect(page.getByText('Máy chủ có đúng những gì máy này có')).toBeVisible()
    await expect(page.getByText('không còn gì chờ')).toBeVisible()
    await back.program.stop()
  })
  rmSync(folder, { recursive: true, force: true })
})

/** A real office with an administrator and a clerk, enrolled with the city; nobody is signed in afterwards. */
async function setUp(page: Page, enrolment: { configuration: string; code: string }): Promise<void> {
  const call = callFrom(page)
  const administrator = { user: 'an.le', fullName: 'Lê Thị An', password: 'giay trang muc den' }
  const { user, password } = administrator
  await call(establishOffice, {
    body: { wardCode: '39901', wardName: 'Phường Ví Dụ', parentName: 'Thành phố Mẫu', administrator },
  })
  await call(signIn, { body: { user, password } })
  await call(enrolOffice, { body: enrolment })
  await call(addStaff, {
    body: {
      user: 'mai.do',
      fullName: 'Đỗ Thị Mai',
      roles: ['clerk'],
      password: 'mat khau cua mai',
      pin: null,
    },
  })
  await call(signOut, {})
}
