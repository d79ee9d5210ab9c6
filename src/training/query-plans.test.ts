import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { act, caseUntil, printed } from '../office/testing/applications.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { otherPc } from './testing/ward-of-two.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
beforeAll(async () => {
  ward = await wardWithCity()
})
afterAll(() => ward.close())

/**
 * What the journal and the feed grow by with every case: nothing at the counter may read the whole of them. An index of
 * the few settings may be.
 */
const growing =
  /SCAN (event|feed_item|permit_case|case_history|person|sheet_print)\b(?! USING INDEX event_\w+_set\b)/

test('from the walk-in to the sealed paper, and with another PC at work, nothing reads all that was ever written', async () => {
  await ward.restart()
  const clerk = await ward.as('clerk')
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  const { database } = desk.store
  const asked = new Set<string>()
  const prepare = database.prepare.bind(database)
  Object.assign(database, {
    prepare: (text: string) => {
      asked.add(text)
      return prepare(text)
    },
  })
  const other = await otherPc(ward, 'next door')
  const police = await other.as('police')
  const approved = await caseUntil(ward, 'approved')
  const params = { caseId: approved.caseId }
  const sealer = await ward.as('sealer')
  const pin = colleagues.sealer.pin ?? ''
  await sealer(api.sealCase, { params, body: { ...act(approved), pin, overQuota: null } })
  await printed(clerk, approved.caseId, 'permit')
  const registered = await caseUntil(ward, 'registered')
  await clerk(api.sendNow, {})
  await police(api.sendNow, {})
  const seen = await police(api.readCase, { params: { caseId: registered.caseId } })
  await police(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
  await police(api.sendNow, {})
  await clerk(api.sendNow, {})
  await clerk(api.readCase, { params: { caseId: registered.caseId } })
  await clerk(api.readSync, {})
  // What pages ask again and again while they stand open.
  await clerk(api.listQueue, { query: {} })
  await clerk(api.listQueue, { query: { queue: 'closed' } })
  const many = await ward.as('manyHats')
  await many(api.readChecks, { query: { days: 7 } })
  await clerk(api.countNotices, {})
  await clerk(api.readStockStanding, {})
  await clerk(api.listPrintJobs, {})
  await clerk(api.listBatches, { query: {} })
  await sealer(api.readStamping, {})
  await sealer(api.readSealingSession, {})
  const administrator = await ward.as('administrator')
  await administrator(api.listStaff, {})
  await administrator(api.readHub, {})
  expect(asked.size).toBeGreaterThan(60)
  const plans = [...asked].flatMap((text) => {
    if (!/^(select|update|delete|insert)/i.test(text)) return []
    const values = Array.from({ length: text.split('?').length - 1 }, () => null)
    const steps = prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...values)
    return steps.flatMap(({ detail }) => (growing.test(detail) ? [`${detail}: ${text}`] : []))
  })
  expect(plans).toEqual([])
  await other.close()
})
