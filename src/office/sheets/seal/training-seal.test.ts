import { describe, expect, it } from 'vitest'
import { perMillimetre } from '../placed.ts'
import { decodePng } from '../png.ts'
import { streamPdf } from '../stream-pdf.ts'
import { readBack } from '../testing/read-back.ts'
import { dateOfDay } from '../../../domain/calendar.ts'
import { judgeSealPicture } from './judge.ts'
import { trainingSeal } from './training-seal.ts'

describe('the seal of a training office', () => {
  it.each([20, 36, 42, 60])('of %d mm is a seal that may be uploaded, real size at 300 dpi', (diameter) => {
    const { png } = trainingSeal(diameter)
    const read = decodePng(png, 2_000_000)
    if (!read.readable) throw new Error(read.why)
    expect(read.picture.width).toBe(Math.ceil((diameter / 25.4) * 300))
    expect(read.picture.height).toBe(read.picture.width)
    if (diameter >= 36) expect(judgeSealPicture(png).answer).toBe('good')
    expect(png.equals(trainingSeal(diameter).png)).toBe(true)
  })

  it('is the same as outlines on a page and as a picture', () => {
    const seal = trainingSeal(36)
    const side = 36 * perMillimetre
    const page = { width: side, height: side, marks: [seal.shape(0, 0)] }
    const pdf = Buffer.concat([...streamPdf({ title: 'Mẫu', date: dateOfDay(20_778) }, [page])])
    readBack(pdf, (back) => {
      const drawn = back.colours(1, 300)
      const { picture } = seal
      expect(drawn.width).toBe(picture.width)
      const apart = picture.rgba.reduce((sum, opacity, at) => {
        if (at % 4 !== 3) return sum
        const paper = 255 - (opacity / 255) * (255 - Math.round(0.05 * 255))
        return sum + Math.abs((drawn.rgba[at - 2] ?? 0) - paper)
      }, 0)
      // Poppler darkens the edges of what it fills; an empty page would be 40 tones apart on the average.
      expect(apart / (picture.width * picture.height)).toBeLessThan(9)
    })
  })

  it('keeps the words across it clear of its rings', () => {
    const { picture } = trainingSeal(36)
    const row = (millimetre: number) => {
      const y = Math.round((millimetre / 36) * picture.height)
      const from = y * picture.width * 4
      return picture.rgba.subarray(from, from + picture.width * 4).filter((_, index) => index % 4 === 3)
    }
    const inked = (opacities: Uint8Array) => opacities.filter((opacity) => opacity > 128).length
    // Just inside the band nothing but the outer ring is drawn; its middle is full of letters.
    expect(inked(row(15.85))).toBeLessThan(0.06 * picture.width)
    expect(inked(row(18))).toBeGreaterThan(0.12 * picture.width)
  })

  it('is drawn for screens in real size', () => {
    const { svg, diameterMm } = trainingSeal(36)
    expect(diameterMm).toBe(36)
    expect(svg).toMatch(
      /^<svg [^>]*width="36mm" height="36mm" viewBox="0 0 36 36"><path fill="rgb\(204,13,26\)"/,
    )
    expect(svg).not.toContain('NaN')
  })

  it('has a size that seals have', () => {
    expect(() => trainingSeal(19)).toThrow(RangeError)
    expect(() => trainingSeal(Number.NaN)).toThrow(RangeError)
    expect(perMillimetre * 36).toBeCloseTo(trainingSeal(36).picture.width * 0.24, 0)
  })
})
