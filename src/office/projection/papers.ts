import type { EventBody, EventPersonal } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import type { ExpressionBuilder } from 'kysely'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'
import { countTo, spendIndex } from './counters.ts'

/** What a seal put on paper: number, token and serial, and the counters they come from. */
export function takePaper(
  tx: Transactor,
  event: EventLine,
  body: EventBody<'permit.replaced'> | EventBody<'permit.sealed'>,
  personal: EventPersonal<'permit.sealed'> | null,
): void {
  tx.run(
    sql
      .updateTable('permit_case')
      .set({
        permit_number: body.permitNumber,
        token: personal ? Buffer.from(personal.token, 'base64url') : null,
        token_sha256: body.tokenSha256,
        sealed_at: event.at.wall,
        sealed_by: event.actor.user,
        kid: body.kid,
        series: body.series,
        paper_index: body.index,
        seal: body.seal ?? 'wet',
        stamped_at: null,
        withdrawn: null,
      })
      .where('id', '=', event.subject),
  )
  countPaper(tx, body)
}

/** What a paper that was sealed has used up: its index in the key's series, and its number. */
export function countPaper(
  tx: Transactor,
  body: Pick<EventBody<'permit.sealed'>, 'kid' | 'series' | 'index' | 'permitNumber'>,
): void {
  spendIndex(tx, body.kid, body.series, body.index)
  const serial = /^([A-Z]+)(\d+)\//.exec(body.permitNumber)
  if (serial) countTo(tx, `permit-${serial[1]}`, Number(serial[2]))
}

/** Sheets that carry the code of a case. */
export const paperSheets = ['permit', 'market-card-slip', 'organisation-paper'] as const

/**
 * The paper that is being replaced stays known, so that whoever scans it here is told. Nothing of the new one is printed
 * yet: copies of the old are not its.
 */
export function keepReplaced(tx: Transactor, event: EventLine): void {
  const before = tx.first(
    sql
      .selectFrom('permit_case')
      .select(['token_sha256', 'kid', 'series', 'paper_index'])
      .where('id', '=', event.subject),
  )
  if (!before?.token_sha256 || !before.kid || before.series === null || before.paper_index === null) return
  const { token_sha256, kid, series, paper_index } = before
  tx.run(sql.deleteFrom('sheet_print').where('case_id', '=', event.subject).where('sheet', 'in', paperSheets))
  tx.run(
    sql
      .insertInto('replaced_paper')
      .values({ token_sha256, case_id: event.subject, kid, series, paper_index }),
  )
}

const sealedAs = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('known_line')
    .select(({ fn }) => fn.max('lc').as('lc'))
    .where('subject', '=', caseId)
    .where('type', 'in', ['permit.sealed', 'permit.replaced']),
)

type Run = EventBody<'papers.withdrawn'>['items'][number]
type Why = EventBody<'papers.withdrawn'>['reason']

/** The newest papers of cases that lie in a run of a series, or in the whole of it. */
const inRun = ({ kid, series, first, count }: Run) => {
  return ({ eb, and }: ExpressionBuilder<Tables, 'permit_case'>) =>
    and([
      eb('kid', '=', kid),
      eb('series', '=', series),
      ...(first === undefined
        ? []
        : [eb('paper_index', '>=', first), eb('paper_index', '<', first + (count ?? 1))]),
    ])
}

/** Papers of this office that a series, range, organisation or pack was withdrawn with. */
export function withdrawPapers(tx: Transactor, run: Run, reason: Why): void {
  tx.run(sql.updateTable('permit_case').set({ withdrawn: reason }).where(inRun(run)))
}

/**
 * The same of papers that were sealed before the withdrawal was written, by Lamport time: lines of several PCs come in
 * another order than they were written in. `caseId`: of this case only.
 */
export function withdrawSince(tx: Transactor, lc: number, run: Run, reason: Why, caseId?: string): void {
  const all = sql.selectFrom('permit_case').select('id').where(inRun(run))
  for (const { id } of tx.all(caseId === undefined ? all : all.where('id', '=', caseId))) {
    if ((tx.first(sealedAs({ caseId: id }))?.lc ?? 0) < lc)
      tx.run(sql.updateTable('permit_case').set({ withdrawn: reason }).where('id', '=', id))
  }
}
