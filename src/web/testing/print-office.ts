import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { PrintJob, PrintJobState } from '../../contract/desk/print-jobs.ts'
import { dateAt } from '../../domain/calendar.ts'
import { sql } from '../../office/database/store.ts'
import type { Printer } from '../../office/ports.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { spellToken } from '../../office/token/token.ts'
import { openPlace } from '../../training/places/testing/place.ts'
import { sealCards } from '../../training/testing/sealed-cards.ts'

/** An office with a list of sealed market cards, and what a clerk does with its print jobs. */
export type PrintOffice = Awaited<ReturnType<typeof printOffice>>

/** Opens it with so many cards. */
export async function printOffice(cards: number) {
  const place = await openPlace('tien-giang-2021')
  const batchId = randomUUID()
  const today = dateAt(place.ward.ports.clock.now())
  const pin = colleagues.sealer.pin ?? ''
  await sealCards((who, work) => work(place.people[who]), { batchId, cards, today, pin })
  const staff = { clerk: place.people.clerk }
  const clerk: Call = (route, input) => staff.clerk(route, input)
  const desk = () => {
    const open = place.ward.office().core.desk()
    if (!open) throw new Error('the office is closed')
    return open
  }
  const look = ({ jobId }: PrintJob) => clerk(api.readPrintJob, { params: { jobId } })
  const wanted = async (job: PrintJob, isSo: (now: PrintJob) => boolean): Promise<PrintJob> => {
    for (;;) {
      const now = await look(job)
      if (isSo(now)) return now
      await wait(30)
    }
  }
  return {
    place,
    batchId,
    clerk,
    desk,
    look,
    /** The clerk signs in anew, as after the office was opened again. */
    signIn: async () => {
      staff.clerk = await place.ward.as('clerk')
    },
    use: (printer: Printer) => Object.assign(place.ward.ports, { printer }),
    /** Copies the journal tells of, by case. */
    copies: () => desk().store.all(sql.selectFrom('sheet_print').select(['case_id', 'copies'])),
    codeOf: (caseId: string) => {
      const row = desk().store.first(sql.selectFrom('permit_case').select('token').where('id', '=', caseId))
      if (!row?.token) throw new Error('not sealed')
      return spellToken(new Uint8Array(row.token), 'base45')
    },
    make: (from: number, to: number, printer: string | null = null) =>
      clerk(api.makePrintJob, { body: { jobId: randomUUID(), batchId, printer, rows: { from, to } } }),
    until: (job: PrintJob, ...states: PrintJobState[]) => wanted(job, ({ state }) => states.includes(state)),
    /** The job once a part of it is at the printer, or in somebody's hands. */
    handed: (job: PrintJob) => wanted(job, ({ counts }) => counts.handed > 0),
    resume: (job: PrintJob, lastGood: string | null, more: object = {}) =>
      clerk(api.resumePrintJob, {
        params: job,
        body: { lastGood, spoiled: 'handed-in', next: 'go-on', ...more },
      }),
  }
}
