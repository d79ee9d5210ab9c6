import { openCity } from '../../city/city.ts'
import { contentsOf } from '../../city/bundles/testing/contents.ts'
import type { City } from '../../city/types.ts'
import type { Call } from '../../contract/client.ts'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import type { Desk } from '../../office/desk.ts'
import { type Office, type OfficeCore, openOffice } from '../../office/office.ts'
import { application } from '../../office/testing/applications.ts'
import { personAt, signedIn } from '../../office/testing/person.ts'
import { temporaryFolder, type TestPorts, testPorts } from '../../office/testing/ports.ts'
import { colleagues, founding } from '../../office/testing/staffed-office.ts'
import { spoilableLine } from './ward-with-city.ts'

/** One PC of a ward, with its own line to the city. */
export type WardPc = {
  readonly ports: TestPorts
  readonly line: Awaited<ReturnType<typeof spoilableLine>>
  office(): Office & { readonly core: OfficeCore }
  desk(): Desk
  /** Signs in, once while the office is open. */
  as(name: 'administrator' | 'clerk' | 'police'): Promise<Call>
  /** Somebody comes to the counter; the case it becomes. */
  register(): Promise<Case>
  /** Lines of this PC, and how many of them a receipt of the city covers. */
  lines(): { readonly head: number; readonly acked: number }
  open(): Promise<void>
  close(): Promise<void>
}

export type WardOfPcs = {
  readonly city: City
  readonly pcs: readonly WardPc[]
  /** How often each line of the ward stands in the city's feed, by its id. */
  inFeed(): ReadonlyMap<string, number>
  close(): Promise<void>
}

/** A ward with so many PCs, each enrolled with the one city over a line of its own. */
export async function wardOfPcs(count: number): Promise<WardOfPcs> {
  const dataDir = temporaryFolder()
  const city = await openCity({ dataDir, clock: { now: () => Date.now() }, training: true })
  await city.admin.addWard({ code: founding.wardCode, name: founding.wardName })
  const address = await city.listen(0)
  const pcs: WardPc[] = []
  while (pcs.length < count) pcs.push(await pcOf(city, address))
  return {
    city,
    pcs,
    inFeed() {
      const counts = new Map<string, number>()
      // Rows of the table in src/city/store/sqlite/schema.ts.
      for (const { id, pos } of contentsOf(dataDir)['line'] as { id: string; pos: number | null }[])
        if (pos !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
      return counts
    },
    async close() {
      for (const pc of pcs) await pc.close()
      await city.close()
    },
  }
}

async function pcOf(city: City, address: string): Promise<WardPc> {
  const ports = testPorts()
  const line = await spoilableLine(address)
  let office: (Office & { readonly core: OfficeCore }) | null = await openOffice(ports)
  const theOffice = () => {
    if (!office) throw new Error('the office is closed')
    return office
  }
  const desk = () => {
    const open = theOffice().core.desk()
    if (!open) throw new Error('the office is locked')
    return open
  }
  // Signing in is a line of its own: once, while the office is open.
  const present = new Map<string, Promise<Call>>()
  const as: WardPc['as'] = (name) => {
    const { user, password } = colleagues[name]
    const there = present.get(name) ?? signedIn(theOffice(), user, password)
    present.set(name, there)
    return there
  }
  await personAt(office)(api.establishOffice, { body: founding })
  const administrator = await as('administrator')
  for (const { roles, ...colleague } of [colleagues.clerk, colleagues.police])
    await administrator(api.addStaff, { body: { ...colleague, roles: [...roles] } })
  const configuration = JSON.stringify({ ...city.admin.config(), address: line.address })
  const code = await city.admin.enrolmentCode(founding.wardCode)
  await administrator(api.enrolOffice, { body: { configuration, code } })
  await as('clerk')
  await administrator(api.sendNow, {})
  return {
    ports,
    line,
    office: theOffice,
    desk,
    as,
    async register() {
      return (await as('clerk'))(api.registerCase, { body: application(ports.clock.now()) })
    },
    lines() {
      const row = desk().store.database.prepare('SELECT acked_seq FROM sync').pluck().get() as number // one row
      return { head: desk().journal.head().seq, acked: row }
    },
    async open() {
      present.clear()
      office = await openOffice(ports)
      await as('administrator')
    },
    async close() {
      await office?.close()
      office = null
    },
  }
}
