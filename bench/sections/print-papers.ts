import { samplePermits } from '../../src/cli/print/permits.ts'
import { sampleCards } from '../../src/cli/print/cards.ts'
import { compose } from '../../src/office/sheets/compose.ts'
import type { Drawing, DrawnPage } from '../../src/office/sheets/drawing.ts'
import { marketCard } from '../../src/office/sheets/market-card/index.ts'
import { cardsPerSheet } from '../../src/office/sheets/market-card/layout.ts'
import { permit } from '../../src/office/sheets/permit/index.ts'

/** Pages for the peers to draw: where everything stands, and the texts of the codes in the order they stand in. */
export type PeerPage = { readonly page: DrawnPage; readonly codes: readonly string[] }

/** How many pages are set beforehand; the peers draw them over and over, so that our layout costs them nothing. */
const prepared = 8

/** The pages of that many papers, already set and signed. */
export function drawnPapers(paper: 'permit' | 'market-card', count: number): Iterable<PeerPage> {
  const pages = paper === 'permit' ? count : Math.ceil(count / cardsPerSheet)
  const ready = paper === 'permit' ? permitPages() : cardPages()
  return repeated(ready, pages)
}

function* repeated(ready: readonly PeerPage[], pages: number): Generator<PeerPage> {
  for (let index = 0; index < pages; index++) {
    const page = ready[index % ready.length]
    if (page) yield page
  }
}

function permitPages(): PeerPage[] {
  return Array.from(samplePermits(1, prepared), (data) =>
    peerPage(compose(permit.layout(permit.schema.parse(data))), [data.tokenText]),
  )
}

function cardPages(): PeerPage[] {
  return Array.from(sampleCards(1, prepared * cardsPerSheet), (data) =>
    peerPage(
      compose(marketCard.layout(marketCard.schema.parse(data))),
      data.cards.map(({ tokenText }) => tokenText),
    ),
  )
}

function peerPage({ pages: [page] }: Drawing, codes: readonly string[]): PeerPage {
  if (!page) throw new Error('a paper without a page')
  return { page, codes }
}
