import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { act, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let clerk: Call
let police: Call
let official: Call
let sealer: Call
beforeAll(async () => {
  ward = await staffedOffice()
  ;[clerk, police, official, sealer] = await Promise.all([
    ward.as('clerk'),
    ward.as('police'),
    ward.as('official'),
    ward.as('sealer'),
  ])
})
afterAll(() => ward.close())

const because = (seen: Case, reasonCode: string) => ({ ...act(seen), reasonCode, note: 'Ghi thêm tại quầy' })
const later = (seen: Case) => new Date(Date.parse(seen.dueAt) + 86_400_000).toISOString()

/** Each act with a reason: where it is possible, a reason of another act, and how it is asked. */
const acts = [
  [
    'return',
    'registered',
    'not-necessary',
    (seen: Case, code: string) => police(api.returnCase, { params: seen, body: because(seen, code) }),
  ],
  [
    'refuse',
    'verified',
    'papers-missing',
    (seen: Case, code: string) => official(api.refuseCase, { params: seen, body: because(seen, code) }),
  ],
  [
    'send-back',
    'approved',
    'obstacle',
    (seen: Case, code: string) => sealer(api.sendBackCase, { params: seen, body: because(seen, code) }),
  ],
  [
    'stop',
    'returned',
    'papers-missing',
    (seen: Case, code: string) => clerk(api.stopCase, { params: seen, body: because(seen, code) }),
  ],
  [
    'transfer',
    'registered',
    'obstacle',
    (seen: Case, code: string) =>
      clerk(api.transferCase, { params: seen, body: { ...because(seen, code), ward: '00004' } }),
  ],
  [
    'extend',
    'verified',
    'moved',
    (seen: Case, code: string) =>
      official(api.extendCase, { params: seen, body: { ...because(seen, code), dueAt: later(seen) } }),
  ],
] as const

test.each(acts)(
  'nobody may %s for a reason the rules do not list for it',
  async (_act, state, code, asked) => {
    const seen = await caseUntil(ward, state)
    for (const reason of [code, 'no-such-reason'])
      expect(await refusalOf(asked(seen, reason))).toMatchObject({
        code: 'unknown-reason',
        data: { code: reason },
      })
    expect((await clerk(api.readCase, { params: seen })).version).toBe(seen.version)
  },
)
