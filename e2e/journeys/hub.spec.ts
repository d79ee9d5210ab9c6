import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { readHubText } from '../../src/contract/sync/hub.ts'
import { expect, test } from '../launch.ts'
import { fill, seriousFaults, signIn } from './counter.ts'
import { staff } from './places/people.ts'

/** A port that was free a moment ago: several counters of this machine may be hubs. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as { port: number } // a listening server has one
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('the administrator makes a PC the ward’s hub by keyboard, and its screen shows what the others scan', async ({
  desk: { page, dataDir },
}) => {
  await signIn(page, staff.administrator)
  await page.keyboard.press('F7')
  await expect(page.getByRole('heading', { name: 'Đồng bộ với thành phố' })).toBeVisible()
  // The bar below names a key as soon as it is heard.
  await expect(page.getByRole('button', { name: 'Shift+F4 Máy trung chuyển…' })).toBeVisible()
  await page.keyboard.press('Shift+F4')
  await expect(page.getByRole('heading', { name: 'Máy trung chuyển của phường' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Cần địa chỉ dạng')).toBeVisible()
  const port = await freePort()
  await fill(page, 'Cổng', String(port))
  await page.keyboard.press('Shift+F2')
  const qr = page.getByRole('img', { name: 'Mã QR để ghép các máy khác' })
  await expect(qr).toBeVisible()
  await expect(page.getByText('Chưa có máy nào gửi qua đây')).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])
  const picture = join(dataDir, 'hub.png')
  await qr.screenshot({ path: picture })
  const read = execFileSync('zbarimg', ['-q', '--raw', picture], { encoding: 'utf8', stdio: 'pipe' })
  const shown = readHubText(read)
  expect(shown?.port).toBe(port)
  const code = shown?.code.replace(/(.{5})(?=.)/g, '$1-') ?? ''
  await expect(page.getByText(code)).toBeVisible()

  await page.keyboard.press('Shift+F4')
  await expect(page.getByRole('dialog', { name: 'Đổi mã ghép?' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(code)).toBeHidden()
  // While it closes, the dialog alone hears keys.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Shift+F2')
  await expect(page.getByRole('dialog', { name: 'Tắt trung chuyển?' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: 'Bật trung chuyển', exact: true })).toBeVisible()
})
