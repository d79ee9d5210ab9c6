import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrolledDesk, clientOf } from '../city/testing/desk.ts'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Check } from '../contract/sync/checks.ts'
import { addDays, dateAt, dayNumber } from '../domain/calendar.ts'
import type { PaperContent } from '../domain/signed-paper.ts'
import { sql } from '../office/database/store.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { createIssuing } from '../office/sync/issuing.ts'
import { act, caseUntil } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { signIssuerRequest } from '../office/token/issuer-request.ts'
import { keyFromSeed, makeSeed } from '../office/token/keys.ts'
import { paperDigest } from '../office/token/paper-digest.ts'
import { issueToken } from '../office/token/token.ts'
import { spellToken } from '../office/token/token.ts'
import { keyKinds } from '../office/token/types.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let neighbour: Awaited<ReturnType<typeof enrolledDesk>>
let [clerk, official, administrator, sealer]: Call[] = []
const key = keyFromSeed(makeSeed())
const market = { name: 'Cổng chợ Mẫu', kind: 'market', code: null } as const

beforeAll(async () => {
  ward = await wardWithCity()
  await signIn()
  neighbour = await enrolledDesk({ city: ward.city, address: desk().sync.city()?.address ?? '' })
  const kinds = keyKinds.permit | keyKinds.marketCard | keyKinds.organisation
  const request = signIssuerRequest({ ward: 39901, name: 'Phường Ví Dụ', kinds }, seconds(), key)
  expect(await createIssuing(neighbour.connection, ward.ports.clock).submit(request)).toBe(true)
  await as(clerk)(api.sendNow, {})
})
afterAll(() => ward.close())

async function signIn() {
  ;[clerk, official, administrator, sealer] = await Promise.all([
    ward.as('clerk'),
    ward.as('official'),
    ward.as('administrator'),
    ward.as('sealer'),
  ])
}
const as = (call: Call | undefined): Call => {
  if (!call) throw new Error('nobody signed in')
  return call
}
const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const seconds = () => Math.floor(Date.now() / 1000)
const today = () => dateAt(ward.ports.clock.now())

let index = 0
function paper(more: Partial<PaperContent>): { text: string; digest: string } {
  index += 1
  const content: PaperContent = {
    kind: 'permit',
    number: `${index}/GĐĐ-UBND`,
    pack: 'vidu-01',
    packVersion: 1,
    series: 9,
    index,
    firstDay: dayNumber(addDays(today(), -20)),
    lastDay: dayNumber(addDays(today(), 60)),
    name: 'Lê Văn Thử',
    ...(more.kind === 'organisation' ? {} : { last4: '0456' }),
    ...(more.kind === 'market-card' ? {} : { category: 5 }),
    ...more,
  }
  return { text: issueToken(content, seconds(), key, 'base45').text, digest: paperDigest(key.kid, 9, index) }
}
const standAt = (gate: api.Gate) => as(clerk)(api.setGate, { body: gate })
const check = (text: string, checkId: string = randomUUID()) =>
  as(clerk)(api.makeCheck, { body: { checkId, text } })
const lines = (type: string) =>
  desk()
    .store.all(sql.selectFrom('event').select('line').where('type', '=', type))
    .map(({ line }) => line)

async function sealedPermit() {
  const approved = await caseUntil(ward, 'approved', { schedule: { windows: [] } })
  const body = { ...act(approved), pin: colleagues.sealer.pin ?? '' }
  const { caseId, permit, applicant } = await as(sealer)(api.sealCase, { params: approved, body })
  await as(clerk)(api.sendNow, {})
  const row = desk().store.first(
    sql.selectFrom('permit_case').select(['token', 'kid', 'series', 'paper_index']).where('id', '=', caseId),
  )
  if (!row?.token || !row.kid || row.series === null || row.paper_index === null)
    throw new Error('not sealed')
  const digest = paperDigest(row.kid, row.series, row.paper_index)
  return { caseId, permit, applicant, token: new Uint8Array(row.token), digest }
}

