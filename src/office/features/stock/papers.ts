import { sql as raw } from 'kysely'
import type { OpenPaper } from '../../../contract/desk/stock.ts'
import type { EventBody } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { paperSheets } from '../../projection/papers.ts'
import { digestOf } from '../issuing/own-knowledge.ts'
import { openPeriod } from './period.ts'
import { accountsSince, type SettingSince, settingsSoFar } from './setting.ts'

type Papers = Omit<EventBody<'stock.counted'>['papers'], 'missing' | 'nowhere' | 'serials'>
type SerialRun = EventBody<'stock.counted'>['papers']['serials'][number]
type Serial = Pick<Tables['stock_paper'], 'kid' | 'series' | 'paper_index' | 'number'>

const isPrinted = raw<0 | 1>`EXISTS (SELECT 1 FROM sheet_print WHERE sheet_print.case_id = permit_case.id
  AND sheet_print.sheet IN (${raw.join(paperSheets.map((sheet) => raw.lit(sheet)))}))`.as('printed')
const isBack = raw<0 | 1>`EXISTS (SELECT 1 FROM stock_move WHERE stock_move.way = 'given-back'
  AND stock_move.kid = stock_paper.kid AND stock_move.series = stock_paper.series
  AND stock_move.paper_index = stock_paper.paper_index)`.as('back')
const isCurrent = raw<0 | 1>`(permit_case.kid = stock_paper.kid AND permit_case.series = stock_paper.series
  AND permit_case.paper_index = stock_paper.paper_index)`.as('current')

const papers = sql
  .selectFrom('stock_paper')
  .innerJoin('permit_case', 'permit_case.id', 'stock_paper.case_id')
  .select([
    'stock_paper.case_id',
    'stock_paper.kid',
    'stock_paper.series',
    'stock_paper.paper_index',
    'stock_paper.number',
    'stock_paper.sealed_at',
    'stock_paper.lc',
    'permit_case.number as case_number',
    'permit_case.state',
    'permit_case.withdrawn',
    'permit_case.stamped_at',
    'permit_case.handed_over_at',
    isPrinted,
    isBack,
    isCurrent,
  ])

const sealedIn = composedOnce(({ from, to }: { from: number; to: number }) =>
  papers.where('stock_paper.lc', '>', from).where('stock_paper.lc', '<=', to).orderBy('stock_paper.lc'),
)
/** Sealed before, still good, and not handed over. */
const openBefore = composedOnce(({ from, today }: { from: number; today: string }) =>
  papers
    .where('permit_case.state', '=', raw.lit<'sealed'>('sealed'))
    .where('permit_case.withdrawn', 'is', null)
    .where(raw`permit_case.schedule ->> '$.lastDay'`, '>=', today)
    .where('stock_paper.lc', '<=', from)
    .orderBy('stock_paper.lc'),
)
const firstSealed = composedOnce(({ from }: { from: number }) =>
  sql
    .selectFrom('stock_paper')
    .innerJoin('permit_case', 'permit_case.id', 'stock_paper.case_id')
    .select('stock_paper.sealed_at')
    .where('stock_paper.lc', '>', from)
    .orderBy('stock_paper.lc')
    .limit(1),
)
const lastBefore = composedOnce(({ today }: { today: string }) =>
  sql.selectFrom('stock_paper').select('lc').where('sealed_at', '<', today).orderBy('lc', 'desc').limit(1),
)

type Row = Serial & {
  readonly case_id: string
  readonly case_number: string
  readonly state: string
  readonly withdrawn: string | null
  readonly stamped_at: string | null
  readonly handed_over_at: string | null
  readonly sealed_at: string
  readonly printed: 0 | 1
  readonly back: 0 | 1
  readonly current: 0 | 1
}

type Stand = 'replaced' | 'givenBack' | 'withdrawn' | 'handedOver' | 'waiting' | 'unprinted'

function standOf(row: Row): Stand {
  if (row.current === 0) return 'replaced'
  if (row.back === 1) return 'givenBack'
  if (row.withdrawn !== null) return 'withdrawn'
  if (row.handed_over_at !== null) return 'handedOver'
  if (row.printed === 0) return 'unprinted'
  // A procedure may end with the seal: then nothing is handed over, and the paper is out.
  return row.state === 'sealed' ? 'waiting' : 'handedOver'
}

/** The sealed papers of this PC since the last close, how each stands, and those that are with nobody yet. */
export type PapersNow = {
  readonly counts: Papers
  readonly serials: readonly SerialRun[]
  readonly open: readonly (OpenPaper & Serial)[]
}

