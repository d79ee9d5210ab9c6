import { describe, expect, it } from 'vitest'
import { compose } from '../compose.ts'
import type { PictureMark, SymbolMark } from '../drawing.ts'
import { perMillimetre } from '../placed.ts'
import { renderLayout, renderSheet } from '../registry.ts'
import { signaturePlace } from '../signature-place.ts'
import { sampleElectronic as electronic, sampleHand, sampleSeal } from '../testing/pictures.ts'
import { readBack, words } from '../testing/read-back.ts'
import { fullPermit, usualPermit } from '../testing/samples.ts'
import { viewingCopy } from '../viewing-copy.ts'
import { permitSheet, type PermitSheet } from './data.ts'
import { permit } from './index.ts'

const layout = (data: PermitSheet) => permit.layout(permitSheet.parse(data))

function marksOf(data: PermitSheet) {
  const pages = compose(layout(data)).pages
  const marks = pages.flatMap((page) => page.marks)
  const pictures = marks.filter((mark): mark is PictureMark => mark.kind === 'picture')
  const symbol = marks.find((mark): mark is SymbolMark => mark.kind === 'symbol')
  if (!symbol) throw new Error('no symbol on the permit')
  return { pages, pictures, symbol, height: pages[0]?.height ?? 0 }
}

/** How many pixels of a rectangle are red, and how many blue. */
function inks(
  picture: { width: number; rgba: Uint8Array },
  box: { left: number; top: number; width: number; height: number },
) {
  let [red, blue] = [0, 0]
  for (let y = Math.round(box.top); y < box.top + box.height; y++)
    for (let x = Math.round(box.left); x < box.left + box.width; x++) {
      const [r = 0, g = 0, b = 0] = picture.rgba.subarray((y * picture.width + x) * 4)
      if (r - Math.max(g, b) > 80) red++
      if (b - Math.max(r, g) > 60) blue++
    }
  return { red, blue }
}

describe('a permit with an electronic seal', () => {
  it('bears the seal in its real size over the left third of the hand, which stands in the middle', () => {
    for (const diameterMm of [20, 36, 42, 45]) {
      const { pictures } = marksOf({ ...usualPermit, seal: { ...electronic, diameterMm } })
      const [hand, seal] = pictures
      if (hand?.role !== 'hand' || seal?.role !== 'seal') throw new Error('hand first, seal over it')
      expect(seal.width / perMillimetre).toBeCloseTo(diameterMm, 6)
      expect(seal.height).toBe(seal.width)
      expect(seal.x + seal.width - hand.x).toBeCloseTo(hand.width / 3, 6)
      expect(seal.y + seal.height / 2).toBeCloseTo(hand.y + hand.height / 2, 6)
      expect((hand.x + hand.width / 2) / perMillimetre).toBeCloseTo(30 + 68 + 7 + 45, 6)
    }
  })

  it('stands alone where the hand would be when there is no picture of it', () => {
    const { hand, ...alone } = electronic
    expect(hand.length).toBeGreaterThan(0)
    const { pictures } = marksOf({ ...usualPermit, seal: alone })
    expect(pictures).toHaveLength(1)
    expect(pictures[0]?.role).toBe('seal')
  })

  it('tells the signer page and place of the signature, where its ink is', async () => {
    const data = { ...usualPermit, seal: electronic }
    const place = signaturePlace(layout(data))
    if (!place) throw new Error('no place for the signature')
    const { seal, field } = place
    expect(place.page).toBe(0)
    expect(seal.width / perMillimetre).toBeCloseTo(36, 6)
    expect(field.x).toBeLessThanOrEqual(seal.x)
    expect(field.x + field.width).toBeGreaterThan(seal.x + seal.width)
    readBack(await renderSheet(permit, data), (back) => {
      const picture = back.colours(1, 100)
      const dots = 100 / 72
      // A dot more on every side: edges fall between dots.
      const box = ({ x, y, width, height }: typeof field) => ({
        left: x * dots - 1,
        top: y * dots - 1,
        width: width * dots + 2,
        height: height * dots + 2,
      })
      const whole = { left: 0, top: 0, width: picture.width, height: picture.height }
      expect(inks(picture, whole).red).toBeGreaterThan(2000)
      expect(inks(picture, whole).blue).toBeGreaterThan(300)
      expect(inks(picture, box(seal)).red).toBe(inks(picture, whole).red)
      expect(inks(picture, box(field))).toEqual(inks(picture, whole))
    })
  })

  it('keeps seal and hand 10 mm and more from the code, which is still read', async () => {
    for (const base of [usualPermit, fullPermit]) {
      const data = { ...base, seal: { ...electronic, diameterMm: 45 } }
      const { pages, pictures, symbol } = marksOf(data)
      expect(pages).toHaveLength(1)
      for (const { x } of pictures)
        expect((x - symbol.x - symbol.box) / perMillimetre).toBeGreaterThanOrEqual(10)
      readBack(await renderSheet(permit, data), (back) => expect(back.symbols(1)).toEqual([base.tokenText]))
    }
  })

  it('says who signed it and when, and carries pictures whose ground is transparent', async () => {
    const pdf = await renderSheet(permit, { ...usualPermit, seal: electronic })
    readBack(pdf, (back) => {
      expect(words(back.allText)).toContain(
        'Ký số bởi Ủy ban nhân dân phường Ví Dụ lúc 09:30:12 ngày 21/11/2026 (+07:00)',
      )
      expect(words(back.text)).toContain('Số chứng thư: 54 01 0A 33')
      expect(back.pages).toBe(1)
    })
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/SMask /g),
    ).toHaveLength(2)
  })

  it('loses seal, hand and code on a copy to look at', async () => {
    const copy = viewingCopy(layout({ ...usualPermit, seal: electronic }))
    const marks = compose(copy).pages.flatMap((page) => page.marks)
    expect(marks.filter(({ kind }) => kind === 'picture' || kind === 'symbol')).toEqual([])
    expect(signaturePlace(copy)).toBeNull()
    readBack(await renderLayout(copy, permit.title), (back) => {
      const picture = back.colours(1, 50)
      const whole = { left: 0, top: 0, width: picture.width, height: picture.height }
      expect(inks(picture, whole)).toEqual({ red: 0, blue: 0 })
    })
  })

  it('refuses a seal that is none, a size no seal has, and a moment without its offset', () => {
    const issues = (seal: object) => {
      const read = permitSheet.safeParse({ ...usualPermit, seal: { ...electronic, ...seal } })
      return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    }
    expect(issues({})).toEqual([])
    expect(issues({ picture: sampleHand })).toEqual(['seal.picture too-small'])
    expect(issues({ picture: Buffer.from('no') })).toEqual(['seal.picture not-png'])
    expect(issues({ picture: 'no' })).toEqual(['seal.picture not bytes'])
    expect(issues({ hand: sampleSeal })).toEqual(['seal.hand wrong-colour'])
    expect(issues({ diameterMm: 46 })).toHaveLength(1)
    expect(issues({ signedAt: '2026-11-21T09:30:12Z' })).toHaveLength(1)
  })
})

