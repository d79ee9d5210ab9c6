import { describe, expect, it } from 'vitest'
import { compose } from '../compose.ts'
import { perMillimetre } from '../placed.ts'
import { renderSheet } from '../registry.ts'
import { usualMarketCard } from '../testing/desk-samples.ts'
import { fullMarketCard } from '../testing/full-desk-samples.ts'
import { darkest, readBack, words } from '../testing/read-back.ts'
import { longText } from '../testing/samples.ts'
import type { MarketCardSheet } from './data.ts'
import { marketCardSlip } from './index.ts'

const marksOf = (card: MarketCardSheet) =>
  compose(marketCardSlip.layout(marketCardSlip.schema.parse(card))).pages.flatMap(({ marks }) => marks)

/** The colour in the middle of the band, at its left end, as the page shows it. */
async function band(card: MarketCardSheet) {
  const box = marksOf(card).find((mark) => mark.kind === 'shape')
  if (!box) throw new Error('no band on the card')
  return readBack(await renderSheet(marketCardSlip, card), (back) => {
    const { width, rgba } = back.colours(1, 144)
    const at = (Math.round((box.y + 8) * 2) * width + Math.round((box.x + 8) * 2)) * 4
    return [...rgba.subarray(at, at + 3)]
  })
}

describe('a market card', () => {
  it('is one A6 page that says who may shop where, when and until when', async () => {
    readBack(await renderSheet(marketCardSlip, usualMarketCard), (back) => {
      expect(back.pages).toBe(1)
      expect(back.info).toMatch(/Page size: +297\.6\d* x 419\.5\d* pts/)
      const text = words(back.text)
      for (const sentence of [
        'THẺ ĐI CHỢ Số: 39901-000127 NGÀY CHẴN',
        'Người đi chợ: TRẦN THỊ THU HÀ (số giấy tờ …0123)',
        'Chủ hộ: Trần Văn Phúc; 04 người',
        'Địa chỉ: Tổ dân phố 5, 12/5 phố Thử Nghiệm',
        'Chợ: Chợ Ví Dụ và Siêu thị Minh Họa',
        'Giờ đi chợ: từ 07 giờ 00 đến 08 giờ 30',
        'Giá trị từ 25/11/2026 đến hết 09/12/2026',
        '26/11 28/11 30/11 02/12 04/12 06/12 08/12',
      ])
        expect(text).toContain(sentence)
      expect(back.symbols(1)).toEqual([usualMarketCard.tokenText])
    })
  })

  it('tells even from odd days by word, by colour, and by dark or open band where there is no colour', async () => {
    const [red, , blue] = await band(usualMarketCard)
    expect(Number(blue) - Number(red)).toBeGreaterThan(80)
    expect(await band({ ...usualMarketCard, parity: 'odd' })).toEqual([255, 255, 255])
    const odd = marksOf({ ...usualMarketCard, parity: 'odd' })
    const frame = odd.find((mark) => mark.kind === 'shape')
    expect(frame?.stroke?.colour[0]).toBeGreaterThan(0.6)
    const said = (card: MarketCardSheet) =>
      marksOf(card).flatMap((mark) => (mark.kind === 'text' ? mark.pieces.map(({ text }) => text) : []))
    expect(said({ ...usualMarketCard, parity: 'odd' })).toContain('NGÀY LẺ')
    expect(said({ ...usualMarketCard, parity: 'all' })).toContain('MỌI NGÀY')
  })

  it('keeps the stamp space clear, and 10 mm and more from the code', async () => {
    for (const base of [usualMarketCard, { ...fullMarketCard, training: false }]) {
      const marks = marksOf({ ...base, stampGuide: true })
      const corners = marks.flatMap((mark) =>
        mark.kind === 'line' && mark.dash !== undefined ? [mark.from] : [],
      )
      const left = Math.min(...corners.map(({ x }) => x))
      const right = Math.max(...corners.map(({ x }) => x))
      const top = Math.min(...corners.map(({ y }) => y))
      const symbol = marks.find((mark) => mark.kind === 'symbol')
      if (!symbol) throw new Error('no symbol on the card')
      expect((left - symbol.x - symbol.box) / perMillimetre).toBeGreaterThanOrEqual(10)
      expect(right).toBeLessThanOrEqual((105 - 6) * perMillimetre + 0.01)
      expect(symbol.module / perMillimetre).toBeGreaterThanOrEqual(0.4)
      readBack(await renderSheet(marketCardSlip, { ...base, stampGuide: false }), (back) => {
        const dot = 200 / 72
        expect(
          darkest(
            back.picture(1, 200),
            left * dot,
            (top + 1) * dot,
            (right - left) * dot,
            (right - left - 1) * dot,
          ),
        ).toBe(255)
      })
    }
  })

  it('stays one page when every field is as long as it may be, and its code is still read', async () => {
    readBack(await renderSheet(marketCardSlip, fullMarketCard), (back) => {
      expect(back.pages).toBe(1)
      expect(back.symbols(1)).toEqual([fullMarketCard.tokenText])
      expect(words(back.allText)).toContain('CẤP LẠI, thay thẻ số')
      expect(back.allText.replace(/\s/g, '')).toContain(longText(120).replace(/\s/g, ''))
    })
  })

  it('refuses more boxes than it has room for, and days that are turned round', async () => {
    const visits = { kind: 'count' as const, count: 63 }
    await expect(async () => renderSheet(marketCardSlip, { ...usualMarketCard, visits })).rejects.toThrow()
    const lastDay = '2026-11-24'
    await expect(async () => renderSheet(marketCardSlip, { ...usualMarketCard, lastDay })).rejects.toThrow()
  })
})
