import { sql as raw } from 'kysely'
import type { z } from 'zod'
import {
  mostWorkersNamed,
  type readSeries,
  type readWorkersPapers,
  type withdrawPapers,
  type WithdrawTarget,
} from '../../../contract/desk/issuing.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'
import { runsOf } from '../policies/end-papers.ts'
import { staffName } from '../staff/read.ts'
import { beginSeries } from './serial.ts'

const lastDayOf = raw<string>`json_extract(schedule, '$.lastDay')`

/** The papers that a target means and that still count. Throws `not-found`, `invalid-input` for numbers of no paper. */
function livePapersOf(reader: Reader, target: WithdrawTarget) {
  const live = sql
    .selectFrom('permit_case')
    .select(['kid', 'series', 'paper_index', 'permit_number', lastDayOf.as('last_day')])
    .where('kid', 'is not', null)
    .where('withdrawn', 'is', null)
  const rows = () => {
    switch (target.scope) {
      case 'series':
        return reader.all(live.where('kid', '=', target.kid).where('series', '=', target.series))
      case 'organisation': {
        caseRow(reader, target.caseId)
        return reader.all(
          live.where((one) => one.or([one('id', '=', target.caseId), one('listed_by', '=', target.caseId)])),
        )
      }
      case 'range': {
        const [from, to] = [numberOf(target.from, 'target.from'), numberOf(target.to, 'target.to')]
        if (from.letters !== to.letters || from.serial > to.serial)
          throw new Refusal('invalid-input', { fields: 'target.to' })
        return reader
          .all(live.where('permit_number', 'like', `${from.letters}%`))
          .filter(({ permit_number }) => {
            const paper = readNumber(permit_number ?? '')
            return paper?.letters === from.letters && paper.serial >= from.serial && paper.serial <= to.serial
          })
      }
    }
  }
  return rows().flatMap(({ kid, series, paper_index: index, last_day: lastDay }) =>
    kid === null || series === null || index === null ? [] : [{ kid, series, index, lastDay }],
  )
}

type PaperNumber = { readonly letters: string; readonly serial: number }

/** The letters of a PC and the running number, with or without what follows: `A0012`, `A0012/GĐĐ-UBND`. */
function readNumber(text: string): PaperNumber | null {
  const [, letters, digits] = /^([A-Z]+)(\d+)(?:\/|$)/.exec(text.trim().toUpperCase()) ?? []
  return letters && digits ? { letters, serial: Number(digits) } : null
}

function numberOf(text: string, field: string): PaperNumber {
  const number = readNumber(text)
  if (!number) throw new Refusal('invalid-input', { fields: field })
  return number
}

/** How many papers a withdrawal would end, and until when they would have counted. */
export function countPapers(desk: Desk, target: WithdrawTarget): { papers: number; lastDay: string | null } {
  const papers = livePapersOf(desk.store, target)
  return { papers: papers.length, lastDay: lastOf(papers) }
}

function lastOf(papers: readonly { readonly lastDay: string }[]): string | null {
  return papers.reduce<string | null>(
    (latest, { lastDay }) => (latest === null || lastDay > latest ? lastDay : latest),
    null,
  )
}

/** Most runs one event names. */
const mostItems = 1_000

/**
 * Withdraws every paper a target means: here at once, at checkpoints by the city's list. A withdrawn series takes no
 * more papers: the key goes on in a new one. Answers how many it ended; asked again with the same id, none. Throws
 * `not-found`, `invalid-input` when there is nothing to withdraw.
 */
