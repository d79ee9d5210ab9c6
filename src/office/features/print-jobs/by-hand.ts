import { byHand } from '../../../contract/desk/printers.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import { placedFor } from '../../printing/profiles.ts'
import type { LiveSession } from '../../sessions.ts'
import { countPrinted } from './count.ts'
import { partPdf, sheetAtPrinter } from './part.ts'
import { changeJob, type ItemRow, itemRows, type JobRow, jobRow } from './rows.ts'

/** A job that waits for a person to print its part. Throws `print-job-moved`. */
function partByHand(desk: Desk, jobId: string): { readonly job: JobRow; readonly handed: ItemRow[] } {
  const job = jobRow(desk.store, jobId)
  const handed = itemRows(desk.store, jobId).filter(({ state }) => state === 'handed')
  const isOpen = job.state === 'printing' || job.state === 'paused'
  if (job.printer !== byHand || !isOpen || handed.length === 0) throw new Refusal('print-job-moved')
  return { job, handed }
}

/**
 * The part that a person prints by hand, as a file. The journal says who took it: these are papers that count. Throws
 * `print-job-moved`.
 */
export async function partToPrint(
  desk: Desk,
  session: LiveSession,
  role: Role,
  jobId: string,
): Promise<Uint8Array> {
  const { job, handed } = partByHand(desk, jobId)
  const { placing } = placedFor(desk, byHand, sheetAtPrinter(job, handed))
  const { pdf } = await partPdf(desk, job, handed, placing)
  desk.journal.command((writing) =>
    writing.append({
      type: 'records.taken',
      subject: 'office',
      baseVer: 0,
      actor: actorOf(session, role),
      body: { book: 'print-part', way: 'pdf' },
      personal: null,
    }),
  )
  return pdf
}

/** A person says that the whole part is on paper, and good. Throws `print-job-moved`. */
export function confirmPrinted(desk: Desk, session: LiveSession, role: Role, jobId: string): void {
  const { job: before, handed } = partByHand(desk, jobId)
  const { user, session: id } = actorOf(session, role)
  const job: JobRow = { ...before, user, role, session: id }
  desk.journal.command((writing) => {
    for (const item of handed) countPrinted(desk, writing, job, item, handed)
    changeJob(writing, jobId, { user, role, session: id })
  })
}
