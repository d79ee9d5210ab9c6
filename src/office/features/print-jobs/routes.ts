import * as contract from '../../../contract/desk/print-jobs.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { pause, resume, scanBack, stopPrinter } from './acts.ts'
import { confirmPrinted, partToPrint } from './by-hand.ts'
import { makeJob } from './make.ts'
import * as printers from '../../../contract/desk/printers.ts'
import {
  calibrationPage,
  placingMeasured,
  printCalibrationPage,
  printersWithProfiles,
  setProfile,
} from './printers.ts'
import { takeNewPapers } from './new-papers.ts'
import { readPrintJob, readPrintJobs } from './view.ts'

/** Many papers printed one after the other. */
export function mountPrintJobs(mount: Mount): void {
  mount.staff(contract.listPrintJobs, ({ desk }) => ({ jobs: readPrintJobs(desk) }))
  mount.staff(contract.readPrintJob, ({ desk, params }) => readPrintJob(desk, params.jobId))
  mount.staff(contract.makePrintJob, ({ desk, session, role, body }) =>
    changed(desk, body.jobId, () => makeJob(desk, session, role, body)),
  )
  mount.staff(contract.pausePrintJob, ({ desk, params: { jobId } }) =>
    changed(desk, jobId, () => pause(desk, jobId)),
  )
  mount.staff(contract.stopPrintJob, ({ desk, params: { jobId } }) =>
    changed(desk, jobId, () => stopPrinter(desk, jobId)),
  )
  mount.staff(contract.resumePrintJob, ({ desk, session, role, params: { jobId }, body }) =>
    changed(desk, jobId, () => resume(desk, session, role, jobId, body)),
  )
  mount.staff(contract.readPrintPart, ({ desk, session, role, params: { jobId } }) =>
    partToPrint(desk, session, role, jobId),
  )
  mount.staff(contract.confirmPrinted, ({ desk, session, role, params: { jobId } }) =>
    changed(desk, jobId, () => confirmPrinted(desk, session, role, jobId)),
  )
  mount.staff(contract.takeNewPapers, ({ desk, session, role, params: { jobId } }) =>
    changed(desk, jobId, () => takeNewPapers(desk, session, role, jobId)),
  )
  mount.staff(contract.scanPrinted, ({ desk, params: { jobId }, body }) =>
    changed(desk, jobId, () => scanBack(desk, jobId, body.scannedText)),
  )
}

/** Printers of this PC, and how they are set right. */
export function mountPrinters(mount: Mount): void {
  const all = async (desk: Desk) => ({ printers: await printersWithProfiles(desk) })
  mount.staff(printers.listPrinterProfiles, ({ desk }) => all(desk))
  mount.staff(printers.setPrinterProfile, ({ desk, session, role, body }) => {
    setProfile(desk, actorOf(session, role), body)
    return all(desk)
  })
  mount.staff(printers.printCalibration, ({ desk, body }) => printCalibrationPage(desk, body))
  mount.staff(printers.readCalibration, ({ desk, query }) => calibrationPage(desk, query))
  mount.staff(printers.measureCalibration, ({ desk, body }) => placingMeasured(desk, body))
}

async function changed(desk: Desk, jobId: string, work: () => void | Promise<void>) {
  await desk.printRoom.act(work)
  desk.printRoom.wake()
  desk.notify('print-jobs', 'cases', 'batches', 'households')
  return readPrintJob(desk, jobId)
}
