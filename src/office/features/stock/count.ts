import type { z } from 'zod'
import type { countStock } from '../../../contract/desk/stock.ts'
import type { StockLine } from '../../../contract/events/stock-events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type Counted, judgeCount } from '../../../domain/stock/account.ts'
import { readRuns, sheetsIn } from '../../../domain/stock/serials.ts'
import type { Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { type PapersNow, paperSaid, papersNow, shortly } from './papers.ts'
import { type KindState, kindsNow } from './period.ts'
import { stockSetting } from './setting.ts'

type Asked = z.output<typeof countStock.body>

/**
 * Writes down what lies at the desk, against the books of this moment; it takes the place of a count that was not closed
 * yet. Repeating it with the same `actId` writes nothing. Throws `stock-off`, `stock-count-all`, `stock-serials`,
 * `stock-unknown-paper`, `stock-paper-not-waiting`.
 */
export function recordCount(desk: Desk, actor: Actor, { actId, counts, missing }: Asked): void {
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    if (!stockSetting(writing)?.accounts) throw new Refusal('stock-off')
    const kinds = kindsNow(writing)
    const forgotten = kinds.filter(({ kind }) => !counts.some((count) => count.kind === kind.kind))
    if (forgotten.length > 0) throw countAll(forgotten)
    const papers = papersNow(desk, writing)
    writing.append({
      type: 'stock.counted',
      id: actId,
      subject: actId,
      baseVer: 0,
      actor,
      body: {
        lines: kinds.map((state) => lineOf(state, countedOf(state, counts))),
        papers: {
          ...papers.counts,
          serials: papers.serials.slice(0, 500),
          nowhere: papers.open
            .filter(({ state }) => state === 'unprinted')
            .map(numbered)
            .slice(0, 200),
          missing: missingPapers(writing, papers, missing),
        },
      },
      personal: null,
    })
  })
  desk.notify('stock')
}

function countAll(kinds: readonly KindState[]): Refusal {
  return new Refusal('stock-count-all', { what: kinds.map(({ kind }) => kind.name).join(', ') })
}

function countedOf(state: KindState, counts: Asked['counts']): Counted {
  const { quantity = null, serials = '' } = counts.find(({ kind }) => kind === state.kind.kind) ?? {}
  const runs = readRuns(serials)
  if (runs === null || (!state.kind.numbered && runs.length > 0) || runs.length > mostRuns)
    throw new Refusal('stock-serials', { serials: shortly(serials) })
  if (state.kind.numbered) return { quantity: sheetsIn(runs), runs }
  if (quantity === null) throw countAll([state])
  return { quantity, runs: [] }
}

/** More piles of one kind are on no desk. */
const mostRuns = 200

function lineOf(state: KindState, counted: Counted): StockLine {
  const { kind, tally, waste, openingRuns, held } = state
  const { expected, difference, strange, usedUp } = judgeCount(tally, held, counted)
  return {
    ...kind,
    ...tally,
    expected,
    counted: counted.quantity,
    difference,
    waste,
    openingRuns: [...openingRuns],
    runs: [...counted.runs],
    usedUp: [...usedUp],
    strange: [...strange],
  }
}

function missingPapers(reader: Reader, { open }: PapersNow, said: readonly string[]) {
  const found = said.map((one) => {
    const paper = numbered(paperSaid(reader, one))
    const waits = open.some(
      ({ state, kid, series, paper_index: index }) =>
        state === 'waiting' && kid === paper.kid && series === paper.series && index === paper.index,
    )
    if (!waits) throw new Refusal('stock-paper-not-waiting', { said: paper.number })
    return paper
  })
  return [...new Map(found.map((paper) => [paper.number, paper])).values()]
}

function numbered({ kid, series, paper_index: index, number }: ReturnType<typeof paperSaid>) {
  return { kid, series, index, number }
}
