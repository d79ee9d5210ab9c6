import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { act, application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let [administrator, police, clerk]: Call[] = []
beforeAll(async () => {
  ward = await staffedOffice()
  ;[administrator, police, clerk] = await Promise.all([
    ward.as('administrator'),
    ward.as('police'),
    ward.as('clerk'),
  ])
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