test('nothing is checked before somebody has said where this PC stands; then it is remembered', async () => {
  expect(await refusalOf(check(paper({}).text))).toMatchObject({ code: 'invalid-input' })
  expect(await as(clerk)(api.readGate, {})).toMatchObject({ gate: null, today: { total: 0 } })
  await standAt(market)
  await ward.restart()
  await signIn()
  expect(await as(clerk)(api.readGate, {})).toMatchObject({ gate: market, today: { total: 0, answers: {} } })
})

describe('a check at the gate', () => {
  test('judges a sealed permit in both spellings and writes no name, no number, no digit of it', async () => {
    await standAt(market)
    const { token, caseId, permit, applicant, digest } = await sealedPermit()
    const first = await check(spellToken(token, 'base45'))
    expect(first).toMatchObject({ verdict: { answer: 'valid', caseId }, seenHere: null, visits: null })
    const again = await check(spellToken(token, 'numeric'))
    expect(again).toMatchObject({ verdict: { answer: 'valid' }, seenHere: { count: 1, place: market.name } })
    const written = lines('check.made').slice(-2).join('\n')
    expect(written).toContain(digest)
    for (const secret of [applicant.fullName, applicant.idNumber.slice(-4), permit?.number ?? ''])
      expect(written).not.toContain(secret)
  })

  test('needs no line to the city', async () => {
    ward.setLine('down')
    expect(await check(paper({}).text)).toMatchObject({ verdict: { answer: 'valid' } })
    ward.setLine('through')
  })

  test('a changed letter and a web address get their answers, and no paper is named', async () => {
    const { text } = paper({})
    const changed = `${text.slice(0, 200)}${text[200] === 'A' ? 'B' : 'A'}${text.slice(201)}`
    for (const wrong of [changed, 'https://vi-du.example/giay'])
      expect(await check(wrong)).toMatchObject({ more: null, seenHere: null, verdict: { content: null } })
    const bodies = lines('check.made').slice(-2)
    for (const line of bodies) expect(line).toContain('"paper":null,"kind":null')
  })

  test('a paper bound to a market is in its place at the gate of that market, at another one it is not', async () => {
    const { text } = paper({ kind: 'market-card', places: ['CHO-1'] })
    await standAt({ ...market, code: 'CHO-2' })
    expect((await check(text)).verdict).toMatchObject({ answer: 'wrong-place', reason: 'places' })
    await standAt({ ...market, code: 'CHO-1' })
    expect((await check(text)).verdict).toMatchObject({ answer: 'valid', reason: null, notices: [] })
    await standAt(market)
  })

  test('a paper withdrawn at this office is refused at once, at a gate with a code of its own too', async () => {
    const { token, caseId } = await sealedPermit()
    const { version } = await as(sealer)(api.readCase, { params: { caseId } })
    await as(sealer)(api.withdrawPaper, {
      params: { caseId },
      body: { ...act({ version }), reason: 'lost', note: 'Người dân báo mất giấy' },
    })
    for (const code of [null, 'CHO-1']) {
      await standAt({ ...market, code })
      const { verdict } = await check(spellToken(token, 'base45'))
      expect(verdict).toMatchObject({ answer: 'revoked', reason: 'lost', caseId })
    }
    await standAt(market)
  })

  test('an organisation paper tells its tax code and how many people it is for', async () => {
    const { text } = paper({
      kind: 'organisation',
      name: 'Công ty Ví Dụ',
      taxCode: '0101234567',
      headcount: 42,
    })
    const { verdict, more } = await check(text)
    expect(verdict).toMatchObject({ answer: 'valid', content: { name: 'Công ty Ví Dụ', last4: null } })
    expect(more).toMatchObject({ taxCode: '0101234567', headcount: 42 })
  })

  test('says how often a market card was let in: twice at once is one visit, the closed answer stays', async () => {
    const { text } = paper({ kind: 'market-card', visits: [2, 7], household: 'Tổ 5 – hộ Mẫu' })
    const visits = async () => (await check(text)).visits
    expect(await visits()).toEqual({ made: 0, allowed: 2, days: 7 })
    expect(await visits()).toEqual({ made: 0, allowed: 2, days: 7 })
    ward.ports.clock.jump(26 * 3_600_000)
    expect(await visits()).toEqual({ made: 1, allowed: 2, days: 7 })
    ward.ports.clock.jump(26 * 3_600_000)
    const third = await check(text)
    expect(third.visits).toEqual({ made: 2, allowed: 2, days: 7 })
    expect(third.verdict.answer).toMatch(/^valid/)
    expect(third.more).toMatchObject({ household: 'Tổ 5 – hộ Mẫu', parity: null })
    // Used up: whoever is sent away has made no visit, until the keeper of the gate says otherwise.
    ward.ports.clock.jump(3 * 3_600_000)
    const fourth = await check(text)
    expect(fourth.visits).toEqual({ made: 2, allowed: 2, days: 7 })
    const { checkId } = fourth
    await as(clerk)(api.letIn, { params: { checkId } })
    await as(clerk)(api.letIn, { params: { checkId } })
    await expect(as(clerk)(api.letIn, { params: { checkId: randomUUID() } })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    })
    ward.ports.clock.jump(3 * 3_600_000)
    expect(await visits()).toEqual({ made: 3, allowed: 2, days: 7 })
    ward.ports.clock.jump(-6 * 3_600_000)
    ward.ports.clock.jump(-52 * 3_600_000)
  })

  test('visits at another gate of the ward count as soon as its PC has synced', async () => {
    const { text, digest } = paper({ kind: 'market-card', visits: [1, 7] })
    neighbour.journal.append({
      type: 'check.made',
      subject: 'office',
      baseVer: 0,
      user: 'khuvuc',
      role: 'area-police',
      body: {
        place: 'Cổng chợ Sau',
        answer: 'valid',
        reason: null,
        paper: digest,
        kind: 'market-card',
        visits: [1, 7],
      },
    })
    const client = clientOf(neighbour)
    // The line was down before: the first try may take up a connection that has ended.
    await client.runOnce()
    expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' } })
    await as(clerk)(api.sendNow, {})
    expect(await check(text)).toMatchObject({
      seenHere: null,
      seenElsewhere: { count: 1, place: 'Cổng chợ Sau' },
      visits: { made: 0, allowed: 1, days: 7 },
    })
    ward.ports.clock.jump(3 * 3_600_000)
    expect((await check(text)).visits).toEqual({ made: 1, allowed: 1, days: 7 })
    ward.ports.clock.jump(-3 * 3_600_000)
  })

  test('the same check again, and the same difference again, are written once', async () => {
    const [checkId, before] = [randomUUID(), lines('check.made').length]
    const { text } = paper({})
    await check(text, checkId)
    expect((await check(text, checkId)).seenHere).toBeNull()
    expect(lines('check.made')).toHaveLength(before + 1)
    await as(clerk)(api.cardDiffered, { params: { checkId } })
    await as(clerk)(api.cardDiffered, { params: { checkId } })
    expect(lines('check.differed')).toHaveLength(1)
    expect((await as(clerk)(api.readGate, {})).today.differs).toBe(1)
    const nobody = as(clerk)(api.cardDiffered, { params: { checkId: randomUUID() } })
    expect(await refusalOf(nobody)).toMatchObject({ code: 'not-found' })
  })

  test('is for those who stand at the gate; the counts are for those who look after it', async () => {
    const asked = as(official)(api.makeCheck, { body: { checkId: randomUUID(), text: 'x' } })
    expect(await refusalOf(asked)).toMatchObject({ code: 'not-your-role' })
    expect(await refusalOf(as(clerk)(api.readChecks, { query: { days: 7 } }))).toMatchObject({
      code: 'not-your-role',
    })
  })
})

