import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import { type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import { shippedPack } from '../../../contract/policy/testing/shipped.ts'
import { act, application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { testPorts } from '../../testing/ports.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

const firstDay = dateAt(Date.now())
const today: RulePack = { ...shippedPack('vi-du'), effectiveFrom: addDays(firstDay, -1) }
/** The rules of tomorrow: the individual form asks for one thing more. */
function tomorrow(casesInProgress: RulePack['casesInProgress']): RulePack {
  const [first] = today.procedures
  const field = { id: 'contact', kind: 'text', label: 'Người liên hệ', required: true, shownOn: ['receipt'] }
  return rulePackSchema.parse({
    ...today,
    version: 2,
    title: 'Bộ quy tắc ngày mai',
    effectiveFrom: addDays(firstDay, 1),
    casesInProgress,
    procedures: [{ ...first, fields: [...(first?.fields ?? []), field] }],
  })
}

let ward: StaffedOffice
let clerk: Call
async function open(packs: RulePack[]) {
  ward = await staffedOffice(testPorts(), { packs })
  clerk = await ward.as('clerk')
}
afterEach(() => ward.close())

async function overnight() {
  ward.ports.clock.advance(86_400_000)
  clerk = await ward.as('clerk')
}

const more = { contact: 'Bùi Thị Mẫu' }
const form = (wishes: Parameters<typeof application>[1]) => application(ward.ports.clock.now(), wishes)
const completes = (seen: Case, wishes: Parameters<typeof application>[1]) => {
  const { personId, ...applicant } = seen.applicant
  const body = { ...form({ ...wishes, applicant }), personId, ...act(seen) }
  return clerk(api.completeCase, { params: seen, body })
}

describe('a form drawn by the rules of yesterday', () => {
  beforeEach(() => open([today, tomorrow('finish-under-their-pack')]))

  test('is not registered under those of today, whatever stands in it, and says which they are', async () => {
    const asked = form({ pack: 'vidu-01/1' })
    const seen = await clerk(api.registerCase, { body: asked })
    expect(seen.pack).toBe('vidu-01/1')
    await overnight()
    // Said again after a lost answer it is still the case it became.
    expect((await clerk(api.registerCase, { body: asked })).caseId).toBe(seen.caseId)
    const late = form({ pack: 'vidu-01/1', details: { more } })
    expect(await refusalOf(clerk(api.registerCase, { body: late }))).toMatchObject({
      code: 'rules-changed',
      status: 409,
      data: { title: 'Bộ quy tắc ngày mai' },
    })
    const again = await clerk(api.registerCase, { body: { ...late, pack: 'vidu-01/2' } })
    expect(again).toMatchObject({ pack: 'vidu-01/2', fields: [{ id: 'contact' }] })
  })

  test('that came back is completed under its own, whatever is in force', async () => {
    const returned = await caseUntil(ward, 'returned')
    await overnight()
    expect(await refusalOf(completes(returned, { pack: 'vidu-01/2', details: { more } }))).toMatchObject({
      code: 'rules-changed',
      data: { title: today.title },
    })
    expect(await completes(returned, { pack: 'vidu-01/1' })).toMatchObject({
      state: 'registered',
      pack: 'vidu-01/1',
    })
  })
})

describe('rules that take over cases in progress', () => {
  beforeEach(() => open([today, tomorrow('go-on-under-this')]))

  test('refuse a completion drawn by the case’s own, and take one drawn by them', async () => {
    const returned = await caseUntil(ward, 'returned')
    await overnight()
    expect(await refusalOf(completes(returned, { pack: 'vidu-01/1' }))).toMatchObject({
      code: 'rules-changed',
      data: { title: 'Bộ quy tắc ngày mai' },
    })
    expect(await completes(returned, { pack: 'vidu-01/2', details: { more } })).toMatchObject({
      state: 'registered',
      pack: 'vidu-01/2',
    })
  })
})

describe('an account limited to some categories', () => {
  beforeEach(() => open([today]))

  test('completes a case, and does not bring it into a category of others by that', async () => {
    const returned = await caseUntil(ward, 'returned', { category: 4 })
    const administrator = await ward.as('administrator')
    const limit = (categories: number[]) =>
      administrator(api.scopeStaff, {
        params: { user: colleagues.clerk.user },
        body: { scope: { pack: 'vidu-01', categories } },
      })
    await limit([4])
    expect(await refusalOf(completes(returned, { category: 5 }))).toMatchObject({ code: 'out-of-scope' })
    expect((await clerk(api.readCase, { params: returned })).version).toBe(returned.version)
    expect(await completes(returned, { category: 4 })).toMatchObject({ state: 'registered', category: 4 })
    await limit([5])
    const other = await caseUntil(ward, 'registered', { category: 5 })
    expect(other.category).toBe(5)
    expect(await refusalOf(clerk(api.registerCase, { body: form({ caseId: randomUUID() }) }))).toMatchObject({
      code: 'out-of-scope',
    })
  })
})
