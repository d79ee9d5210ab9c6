import type { Hono } from 'hono'
import type { CopyFlag } from '../../contract/sync/checks.ts'
import { addDays, dateAt } from '../../domain/calendar.ts'
import type { Rows } from '../store/store.ts'
import { auditPage, flagsPage } from './audit-pages.ts'
import { answer, type Console, signedIn } from './door.ts'

const rowsOnPage = 100
const flagDays = 31
const mostFlagsOfWard = 100

/** The pages of the auditor, who reads and does nothing: the audit, papers that look copied. */
export function audit(app: Hono, console: Console): void {
  const { desk } = console
  app.get('/audit', async (c) => {
    const who = await signedIn(console, c, 'audit')
    const before = /^[1-9]\d{0,14}$/.exec(c.req.query('before') ?? '')?.[0]
    const found = await desk.store.read((rows) =>
      rows.audit(before === undefined ? null : Number(before), rowsOnPage),
    )
    return answer(c, desk, 'Nhật ký của thành phố', who, auditPage(found, rowsOnPage))
  })
  app.get('/copies', async (c) => {
    const who = await signedIn(console, c, 'audit')
    const since = addDays(dateAt(desk.now()), -flagDays)
    const flags = await desk.store.read((rows) => allFlags(rows, since))
    return answer(c, desk, 'Giấy nghi bị sao chép', who, flagsPage(flags))
  })
}

/** A flag with the ward whose paper it is on. */
export type WardFlag = { readonly ward: string; readonly flag: CopyFlag }

async function allFlags(rows: Rows, since: string): Promise<WardFlag[]> {
  const all: WardFlag[] = []
  for (const { code } of await rows.wards())
    for (const flag of await rows.copyFlags(code, since, mostFlagsOfWard)) all.push({ ward: code, flag })
  return all
}
