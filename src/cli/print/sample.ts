import { streamSheets } from '../../office/printing/stream-sheets.ts'
import { marketCard } from '../../office/sheets/market-card/index.ts'
import { permit } from '../../office/sheets/permit/index.ts'
import { sampleCards } from './cards.ts'
import type { PrintJob } from './job.ts'
import { issuedOn } from './office.ts'
import { samplePermits } from './permits.ts'

/** The sample papers of each sheet as the parts of a PDF that end with the number of pages. */
export const samples: Readonly<
  Record<PrintJob['sheet'], (seed: number, count: number) => Generator<Buffer, number>>
> = {
  permit: (seed, count) => streamSheets(permit, issuedOn, samplePermits(seed, count)),
  'market-card': (seed, count) => streamSheets(marketCard, issuedOn, sampleCards(seed, count)),
}
