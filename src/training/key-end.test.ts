import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, type CivilDate, dateAt, dayNumber } from '../domain/calendar.ts'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { IssuingKeyFacts } from '../contract/desk/keys.ts'
import { act, caseUntil } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { testPorts } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { rootKey, roots } from '../office/token/testing/example-city.ts'
import { signTrustList } from '../office/token/trust-list.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let sealer: Call
const pin = colleagues.sealer.pin ?? ''

beforeEach(async () => {
  // One clock for both: keys end at the city as they end here.
  const ports = testPorts()
  ward = await wardWithCity(ports, {}, { now: () => ports.clock.now() })
  sealer = await ward.as('sealer')
  await sealer(api.sendNow, {})
})
afterEach(() => ward.close())

const keyIn = async (state: IssuingKeyFacts['state']) =>
  (await sealer(api.readKeys, {})).keys.find((key) => key.state === state)
const session = () => sealer(api.readSealingSession, {})
const seal = async () => {
  const approved = await caseUntil(ward, 'approved', { schedule: { windows: [] } })
  return sealer(api.sealCase, { params: approved, body: { ...act(approved), pin } })
}
async function goTo(lastDay: string | null | undefined, days: number) {
  // The office answers civil dates.
  const day = addDays(lastDay as CivilDate, days)
  ward.ports.clock.advance(Date.parse(`${day}T09:00:00+07:00`) - ward.ports.clock.now())
  sealer = await ward.as('sealer')
}

test('a key that has ended seals nothing and says what to do; the next one is made and seals once the city lists it', async () => {
  const first = await keyIn('current')
  await goTo(first?.lastDay, 1)
  await sealer(api.sendNow, {})
  const [year, month, day] = first?.lastDay?.split('-') ?? []
  expect(await refusalOf(seal())).toMatchObject({
    code: 'sealing-key-ended',
    data: { day: `${day}/${month}/${year}` },
  })
  const next = await keyIn('next')
  expect(next).toMatchObject({ place: 'pin', ended: null })
  await sealer(api.sendNow, {})
  expect((await seal()).state).toBe('sealed')
  expect(await keyIn('current')).toMatchObject({ kid: next?.kid, papers: 1 })
})

test('days ahead whoever seals is told, until the city knows the key that follows', async () => {
  const first = await keyIn('current')
  expect((await session()).keyEndsIn).toBeNull()
  await goTo(first?.lastDay, -10)
  await sealer(api.sendNow, {})
  expect((await session()).keyEndsIn).toBe(10)
  await seal()
  await sealer(api.sendNow, {})
  expect((await session()).keyEndsIn).toBeNull()
})

test('a next key that cannot be made keeps nobody from sealing: it is logged and made at a later seal', async () => {
  const first = await keyIn('current')
  await goTo(first?.lastDay, -10)
  await sealer(api.sendNow, {})
  const database = ward.office().core.desk()?.store.database
  database?.exec(
    `CREATE TEMP TRIGGER no_room BEFORE INSERT ON issuing_key BEGIN SELECT RAISE(FAIL, 'no room'); END`,
  )
  expect((await seal()).state).toBe('sealed')
  const logged = ward.ports.lines.filter(({ what }) => what === 'next-key-failed')
  expect(logged).toMatchObject([{ level: 'error', incident: expect.stringMatching(/^\w{4}-\w{4}$/) }])
  expect(await keyIn('next')).toBeUndefined()
  database?.exec('DROP TRIGGER no_room')
  await seal()
  expect(await keyIn('next')).toBeDefined()
})

test('a key the city has withdrawn says so', async () => {
  const { kid = '' } = (await keyIn('current')) ?? {}
  expect(await ward.city.admin.withdrawKey(kid, 'retired', dayNumber(dateAt(ward.ports.clock.now())))).toBe(
    true,
  )
  await sealer(api.sendNow, {})
  expect((await refusalOf(seal())).code).toBe('sealing-key-withdrawn')
})

test('a key that the city lets issue other groups alone seals nothing, and says who can change that', async () => {
  const approved = await caseUntil(ward, 'approved', { schedule: { windows: [] } })
  const tokens = ward.office().core.desk()?.tokens
  const trust = tokens?.lists().trust
  if (!tokens || !trust) throw new Error('the office has no list of issuers')
  tokens.pinRoots(roots.publicKeys.map((key) => Buffer.from(key).toString('hex')))
  const onlyGroup31 = trust.issuers.map((issuer) => ({ ...issuer, categories: 2 ** 31 }))
  const content = {
    seq: trust.seq + 1,
    nextUpdate: trust.nextUpdate,
    issuers: onlyGroup31,
    withdrawnRoots: [],
  }
  const signedAt = Math.floor(ward.ports.clock.now() / 1000)
  expect(tokens.offerTrustList(signTrustList(content, signedAt, rootKey))).toBeNull()
  const { code } = await refusalOf(
    sealer(api.sealCase, { params: approved, body: { ...act(approved), pin } }),
  )
  expect(code).toBe('sealing-key-outside-scope')
})
