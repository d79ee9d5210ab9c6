import type { z } from 'zod'
import type { makePrintJob } from '../../../contract/desk/print-jobs.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Role } from '../../../domain/roles.ts'
import { sql } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { batchHead, type CaseOfBatch, casesOfBatch, nameOfBatch, printedCases } from '../batches/read.ts'
import { assertMayAct } from '../cases/act.ts'
import { procedureOfCase } from '../cases/read.ts'
import { cardsOfGone } from '../households/card-list.ts'
import { isPaper } from '../issuing/signed-sheet.ts'
import { casesInOpenJobs, hasJob, type ItemRow } from './rows.ts'

type Asked = z.output<typeof makePrintJob.body>

/** Every so many papers one is scanned back, and the first and the last. */
const sampleEvery = 20

/**
 * Makes a print job of the sealed papers of a list that are not on paper, in no other open job and of no household that left; asking again with
 * the same id makes nothing. Throws `not-found`, `print-job-empty`, and as `assertMayAct` for the first paper that the
 * person may not print.
 */
export function makeJob(desk: Desk, session: LiveSession, role: Role, asked: Asked): void {
  const { store, ports } = desk
  if (hasJob(store, asked.jobId)) return
  const head = batchHead(store, asked.batchId)
  const papers = papersOf(desk, asked)
  if (papers.length === 0) throw new Refusal('print-job-empty')
  for (const row of papers) assertMayAct(desk, store, session, row, 'print', null)
  const actor = actorOf(session, role)
  store.transact((tx) => {
    tx.run(
      sql.insertInto('print_job').values({
        id: asked.jobId,
        title: nameOfBatch(tx, head),
        batch_id: head.id,
        way: head.kind === 'households' ? 'four-up' : 'single',
        printer: asked.printer,
        state: 'printing',
        why: null,
        ticket: null,
        went_to: null,
        made_at: vietnamTime(ports.clock.now()),
        user: actor.user,
        role,
        session: actor.session,
      }),
    )
    for (const [index, row] of papers.entries())
      tx.run(sql.insertInto('print_item').values(itemOf(desk, asked.jobId, row, index, papers.length)))
  })
}

function papersOf(desk: Desk, { batchId, rows }: Asked): CaseOfBatch[] {
  const printed = printedCases(desk.store, batchId)
  const taken = casesInOpenJobs(desk.store)
  const gone = cardsOfGone(desk.store, batchId)
  return casesOfBatch(desk.store, batchId).filter(
    ({ id, row, token, withdrawn }) =>
      token !== null &&
      withdrawn === null &&
      !printed.has(id) &&
      !taken.has(id) &&
      !gone.has(id) &&
      (rows === null || (row >= rows.from && row <= rows.to)),
  )
}

function itemOf(desk: Desk, jobId: string, row: CaseOfBatch, index: number, all: number): ItemRow {
  const found = desk.extensions.caseSheets.find(
    ({ sheet, fits }) => isPaper(sheet.id) && fits(row, procedureOfCase(desk, row), desk),
  )
  if (!found || row.token_sha256 === null) throw new Error('a sealed case has its paper')
  const isSample = index % sampleEvery === 0 || index === all - 1
  return {
    job_id: jobId,
    place: index + 1,
    case_id: row.id,
    sheet: found.sheet.id,
    token_sha256: row.token_sha256,
    label: row.permit_number ?? row.number,
    state: 'waiting',
    tries: 0,
    again: null,
    sample: isSample ? 1 : 0,
  }
}
