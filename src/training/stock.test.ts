import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as api from '../contract/desk/index.ts'
import type { PrintJob } from '../contract/desk/print-jobs.ts'
import { addDays, dateAt } from '../domain/calendar.ts'
import { sql } from '../office/database/store.ts'
import { rosterCsv } from '../office/features/households/testing/households.ts'
import {
  cardBlanks,
  close,
  count,
  keepStock,
  move,
  permitBlanks,
} from '../office/features/stock/testing/stock.ts'
import { act, printed } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { spellToken } from '../office/token/token.ts'
import { openPlace, type Place, rebuilds } from './places/testing/place.ts'

const cards = 9
const batchId = randomUUID()
const pin = colleagues.sealer.pin ?? ''
let place: Place
beforeAll(async () => {
  place = await openPlace('tien-giang-2021')
  await keepStock(place.people.sealer)
  await move(place.people.clerk, permitBlanks, { way: 'received', serials: 'AB000001-AB000010' })
  await move(place.people.clerk, cardBlanks, { way: 'received', quantity: 20 })
  await sealCards()
}, 120_000)
afterAll(() => place.close())

async function sealCards() {
  const { clerk, police, official, sealer } = place.people
  const { listId } = await clerk(api.readRoster, { body: rosterCsv(cards + 1, 4) })
  const roster = { actId: randomUUID(), group: 'Tổ 9', zone: 'CAM' }
  await clerk(api.takeRoster, { params: { listId }, body: roster })
  const { firstDay, lastDay, digest } = await police(api.planMarketDays, { query: {} })
  await police(api.takeMarketDays, { body: { actId: randomUUID(), firstDay, lastDay, digest } })
  const today = dateAt(place.ward.ports.clock.now())
  await clerk(api.makeCards, { body: { batchId, firstDay: today, lastDay: addDays(today, 9), group: null } })
  const params = { batchId }
  const steps = [
    [police, 'verify'],
    [official, 'approve'],
  ] as const
  for (const [person, step] of steps) {
    const { acts } = await person(api.readBatch, { params })
    for (const caseId of acts.find((one) => one.act === step)?.sample ?? [])
      await person(api.lookAtRow, { params, body: { caseId } })
    const body = { actId: randomUUID(), act: step, cases: null, reasonCode: null, note: null }
    await person(api.actOnBatch, { params, body })
  }
  await sealer(api.sealBatch, { params, body: { actId: randomUUID(), pin } })
}

const now = () => place.people.clerk(api.readStock, {})
const lineOf = async ({ kind }: { kind: string }) => (await now()).kinds.find((one) => one.kind === kind)
function codeOf(caseId: string): string {
  const row = place.ward
    .office()
    .core.desk()
    ?.store.first(sql.selectFrom('permit_case').select('token').where('id', '=', caseId))
  if (!row?.token) throw new Error('not sealed')
  return spellToken(new Uint8Array(row.token), 'base45')
}
async function until(job: PrintJob, state: PrintJob['state']): Promise<PrintJob> {
  for (;;) {
    const seen = await place.people.clerk(api.readPrintJob, { params: job })
    if (seen.state === state) return seen
    await wait(50)
  }
}

test('a job takes a sheet for four cards; what jams leaves the stock by itself, and nothing is counted twice', async () => {
  const { clerk } = place.people
  const { ports } = place.ward
  ports.printerOutcome = 'failed'
  const asked = { jobId: randomUUID(), batchId, printer: null, rows: null }
  const job = await until(await clerk(api.makePrintJob, { body: asked }), 'stuck')
  ports.printerOutcome = 'spooled'
  expect(job.handed?.last.place).toBe(cards)
  // Five cards are good: a sheet of four, and the first of the next. Two sheets are crumpled.
  const good = place.ward
    .office()
    .core.desk()
    ?.store.first(
      sql.selectFrom('print_item').select('label').where('job_id', '=', job.jobId).where('place', '=', 5),
    )?.label
  await clerk(api.resumePrintJob, {
    params: job,
    body: { lastGood: good ?? '', spoiled: 'handed-in', spoiledSheets: 2, next: 'go-on' },
  })
  await until(job, 'checking')
  expect(await lineOf(cardBlanks)).toMatchObject({
    received: 20,
    printed: 3,
    reprinted: 0,
    spoiled: 2,
    expected: 15,
    waste: 2,
  })
  expect((await now()).movements[0]).toMatchObject({ way: 'spoiled', quantity: 2, reason: 'jammed' })
})

