import { samplePermits } from '../../src/cli/print/permits.ts'
import { sampleCards } from '../../src/cli/print/cards.ts'
import { issuedOn } from '../../src/cli/print/office.ts'
import { streamSheets } from '../../src/office/printing/stream-sheets.ts'
import { compose } from '../../src/office/sheets/compose.ts'
import type { Drawing, DrawnPage } from '../../src/office/sheets/drawing.ts'
import { marketCard } from '../../src/office/sheets/market-card/index.ts'
import { cardsPerSheet } from '../../src/office/sheets/market-card/layout.ts'
import { permit } from '../../src/office/sheets/permit/index.ts'

/** Pages for the peers to draw: where everything stands, and the texts of the codes in the order they stand in. */
export type PeerPage = { readonly page: DrawnPage; readonly codes: readonly string[] }

/** How many papers are made beforehand and printed over and over: signing them is no part of printing. */
const prepared = 8

/** Pages of papers that are already signed, and set too, so that our layout costs the peers nothing. */
export function drawnPapers(paper: 'permit' | 'market-card', count: number): Iterable<PeerPage> {
  if (paper === 'permit') return repeated(permitPages(), count)
  return repeated(cardPages(), Math.ceil(count / cardsPerSheet))
}

/** Papers that are already signed, as our writer takes them: it breaks their lines itself. */
export function oursAgain(paper: 'permit' | 'market-card', count: number): Generator<Buffer, number> {
  if (paper === 'permit')
    return streamSheets(permit, issuedOn, repeated([...samplePermits(1, prepared)], count))
  const sheets = [...sampleCards(1, prepared * cardsPerSheet)]
  return streamSheets(marketCard, issuedOn, repeated(sheets, Math.ceil(count / cardsPerSheet)))
}

function* repeated<Paper>(ready: readonly Paper[], count: number): Generator<Paper> {
  for (let index = 0; index < count; index++) {
    const paper = ready[index % ready.length]
    if (paper) yield paper
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
