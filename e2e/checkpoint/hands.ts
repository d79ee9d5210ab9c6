import { expect, type Page } from '@playwright/test'
import type { Answer } from '../../src/domain/verdict.ts'
import { symbol } from '../../src/office/token/symbol.ts'
import type { ServedCity } from './served-city.ts'

/** Opens the page, says where the checkpoint stands, and waits until it can do without a network. */
export async function setUp(page: Page, city: ServedCity, pairing = true): Promise<void> {
  await page.goto(`${city.address}/checkpoint/`)
  await page.getByLabel('Tên chốt').fill('Chốt Cầu Mẫu')
  await page.getByLabel('Mã phường, xã').fill('39901')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await expect(page.getByText('Đưa mã QR của giấy vào máy quét')).toBeVisible()
  if (pairing) {
    await page.getByRole('button', { name: 'Chốt', exact: true }).click()
    await page.getByLabel('Mã ghép').fill(await city.code())
    await page.getByRole('button', { name: 'Ghép', exact: true }).click()
    await expect(page.getByText('Máy này đã ghép')).toBeVisible()
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).first().click()
  }
  await expect(page.getByRole('button', { name: 'Có mạng', exact: true })).toBeVisible()
}

/** Pastes the text of a code. */
export async function paste(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('Nội dung mã QR')
  if (!(await field.isVisible())) await page.locator('.paste summary').click()
  await field.fill(text)
  await page.locator('.paste').getByRole('button', { name: 'Kiểm tra' }).click()
}

/** What a keyboard reader set to the US layout types, and Enter: at once, as readers do. */
export async function scanByReader(page: Page, digits: string): Promise<void> {
  await page.evaluate((text) => {
    const press = (code: string, key: string) => {
      const target = document.activeElement ?? document.body
      for (const type of ['keydown', 'keyup'])
        target.dispatchEvent(new KeyboardEvent(type, { code, key, bubbles: true, cancelable: true }))
    }
    for (const digit of text) press(`Digit${digit}`, digit)
    press('Enter', 'Enter')
  }, digits)
}

/** Waits for an answer. */
export async function expectAnswer(page: Page, answer: Answer): Promise<void> {
  await expect(page.locator('.answer')).toHaveAttribute('data-answer', answer)
}

/** A code as grey pixels on white, row by row: `side` pixels square, the symbol in the middle. */
export function picture(text: string, side: number): Uint8Array {
  const { modules, size } = symbol(text)
  const scale = Math.floor(side / (size + 8))
  const margin = Math.floor((side - size * scale) / 2)
  const pixels = new Uint8Array(side * side).fill(235)
  for (const [y, row] of modules.entries())
    for (const [x, black] of row.entries())
      if (black)
        for (let line = 0; line < scale; line++)
          pixels.fill(
            16,
            (margin + y * scale + line) * side + margin + x * scale,
            (margin + y * scale + line) * side + margin + (x + 1) * scale,
          )
  return pixels
}

/** A film of one grey picture in the raw format Chromium's pretended camera plays (YUV4MPEG2, 4:2:0). */
export function film(pixels: Uint8Array, side: number): Uint8Array {
  const head = new TextEncoder().encode(`YUV4MPEG2 W${side} H${side} F10:1 Ip A1:1 C420mpeg2\n`)
  const frame = new TextEncoder().encode('FRAME\n')
  const colour = new Uint8Array((side * side) / 2).fill(128)
  const one = Buffer.concat([frame, pixels, colour])
  return Buffer.concat([head, one, one, one])
}
