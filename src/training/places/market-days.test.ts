import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import { addDays, dateAt, dayNumber, instantOf } from '../../domain/calendar.ts'
import { readDays } from '../../domain/market/signed-days.ts'
import { sql } from '../../office/database/store.ts'
import { household, rosterCsv } from '../../office/features/households/testing/households.ts'
import { readBack, words } from '../../office/sheets/testing/read-back.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { parse, spellToken } from '../../office/token/token.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'

let place: Place
let { clerk, police, official, sealer }: Partial<Record<'clerk' | 'police' | 'official' | 'sealer', Call>> =
  {}

beforeAll(async () => {
  place = await openPlace('tien-giang-2021')
  ;({ clerk, police, official, sealer } = place.people)
  const { listId } = await as(clerk)(api.readRoster, { body: rosterCsv(21, 4) })
  const body = { actId: randomUUID(), group: 'Tổ 9', zone: 'CAM' }
  await as(clerk)(api.takeRoster, { params: { listId }, body })
})
afterAll(() => place.close())

const as = (call: Call | undefined): Call => {
  if (!call) throw new Error('nobody signed in')
  return call
}
const desk = () => {
  const open = place.ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const today = () => dateAt(place.ward.ports.clock.now())
const plan = () => as(police)(api.planMarketDays, { query: {} })
const take = async () => {
  const { firstDay, lastDay, digest } = await plan()
  return as(police)(api.takeMarketDays, { body: { actId: randomUUID(), firstDay, lastDay, digest } })
}
const everybody = async () => (await as(police)(api.searchHouseholds, { body: {} })).items
const places = async () => new Map((await everybody()).map((one) => [one.householdId, one.place]))

test('market days are seen and measured before they are taken, and then every household has its place', async () => {
  const before = await plan()
  expect(before).toMatchObject({ source: 'pack', households: 20, placed: 20, moved: 20, missing: [] })
  expect(before.turns).toMatchObject([{ kind: 'once-in', every: 3 }, {}, {}])
  expect(before.visits.max - before.visits.min).toBeLessThanOrEqual(1)
  expect((await everybody()).every(({ lacks }) => lacks === 'place')).toBe(true)
  expect(await take()).toMatchObject({ placed: 20, moved: 0 })
  expect((await everybody()).every((one) => one.place !== null && one.lacks === null)).toBe(true)
})

test('whoever comes or goes, the others keep their market day; a split leaves it to the old part', async () => {
  const had = await places()
  const [first, second] = await everybody()
  if (!first || !second) throw new Error('nobody there')
  await as(police)(api.leaveHousehold, {
    params: first,
    body: { actId: randomUUID(), version: first.version, reason: 'moved-out' },
  })
  await as(police)(api.splitHousehold, {
    params: second,
    body: {
      actId: randomUUID(),
      version: second.version,
      partId: randomUUID(),
      part: household({ zone: 'CAM', group: 'Tổ 9', members: 2 }),
    },
  })
  expect(await take()).toMatchObject({ households: 20, placed: 20 })
  const after = await places()
  const kept = [...had].filter(([id]) => id !== first.householdId)
  for (const [id, before] of kept) expect(after.get(id)).toEqual(before)
})

test('a plan that is no longer what was seen is not taken', async () => {
  const { firstDay, lastDay, digest } = await plan()
  const newcomer = household({
    zone: 'CAM',
    shopper: { fullName: 'Lê Thị Khuyết', idNumber: null, birthDate: null },
  })
  await as(police)(api.enterHousehold, { body: { householdId: randomUUID(), household: newcomer } })
  const late = as(police)(api.takeMarketDays, { body: { actId: randomUUID(), firstDay, lastDay, digest } })
  expect(await refusalOf(late)).toMatchObject({ code: 'market-days-other' })
  await take()
})

test('the report of fairness is printed without a name', async () => {
  const { firstDay, lastDay } = await plan()
  const pdf = await as(official)(api.printMarketDays, { query: { firstDay, lastDay } })
  readBack(new Uint8Array(await pdf.arrayBuffer()), (back) => {
    expect(words(back.allText)).toContain('Chợ Ví Dụ, 05:30–07:00')
    expect(words(back.allText)).toContain('Tổ 9 20 / 20')
    expect(back.allText).not.toContain('Lê Văn')
  })
})

const batchId = randomUUID()
const lastDayOfCards = () => addDays(today(), 9)
const cards = () => as(police)(api.cardsOfList, { params: { batchId } })

test('cards of a period are made as one list; who cannot have one stays behind with the reason', async () => {
  const body = { batchId, firstDay: today(), lastDay: lastDayOfCards(), group: null }
  const made = await as(clerk)(api.makeCards, { body })
  expect(made).toMatchObject({
    made: 20,
    left: [{ head: 'Trần Văn Mẫu Hộ', why: { vi: expect.stringContaining('người đi chợ') } }],
  })
  const again = await as(clerk)(api.makeCards, { body: { ...body, batchId: randomUUID() } })
  expect(again).toMatchObject({ made: 0, batchId: null, lists: 0 })
  expect(again.left.filter(({ code }) => code === 'household-has-card')).toHaveLength(20)
  const late = { ...body, batchId: randomUUID(), lastDay: addDays(today(), 40) }
  expect(await refusalOf(as(clerk)(api.makeCards, { body: late }))).toMatchObject({ code: 'market-period' })
  const [first] = (await cards()).cards
  const shown = await as(police)(api.readCase, { params: { caseId: first?.caseId ?? '' } })
  expect(shown.details.more).toMatchObject({ visits: 1, 'visits-days': 3 })
})

/** Opens the rows of the sample and takes the act on all. */
async function judge(person: Call | undefined, act: 'verify' | 'approve') {
  const params = { batchId }
  const { acts } = await as(person)(api.readBatch, { params })
  for (const caseId of acts.find((one) => one.act === act)?.sample ?? [])
    await as(person)(api.lookAtRow, { params, body: { caseId } })
  const body = { actId: randomUUID(), act, cases: null, reasonCode: null, note: null }
  expect(await as(person)(api.actOnBatch, { params, body })).toMatchObject({ done: 20 })
}

test('the list is approved after its sample, sealed with one PIN, printed four on a sheet and stamped', async () => {
  const params = { batchId }
  await judge(police, 'verify')
  await judge(official, 'approve')
  const seal = { actId: randomUUID(), pin: colleagues.sealer.pin ?? '' }
  expect(await as(sealer)(api.sealBatch, { params, body: seal })).toMatchObject({ done: 20 })
  const print = { jobId: randomUUID(), batchId, printer: null }
  await as(clerk)(api.makePrintJob, { body: print })
  await expect.poll(async () => (await as(clerk)(api.readPrintJob, { params: print })).state).toBe('checking')
  readBack(new Uint8Array(place.ward.ports.printed.at(-1)?.pdf ?? []), (back) => {
    expect(back.pages).toBe(5)
    expect(back.symbols(1)).toHaveLength(4)
    expect(words(back.allText)).toContain('CHỈ CÁC NGÀY GHI DƯỚI ĐÂY')
  })
  const again = as(clerk)(api.makePrintJob, { body: { ...print, jobId: randomUUID() } })
  expect(await refusalOf(again)).toMatchObject({ code: 'print-job-empty' })
  expect((await cards()).cards.every(({ printed }) => printed)).toBe(true)
})

const codeOf = (caseId: string) => {
  const row = desk().store.first(sql.selectFrom('permit_case').select('token').where('id', '=', caseId))
  if (!row?.token) throw new Error('not sealed')
  return spellToken(new Uint8Array(row.token), 'base45')
}

test('the delivery list has a line for each card in the order of the streets, with room to sign', async () => {
  const pdf = await as(police)(api.printDeliveryList, { params: { batchId } })
  readBack(new Uint8Array(await pdf.arrayBuffer()), (back) => {
    const text = words(back.allText)
    expect(text).toContain('Tổ 9 (20 thẻ)')
    expect(text).toContain('Ký nhận')
    expect(text.indexOf('Số 2 phố Mẫu')).toBeLessThan(text.indexOf('Số 4 phố Mẫu'))
  })
})

test('a card is handed out by its scan, once; the list says who is still missing', async () => {
  const { cards: all } = await cards()
  const [first, second] = all
  const scan = (caseId: string) =>
    as(police)(api.handOutCard, {
      params: { batchId },
      body: { actId: randomUUID(), scannedText: codeOf(caseId) },
    })
  expect(await refusalOf(scan(first?.caseId ?? ''))).toMatchObject({ code: 'not-stamped-yet' })
  for (const card of [first, second])
    await as(sealer)(api.stampSheet, {
      body: { actId: randomUUID(), scannedText: codeOf(card?.caseId ?? '') },
    })
  expect(await scan(first?.caseId ?? '')).toMatchObject({
    outcome: 'handed-over',
    number: first?.number,
    missing: 19,
  })
  expect(await scan(first?.caseId ?? '')).toMatchObject({ outcome: 'already', missing: 19 })
  expect(await scan(second?.caseId ?? '')).toMatchObject({ missing: 18 })
  expect((await cards()).cards.filter(({ handedOverAt }) => handedOverAt === null)).toHaveLength(18)
})

test('at the gate of its market a card counts in its own hours on its own days, by its code alone, and is used up for three days', async () => {
  const { clock } = place.ward.ports
  const [first] = (await cards()).cards
  const [home] = (await everybody()).filter(({ householdId }) => householdId === first?.householdId)
  const pack = await as(clerk)(api.readPack, { query: {} })
  const market = pack.places.find(({ label }) => label === home?.place?.market)
  const gate = { name: 'Cổng chợ', kind: 'market' as const, code: market?.code ?? null }
  const check = async (day: number, minute: number) => {
    clock.advance(instantOf(addDays(start, day)) + minute * 60_000 - clock.now())
    const guard = await place.ward.as('clerk')
    await guard(api.setGate, { body: gate })
    return guard(api.makeCheck, { body: { checkId: randomUUID(), text: codeOf(first?.caseId ?? '') } })
  }
  const start = today()
  const [from, to] = home?.place?.window ?? [0, 0]
  const token = parse(codeOf(first?.caseId ?? ''))
  if (!token.readable) throw new Error(token.reason)
  const own = readDays(token.content.days ?? '').map((day) => token.content.firstDay + day - dayNumber(start))
  expect(own.length).toBeGreaterThan(1)
  for (const [at, day] of own.entries()) expect(day - (own[0] ?? 0)).toBe(at * 3)
  const day = own.find((one) => one > 0) ?? 0
  const before = await check(day, from - 10)
  expect(before).toMatchObject({ verdict: { answer: 'wrong-time', reason: 'window' } })
  expect(before.more?.days).toEqual(own.map((one) => addDays(start, one)))
  expect(await check(day, from + 10)).toMatchObject({
    verdict: { answer: expect.stringMatching(/^valid/) },
    visits: { made: 0, allowed: 1, days: 3 },
  })
  expect(await check(day, to + 30)).toMatchObject({ verdict: { answer: 'wrong-time', reason: 'window' } })
  for (const after of [1, 2])
    expect(await check(day + after, from + 10)).toMatchObject({
      verdict: { answer: 'wrong-time', reason: 'day' },
      visits: { made: 1, allowed: 1, days: 3 },
    })
  expect(await check(day + 3, from + 10)).toMatchObject({
    verdict: { answer: expect.stringMatching(/^valid/) },
    visits: { made: 0 },
  })
})

test('what was written gives the same tables again', () => {
  expect(rebuilds(place)).toBe(true)
})
