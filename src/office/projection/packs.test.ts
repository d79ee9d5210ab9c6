import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { sql } from '../database/store.ts'
import { project } from '../projection.ts'
import { type StaffedOffice, staffedOffice } from '../testing/staffed-office.ts'

let ward: StaffedOffice
beforeAll(async () => {
  ward = await staffedOffice()
})
afterAll(() => ward.close())

const store = () => {
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  return desk.store
}
const sha256 = 'M'.repeat(43)
const named = { pack: 'mau', packVersion: 1, sha256 }

/** A line of the journal about the pack, by somebody. */
function line(type: string, user: string, body: EventLine['body']): EventLine {
  return {
    v: 1,
    stream: '019a0000-0000-7000-8000-0000000000ff',
    seq: 900,
    prev: 'P'.repeat(43),
    id: crypto.randomUUID(),
    type,
    tv: 1,
    ward: '39901',
    subject: 'office',
    baseVer: 0,
    lc: 900,
    at: { wall: '2026-11-24T08:03:11.120+07:00', mono: 0, boot: 'a', offsetMs: 0, offsetAgeS: 0 },
    actor: { user, role: 'administrator', session: 's' },
    body,
  }
}
const replay = (...lines: EventLine[]) =>
  store().transact((tx) => {
    for (const one of lines) project(tx, one, null)
  })
const state = () =>
  store().first(sql.selectFrom('rule_pack').select('state').where('sha256', '=', sha256))?.state

const received = line('pack.received', 'quantri', {
  ...named,
  source: 'file',
  effectiveFrom: '2026-11-24',
  signed: false,
})
const yes = (user: string) => line('pack.approved', user, named)

test('a pack is as ready as the yeses in the journal say, from whatever copy of the store they come back', () => {
  replay(received, yes('quantri'))
  expect(state()).toBe('needs-approval')
  // The same person again, as when a line is replayed, is one yes.
  replay(yes('quantri'))
  expect(state()).toBe('needs-approval')
  replay(yes('tuankiet'))
  expect(state()).toBe('ready')
})

test('a row that lags behind its two yeses is made good by replaying them: nobody has to say yes a third time', () => {
  store().transact((tx) =>
    tx.run(sql.updateTable('rule_pack').set({ state: 'needs-approval' }).where('sha256', '=', sha256)),
  )
  replay(received, yes('quantri'), yes('tuankiet'))
  expect(state()).toBe('ready')
})
