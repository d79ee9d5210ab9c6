import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, type CivilDate, dateAt } from '../domain/calendar.ts'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { IssuingKeyFacts } from '../contract/desk/keys.ts'
import { act, caseUntil, printed } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder, testPorts } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { readBack } from '../office/sheets/testing/read-back.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let clerk: Call
let sealer: Call
let administrator: Call
const pin = colleagues.sealer.pin ?? ''
const dayMs = 86_400_000

beforeEach(async () => {
  // One clock for both: keys end at the city as they end here.
  const ports = testPorts()
  ward = await wardWithCity(ports, {}, { now: () => ports.clock.now() })
  await signInAgain()
  await clerk(api.sendNow, {})
})
afterEach(() => ward.close())

async function signInAgain() {
  ;[clerk, sealer, administrator] = await Promise.all([
    ward.as('clerk'),
    ward.as('sealer'),
    ward.as('administrator'),
  ])
}
const sealedPaper = async () => {
  const approved = await caseUntil(ward, 'approved', { schedule: { windows: [] } })
  const sealed = await sealer(api.sealCase, { params: approved, body: { ...act(approved), pin } })
  await printed(clerk, sealed.caseId, 'permit')
  const symbol = readBack(
    ward.ports.printed.at(-1)?.pdf ?? new Uint8Array(),
    ({ symbols }) => symbols(1)[0] ?? '',
  )
  return { sealed, symbol }
}
const ownKeys = async () => (await sealer(api.readKeys, {})).keys
const keyIn = async (state: IssuingKeyFacts['state']) => (await ownKeys()).find((key) => key.state === state)
const answerOf = async (text: string) => {
  const { answer, reason } = await clerk(api.verifyText, { body: { text } })
  return [answer, reason]
}
const serialOf = (caseId: string) =>
  ward
    .office()
    .core.desk()
    ?.store.database.prepare('SELECT kid, series, paper_index FROM permit_case WHERE id = ?')
    .get(caseId)

