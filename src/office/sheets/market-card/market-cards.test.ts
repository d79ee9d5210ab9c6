import { describe, expect, it } from 'vitest'
import { compose } from '../compose.ts'
import { layoutMarketCard } from '../market-card-slip/layout.ts'
import { marketCardSheet } from '../market-card-slip/data.ts'
import { perMillimetre } from '../placed.ts'
import { renderSheet } from '../registry.ts'
import { fullMarketCard } from '../testing/full-desk-samples.ts'
import { readBack, words } from '../testing/read-back.ts'
import { token } from '../testing/samples.ts'
import { marketCard } from './index.ts'
import { sampleCard } from './testing/sample-card.ts'

const texts = ['market-card', 'permit-typical', 'permit-small', 'organisation'].map(token)
const cards = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...sampleCard(index + 1),
    tokenText: texts[index % 4] ?? '',
  }))

describe('market cards on common sheets', () => {
  it('are four on an A4 page, each with number, serial, parity in words, days and its own code', async () => {
    readBack(await renderSheet(marketCard, { training: false, cards: cards(6) }), (back) => {
      expect(back.pages).toBe(2)
      expect(back.info).toMatch(/Page size: +595\.2\d* x 841\.8\d* pts \(A4\)/)
      const [first = '', second = ''] = back.allText.split('\f').map(words)
      for (const number of [1, 2, 3, 4]) {
        expect(first).toContain(`Số: 39901-00000${number}`)
        expect(first).toContain(`Sê-ri: A-000${number}`)
      }
      expect(second).toContain('Sê-ri: A-0006')
      expect(first.match(/NGÀY LẺ/g)).toHaveLength(2)
      expect(first.match(/NGÀY CHẴN/g)).toHaveLength(2)
      expect(first.match(/26\/11 08\/12/g)).toHaveLength(2)
      expect(back.symbols(1).toSorted()).toEqual(texts.toSorted())
      expect(back.symbols(2).toSorted()).toEqual(texts.slice(0, 2).toSorted())
    })
  })

  it('look each as they do alone: one layout serves both', async () => {
    const alone = compose(layoutMarketCard(marketCardSheet.parse(sampleCard(2))))
    const [page] = compose(
      marketCard.layout(marketCard.schema.parse({ training: false, cards: [sampleCard(1), sampleCard(2)] })),
    ).pages
    const symbols = (page?.marks ?? []).filter((mark) => mark.kind === 'symbol')
    const [own] = alone.pages[0]?.marks.filter((mark) => mark.kind === 'symbol') ?? []
    expect(symbols).toHaveLength(2)
    expect(symbols[1]?.x).toBeCloseTo((own?.x ?? 0) + 105 * perMillimetre, 6)
    expect(symbols[1]?.y).toBeCloseTo((own?.y ?? 0) + 0.25 * perMillimetre, 6)
  })

  it('are cut along marks that leave nothing inside a card', () => {
    const [page] = compose(
      marketCard.layout(marketCard.schema.parse({ training: false, cards: cards(4) })),
    ).pages
    const cuts = (page?.marks ?? []).filter((mark) => mark.kind === 'line' && mark.thickness === 0.3)
    expect(cuts).toHaveLength(6)
    const middle = { x: (210 / 2) * perMillimetre, y: (297 / 2) * perMillimetre }
    for (const cut of cuts) {
      if (cut.kind !== 'line') continue
      const upright = cut.from.x === cut.to.x && Math.abs(cut.from.x - middle.x) < 0.01
      const level = cut.from.y === cut.to.y && Math.abs(cut.from.y - middle.y) < 0.01
      expect(upright || level).toBe(true)
    }
  })

  it('hold with every field as long as it may be, and every code is still read', async () => {
    const full = texts.map((tokenText, index) => ({
      ...fullMarketCard,
      serial: `Z-${index}`.padEnd(20, '9'),
      tokenText,
    }))
    readBack(await renderSheet(marketCard, { training: false, cards: full }), (back) => {
      expect(back.pages).toBe(1)
      expect(back.symbols(1).toSorted()).toEqual(texts.toSorted())
    })
  })

  it('are refused without a serial, and without any card', async () => {
    const { serial: _serial, ...bare } = sampleCard(1)
    await expect(async () => renderSheet(marketCard, { training: false, cards: [bare] })).rejects.toThrow(
      'serial',
    )
    await expect(async () => renderSheet(marketCard, { training: false, cards: [] })).rejects.toThrow()
  })
})