export function withdrawMany(
  desk: Desk,
  actor: Actor,
  { actId, target, reason, reasonCode }: z.output<typeof withdrawPapers.body>,
): { papers: number } {
  const ended = desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return 0
    const papers = livePapersOf(writing, target)
    const lastDay = lastOf(papers)
    if (lastDay === null) throw new Refusal('invalid-input', { fields: 'target' })
    const isSeries = target.scope === 'series'
    const items = isSeries ? [{ kid: target.kid, series: target.series }] : runsOf(papers)
    for (let at = 0; at < items.length; at += mostItems)
      writing.append({
        type: 'papers.withdrawn',
        ...(at === 0 ? { id: actId } : {}),
        subject: 'office',
        baseVer: 0,
        actor,
        body: { scope: target.scope, items: items.slice(at, at + mostItems), reason, reasonCode, lastDay },
        personal: null,
      })
    const current = isSeries
      ? writing.first(sql.selectFrom('issuing_key').select('series').where('kid', '=', target.kid))
      : undefined
    if (isSeries && current?.series === target.series) beginSeries(writing, target.kid)
    return papers.length
  })
  desk.sync.wake()
  desk.notify('cases', 'keys')
  return { papers: ended }
}

/**
 * The papers of an organisation's workers that still count after its own was withdrawn or issued in error; none while it
 * counts, or was only lost: the organisation is the same then. Throws `not-found`.
 */
export function workersPapers(desk: Desk, caseId: string): z.output<typeof readWorkersPapers.answer> {
  const { withdrawn } = caseRow(desk.store, caseId)
  if (withdrawn !== 'withdrawn' && withdrawn !== 'issued-in-error') return { papers: 0, named: [] }
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .selectAll()
      .where('listed_by', '=', caseId)
      .where('kid', 'is not', null)
      .where('withdrawn', 'is', null)
      .orderBy('permit_number'),
  )
  const named = rows.slice(0, mostWorkersNamed).map((row) => ({
    caseId: row.id,
    number: row.permit_number ?? '',
    name: contentOf(row).applicant.fullName,
    lastDay: contentOf(row).schedule?.lastDay ?? '',
  }))
  return { papers: rows.length, named }
}

/** The series of this office's papers and the organisations whose workers hold some. */
export function readPaperSeries(desk: Desk): z.output<typeof readSeries.answer> {
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .select(({ fn }) => [
        'kid',
        'series',
        fn.countAll<number>().as('papers'),
        raw<number>`sum(withdrawn IS NULL)`.as('live'),
        fn.min('permit_number').as('first_number'),
        fn.max('permit_number').as('last_number'),
        fn.min('sealed_at').as('from_at'),
        fn.max('sealed_at').as('until_at'),
        fn.max('sealed_by').as('sealed_by'),
      ])
      .where('kid', 'is not', null)
      .groupBy(['kid', 'series'])
      .orderBy('until_at', 'desc'),
  )
  const series = rows.flatMap((row) =>
    row.kid === null || row.series === null
      ? []
      : [
          {
            kid: row.kid,
            series: row.series,
            papers: row.papers,
            live: row.live,
            who: staffName(desk.store, row.sealed_by ?? ''),
            firstNumber: row.first_number ?? '',
            lastNumber: row.last_number ?? '',
            from: row.from_at ?? '',
            until: row.until_at ?? '',
          },
        ],
  )
  return { series, organisations: organisationsOf(desk) }
}

function organisationsOf(desk: Desk) {
  const rows = desk.store.all(
    sql.selectFrom('permit_case').selectAll().where('id', 'in', listing).orderBy('since', 'desc').limit(500),
  )
  return rows.map((row) => ({
    caseId: row.id,
    name: nameOf(row),
    number: row.number,
    live: livePapersOf(desk.store, { scope: 'organisation', caseId: row.id }).length,
  }))
}

/** Cases whose list somebody with a paper is on. */
const listing = sql
  .selectFrom('permit_case')
  .select('listed_by')
  .where('listed_by', 'is not', null)
  .where('kid', 'is not', null)
  .where('withdrawn', 'is', null)
  .$castTo<{ listed_by: string }>()

function nameOf(row: CaseRow): string {
  const { details, applicant } = contentOf(row)
  return details.organisation ?? applicant.fullName
}
