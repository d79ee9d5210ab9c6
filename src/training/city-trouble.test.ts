import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import { syncReasons } from '../contract/sync-reasons.ts'
import { act, caseUntil } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { colleagues, staffedOffice } from '../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let clerk: Call
beforeEach(async () => {
  ward = await wardWithCity()
  clerk = await ward.as('clerk')
  await clerk(api.sendNow, {})
})
afterEach(() => ward.close())

const sync = () => clerk(api.readSync, {})
/** What a person hears who pressed “send now”: how that try ended. */
const settled = () => clerk(api.sendNow, {})

describe('while the city cannot be used', () => {
  test.each([
    ['down', 'unreachable'],
    ['cutting', 'unreachable'],
    ['garbage', 'garbled-answer'],
  ] as const)(
    '(%s) the counter works on, the sync page says so, and nothing is lost',
    async (line, reason) => {
      const before = await sync()
      expect(before).toMatchObject({ state: 'idle', waiting: 0, truth: 'equal', problem: null })
      ward.setLine(line)
      const approved = await caseUntil(ward, 'approved')
      const told = await settled()
      expect(told).toMatchObject({
        state: 'waiting-retry',
        problem: reason,
        problemText: syncReasons[reason],
        truth: 'unknown',
        sentSeq: before.sentSeq,
      })
      expect(told.waiting).toBe(told.headSeq - before.sentSeq)
      expect(told.waiting).toBeGreaterThanOrEqual(3)
      expect(Date.parse(told.oldestWaitingAt ?? '')).toBeLessThanOrEqual(ward.ports.clock.now())
      expect(Date.parse(told.nextTryAt ?? '')).toBeGreaterThan(0)
      const meanwhile = await clerk(api.readCase, { params: approved })
      expect(meanwhile.history.map((entry) => entry.sync)).toEqual(['waiting', 'waiting', 'waiting'])

      ward.setLine('through')
      const after = await settled()
      expect(after).toMatchObject({ state: 'idle', waiting: 0, truth: 'equal', problem: null, attention: [] })
      expect(after.sentSeq).toBe(after.headSeq)
      const sent = await clerk(api.readCase, { params: approved })
      expect(sent.history.map((entry) => entry.sync)).toEqual(['accepted', 'accepted', 'accepted'])
    },
  )

  test('(silent) nobody waits for it: neither a registration nor the end of the day', async () => {
    ward.setLine('silent')
    expect((await caseUntil(ward, 'verified')).state).toBe('verified')
    await ward.restart()
    clerk = await ward.as('clerk')
    expect((await sync()).waiting).toBeGreaterThan(0)
    await ward.restart()
    ward.setLine('through')
    clerk = await ward.as('clerk')
    expect(await clerk(api.sendNow, {})).toMatchObject({ waiting: 0, truth: 'equal' })
  })
})

test('what waits is sent by itself after a restart', async () => {
  ward.setLine('down')
  await caseUntil(ward, 'registered')
  await ward.restart()
  ward.setLine('through')
  await ward.restart()
  clerk = await ward.as('clerk')
  await expect.poll(async () => (await sync()).waiting, { timeout: 20_000 }).toBe(0)
})

test('an event the city refuses stands in the list of what needs attention, with its case; the rest is sent', async () => {
  const seen = await caseUntil(ward, 'registered')
  const desk = ward.office().core.desk()
  // Past the office's own check, as a faulty or manipulated program might.
  desk?.journal.command((writing) =>
    writing.append({
      type: 'case.verified',
      id: randomUUID(),
      subject: seen.caseId,
      baseVer: seen.version,
      actor: { user: colleagues.official.user, role: 'ward-official', session: 's-faulty' },
      body: {},
      personal: null,
    }),
  )
  const other = await caseUntil(ward, 'approved')
  const told = await settled()
  expect(told).toMatchObject({ state: 'idle', waiting: 0, truth: 'equal' })
  expect(told.attention).toMatchObject([
    {
      type: 'case.verified',
      status: 'refused',
      code: 'role-not-allowed',
      caseId: seen.caseId,
      caseNumber: seen.number,
    },
  ])
  expect(told.attention[0]?.detail).not.toBe('')
  const marked = await clerk(api.readCase, { params: seen })
  expect(marked.history.map((entry) => entry.sync)).toEqual(['accepted', 'refused'])
  const fine = await clerk(api.readCase, { params: other })
  expect(fine.history.map((entry) => entry.sync)).toEqual(['accepted', 'accepted', 'accepted'])
})

test('a PC whose right to send was withdrawn says so, and keeps everything', async () => {
  const connection = ward
    .office()
    .core.desk()
    ?.store.database.prepare("SELECT json_extract(value, '$.deviceId') FROM meta WHERE name = 'connection'")
    .pluck()
    .get()
  await ward.city.admin.revokeDevice(String(connection))
  await caseUntil(ward, 'registered')
  const told = await settled()
  expect(told).toMatchObject({
    state: 'stopped',
    problem: 'device-revoked',
    problemText: syncReasons['device-revoked'],
  })
  expect(told.waiting).toBeGreaterThan(0)
  expect((await caseUntil(ward, 'approved')).state).toBe('approved')
})

describe('enrolling', () => {
  test.each([
    ['a configuration that is none', 'xin chào', 'ABCDEFGHJK', 'invalid-input'],
    [
      'a configuration without its keys',
      '{"name":"X","address":"http://127.0.0.1:9"}',
      'ABCDEFGHJK',
      'invalid-input',
    ],
  ])('%s is refused', async (_, configuration, code, refusal) => {
    const administrator = await ward.as('administrator')
    const problem = await refusalOf(administrator(api.enrolOffice, { body: { configuration, code } }))
    expect(problem).toMatchObject({ code: refusal, data: { fields: 'configuration' } })
  })

  test('a wrong code, a city out of reach and a foreign city are told apart; the office stays as it was', async () => {
    const fresh = await staffedOffice()
    const administrator = await fresh.as('administrator')
    const config = ward.city.admin.config()
    const enrol = (change: object, code: string) =>
      refusalOf(
        administrator(api.enrolOffice, {
          body: { configuration: JSON.stringify({ ...config, ...change }), code },
        }),
      )
    expect(await enrol({}, 'x y z !')).toMatchObject({ code: 'invalid-input', data: { fields: 'code' } })
    expect((await enrol({}, 'ABCDEFGHJK')).code).toBe('city-refused')
    expect((await enrol({ address: 'http://127.0.0.1:9' }, 'ABCDEFGHJK')).code).toBe('city-unreachable')
    const code = await ward.city.admin.enrolmentCode('39901')
    expect((await enrol({ roots: ['ab'.repeat(32)] }, code)).code).toBe('city-refused')
    expect(await administrator(api.readSync, {})).toMatchObject({ state: 'never-enrolled', city: null })
    expect((await caseUntil(fresh, 'approved')).number).toContain('-Z')
    await fresh.close()
  })
})

test('numbers given out after enrolment carry the letters the city gave', async () => {
  const seen = await caseUntil(ward, 'verified')
  expect(seen.number).toMatch(/-A00001-/)
  const official = await ward.as('official')
  expect(await official(api.approveCase, { params: seen, body: { ...act(seen), note: null } })).toMatchObject(
    {
      state: 'approved',
    },
  )
})
