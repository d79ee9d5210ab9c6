import type { PrintTrouble } from '../../../contract/desk/print-jobs.ts'
import { byHand } from '../../../contract/desk/printers.ts'
import type { Desk } from '../../desk.ts'
import { printingOn } from '../../printing/profiles.ts'
import { createRounds } from '../../rounds.ts'
import { countPrinted } from './count.ts'
import { nextPart, partPdf, sheetAtPrinter } from './part.ts'
import { changeItem, changeJob, type ItemRow, itemRows, type JobRow, openJobs } from './rows.ts'
import { isAsked } from './view.ts'

/** What prints the jobs, part by part, as far as the spooler says that the part before is on paper. */
export type PrintRoom = {
  /** There may be something to hand to the printer. */
  wake(): void
  /** Does what somebody decided while no part is on its way to the spooler. */
  act<Answer>(work: () => Answer | Promise<Answer>): Promise<Answer>
  stop(): Promise<void>
}

/** How soon a job is looked at again: `at-once` when it can go on, `soon` while the spooler works. */
type Pace = 'at-once' | 'soon' | 'idle'
const paceMs = { 'at-once': 0, soon: 500 } as const
const afterFaultMs = 5_000
/** Stands for a part that a spooler without tickets took: nothing more will be heard of it. */
const takenForGood = '-'
/** Where a part goes that a person prints from a file, as the journal names it. */
const printedByHand = 'pdf'

/** `desk` is asked lazily: the room is part of it. */
export function createPrintRoom(desk: () => Desk): PrintRoom {
  const rounds = createRounds({
    async round() {
      const pace = await round(desk())
      return pace === 'idle' ? null : paceMs[pace]
    },
    afterFault(error) {
      const reason = error instanceof Error ? error.name : '-'
      desk().ports.log({ level: 'error', what: 'print-job-halts', reason })
      return afterFaultMs
    },
  })
  rounds.start()
  return {
    wake: () => rounds.lookIn(0),
    act: (work) => rounds.inTurn(work),
    stop: () => rounds.stop(),
  }
}

/** Moves every job on by one step; jobs of the same printer one after the other. */
async function round(desk: Desk): Promise<Pace> {
  const busy = new Set<string | null>()
  let pace: Pace = 'idle'
  for (const job of openJobs(desk.store)) {
    if (job.state === 'stuck' || busy.has(job.printer)) continue
    const own = await step(desk, job)
    if (own === 'idle') continue
    busy.add(job.printer)
    if (pace !== 'at-once') pace = own
  }
  return pace
}

async function step(desk: Desk, job: JobRow): Promise<Pace> {
  const items = itemRows(desk.store, job.id)
  const handed = items.filter(({ state }) => state === 'handed')
  if (handed.length > 0) return followPart(desk, job, handed)
  if (job.state === 'paused') return 'idle'
  const waiting = items.filter(({ state }) => state === 'waiting')
  return waiting.length > 0 ? handPart(desk, job, waiting) : finish(desk, job, items)
}

/** A part is on paper when the spooler says so. */
async function followPart(desk: Desk, job: JobRow, handed: readonly ItemRow[]): Promise<Pace> {
  // A person prints it and says so.
  if (job.printer === byHand) return 'idle'
  // It was on its way when the program ended: nobody but the tray knows.
  if (job.ticket === null) return halt(desk, job, 'interrupted')
  const stands =
    job.ticket === takenForGood ? 'printed' : ((await desk.ports.printer.follow?.(job.ticket)) ?? 'gone')
  if (stands === 'waiting') return 'soon'
  if (stands === 'stopped') return halt(desk, job, 'printer-stopped')
  if (stands === 'gone') return halt(desk, job, 'gone')
  desk.journal.command((writing) => {
    for (const item of handed) countPrinted(desk, writing, job, item, handed)
    changeJob(writing, job.id, { ticket: null })
  })
  desk.notify('print-jobs', 'cases', 'batches', 'households')
  return 'at-once'
}

async function handPart(desk: Desk, job: JobRow, waiting: readonly ItemRow[]): Promise<Pace> {
  const { items, leftOut } = nextPart(desk, job, waiting)
  const made = items.length === 0 || job.printer === byHand ? null : await madeForPrinter(desk, job, items)
  // Said before the spooler hears of it: what happens in between leaves a question, never a paper nobody knows of.
  desk.store.transact((tx) => {
    for (const item of leftOut) changeItem(tx, item, { state: 'left-out' })
    for (const item of items) changeItem(tx, item, { state: 'handed', tries: item.tries + 1 })
    changeJob(tx, job.id, { ticket: null, ...(job.printer === byHand ? { went_to: printedByHand } : {}) })
  })
  desk.notify('print-jobs')
  const [first] = items
  const last = items.at(-1)
  if (!first || !last || made === null) return first ? 'idle' : 'at-once'
  const title = `${first.label} - ${last.label}`
  const outcome = await desk.ports.printer
    .print({ ...made, title })
    .catch(() => ({ outcome: 'failed' as const }))
  if (outcome.outcome === 'spooled') {
    const { where, ticket } = outcome
    desk.store.transact((tx) => changeJob(tx, job.id, { ticket: ticket ?? takenForGood, went_to: where }))
    return ticket === undefined ? 'at-once' : 'soon'
  }
  if (outcome.outcome === 'no-printer')
    desk.store.transact((tx) => {
      for (const item of items) changeItem(tx, item, { state: 'waiting', tries: item.tries })
    })
  return halt(desk, job, outcome.outcome)
}

/** A part as its printer needs it. */
async function madeForPrinter(desk: Desk, job: JobRow, items: readonly ItemRow[]) {
  const { placing, ...to } = await printingOn(desk, job.printer, sheetAtPrinter(job, items))
  return { ...to, ...(await partPdf(desk, job, items, placing)) }
}

function halt(desk: Desk, job: JobRow, why: PrintTrouble): Pace {
  desk.store.transact((tx) => changeJob(tx, job.id, { state: 'stuck', why }))
  desk.notify('print-jobs')
  return 'idle'
}

function finish(desk: Desk, job: JobRow, items: readonly ItemRow[]): Pace {
  const isOpen = items.some((item) => isAsked(item) && item.sample === 1)
  desk.store.transact((tx) => changeJob(tx, job.id, { state: isOpen ? 'checking' : 'done', why: null }))
  desk.notify('print-jobs')
  return 'idle'
}
