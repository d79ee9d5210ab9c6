import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { browserArguments, browserProgram } from '../browser.ts'
import { expectAnswer, film, picture, setUp } from './hands.ts'
import { expect, test } from './served-city.ts'

const side = 720

test('the camera reads a permit; where WebAssembly may not run, the other reader does', async ({ city }) => {
  const folder = mkdtempSync(join(tmpdir(), 'quay-camera-'))
  const shown = join(folder, 'permit.y4m')
  writeFileSync(shown, film(picture(city.paper(), side), side))
  const browser = await chromium.launch({
    executablePath: browserProgram(),
    args: [
      ...browserArguments(),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${shown}`,
    ],
  })
  for (const withoutWasm of [false, true]) {
    const context = await browser.newContext({
      locale: 'vi-VN',
      viewport: { width: 360, height: 740 },
      permissions: ['camera'],
    })
    const page = await context.newPage()
    if (withoutWasm) await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'))
    await setUp(page, city, false)
    await page.getByRole('button', { name: 'Bật máy ảnh' }).click()
    await expectAnswer(page, 'valid')
    await page.screenshot({ path: `test-results/checkpoint/camera-${withoutWasm ? 'plain' : 'wasm'}.png` })
    // The same paper still lies before the camera: it is not asked about again at once.
    await page.getByRole('button', { name: 'Quét tiếp' }).click()
    await expect(page.locator('.camera[data-running]')).toBeVisible()
    await expect(page.getByText('Đưa mã QR của giấy vào máy quét')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Tắt máy ảnh' })).toBeVisible()
    await page.screenshot({ path: `test-results/checkpoint/finder-${withoutWasm ? 'plain' : 'wasm'}.png` })
    await context.close()
  }
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})
