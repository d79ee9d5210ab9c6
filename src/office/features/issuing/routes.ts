import * as contract from '../../../contract/desk/index.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { handOver, print, sheetToLookAt, type Unwritten } from './print.ts'
import { replace, withdraw } from './replace.ts'
import { seal } from './seal.ts'
import { sheetsToStamp, stamp, stampFromPile } from './stamp.ts'
import { countPapers, readPaperSeries, withdrawMany, workersPapers } from './withdraw-many.ts'
import { verdictOf } from './verdict.ts'

/** Sealing, stamping, replacing, withdrawing, printing, handing over, verifying. */
export function mountIssuing(mount: Mount): void {
  mount.staff(contract.sealCase, ({ desk, session, params, body }) =>
    seal(desk, session, { ...params, ...body }),
  )
  mount.staff(contract.stampCase, ({ desk, session, params, body }) =>
    stamp(desk, session, params.caseId, body),
  )
  mount.staff(contract.readStamping, ({ desk }) => sheetsToStamp(desk))
  mount.staff(contract.stampSheet, ({ desk, session, body }) => stampFromPile(desk, session, body))
  mount.staff(contract.replacePaper, ({ desk, session, params, body }) =>
    replace(desk, session, params.caseId, body),
  )
  mount.staff(contract.withdrawPaper, ({ desk, session, params, body }) =>
    withdraw(desk, session, params.caseId, body),
  )
  mount.staff(contract.readSeries, ({ desk }) => readPaperSeries(desk))
  mount.staff(contract.countPapers, ({ desk, body }) => countPapers(desk, body))
  mount.staff(contract.withdrawPapers, ({ desk, session, role, body }) =>
    withdrawMany(desk, actorOf(session, role), body),
  )
  mount.staff(contract.readWorkersPapers, ({ desk, params }) => workersPapers(desk, params.caseId))
  // One print of a case after the other: a key pressed twice must not put two sheets on paper.
  const printing = new Map<string, Promise<unknown>>()
  const unwritten: Unwritten = new Map()
  mount.staff(contract.printSheet, async ({ desk, session, role, params: { caseId }, body }) => {
    const before = printing.get(caseId)
    const printed = (async () => {
      await before?.catch(() => undefined) // whoever pressed that key was told
      return print(desk, session, role, caseId, body, unwritten)
    })()
    printing.set(caseId, printed)
    try {
      return await printed
    } finally {
      if (printing.get(caseId) === printed) printing.delete(caseId)
    }
  })
  mount.staff(contract.readSheet, ({ desk, session, params }) =>
    sheetToLookAt(desk, session, params.caseId, params.sheet),
  )
  mount.staff(contract.handOver, ({ desk, session, params, body }) =>
    handOver(desk, session, params.caseId, body),
  )
  mount.staff(contract.listPrinters, async ({ desk }) => ({
    printers: [...(await desk.ports.printer.list())],
  }))
  mount.staff(contract.verifyText, ({ desk, body }) => verdictOf(desk, body.text))
}
