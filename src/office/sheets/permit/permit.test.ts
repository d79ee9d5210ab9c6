import { describe, expect, it } from 'vitest'
import { compose } from '../compose.ts'
import { perMillimetre } from '../placed.ts'
import { renderSheet } from '../registry.ts'
import { darkest, readBack, words } from '../testing/read-back.ts'
import { fullPermit, longText, token, usualPermit } from '../testing/samples.ts'
import { permitSheet, type PermitSheet } from './data.ts'
import { permit } from './index.ts'

const dpi = 200
const dot = dpi / 25.4

const millimetres = (points: number) => points / perMillimetre

/** Where the QR box and the corners of the stamp space stand, in millimetres. */
function places(data: PermitSheet) {
  const drawing = compose(permit.layout(permitSheet.parse({ ...data, stampGuide: true })))
  const marks = drawing.pages.flatMap((page) => page.marks)
  const symbol = marks.find((mark) => mark.kind === 'symbol')
  const corners = marks.flatMap((mark) =>
    mark.kind === 'line' && mark.dash !== undefined ? [mark.from] : [],
  )
  const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
  if (!symbol) throw new Error('no symbol on the permit')
  return {
    box: { left: millimetres(symbol.x), side: millimetres(symbol.box) },
    module: millimetres(symbol.module),
    stamp: {
      left: millimetres(Math.min(...corners.map(({ x }) => x))),
      top: millimetres(Math.min(...corners.map(({ y }) => y))),
      right: millimetres(Math.max(...corners.map(({ x }) => x))),
      bottom: millimetres(Math.max(...corners.map(({ y }) => y))),
    },
    texts: texts.map((mark) => ({ x: millimetres(mark.x), y: millimetres(mark.y) })),
  }
}

describe('a travel permit', () => {
  it('is one A4 page that says who may travel, where, when and until when', async () => {
    const pdf = await renderSheet(permit, usualPermit)
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      expect(back.info).toContain('(A4)')
      const text = words(back.text)
      for (const sentence of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'Số: 05/GĐĐ-UBND',
        'Ví Dụ, ngày 21 tháng 11 năm 2026',
        'GIẤY ĐI ĐƯỜNG',
        'ỦY BAN NHÂN DÂN PHƯỜNG VÍ DỤ xác nhận:',
        'Ông/Bà: NGUYỄN THỊ HOÀI THƯƠNG',
        'Ngày sinh: 15/08/1990; điện thoại: 0912.345.678',
        'Căn cước công dân số: 039190000123',
        'Nơi cư trú: Số 12 ngõ 34 phố Thử Nghiệm, phường Ví Dụ, Thành phố Mẫu',
        'Cung đường: Phố Thử Nghiệm – đường Giả Định – phố Minh Họa và ngược lại',
        'từ thứ Hai đến thứ Sáu; từ 06 giờ 00 đến 08 giờ 00 và từ 17 giờ 00 đến 19 giờ 00',
        'từ ngày 23 tháng 11 năm 2026 đến hết ngày 06 tháng 12 năm 2026.',
        'Nơi nhận:',
        '- Lưu: VT, HS 39901-261121-0007.',
        'TM. ỦY BAN NHÂN DÂN',
        'CHỦ TỊCH',
        'Trần Văn Mẫu',
        'Hết hạn: 06/12/2026',
      ])
        expect(text).toContain(sentence)
      expect(text).not.toContain('TẬP HUẤN')
    })
  })

  it.each(['permit-typical'])(
    'carries the signed token %s, read back letter for letter at 200 dpi',
    async (name) => {
      const pdf = await renderSheet(permit, { ...usualPermit, tokenText: token(name) })
      readBack(pdf, (back) => expect(back.symbols(1)).toEqual([token(name)]))
    },
  )

  it('replaces an older permit by its number when it does', async () => {
    const pdf = await renderSheet(permit, { ...usualPermit, supersedes: '04/GĐĐ-UBND' })
    readBack(pdf, (back) => expect(words(back.text)).toContain('; thay thế Giấy đi đường số 04/GĐĐ-UBND.'))
  })

  it('keeps the ink of the seal away from the code, in every length of text', () => {
    for (const data of [usualPermit, fullPermit]) {
      const { box, stamp, texts, module } = places(data)
      expect(box.side).toBeCloseTo(36, 6)
      expect(module).toBeGreaterThanOrEqual(0.4)
      expect(stamp.right - stamp.left).toBeCloseTo(40, 6)
      expect(stamp.bottom - stamp.top).toBeCloseTo(40, 6)
      expect(stamp.left - (box.left + box.side)).toBeGreaterThanOrEqual(10)
      const signature = texts.filter(({ x, y }) => x > 100 && y > stamp.top - 15 && y < stamp.bottom + 15)
      expect(signature.length).toBeGreaterThanOrEqual(3)
      for (const { x } of signature) expect(x - (box.left + box.side)).toBeGreaterThanOrEqual(10)
    }
  })

  it('prints nothing where the seal goes', async () => {
    const { stamp } = places(usualPermit)
    const pdf = await renderSheet(permit, usualPermit)
    readBack(pdf, (back) => {
      const side = (stamp.right - stamp.left) * dot
      expect(darkest(back.picture(1, dpi), stamp.left * dot, stamp.top * dot, side, side)).toBe(255)
    })
  })

  it('stays on one page with the longest route, name and three windows', async () => {
    const pdf = await renderSheet(permit, {
      ...usualPermit,
      route: longText(96),
      holder: { ...usualPermit.holder, fullName: longText(64) },
      schedule: fullPermit.schedule,
    })
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      expect(words(back.text)).toContain(longText(64).toLocaleUpperCase('vi'))
      expect(words(back.text)).toContain(longText(96))
    })
  })

  it('stays on one page when every field is as long as it may be, and its code is still read', async () => {
    const pdf = await renderSheet(permit, fullPermit)
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      expect(back.symbols(1)).toEqual([fullPermit.tokenText])
    })
  })

  it('has room for three further fields of a pack beside the usual ones', async () => {
    const more = [0, 1, 2].map((at) => ({ label: `Nội dung ${at}`, value: longText(120) }))
    const pdf = await renderSheet(permit, { ...usualPermit, route: longText(96), more })
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      for (const { label } of more) expect(words(back.text)).toContain(label)
    })
  })

  it('refuses a permit that ends before it begins, or a window that does', async () => {
    await expect(async () => renderSheet(permit, { ...usualPermit, lastDay: '2026-11-22' })).rejects.toThrow()
    const schedule = { weekdays: [0], windows: [[480, 360] as [number, number]] }
    await expect(async () => renderSheet(permit, { ...usualPermit, schedule })).rejects.toThrow()
  })
})
