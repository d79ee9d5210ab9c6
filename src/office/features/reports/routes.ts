import { setImmediate } from 'node:timers/promises'
import * as contract from '../../../contract/desk/reports.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import type { Mount } from '../../http.ts'
import type { Layout } from '../../sheets/sheet.ts'
import { ledgerPage, ledgerTable } from './ledger.ts'
import { ledgerPaper } from './ledger-sheet.ts'
import { allLedgers } from './ledgers.ts'
import type { Chosen } from './period.ts'
import { registerCoverOf, registerEntries, registerPage, registerTable } from './register.ts'
import { reportOf } from './report.ts'
import { reportPaper, reportTable } from './report-sheet.ts'

type Asked = { readonly firstDay: string; readonly lastDay: string; readonly ledger?: string | undefined }

/** The books of the counter: register, ledgers and their reports, on the page, on paper and as tables. */
export function mountReports(mount: Mount): void {
  mount.staff(contract.listLedgers, ({ desk }) => ({ ledgers: allLedgers(desk) }))
  mount.staff(contract.readRegister, ({ desk, session, query }) =>
    registerPage(desk, session.user, chosenOf(query)),
  )
  mount.staff(contract.printRegister, async ({ desk, session, role, query }) => {
    const chosen = chosenOf(query)
    const cover = registerCoverOf(desk, session.user, chosen)
    // The libraries of type and PDF are loaded by whoever prints first.
    const { streamRegisterBook } = await import('../../sheets/register-book/stream.ts')
    const pdf = await gathered(streamRegisterBook(cover, registerEntries(desk, session.user, chosen)))
    return kept(desk, actorOf(session, role), 'register', 'pdf', pdf)
  })
  mount.staff(contract.exportRegister, ({ desk, session, role, body }) =>
    kept(desk, actorOf(session, role), 'register', 'csv', registerTable(desk, session.user, chosenOf(body))),
  )
  mountLedgers(mount)
  mountCounts(mount)
}

function mountLedgers(mount: Mount): void {
  mount.staff(contract.readLedger, ({ desk, session, params, query }) =>
    ledgerPage(desk, session.user, params, query),
  )
  mount.staff(contract.printLedger, async ({ desk, session, role, params, query }) => {
    const pdf = await printed(ledgerPaper(desk, session.user, params, query), 'Sổ nghiệp vụ')
    return kept(desk, actorOf(session, role), params.procedure, 'pdf', pdf)
  })
  mount.staff(contract.exportLedger, ({ desk, session, role, params, body }) =>
    kept(
      desk,
      actorOf(session, role),
      params.procedure,
      'csv',
      ledgerTable(desk, session.user, params, body),
    ),
  )
}

function mountCounts(mount: Mount): void {
  mount.staff(contract.readReport, ({ desk, session, role, params, query }) =>
    reportOf(desk, limitedTo(session.user, role), params, query),
  )
  mount.staff(contract.printReport, ({ desk, session, role, params, query }) => {
    const report = reportOf(desk, limitedTo(session.user, role), params, query)
    return printed(reportPaper(desk, session.user, report), 'Báo cáo số liệu')
  })
  mount.staff(contract.exportReport, ({ desk, session, role, params, body }) =>
    reportTable(reportOf(desk, limitedTo(session.user, role), params, body)),
  )
}

/** The categories of an account limit what its person counts; an administrator looks after the whole office. */
function limitedTo(user: string, role: Role): string | null {
  return role === 'administrator' ? null : user
}

function chosenOf({ ledger, ...period }: Asked): Chosen {
  if (ledger === undefined) return period
  const [pack = '', procedure = ''] = ledger.split('/')
  return { ...period, ledger: { pack, procedure } }
}

async function printed(layout: Layout, title: string): Promise<Uint8Array> {
  const { writePdfInParts } = await import('../../sheets/write-pdf.ts')
  return gathered(writePdfInParts(layout, title))
}

/** A book of a year takes seconds: between its pages the counter goes on. */
async function gathered(parts: Iterable<Buffer>): Promise<Uint8Array> {
  const whole: Buffer[] = []
  for (const part of parts) {
    whole.push(part)
    await setImmediate()
  }
  return Buffer.concat(whole)
}

/** Who took which book out of the office stands in the journal; whom it names does not. */
function kept<Book>(desk: Desk, actor: Actor, book: string, way: 'pdf' | 'csv', taken: Book): Book {
  desk.journal.command((writing) =>
    writing.append({
      type: 'records.taken',
      subject: 'office',
      baseVer: 0,
      actor,
      body: { book: book.slice(0, 60), way },
      personal: null,
    }),
  )
  return taken
}