const counts = (days = 7) => as(official)(api.readChecks, { query: { days } })
const alarms = () => lines('alarm.raised').filter((line) => line.includes('"paper-copied"')).length

/** What a checkpoint of the city uploads. */
async function checkpointSends(name: string, checks: readonly Check[]) {
  const post = async (path: string, body: object, secret = '') =>
    ward.city.fetch(
      new Request(`http://city.test/checkpoint/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify(body),
      }),
    )
  const paired = await post('pairings', { code: await ward.city.admin.checkpointCode() })
  const { secret } = (await paired.json()) as { secret: string }
  const place = { name, ward: '39902', codes: [], position: null }
  expect((await post('checks', { place, checks }, secret)).status).toBe(200)
}

describe('the counts', () => {
  test('are by day, gate and answer', async () => {
    await standAt({ name: 'Chốt Đầu Phường', kind: 'checkpoint', code: null })
    await check(paper({}).text)
    await check('khong phai giay')
    const { gates } = await counts(1)
    expect(gates.filter(({ place }) => place.name === 'Chốt Đầu Phường')).toEqual([
      {
        day: today(),
        place: { name: 'Chốt Đầu Phường', ward: '39901' },
        answers: { valid: 1, unreadable: 1 },
        differs: 0,
      },
    ])
    expect((await as(administrator)(api.readChecks, { query: { days: 1 } })).gates).toEqual(gates)
  })

  test('one card at two gates within minutes, and one that goes too often, are flagged', async () => {
    const card = paper({ kind: 'market-card', visits: [1, 7] })
    await standAt(market)
    await check(card.text)
    await standAt({ ...market, name: 'Cổng chợ Trước' })
    await check(card.text)
    ward.ports.clock.jump(30 * 3_600_000)
    await check(card.text)
    const { flags } = await counts()
    const ours = flags.filter(({ flag }) => flag.paper === card.digest)
    expect(ours.map(({ by, flag }) => [by, flag.kind])).toEqual([
      ['gates', 'too-many-visits'],
      ['gates', 'too-far-too-soon'],
    ])
    expect(ours[0]?.flag).toMatchObject({
      made: 2,
      allowed: 1,
      days: 7,
      last: { place: { name: 'Cổng chợ Trước' } },
    })
    ward.ports.clock.jump(-30 * 3_600_000)
  })

  test('come from the city with the lists, lead to the case of a copied paper, and raise one alarm', async () => {
    const { digest, caseId, permit } = await sealedPermit()
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    const seen = (minutes: number): Check => ({
      id: randomUUID(),
      at: at(minutes),
      answer: 'valid',
      reason: null,
      paper: { digest, kind: 'permit', ward: '39901', visits: null },
      compared: 'not-done',
    })
    await checkpointSends('Chốt Cầu Mẫu', [seen(5)])
    await checkpointSends('Chốt Bến Phà', [seen(2)])
    await as(clerk)(api.sendNow, {})
    const told = await counts()
    expect(told.city).toMatchObject({ standing: 'reached', here: [] })
    expect(told.city.ours.map(({ place, answers }) => [place.name, answers])).toEqual(
      expect.arrayContaining([
        ['Chốt Cầu Mẫu', { valid: 1 }],
        ['Chốt Bến Phà', { valid: 1 }],
      ]),
    )
    expect(told.flags.find(({ flag }) => flag.paper === digest)).toMatchObject({
      by: 'city',
      flag: { kind: 'too-far-too-soon' },
      case: { caseId, permitNumber: permit?.number, withdrawn: false },
    })
    expect(alarms()).toBe(1)
    await as(clerk)(api.sendNow, {})
    expect(alarms()).toBe(1)
  })

  test('stay what they were while the city is out of reach, after a restart too', async () => {
    const before = await counts()
    ward.setLine('down')
    await as(clerk)(api.sendNow, {})
    expect(await counts()).toEqual({ ...before, city: { ...before.city, standing: 'unreached' } })
    await ward.restart()
    await signIn()
    expect((await counts()).city).toMatchObject({ ours: before.city.ours, asOf: before.city.asOf })
    ward.setLine('through')
  })
})

test('the journal replayed gives the same tables again', () => {
  expect(rebuildEqualsLive(desk().store)).toBe(true)
})
