import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dateAt } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { act, application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { addSecondAdministrator, secondAdministrator } from '../../testing/second-administrator.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let [administrator, police, clerk]: Call[] = []
const signIn = async () => {
  ;[administrator, police, clerk] = await Promise.all([
    ward.as('administrator'),
    ward.as('police'),
    ward.as('clerk'),
  ])
}
beforeAll(async () => {
  ward = await staffedOffice()
  await signIn()
})
afterAll(() => ward.close())

const limit = (user: string, categories: number[] | null) =>
  administrator!(api.scopeStaff, {
    params: { user },
    body: { scope: categories && { pack: 'vidu-01', categories } },
  })
const queued = async () => {
  const { items } = await police!(api.listQueue, { query: { queue: 'mine' } })
  return items.map(({ caseId }) => caseId)
}

describe('an account limited to some categories', () => {
  test('has no other cases in its queue, sees them with nothing to do, and may not act on them', async () => {
    const theirs = await caseUntil(ward, 'registered', { category: 4 })
    const others = await caseUntil(ward, 'registered', { category: 5 })
    await limit(colleagues.police.user, [4])
    expect(await queued()).toEqual([theirs.caseId])
    const seen = await police!(api.readCase, { params: others })
    expect(seen.may).toEqual([])
    const tried = police!(api.verifyCase, { params: others, body: { ...act(seen), note: null } })
    expect(await refusalOf(tried)).toMatchObject({ code: 'out-of-scope', status: 403 })
    const verified = await police!(api.verifyCase, { params: theirs, body: { ...act(theirs), note: null } })
    expect(verified.state).toBe('verified')
  })

  test('gets them back when the limit ends, without signing in again', async () => {
    await limit(colleagues.police.user, null)
    expect(await queued()).toHaveLength(1)
  })

  test('registers nobody of another category', async () => {
    await limit(colleagues.clerk.user, [4])
    const body = application(ward.ports.clock.now(), { category: 5 })
    expect(await refusalOf(clerk!(api.registerCase, { body }))).toMatchObject({ code: 'out-of-scope' })
    await limit(colleagues.clerk.user, null)
    expect((await clerk!(api.registerCase, { body })).state).toBe('registered')
  })

  test('is limited to what a pack has, and only by an administrator', async () => {
    expect(await refusalOf(limit(colleagues.police.user, [31]))).toMatchObject({
      data: { fields: 'scope.categories' },
    })
    const tried = clerk!(api.scopeStaff, { params: { user: 'khuvuc' }, body: { scope: null } })
    expect(await refusalOf(tried)).toMatchObject({ code: 'not-your-role' })
  })
})

describe('when other rules come into force, an account limited under those of before', () => {
  const params = { pack: 'mau', version: '1' }
  const limitTo = (pack: string, categories: number[]) =>
    administrator!(api.scopeStaff, {
      params: { user: colleagues.police.user },
      body: { scope: { pack, categories } },
    })
  const officer = async () => {
    const { staff } = await administrator!(api.listStaff, {})
    return staff.find(({ user }) => user === colleagues.police.user)
  }
  const verify = (seen: Parameters<typeof act>[0] & { caseId: string }) =>
    police!(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
  const alarms = async () => (await administrator!(api.readOffice, {})).alarms.map(({ alarm }) => alarm)

  test('is named before the rules are activated, and may do nothing under them until it is limited anew', async () => {
    await addSecondAdministrator(ward)
    await signIn()
    const other = await secondAdministrator(ward)
    const before = await caseUntil(ward, 'registered', { category: 4 })
    await limitTo('vidu-01', [4])
    const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as object
    const text = JSON.stringify({ ...shipped, id: 'mau', effectiveFrom: dateAt(ward.ports.clock.now()) })
    await administrator!(api.receivePolicy, { body: { text } })
    const { fullName } = (await officer()) ?? {}
    expect((await administrator!(api.readPolicy, { params })).unscoped).toEqual([fullName])
    for (const who of [administrator!, other])
      await who(api.approvePolicy, { params, body: { actId: randomUUID() } })
    expect(await alarms()).not.toContain('staff-unscoped')
    await administrator!(api.activatePolicy, { params, body: { actId: randomUUID(), at: null } })
    expect(await alarms()).toContain('staff-unscoped')
    expect(await officer()).toMatchObject({ scope: null, unscoped: true })

    const after = await caseUntil(ward, 'registered', { category: 4 })
    expect(after.pack).toBe('mau/1')
    expect(await queued()).toContain(before.caseId)
    expect(await queued()).not.toContain(after.caseId)
    expect(await refusalOf(verify(after))).toMatchObject({ code: 'scope-not-set', status: 403 })

    await limitTo('mau', [4])
    expect(await officer()).toMatchObject({ scope: { pack: 'mau', categories: [4] }, unscoped: false })
    expect((await administrator!(api.readPolicy, { params })).unscoped).toEqual([])
    expect((await verify(after)).state).toBe('verified')
    // What it was limited to under the rules of before still holds for cases of before.
    expect((await verify(before)).state).toBe('verified')
  })

  test('and one without a limit is as free as before', async () => {
    await limit(colleagues.police.user, null)
    expect(await officer()).toMatchObject({ scope: null, unscoped: false })
    const seen = await caseUntil(ward, 'registered', { category: 5 })
    expect(await queued()).toContain(seen.caseId)
  })
})
