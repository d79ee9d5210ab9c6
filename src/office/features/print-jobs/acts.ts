import type { z } from 'zod'
import type { resumePrintJob } from '../../../contract/desk/print-jobs.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { digestOf } from '../issuing/own-knowledge.ts'
import { wrongSheet } from '../issuing/stamp.ts'
import { spoilAtJam } from '../stock/jam.ts'
import { countPrinted, sheetsTaken } from './count.ts'
import { changeItem, changeJob, type ItemRow, itemRows, type JobRow, jobRow } from './rows.ts'
import { isAsked } from './view.ts'

type Resumption = z.output<typeof resumePrintJob.body>

/** No further part goes to the printer. Throws `print-job-moved`. */
export function pause(desk: Desk, jobId: string): void {
  const job = jobRow(desk.store, jobId)
  if (job.state === 'paused') return
  if (job.state !== 'printing') throw new Refusal('print-job-moved')
  desk.store.transact((tx) => changeJob(tx, jobId, { state: 'paused' }))
}

/**
 * Takes back what the printer has; a person then says what is good. Also when all is out and turns out to be spoiled.
 * Throws `print-job-moved`.
 */
export async function stopPrinter(desk: Desk, jobId: string): Promise<void> {
  const job = jobRow(desk.store, jobId)
  if (job.state === 'stuck') return
  if (job.state === 'done' || job.state === 'cancelled') throw new Refusal('print-job-moved')
  desk.store.transact((tx) => changeJob(tx, jobId, { state: 'stuck', why: 'stopped-here' }))
  if (job.ticket !== null) await desk.ports.printer.takeBack?.(job.ticket)
}

/**
 * Goes on at the paper after the last good one, or ends the job there. Papers up to it are counted; of those behind it
 * the spoiled ones in hand are printed again, those that may be about are set aside for a new paper. Throws
 * `print-job-moved`, `print-job-at-printer`, `print-job-unknown-paper`.
 */
export function resume(desk: Desk, session: LiveSession, role: Role, jobId: string, asked: Resumption): void {
  const before = jobRow(desk.store, jobId)
  const items = itemRows(desk.store, jobId)
  if (before.state !== 'paused' && before.state !== 'stuck') throw new Refusal('print-job-moved')
  const isAtPrinter = before.state === 'paused' && items.some(({ state }) => state === 'handed')
  const printer = asked.printer === undefined ? before.printer : asked.printer
  if (isAtPrinter && (asked.next === 'end' || asked.lastGood !== null || printer !== before.printer))
    throw new Refusal('print-job-at-printer')
  const actor = actorOf(session, role)
  const job: JobRow = { ...before, user: actor.user, role, session: actor.session }
  const lastPlace = isAtPrinter ? null : lastGoodPlace(items, asked.lastGood)
  desk.journal.command((writing) => {
    if (lastPlace !== null) {
      const part = items.filter((item) => item.state === 'handed')
      for (const item of items) {
        if (item.place <= lastPlace && item.state === 'handed') countPrinted(desk, writing, job, item, part)
        if (item.place > lastPlace) takeAgain(item, (change) => changeItem(writing, item, change), asked)
      }
      const papers = items.filter(({ place }) => place > lastPlace)
      const counted = papers.filter((item) => item.state === 'printed')
      spoilAtJam(writing, job, { papers, sheets: sheetsTaken(desk, job, counted) }, asked)
    }
    const { user, session: id } = job
    const state = asked.next === 'end' ? 'cancelled' : 'printing'
    // The part that a paused job has at the printer keeps its ticket.
    const ticket = isAtPrinter ? job.ticket : null
    changeJob(writing, jobId, { state, why: null, ticket, printer, user, role, session: id })
  })
}

/** Where the good papers end; what was never at the printer cannot be good. */
function lastGoodPlace(items: readonly ItemRow[], said: string | null): number {
  const first = items.find(({ state }) => state === 'handed')
  if (said === null) return first ? first.place - 1 : Number.POSITIVE_INFINITY
  const digest = digestOf(said)
  const number = said.toUpperCase()
  const found = items.filter(
    ({ state, label, token_sha256 }) =>
      (state === 'handed' || state === 'printed') &&
      (token_sha256 === digest || label.toUpperCase() === number || label.split('/')[0] === number),
  )
  const [only] = found
  if (!only || found.length > 1)
    throw new Refusal('print-job-unknown-paper', { said: said.length > 40 ? '' : said })
  return only.place
}

function takeAgain(
  { state, sample }: ItemRow,
  change: (change: Partial<Pick<ItemRow, 'state' | 'again' | 'sample'>>) => void,
  { spoiled }: Resumption,
): void {
  if (state !== 'handed' && state !== 'printed') return
  if (spoiled === 'missing') return change({ state: 'set-aside' })
  change({
    state: 'waiting',
    sample: sample === 0 ? 0 : 1,
    // Of one that was not counted yet this is the first copy.
    ...(state === 'printed' ? { again: 'jammed' } : {}),
  })
}

/**
 * A printed paper of the job was scanned back; with the last of those asked for, the job is done. Throws
 * `wrong-permit-scanned` for a code that is no printed paper of this job.
 */
export function scanBack(desk: Desk, jobId: string, scannedText: string): void {
  const job = jobRow(desk.store, jobId)
  const items = itemRows(desk.store, jobId)
  const digest = digestOf(scannedText)
  const found = items.find(({ token_sha256, state }) => token_sha256 === digest && state === 'printed')
  if (digest === null || !found) throw wrongSheet(desk, scannedText)
  const isLast = items.every((item) => item === found || !isAsked(item) || item.sample === 2)
  desk.store.transact((tx) => {
    changeItem(tx, found, { sample: 2 })
    if (isLast && job.state === 'checking') changeJob(tx, jobId, { state: 'done' })
  })
}
