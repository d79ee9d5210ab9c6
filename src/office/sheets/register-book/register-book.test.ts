import { describe, expect, it } from 'vitest'
import { renderSheet } from '../registry.ts'
import { registerEntry, usualRegisterCover } from '../testing/desk-samples.ts'
import { fullRegisterCover, fullRegisterEntry } from '../testing/full-desk-samples.ts'
import { readBack, words } from '../testing/read-back.ts'
import { registerBook } from './index.ts'
import { streamRegisterBook } from './stream.ts'

const entries = (number: number) => Array.from({ length: number }, (_, index) => registerEntry(index))

describe('a register of dossiers', () => {
  it('is A4 across, its head on every page, every dossier once, with totals at its end', async () => {
    const pdf = await renderSheet(registerBook, { ...usualRegisterCover, entries: entries(70) })
    readBack(pdf, (back) => {
      expect(back.info).toMatch(/Page size: +841\.\d+ x 595\.\d+ pts/)
      const pages = back.text.split('\f').slice(0, back.pages).map(words)
      expect(pages.length).toBeGreaterThan(4)
      pages.slice(0, -1).forEach((page, index) => {
        expect(page).toContain('Nhận và trả kết quả')
        if (index > 0) expect(page.trim()).toMatch(new RegExp(`^${index + 1} Sổ theo dõi hồ sơ, quyển số 03`))
      })
      const numbers = [...back.text.matchAll(/39901-261121-(\d{4})/g)].map(([, number]) => Number(number))
      expect(numbers).toEqual(Array.from({ length: 70 }, (_, index) => index + 1))
      const last = pages.slice(-2).join(' ')
      for (const row of [
        'Đã tiếp nhận 70',
        'Đã trả kết quả đúng hạn 16',
        'Đã trả kết quả quá hạn 4',
        'Từ chối 10',
        'Dừng giải quyết 10',
        'Chuyển nơi khác 10',
        'Đang giải quyết, trong hạn 16',
        'Đang giải quyết, quá hạn 4',
      ])
        expect(last).toContain(row)
      expect(pages.at(-1)).toContain('NGƯỜI LẬP SỔ GIÁM ĐỐC TRUNG TÂM')
    })
  })

  it('goes on with the running number of the volume, and marks what was late', async () => {
    const pdf = await renderSheet(registerBook, {
      ...usualRegisterCover,
      firstEntry: 128,
      entries: entries(3),
    })
    readBack(pdf, (back) => {
      expect(words(back.allText)).toMatch(/128 39901-261121-0001/)
      expect(words(back.allText)).toMatch(/130 39901-261121-0003/)
      expect(back.text.match(/Quá hạn/g)).toHaveLength(1)
    })
  })

  it('is a book without a dossier, too', async () => {
    readBack(await renderSheet(registerBook, { ...usualRegisterCover, entries: [] }), (back) => {
      expect(back.pages).toBe(1)
      expect(words(back.text)).toContain('Đã tiếp nhận 0')
    })
  })

  it('comes in parts as pages fill: the first are out before the last dossiers are asked for', () => {
    let asked = 0
    function* dossiers() {
      for (const entry of entries(400)) {
        asked++
        yield entry
      }
    }
    const parts: Buffer[] = []
    const askedBefore: number[] = []
    for (const part of streamRegisterBook(usualRegisterCover, dossiers())) {
      parts.push(part)
      askedBefore.push(asked)
    }
    expect(askedBefore[0]).toBe(0)
    expect(askedBefore[1]).toBeLessThan(20)
    expect(askedBefore[10]).toBeLessThan(200)
    expect(asked).toBe(400)
    readBack(Buffer.concat(parts), (back) => expect(back.pages).toBe(parts.length - 3))
  })

  it('is the same book whether it comes in parts or at once', async () => {
    const whole = await renderSheet(registerBook, { ...usualRegisterCover, entries: entries(100) })
    const parts = [...streamRegisterBook(usualRegisterCover, entries(100))]
    expect(Buffer.concat(parts).equals(whole)).toBe(true)
  })

  it('stops at a dossier that cannot be printed, saying which field', () => {
    const bad = { ...registerEntry(1), name: '' }
    expect(() => [...streamRegisterBook(usualRegisterCover, [registerEntry(0), bad])]).toThrow('name')
  })

  it('holds dossiers with the longest texts, a row each', async () => {
    const pdf = await renderSheet(registerBook, {
      ...fullRegisterCover,
      entries: Array.from({ length: 50 }, () => fullRegisterEntry),
    })
    readBack(pdf, (back) => {
      expect(words(back.text).split('23:59, 23:59, 00:00,')).toHaveLength(51)
      expect(words(back.text)).toContain('Chuyển nơi khác 50')
    })
  })
})
