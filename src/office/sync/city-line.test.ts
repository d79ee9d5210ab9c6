import { sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { type CityDecision, cityLineText } from '../../contract/sync/city-lines.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { writeLine } from '../journal/line.ts'
import { exampleKey, issuer, listIssuer, listKey, trustWith, wardKey } from '../token/testing/example-city.ts'
import type { SigningKey } from '../token/types.ts'
import { carriedOutId, readCityLine } from './city-line.ts'

const ward = '39901'
const trust = trustWith([issuer(wardKey)])
const wall = '2026-11-24T08:03:11.120+07:00'
const decision: CityDecision = {
  decision: 'refused',
  reference: '12/QĐ-UBND',
  reasonCode: 'incomplete',
  note: 'Thiếu giấy xác nhận.',
  decidedAt: wall,
}

/** A line of the city, signed by a key, changed afterwards. */
function line(change: (event: EventLine) => unknown = () => undefined, key: SigningKey = listKey): string {
  const said = { ward, id: '019a0000-0000-7000-8000-000000000001', subject: 'case-1', wall, user: 'thuha' }
  const text = cityLineText({ ...said, type: 'city.decided', body: decision })
  const signature = sign(null, Buffer.from(text), key.privateKey).toString('base64url')
  const event: EventLine = {
    v: 1,
    stream: '019a0000-0000-7000-8000-0000000000ff',
    seq: 7,
    prev: 'P'.repeat(43),
    id: said.id,
    type: 'city.decided',
    tv: 1,
    ward,
    subject: said.subject,
    baseVer: 0,
    lc: 9,
    at: { wall, mono: 0, boot: 'city', offsetMs: 0, offsetAgeS: 0 },
    actor: { user: said.user, role: 'system', session: 'city' },
    body: { ...decision, proof: { kid: key.kid, signature } },
  }
  change(event)
  return writeLine(event)
}

const reasonOf = (text: string, list: Parameters<typeof readCityLine>[1] = trust, own = ward) => {
  const read = readCityLine(text, list, own)
  return read.outcome === 'refused' ? read.reason : read.outcome
}

test('a decision by the city list key is believed, with where it stands', () => {
  expect(readCityLine(line(), trust, ward)).toMatchObject({
    outcome: 'decision',
    caseId: 'case-1',
    decision,
    place: { user: 'thuha', wall },
  })
})

test.each<[string, (event: EventLine) => unknown]>([
  ['case', (event) => (event.subject = 'case-2')],
  ['id', (event) => (event.id = '019a0000-0000-7000-8000-000000000002')],
  ['hour', (event) => (event.at.wall = '2026-11-24T08:03:11.121+07:00')],
  ['operator', (event) => (event.actor.user = 'other')],
  ['decision', (event) => (event.body['decision'] = 'approved')],
  ['reference', (event) => (event.body['reference'] = '13/QĐ-UBND')],
  ['reason', (event) => (event.body['reasonCode'] = 'other')],
  ['note', (event) => (event.body['note'] = null)],
  ['day of decision', (event) => (event.body['decidedAt'] = '2026-11-25T08:03:11.120+07:00')],
])('with another %s it is forged', (_, change) => {
  expect(reasonOf(line(change))).toBe('forged')
})

test.each<[string, (event: EventLine) => unknown]>([
  ['a type of a later version', (event) => (event.type = 'city.closed')],
  ['a later version of the type', (event) => (event.tv = 2)],
  ['the role of a person', (event) => (event.actor.role = 'ward-official')],
  ['a line break in the case', (event) => (event.subject = 'case-1\nx')],
  ['no proof', (event) => delete event.body['proof']],
])('with %s it is not read', (_, change) => {
  expect(reasonOf(line(change))).toBe('unreadable')
})

test('moved to another place of the feed it says the same: stream and number are not what is signed', () => {
  expect(reasonOf(line((event) => (event.seq = 99)))).toBe('decision')
})

test('only a key that speaks for the city counts, on a day it was good', () => {
  const other = exampleKey('other list')
  expect(reasonOf(line(undefined, wardKey))).toBe('unknown-key')
  expect(reasonOf(line(undefined, other))).toBe('unknown-key')
  // A ward key that may sign lists by mistake of the root is still a ward's.
  expect(reasonOf(line(undefined, other), trustWith([issuer(other, { kinds: 8 })]))).toBe('unknown-key')
  const as = (changes: object) => trustWith([{ ...listIssuer, publicKey: other.publicKey, ...changes }])
  const day = listIssuer.firstDay
  expect(reasonOf(line(undefined, other), as({}))).toBe('decision')
  expect(reasonOf(line(undefined, other), as({ lastDay: day + 1 }))).toBe('unknown-key')
  expect(reasonOf(line(undefined, other), as({ withdrawn: { day: day + 300, reason: 1 } }))).toBe('decision')
  expect(reasonOf(line(undefined, other), as({ withdrawn: { day: day + 1, reason: 1 } }))).toBe('unknown-key')
  expect(reasonOf(line(undefined, other), as({ withdrawn: { day: day + 300, reason: 2 } }))).toBe(
    'unknown-key',
  )
})

test('without a trust list, or in another ward, it is not believed; ordinary lines are none of this', () => {
  expect(reasonOf(line(), null)).toBe('no-trust-list')
  expect(reasonOf(line(), trust, '39902')).toBe('other-ward')
  expect(reasonOf(line((event) => (event.type = 'case.approved')))).toBe('none')
  expect(reasonOf('not a line')).toBe('none')
})

test('every PC makes the same id of the event that carries a line out, a UUID', () => {
  const [one, two] = [carriedOutId('A'.repeat(43)), carriedOutId('B'.repeat(43))]
  expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(carriedOutId('A'.repeat(43))).toBe(one)
  expect(two).not.toBe(one)
})
