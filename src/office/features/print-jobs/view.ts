import type { PrintItemState, PrintJob, PrintJobSummary } from '../../../contract/desk/print-jobs.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { caseRow } from '../cases/read.ts'
import { copiesByRules } from '../issuing/print.ts'
import { staffName } from '../staff/read.ts'
import { renewed } from './new-papers.ts'
import { isSigned } from './part.ts'
import { type ItemRow, itemRows, type JobRow, jobRow, signedPapers } from './rows.ts'

/** The page shows no more. */
const mostShown = 100

const newest = composedOnce(({ limit }: { limit: number }) =>
  sql.selectFrom('print_job').selectAll().orderBy('made_at', 'desc').orderBy('id').limit(limit),
)

/** The jobs of this PC, newest first. */
export function readPrintJobs(desk: Desk): PrintJobSummary[] {
  return desk.store
    .all(newest({ limit: mostShown }))
    .map((row) => summaryOf(desk, row, itemRows(desk.store, row.id)))
}

/** One job with what it asks for. Throws `not-found`. */
export function readPrintJob(desk: Desk, jobId: string): PrintJob {
  const row = jobRow(desk.store, jobId)
  const items = itemRows(desk.store, jobId)
  const inState = (state: PrintItemState) => items.filter((item) => item.state === state)
  const handed = inState('handed').map(paperOf)
  const withNew = (item: ItemRow) => ({ ...paperOf(item), renewed: renewed(desk, item) !== null })
  const [first] = handed
  const last = handed.at(-1)
  return {
    ...summaryOf(desk, row, items),
    handed: first && last ? { first, last } : null,
    lastPrinted: inState('printed').map(paperOf).at(-1) ?? null,
    next: inState('waiting').map(paperOf)[0] ?? null,
    samples: items.filter(isAsked).map((item) => ({ ...paperOf(item), scanned: item.sample === 2 })),
    setAside: inState('set-aside').map(withNew),
    leftOut: inState('left-out').map(withNew),
    copies: copiesOfPart(desk, row, items),
    signed: row.way === 'single' ? signedPapers(desk.store, row.id) : 0,
  }
}

/** How often the file of the part at the printer has to be printed by hand: more than once only a signed one. */
function copiesOfPart(desk: Desk, row: JobRow, items: readonly ItemRow[]): number {
  const first = items.find(({ state }) => state === 'handed')
  const subject = first ? caseRow(desk.store, first.case_id) : null
  return first && subject && isSigned(desk, row, first, subject)
    ? copiesByRules(desk, subject, first.sheet)
    : 1
}

/** Whether a paper is one of those that are scanned back: drawn, and on paper. */
export function isAsked({ sample, state }: ItemRow): boolean {
  return sample !== 0 && state === 'printed'
}

const paperOf = ({ place, case_id, label }: ItemRow) => ({ place, caseId: case_id, label })

function summaryOf(desk: Desk, row: JobRow, items: readonly ItemRow[]): PrintJobSummary {
  const count = (state: PrintItemState) => items.filter((item) => item.state === state).length
  return {
    jobId: row.id,
    title: row.title,
    batchId: row.batch_id,
    printer: row.printer,
    state: row.state,
    why: row.why,
    madeAt: row.made_at,
    madeBy: staffName(desk.store, row.user),
    counts: {
      all: items.length,
      waiting: count('waiting'),
      handed: count('handed'),
      printed: count('printed'),
      setAside: count('set-aside'),
      leftOut: count('left-out'),
    },
  }
}
