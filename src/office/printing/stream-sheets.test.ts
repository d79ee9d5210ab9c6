import { describe, expect, it } from 'vitest'
import type { CivilDate } from '../../domain/calendar.ts'
import { marketCard } from '../sheets/market-card/index.ts'
import { sampleCard } from '../sheets/market-card/testing/sample-card.ts'
import type { PermitSheet } from '../sheets/permit/data.ts'
import { permit } from '../sheets/permit/index.ts'
import { renderSheet } from '../sheets/registry.ts'
import { readBack, words } from '../sheets/testing/read-back.ts'
import { fullPermit, token, usualPermit } from '../sheets/testing/samples.ts'
import { streamSheets } from './stream-sheets.ts'

const today = '2026-11-21' as CivilDate
const texts = ['permit-typical', 'permit-small', 'permit-night-shift'].map(token)
const numbered = (index: number): PermitSheet => ({
  ...usualPermit,
  training: true,
  number: `${100 + index}/GĐĐ-UBND`,
  tokenText: texts[index % texts.length] ?? '',
})
const permits = (count: number) => Array.from({ length: count }, (_, index) => numbered(index))
const whole = (papers: Iterable<PermitSheet>) => Buffer.concat([...streamSheets(permit, today, papers)])

describe('papers by the thousand in one file', () => {
  it('look each as when printed alone, whatever came before them, and carry their own number and code', async () => {
    const papers = [numbered(0), { ...fullPermit, tokenText: texts[1] ?? '' }, numbered(2)]
    const alone = await Promise.all(papers.map((paper) => renderSheet(permit, paper)))
    readBack(whole(papers), (back) => {
      expect(back.pages).toBe(3)
      for (const [index, single] of alone.entries()) {
        const picture = readBack(single, (one) => one.picture(1, 100))
        expect(back.picture(index + 1, 100).grey.equals(picture.grey)).toBe(true)
        expect(back.symbols(index + 1)).toEqual([texts[index]])
      }
      expect(words(back.text)).toContain('Số: 100/GĐĐ-UBND')
      expect(words(back.text)).toContain('Số: 102/GĐĐ-UBND')
    })
  })

  it('are asked for one by one, each only when the one before is on its way', () => {
    let asked = 0
    const parts = streamSheets(
      permit,
      today,
      (function* () {
        for (const paper of permits(5)) {
          asked++
          yield paper
        }
      })(),
    )
    const seen: number[] = []
    for (const _ of parts) seen.push(asked)
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 5, 5])
  })

  it('hold what all have alike once: a further paper costs its own words and its code, and little else', () => {
    const [ten, twenty] = [whole(permits(10)), whole(permits(20))]
    expect(twenty.length - ten.length).toBeLessThan(10 * 3000)
    const forms = (pdf: Buffer) => pdf.toString('latin1').match(/\/Subtype \/Form/g)?.length
    expect(forms(twenty)).toBe(forms(ten))
  })

  it('come out the same, byte for byte, and end with the number of their pages', () => {
    expect(whole(permits(4)).equals(whole(permits(4)))).toBe(true)
    const parts = streamSheets(marketCard, today, [
      { training: true, cards: [1, 2, 3, 4].map(sampleCard) },
      { training: true, cards: [5, 6, 7, 8, 9].map(sampleCard) },
    ])
    let part = parts.next()
    while (part.done !== true) part = parts.next()
    expect(part.value).toBe(3)
  })

  it('stop at the first that its sheet refuses', () => {
    const parts = streamSheets(permit, today, [numbered(0), { ...numbered(1), lastDay: '2026-11-01' }])
    expect(() => [...parts]).toThrow('the last day is before the first')
  })
})
