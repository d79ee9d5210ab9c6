import { describe, expect, it } from 'vitest'
import type { CivilDate } from '../../domain/calendar.ts'
import { asDrawn, calibrate, crossMm, type Placing, squareOn } from '../../domain/printing/placing.ts'
import { paperMeasures, type PaperSize, paperSizes } from '../../domain/printing/sheet-kinds.ts'
import { type Picture, readBack, words } from '../sheets/testing/read-back.ts'
import { calibrationPdf } from './calibration-page.ts'

const date = '2026-11-22' as CivilDate
const page = (paper: PaperSize, placing: Placing) =>
  calibrationPdf({ paper, date, printer: 'May-in-mot-cua', kind: 'Giấy đi đường', placing })
const dpi = 300
const mm = (pixels: number) => (pixels * 25.4) / dpi

/** Middle of the first black stretch from a point on, in millimetres along a row or a column of the picture. */
function firstInk(picture: Picture, way: 'right' | 'down', across: number, from: number): number {
  const fixed = Math.round((across / 25.4) * dpi)
  const at = (along: number) => {
    const [x, y] = way === 'right' ? [along, fixed] : [fixed, along]
    return (picture.grey[y * picture.width + x] ?? 255) < 128
  }
  let begin = Math.round((from / 25.4) * dpi)
  while (!at(begin)) if (begin++ > picture.width + picture.height) throw new Error('no ink there')
  let end = begin
  while (at(end)) end++
  return mm((begin + end) / 2)
}

/** What a ruler shows of a page; it is laid where the things are that it measures. */
function measured(picture: Picture, paper: PaperSize, { xMm, yMm, percent }: Placing) {
  const { width, height } = paperMeasures[paper]
  const side = squareOn(paper)
  const x = (drawn: number) => (drawn * percent) / 100 + xMm
  const y = (drawn: number) => (drawn * percent) / 100 + yMm
  const [left, top] = [(width - side) / 2, Math.max(22, (height - side) / 2)]
  // Below the words and right of them there is nothing but the frame.
  const [below, beside] = [y(top + side - 3), x(left + side - 2)]
  return {
    leftMm: firstInk(picture, 'right', y(13), x(6)),
    topMm: firstInk(picture, 'down', x(13), y(6)),
    widthMm:
      firstInk(picture, 'right', below, x(left + side - 6)) -
      firstInk(picture, 'right', below, x(left - 1.5)),
    heightMm:
      firstInk(picture, 'down', beside, y(top + side - 6)) - firstInk(picture, 'down', beside, y(top - 1.5)),
  }
}
const measuredPage = (paper: PaperSize, placing: Placing) =>
  readBack(page(paper, placing), (back) => measured(back.picture(1, dpi), paper, placing))
const near = (read: number, wanted: number) => expect(Math.abs(read - wanted)).toBeLessThan(0.2)

describe('a page to set a printer right', () => {
  it.each(paperSizes)('has its cross and its square where the ruler is told to look: %s', (paper) => {
    const read = measuredPage(paper, asDrawn)
    near(read.leftMm, crossMm)
    near(read.topMm, crossMm)
    near(read.widthMm, squareOn(paper))
    near(read.heightMm, squareOn(paper))
    readBack(page(paper, asDrawn), (back) => {
      expect(back.pages).toBe(1)
      const { width, height } = paperMeasures[paper]
      const [, wide, tall] = /Page size: +([\d.]+) x ([\d.]+)/.exec(back.info) ?? []
      near((Number(wide) * 25.4) / 72, width)
      near((Number(tall) * 25.4) / 72, height)
      expect(words(back.text)).toContain('Trang đo, in với: lệch 0,0 và 0,0 mm, cỡ 100,0 %')
    })
  })

  it.each([
    { xMm: 2.5, yMm: -1.5, percent: 100 },
    { xMm: -0.8, yMm: 1.2, percent: 101.5 },
    { xMm: 1, yMm: 0.3, percent: 98.4 },
  ])('moves and grows on paper as its placing says, by fifths of a millimetre: %o', (placing) => {
    const scale = placing.percent / 100
    const read = measuredPage('A4', placing)
    near(read.leftMm, crossMm * scale + placing.xMm)
    near(read.topMm, crossMm * scale + placing.yMm)
    near(read.widthMm, 100 * scale)
    near(read.heightMm, 100 * scale)
  })

  it('sets a printer right that prints small and aslant of the corner', () => {
    // What a printer of 99 percent, 1.5 mm too far right and 1 mm too high makes of what it gets.
    const own = { xMm: 1.5, yMm: -1, percent: 99 }
    const answer = calibrate(measuredPage('A5', own), squareOn('A5'), asDrawn)
    if (answer.outcome !== 'placing') throw new Error(answer.outcome)
    const { placing } = answer
    const both = {
      xMm: own.xMm + 0.99 * placing.xMm,
      yMm: own.yMm + 0.99 * placing.yMm,
      percent: 0.99 * placing.percent,
    }
    const control = measuredPage('A5', both)
    near(control.leftMm, crossMm)
    near(control.topMm, crossMm)
    near(control.widthMm, 100)
    near(control.heightMm, 100)
  })
})
