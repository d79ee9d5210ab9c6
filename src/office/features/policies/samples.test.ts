import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let administrator: Call

beforeAll(async () => {
  ward = await staffedOffice()
  administrator = await ward.as('administrator')
})
afterAll(() => ward.close())

test('in an office that really works, a sample is taken like any pack nobody has signed', async () => {
  const { samples } = await administrator(api.listPolicies, {})
  for (const { id } of samples) {
    const taken = await administrator(api.receiveSample, { body: { id } })
    expect(taken).toMatchObject({ pack: id, state: 'needs-approval', source: 'shipped', approvals: [] })
  }
  const after = await administrator(api.listPolicies, {})
  expect(after.samples.every(({ isHere }) => isHere)).toBe(true)
  expect(after.policies).toHaveLength(samples.length + 1)
  expect(after.policies[0]).toMatchObject({ pack: 'vidu-01', state: 'in-force' })
})

test('every sample says what it changes, what it ends, and how past cases would have gone', async () => {
  const { samples } = await administrator(api.listPolicies, {})
  for (const { id } of samples) {
    const params = { pack: id, version: '1' }
    const details = await administrator(api.readPolicy, { params })
    expect(details.difference.length).toBeGreaterThan(10)
    expect(details.earlier).toMatchObject([{ pack: 'vidu-01', papers: 0 }])
    expect(await administrator(api.simulatePolicy, { params, query: {} })).toMatchObject({ cases: 0 })
  }
})

test('there is no other sample', async () => {
  const asked = administrator(api.receiveSample, { body: { id: 'sai-gon-2021' } })
  expect(await refusalOf(asked)).toMatchObject({ code: 'not-found' })
})