/** Since the last close; where no account is kept, since this morning. */
export function papersNow(desk: Desk, reader: Reader): PapersNow {
  const today = dateAt(desk.ports.clock.now())
  const settings = settingsSoFar(reader)
  const keeps = settings.at(-1)?.setting.accounts ?? false
  const from = keeps ? accountedFrom(reader, settings) : (reader.first(lastBefore({ today }))?.lc ?? 0)
  const own = reader.all(sealedIn({ from, to: Number.MAX_SAFE_INTEGER }))
  const before = reader.all(openBefore({ from, today })).filter((row) => row.current === 1 && row.back === 0)
  const count = (stand: Stand) => own.filter((row) => standOf(row) === stand).length
  return {
    counts: {
      sealed: own.length,
      unprinted: count('unprinted'),
      waiting: count('waiting'),
      stamped: own.filter((row) => standOf(row) === 'waiting' && row.stamped_at !== null).length,
      handedOver: count('handedOver'),
      replaced: count('replaced'),
      withdrawn: count('withdrawn'),
      givenBack: count('givenBack'),
      earlier: before.length,
    },
    serials: runsOf(own),
    open: [...before, ...own].flatMap((row) => {
      const state = standOf(row)
      if (state !== 'waiting' && state !== 'unprinted') return []
      const { case_id: caseId, case_number: caseNumber, number: permitNumber } = row
      return [{ ...serialOf(row), caseId, caseNumber, permitNumber, state }]
    }),
  }
}

/** When the first paper since the last close was sealed, where account is kept; null: none was. */
export function sealedSince(reader: Reader): string | null {
  const from = accountedFrom(reader, settingsSoFar(reader))
  return reader.first(firstSealed({ from }))?.sealed_at ?? null
}

/** From the last close, or from when the account was begun. */
function accountedFrom(reader: Reader, settings: readonly SettingSince[]): number {
  return Math.max(openPeriod(reader).from, accountsSince(settings))
}

/** Serials as runs of indexes, by key and series. */
function runsOf(rows: readonly Serial[]): SerialRun[] {
  const ordered = rows.toSorted(
    (one, other) =>
      one.kid.localeCompare(other.kid) || one.series - other.series || one.paper_index - other.paper_index,
  )
  const runs: SerialRun[] = []
  for (const { kid, series, paper_index: index } of ordered) {
    const before = runs.at(-1)
    if (before && before.kid === kid && before.series === series && before.last + 1 === index)
      runs[runs.length - 1] = { ...before, last: index }
    else runs.push({ kid, series, first: index, last: index })
  }
  return runs
}

/** With all of its number, or with what stands before the stroke: as people call it. */
const byNumber = composedOnce(({ number, from, until }: { number: string; from: string; until: string }) =>
  sql
    .selectFrom('stock_paper')
    .selectAll()
    .where((one) =>
      one.or([one('number', '=', number), one.and([one('number', '>=', from), one('number', '<', until)])]),
    )
    .limit(2),
)
const byDigest = composedOnce(({ digest }: { digest: string }) =>
  sql
    .selectFrom('stock_paper')
    .innerJoin('permit_case', (join) =>
      join
        .onRef('permit_case.kid', '=', 'stock_paper.kid')
        .onRef('permit_case.series', '=', 'stock_paper.series')
        .onRef('permit_case.paper_index', '=', 'stock_paper.paper_index'),
    )
    .selectAll('stock_paper')
    .where('permit_case.token_sha256', '=', digest),
)
const replacedByDigest = composedOnce(({ digest }: { digest: string }) =>
  sql
    .selectFrom('stock_paper')
    .innerJoin('replaced_paper', (join) =>
      join
        .onRef('replaced_paper.kid', '=', 'stock_paper.kid')
        .onRef('replaced_paper.series', '=', 'stock_paper.series')
        .onRef('replaced_paper.paper_index', '=', 'stock_paper.paper_index'),
    )
    .selectAll('stock_paper')
    .where('replaced_paper.token_sha256', '=', digest),
)

/** The paper of this PC whose code was scanned or whose number was typed. Throws `stock-unknown-paper`. */
export function paperSaid(reader: Reader, said: string): Serial {
  const digest = digestOf(said)
  const number = said.trim().toUpperCase()
  const called =
    digest === null
      ? // '0' is the letter behind the stroke.
        reader.all(byNumber({ number, from: `${number}/`, until: `${number}0` }))
      : [...reader.all(byDigest({ digest })), ...reader.all(replacedByDigest({ digest }))]
  const [found, ...others] = called
  if (!found || others.length > 0) throw new Refusal('stock-unknown-paper', { said: shortly(said) })
  return serialOf(found)
}

/** A code is no word for a sentence. */
export function shortly(said: string): string {
  return said.length > 32 ? '' : said
}

function serialOf({ kid, series, paper_index, number }: Serial): Serial {
  return { kid, series, paper_index, number }
}