describe('a permit with a wet seal', () => {
  it.each([30, 36.5, 40, 50])(
    'keeps a clear space of %d mm, on one page, for the shortest text and the longest',
    (spaceMm) => {
      for (const base of [usualPermit, fullPermit]) {
        const data = { ...base, seal: { kind: 'wet' as const, spaceMm }, stampGuide: true }
        const { pages, pictures, symbol } = marksOf(data)
        expect(pages).toHaveLength(1)
        expect(pictures).toEqual([])
        expect(signaturePlace(layout(data))).toBeNull()
        const corners = pages.flatMap(({ marks }) =>
          marks.flatMap((mark) => (mark.kind === 'line' && mark.dash !== undefined ? [mark.from] : [])),
        )
        const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))]
        const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))]
        expect((right - left) / perMillimetre).toBeCloseTo(spaceMm, 6)
        expect((bottom - top) / perMillimetre).toBeCloseTo(spaceMm, 6)
        expect((left - symbol.x - symbol.box) / perMillimetre).toBeGreaterThanOrEqual(10)
        const inside = pages.flatMap(({ marks }) =>
          marks.filter(
            (mark) =>
              mark.kind === 'text' &&
              mark.angle === 0 &&
              mark.x > left &&
              mark.y > top + 3 &&
              mark.y < bottom,
          ),
        )
        expect(inside).toEqual([])
      }
    },
  )

  it('refuses a space in which no seal fits, or that the page has no room for', async () => {
    for (const spaceMm of [29, 51, Number.NaN])
      await expect(async () =>
        renderSheet(permit, { ...usualPermit, seal: { kind: 'wet', spaceMm } }),
      ).rejects.toThrow()
  })
})

describe('what else a permit says', () => {
  it('names its zone, its places and the rules it was issued under', async () => {
    const pdf = await renderSheet(permit, {
      ...usualPermit,
      zone: 'Vùng 1 (vùng đỏ)',
      places: ['Chợ Ví Dụ', 'Siêu thị Minh Họa'],
      issuedUnder: 'Công văn số 01/UBND-KT ngày 15/11/2026',
    })
    readBack(pdf, (back) => {
      const text = words(back.text)
      expect(text).toContain('Nơi đến: Chợ Ví Dụ; Siêu thị Minh Họa')
      expect(text).toContain('Vùng: Vùng 1 (vùng đỏ)')
      expect(text).toContain('Cấp theo: Công văn số 01/UBND-KT ngày 15/11/2026')
      expect(text).not.toContain('CẤP LẠI')
    })
  })

  it('bears the mark CẤP LẠI and the number it replaces when it replaces one', async () => {
    const pdf = await renderSheet(permit, { ...usualPermit, supersedes: '04/GĐĐ-UBND' })
    readBack(pdf, (back) => {
      expect(words(back.text)).toContain('CẤP LẠI GIẤY ĐI ĐƯỜNG')
      expect(words(back.text)).toContain('thay thế Giấy đi đường số 04/GĐĐ-UBND.')
    })
  })
})