test('a paper printed once more takes another sheet, and the one before is waste', async () => {
  const { clerk } = place.people
  const { caseId } = place.earlier
  expect((await now()).openPapers).toContainEqual(
    expect.objectContaining({ caseId, state: 'unprinted', permitNumber: place.earlier.permit?.number }),
  )
  await printed(clerk, caseId, 'permit')
  await printed(clerk, caseId, 'permit', 'jammed')
  expect(await lineOf(permitBlanks)).toMatchObject({ printed: 1, reprinted: 1, expected: 8, waste: 1 })
})

test('every serial is somewhere: sealed, printed, waiting, stamped, handed over, replaced or given back', async () => {
  const { clerk, sealer } = place.people
  const { papers, openPapers } = await now()
  expect(papers).toMatchObject({ sealed: cards, waiting: cards, unprinted: 0, earlier: 1 })
  const params = { caseId: place.earlier.caseId }
  const scannedText = codeOf(params.caseId)
  const stamped = await sealer(api.stampCase, {
    params,
    body: { ...act(await clerk(api.readCase, { params })), scannedText },
  })
  await clerk(api.handOver, { params, body: { ...act(stamped), scannedText } })
  expect((await now()).papers.earlier).toBe(0)

  const [first, second] = openPapers.filter(({ caseId }) => caseId !== params.caseId)
  if (!first || !second) throw new Error('no card waits')
  const back = (paper: string) => move(clerk, cardBlanks, { way: 'given-back', paper })
  await back(codeOf(first.caseId))
  const [shortly = ''] = first.permitNumber.split('/')
  expect((await refusalOf(back(shortly.toLowerCase()))).code).toBe('stock-paper-back')
  expect((await refusalOf(back('Z9999/2026'))).code).toBe('stock-unknown-paper')
  expect(await lineOf(cardBlanks)).toMatchObject({ waste: 3, expected: 15 })
  const seen = await sealer(api.readCase, { params: second })
  await sealer(api.replacePaper, { params: second, body: { ...act(seen), pin, reason: 'spoiled' } })
  expect((await now()).papers).toMatchObject({
    sealed: cards + 1,
    waiting: cards - 2,
    replaced: 1,
    givenBack: 1,
    unprinted: 1,
  })
})

test('a paper that ought to wait at the desk and does not is explained before the day closes', async () => {
  const { clerk, sealer } = place.people
  const waiting = (await now()).openPapers.filter(({ state }) => state === 'waiting')
  const [lost] = waiting
  const unprinted = (await now()).openPapers.find(({ state }) => state === 'unprinted')
  if (!lost || !unprinted) throw new Error('nothing waits')
  const missing = (said: string) => count(clerk, 'AB000003-AB000010', 15, { missing: [said] })
  expect((await refusalOf(missing(unprinted.permitNumber))).code).toBe('stock-paper-not-waiting')
  const counted = await missing(lost.permitNumber)
  expect(counted.count?.lines.every(({ difference }) => difference === 0)).toBe(true)
  // Ten indexes of the sealer's key without a hole, and the one that is on no paper.
  const { serials, nowhere } = counted.count?.papers ?? {}
  expect(serials?.map(({ first, last }) => last - first + 1)).toEqual([cards + 1])
  expect(nowhere?.map(({ number }) => number)).toEqual([unprinted.permitNumber])
  expect(await refusalOf(close(sealer))).toMatchObject({
    code: 'stock-unexplained',
    detail: expect.stringContaining(lost.permitNumber),
  })
  await close(sealer, [{ about: 'papers', text: 'Đang ở tổ dân phố 9, có ký nhận' }])
  expect((await now()).papers).toMatchObject({ sealed: 0, earlier: cards - 1 })
  expect(rebuilds(place)).toBe(true)
})

test('the city takes every line of it, and no name of whoever brought the sheets stands in one', async () => {
  const { clerk } = place.people
  await vi.waitFor(
    async () => expect(await clerk(api.sendNow, {})).toMatchObject({ waiting: 0, attention: [] }),
    { timeout: 20_000 },
  )
  const lines = place.ward
    .office()
    .core.desk()
    ?.store.all(sql.selectFrom('event').select(['type', 'line']).where('type', 'like', '%stock%'))
  expect(new Set(lines?.map(({ type }) => type)).size).toBe(5)
  for (const { line } of lines ?? []) expect(line).not.toMatch(/Nguyễn Văn Giao|tổ dân phố 9/)
})