/** What zbar reads of a symbol, each module 4 pixels wide, with its quiet zone. */
function scannedFrom(rows: readonly string[]): string {
  const [module, quiet] = [4, 4]
  const side = (rows.length + 2 * quiet) * module
  const dark = (x: number, y: number) =>
    rows[Math.floor(y / module) - quiet]?.[Math.floor(x / module) - quiet] === '1'
  const pixels = Buffer.from(
    Array.from({ length: side * side }, (_, at) => (dark(at % side, Math.floor(at / side)) ? 0 : 255)),
  )
  const file = join(temporaryFolder(), 'code.pgm')
  writeFileSync(file, Buffer.concat([Buffer.from(`P5 ${side} ${side} 255\n`), pixels]))
  const options = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', file]
  return execFileSync('zbarimg', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

describe('the page of keys', () => {
  test('shows whose key it is, the digits for the telephone, and how long it holds; to others only their own', async () => {
    const { keys, trust, revocations } = await administrator(api.readKeys, {})
    expect(keys.map(({ user }) => user).sort()).toEqual(
      [colleagues.sealer.user, colleagues.manyHats.user].sort(),
    )
    expect((await ownKeys()).map(({ user }) => user)).toEqual([colleagues.sealer.user])
    const [own] = await ownKeys()
    expect(own).toMatchObject({ listed: 'yes', state: 'current', place: 'pin', requested: true, papers: 0 })
    expect(own?.fingerprint).toMatch(/^\d{8}$/)
    expect(own?.daysLeft).toBeGreaterThan(300)
    expect([trust?.stale, revocations?.stale]).toEqual([false, false])
    expect((await refusalOf(clerk(api.readKeys, {}))).code).toBe('not-your-role')
  })
})

describe('a key near its end', () => {
  test('is followed without a gap: the next one is made under the same PIN, listed, and takes over', async () => {
    const first = await keyIn('current')
    const lastDay = first?.lastDay as CivilDate
    const daysAhead = (days: number) =>
      Date.parse(`${addDays(lastDay, -days)}T09:00:00+07:00`) - ward.ports.clock.now()
    ward.ports.clock.advance(daysAhead(20))
    await signInAgain()
    await sealedPaper()
    expect(await keyIn('next')).toBeUndefined()
    ward.ports.clock.advance(daysAhead(10))
    await signInAgain()
    await clerk(api.sendNow, {})
    const { sealed } = await sealedPaper()
    const next = await keyIn('next')
    expect(next).toMatchObject({ state: 'next', place: 'pin', ended: null })
    await clerk(api.sendNow, {})
    expect((await keyIn('next'))?.listed).toBe('yes')
    // Until its last day the old one signs.
    expect(serialOf((await sealedPaper()).sealed.caseId)).toMatchObject({ kid: first?.kid })
    ward.ports.clock.advance(daysAhead(-1))
    await signInAgain()
    await clerk(api.sendNow, {})
    const after = await sealedPaper()
    expect(serialOf(after.sealed.caseId)).toMatchObject({ kid: next?.kid, paper_index: 0 })
    expect(await ownKeys()).toMatchObject([
      { kid: next?.kid, state: 'current' },
      { kid: first?.kid, state: 'ended', ended: 'replaced', place: 'destroyed' },
    ])
    expect(sealed.state).toBe('sealed')
  })
})

describe('a series', () => {
  const seriesOf = async () => {
    const { series, paper_index: index } = serialOf((await sealedPaper()).sealed.caseId) as {
      series: number
      paper_index: number
    }
    return [series, index]
  }
  test('begins anew with each quarter, and whenever ward police ask for one', async () => {
    expect([await seriesOf(), await seriesOf()]).toEqual([
      [1, 0],
      [1, 1],
    ])
    const month = Number(dateAt(ward.ports.clock.now()).slice(5, 7))
    ward.ports.clock.advance((3 - ((month - 1) % 3)) * 31 * dayMs)
    await signInAgain()
    await clerk(api.sendNow, {})
    expect(await seriesOf()).toEqual([2, 0])
    expect((await sealer(api.beginSeries, {})).series).toBe(3)
    expect([await seriesOf(), await seriesOf()]).toEqual([
      [3, 0],
      [3, 1],
    ])
    // A series that has no paper yet is as good as new.
    await sealer(api.beginSeries, {})
    expect((await sealer(api.beginSeries, {})).series).toBe(4)
  })
})

describe('a key that is lost', () => {
  const withdraw = (who: Call, kid: string, reason: 'retired' | 'compromised', since: string) =>
    who(api.withdrawKey, { params: { kid }, body: { actId: randomUUID(), reason, since } })
  const today = () => dateAt(ward.ports.clock.now())

  test('seals no more, and every paper of it is revoked here at once and then by the city', async () => {
    const { symbol } = await sealedPaper()
    const { kid = '' } = (await keyIn('current')) ?? {}
    await withdraw(administrator, kid, 'compromised', today())
    expect(await answerOf(symbol)).toEqual(['revoked', 'key-compromised'])
    const approved = await caseUntil(ward, 'approved')
    const again = sealer(api.sealCase, { params: approved, body: { ...act(approved), pin } })
    expect((await refusalOf(again)).code).toBe('no-pin')
    await clerk(api.sendNow, {})
    await ward.city.admin.keepHouse()
    await clerk(api.sendNow, {})
    expect(await ownKeys()).toMatchObject([
      { listed: 'compromised', ended: 'compromised', place: 'destroyed' },
    ])
  })

  test('is nobody else’s to withdraw, and not from a day to come', async () => {
    const { keys } = await administrator(api.readKeys, {})
    const other = keys.find(({ user }) => user === colleagues.manyHats.user)?.kid ?? ''
    expect((await refusalOf(withdraw(sealer, other, 'retired', today()))).code).toBe('not-found')
    const tomorrow = addDays(today(), 1)
    expect((await refusalOf(withdraw(administrator, other, 'compromised', tomorrow))).data).toEqual({
      fields: 'since',
    })
  })

  test('goes with a closed account; papers of that day stay good', async () => {
    const { symbol } = await sealedPaper()
    await administrator(api.disableStaff, { params: { user: colleagues.sealer.user } })
    await clerk(api.sendNow, {})
    await ward.city.admin.keepHouse()
    await clerk(api.sendNow, {})
    const { keys } = await administrator(api.readKeys, {})
    expect(keys.find(({ user }) => user === colleagues.sealer.user)).toMatchObject({
      ended: 'retired',
      listed: 'retired',
      place: 'destroyed',
    })
    expect(await answerOf(symbol)).toEqual(['valid', null])
  })
})

describe('the lists of the city', () => {
  test('reach a PC without a network by file or by a sequence of codes; an older or foreign one changes nothing', async () => {
    const before = await administrator(api.readLists, {})
    const file = (base64: string | null) => Uint8Array.from(Buffer.from(base64 ?? '', 'base64'))
    const { codes } = await administrator(api.readListCodes, { params: { list: 'trust' } })
    expect(codes.length).toBeGreaterThan(0)
    expect(codes[0]?.text).toMatch(/^VPT:1\//)
    const take = (body: Uint8Array) => administrator(api.takeList, { body })
    expect(await take(file(before.trust))).toEqual({ list: 'trust', refusal: 'older' })
    expect(await take(file(before.revocations))).toEqual({ list: 'revocations', refusal: 'older' })
    expect((await take(new Uint8Array([1, 2, 3]))).refusal).not.toBeNull()

    // As another PC's reader or a phone takes it from the screen.
    expect(codes.map(({ rows }) => scannedFrom(rows))).toEqual(codes.map(({ text }) => text))
    ward.setLine('down')
    let read = null
    for (const { text } of codes.toReversed())
      read = await administrator(api.takeListCode, { body: { text: `${text}\r\n` } })
    expect(read).toMatchObject({ have: codes.length, of: codes.length, list: 'trust', refusal: 'older' })
    const strange = administrator(api.takeListCode, { body: { text: 'VP1:ABC' } })
    expect((await refusalOf(strange)).code).toBe('scan-not-recognised')
    expect(await administrator(api.readLists, {})).toEqual(before)
  })
})
