import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dateAt, instantOf } from '../domain/calendar.ts'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Case } from '../contract/desk/cases.ts'
import type { RulePack } from '../contract/policy/pack.ts'
import { cityCasesSchema, operatorBase } from '../contract/sync/operator.ts'
import { shippedPacks } from '../office/features/policies/pack.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { testPorts } from '../office/testing/ports.ts'
import { act, application } from '../office/testing/applications.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let secret: string
let [clerk, police, official]: Call[] = []

beforeAll(async () => {
  ward = await wardWithCity(testPorts(), { packs: [decidedByTheCity()] })
  secret = await ward.city.admin.saveOperator({
    name: 'thuha',
    fullName: 'Nguyễn Thu Hà',
    role: 'case-officer',
  })
  ;[clerk, police, official] = await Promise.all([ward.as('clerk'), ward.as('police'), ward.as('official')])
})
afterAll(() => ward.close())

/** The shipped pack, with the city deciding instead of the ward official. */
function decidedByTheCity(): RulePack {
  const [pack] = shippedPacks()
  if (!pack) throw new Error('no pack is shipped')
  return {
    ...pack,
    procedures: pack.procedures.map((procedure) => ({
      ...procedure,
      steps: procedure.steps.flatMap((step) =>
        step.step === 'approve'
          ? [
              { ...step, step: 'submit' as const, may: ['refuse' as const] },
              { ...step, step: 'city-approve' as const, by: [], may: ['city-refuse' as const] },
            ]
          : [step],
      ),
    })),
  }
}

/** A case the ward has put before the city, which has heard of it. */
async function submitted(): Promise<Case> {
  const seen = await clerk!(api.registerCase, { body: application(ward.ports.clock.now()) })
  const verified = await police!(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
  const at = await official!(api.submitCase, { params: seen, body: { ...act(verified), note: null } })
  expect(at).toMatchObject({ state: 'submitted', next: 'city-approve', holders: ['city'] })
  await clerk!(api.sendNow, {})
  return at
}

const operator = { authorization: '' }
async function atCity(path: string, body?: unknown): Promise<Response> {
  operator.authorization = `Bearer ${secret}`
  return ward.city.fetch(
    new Request(`http://city.invalid${operatorBase}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...operator, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
}

async function decide({ caseId }: Case, said: Record<string, unknown>): Promise<void> {
  const { items } = cityCasesSchema.parse(await (await atCity('/cases')).json())
  const waiting = items.find((one) => one.caseId === caseId)
  const path = `/cases/39901/decisions`
  const answer = await atCity(path, {
    submission: waiting?.submission,
    reasonCode: null,
    note: null,
    ...said,
  })
  expect(answer.status, await answer.clone().text()).toBe(200)
}

const read = ({ caseId }: Case) => clerk!(api.readCase, { params: { caseId } })
const settled = async (seen: Case) => {
  await clerk!(api.sendNow, {})
  await expect.poll(async () => (await read(seen)).state, { timeout: 10_000 }).not.toBe('submitted')
  return read(seen)
}

test('what the city approves goes on at the ward, under the number of the city’s decision', async () => {
  const seen = await submitted()
  await decide(seen, { decision: 'approved', reference: '128/QĐ-CATP' })
  expect(await settled(seen)).toMatchObject({
    state: 'approved',
    cityReference: '128/QĐ-CATP',
    next: 'seal',
    holders: ['ward-police'],
  })
})

test('what the city refuses ends with the letter, with the city’s reason in the pack’s words', async () => {
  const seen = await submitted()
  await decide(seen, { decision: 'refused', reference: '129/QĐ-CATP', reasonCode: 'not-necessary' })
  const refused = await settled(seen)
  expect(refused).toMatchObject({
    state: 'refused',
    reason: 'Chưa đủ căn cứ về sự cần thiết đi lại',
    next: 'notify-refusal',
  })
  expect(refused.sheets.map(({ sheet }) => sheet)).toContain('refusal')
})

test('the decision is written once, and replaying the journal gives the same tables', async () => {
  const store = ward.office().core.desk()?.store
  if (!store) throw new Error('the office is closed')
  const decisions = store.database
    .prepare(`SELECT count(*) AS n FROM event WHERE type LIKE 'case.city-%'`)
    .get()
  expect(decisions).toEqual({ n: 2 })
  await ward.restart()
  clerk = await ward.as('clerk')
  const again = ward.office().core.desk()?.store
  if (!again) throw new Error('the office is closed')
  expect(rebuildEqualsLive(again)).toBe(true)
})

test('a pack the city publishes is in force here on its day, without anybody’s hand; one for later waits', async () => {
  const shipped = readFileSync('resources/policies/vi-du.json', 'utf8')
  const today = dateAt(ward.ports.clock.now())
  const pack = (version: number, effectiveFrom: string) =>
    JSON.stringify({ ...JSON.parse(shipped), id: 'tp-mau', version, effectiveFrom }, null, 2)
  await ward.city.admin.publishPack(pack(1, today), null)
  await ward.city.admin.publishPack(pack(2, addDays(today, 1)), null)
  await clerk!(api.sendNow, {})
  const inForce = async () => (await clerk!(api.readPack, { query: {} })).id
  await expect.poll(inForce, { timeout: 10_000 }).toBe('tp-mau')
  const desk = ward.office().core.desk()
  expect(desk?.pack().version).toBe(1)
  await expect
    .poll(() => desk?.policies.inForce(instantOf(addDays(today, 1), 1)).version, { timeout: 10_000 })
    .toBe(2)
  const seen = await clerk!(api.registerCase, { body: application(ward.ports.clock.now()) })
  expect(seen.pack).toBe('tp-mau/1')
})
