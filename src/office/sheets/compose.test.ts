import { describe, expect, it } from 'vitest'
import { dateOfDay } from '../../domain/calendar.ts'
import { gap, heading, paragraph, shared } from './blocks.ts'
import { compose, composePages } from './compose.ts'
import { opened, type DrawnPage } from './drawing.ts'
import { perMillimetre } from './placed.ts'
import type { Block, Layout, PageLayout, TableBlock } from './sheet.ts'

/** A small page, 100 × 100 mm with 80 × 80 mm between its margins. */
const small = (blocks: readonly Block[], more: Partial<PageLayout> = {}): Layout => ({
  date: dateOfDay(20_778),
  training: false,
  pages: [
    {
      width: 100,
      height: 100,
      margins: { top: 10, right: 10, bottom: 10, left: 10 },
      body: [{ size: 10, lead: 1.2, after: 0 }],
      blocks,
      ...more,
    },
  ],
})

const said = (page: DrawnPage | undefined) =>
  (page?.marks ?? []).flatMap((mark) => (mark.kind === 'text' ? mark.pieces.map(({ text }) => text) : []))

const table = (rows: Iterable<readonly string[]>, group?: string): TableBlock => ({
  kind: 'table',
  size: 10,
  columns: [
    { title: 'TT', width: 20, align: 'center' },
    { title: 'Từ', width: 30, align: 'left', ...(group ? { group } : {}) },
    { title: 'Đến', width: 30, align: 'right', ...(group ? { group } : {}) },
  ],
  rows,
})

const rows = (number: number) => Array.from({ length: number }, (_, index) => [`${index + 1}`, 'a', 'b'])

describe('setting a paper', () => {
  it('refuses a stretch that no page can hold, rather than cut it unseen', () => {
    expect(() => compose(small([heading('trên', 10), gap(81)]))).toThrow('taller than its page')
    const tall = table([['1', 'chữ '.repeat(400), '']])
    expect(() => compose(small([tall]))).toThrow('taller than its page')
    expect(compose(small([heading('trên', 10), gap(79)])).pages).toHaveLength(2)
  })

  it('never lets the last block stand alone, but parts it from one that leaves it no room', () => {
    const together = compose(small([gap(40), gap(30), paragraph(['lý do']), gap(20)])).pages
    expect(together).toHaveLength(2)
    expect(said(together[1])).toEqual(['2', 'lý do'])
    expect(compose(small([gap(50), gap(50)])).pages).toHaveLength(2)
  })

  it('repeats the head of a table, numbers further pages, and says beside the number whose they are', () => {
    const { pages } = compose(small([table(rows(40), 'Thời gian')], { running: 'Phiếu số 1' }))
    expect(pages.length).toBeGreaterThan(2)
    pages.forEach((page, index) => {
      const words = said(page)
      expect(words.filter((word) => word === 'Thời gian')).toHaveLength(1)
      expect(words.includes('Phiếu số 1')).toBe(index > 0)
      if (index > 0) expect(words[0]).toBe(`${index + 1}`)
    })
    const numbers = pages.flatMap((page, index) => said(page).slice(index > 0 ? 1 : 0))
    expect(numbers.filter((word) => /^\d+$/.test(word))).toEqual(rows(40).map(([number]) => number))
  })

  it('keeps long running words right of the number', () => {
    const running = 'Kèm theo Giấy xác nhận số 123456789/GXN-UBND của phường Ví Dụ'
    const [, second] = compose(small([table(rows(20))], { running })).pages
    const texts = (second?.marks ?? []).filter((mark) => mark.kind === 'text')
    const beside = texts.filter(({ pieces }) => pieces.some(({ face }) => face === 'italic'))
    expect(beside.length).toBeGreaterThan(1)
    for (const { x } of beside) expect(x).toBeGreaterThanOrEqual(60 * perMillimetre)
  })

  it('sets titles of a group beneath it, in lines of their own', () => {
    const [page] = compose(small([table(rows(1), 'Thời gian')])).pages
    const at = (word: string) =>
      page?.marks.find((mark) => mark.kind === 'text' && mark.pieces.some(({ text }) => text === word))
    const [group, from, to, number] = ['Thời gian', 'Từ', 'Đến', 'TT'].map(at)
    if (group?.kind !== 'text' || from?.kind !== 'text' || to?.kind !== 'text' || number?.kind !== 'text')
      throw new Error('a title is missing')
    expect(from.y).toBeGreaterThan(group.y + 8)
    expect(to.y).toBe(from.y)
    expect(number.y).toBeGreaterThan(group.y)
    expect(number.y).toBeLessThan(from.y)
    const between = (page?.marks ?? []).filter(
      (mark) => mark.kind === 'line' && mark.from.x === mark.to.x && mark.from.x > 60 * perMillimetre - 1,
    )
    // The line between the two titles begins below their group; the right edge begins at the top.
    const tops = between.map((mark) => (mark.kind === 'line' ? mark.from.y : 0))
    expect(Math.min(...tops)).toBeCloseTo(10 * perMillimetre, 6)
    expect(tops.some((top) => top > group.y && top < from.y)).toBe(true)
  })

  it('makes a page of a long book when it is asked for, and what comes later when everything above is set', () => {
    let taken = 0
    function* counted() {
      for (const row of rows(100)) {
        taken++
        yield row
      }
    }
    const later: Block = { kind: 'later', blocks: () => [paragraph([`Cộng: ${taken}`])] }
    const pages = composePages(small([table(counted()), later], { long: true }))
    expect(taken).toBe(0)
    expect(said(pages.next().value ?? undefined)).toContain('1')
    expect(taken).toBeLessThan(30)
    const rest = [...pages]
    expect(said(rest.at(-1))).toContain('Cộng: 100')
  })
})

describe('blocks that pages share', () => {
  const stationery = (name: string): Layout =>
    small([shared([heading('PHƯỜNG VÍ DỤ', 10), gap(5)]), heading(name, 10)])

  it('are set once for all papers of a document, and stand where they would stand unshared', () => {
    const setBefore = new Map()
    const pages = ['An', 'Bình', 'Chi'].flatMap((name) => [...composePages(stationery(name), setBefore)])
    const common = pages.map(({ marks }) => marks.find((mark) => mark.kind === 'shared')?.marks)
    expect(common[0]).toHaveLength(1)
    expect(common.every((marks) => marks === common[0])).toBe(true)
    const plain = compose(small([heading('PHƯỜNG VÍ DỤ', 10), gap(5), heading('Chi', 10)]))
    expect(compose(stationery('Chi'))).toEqual(plain)
  })

  it('are set anew where the room or the type is another', () => {
    const setBefore = new Map()
    const narrow = small([shared([heading('PHƯỜNG VÍ DỤ', 10)])], {
      margins: { top: 10, right: 30, bottom: 10, left: 10 },
    })
    const [one] = composePages(stationery('An'), setBefore)
    const [other] = composePages(narrow, setBefore)
    expect(opened(one?.marks ?? [])[0]).not.toEqual(opened(other?.marks ?? [])[0])
  })
})
