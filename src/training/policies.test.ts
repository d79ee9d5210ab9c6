import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dateAt } from '../domain/calendar.ts'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Case } from '../contract/desk/cases.ts'
import { eventTypes } from '../contract/events.ts'
import { fetchPack } from '../office/sync/packs.ts'
import { act, caseUntil } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { testPorts } from '../office/testing/ports.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { sql } from '../office/database/store.ts'
import { readCityLine } from '../office/sync/city-line.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let [administrator, clerk, sealer]: Call[] = []
const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as object

beforeAll(async () => {
  const ports = testPorts()
  ward = await wardWithCity(ports, {}, ports.clock)
  ;[administrator, clerk, sealer] = await Promise.all([
    ward.as('administrator'),
    ward.as('clerk'),
    ward.as('sealer'),
  ])
})
afterAll(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const today = () => dateAt(ward.ports.clock.now())
const packText = (changes: Record<string, unknown>) =>
  JSON.stringify({ ...shipped, id: 'tp-mau', effectiveFrom: today(), ...changes }, null, 2)
const read = ({ caseId }: Case) => clerk!(api.readCase, { params: { caseId } })

async function sealed(): Promise<Case> {
  const approved = await caseUntil(ward, 'approved')
  const params = { caseId: approved.caseId }
  // The city may still be recognising the sealing key.
  let last: unknown
  for (let go = 0; go < 20; go += 1) {
    try {
      return await sealer!(api.sealCase, { params, body: { ...act(approved), pin: '258036' } })
    } catch (error) {
      last = error
      await clerk!(api.sendNow, {})
    }
  }
  throw last
}

/** The envelope of the newest pack the city published, as a file on a stick. */
async function publishedFile(): Promise<Buffer> {
  await clerk!(api.sendNow, {})
  const trust = desk().tokens.lists().trust
  const lines = desk()
    .store.all(sql.selectFrom('feed_item').select('line').orderBy('pos', 'desc'))
    .flatMap(({ line }) => (line === null ? [] : [readCityLine(line, trust, '39901')]))
  const newest = lines.find(({ outcome }) => outcome === 'pack')
  if (newest?.outcome !== 'pack') throw new Error('the city has published nothing')
  const bytes = await fetchPack({ address: desk().sync.city()?.address ?? '' }, newest.pack.sha256)
  if (!bytes) throw new Error('the pack is not there')
  return Buffer.from(bytes)
}

test('a pack of the city comes on a stick too: signed it is ready, changed by a letter it is refused', async () => {
  await ward.city.admin.publishPack(packText({ version: 1, effectiveFrom: addDays(today(), 1) }), null)
  const file = await publishedFile()
  const changed = Buffer.from(file.toString('utf8').replace('Phường Ví Dụ', 'Phường Ví Dơ'))
  const problem = await refusalOf(
    administrator!(api.receivePolicy, { body: { base64: changed.toString('base64') } }),
  )
  expect(problem).toMatchObject({ code: 'pack-refused', detail: expect.stringContaining('chữ ký sai') })
  const received = await administrator!(api.receivePolicy, { body: { base64: file.toString('base64') } })
  expect(['ready', 'scheduled']).toContain(received.state)
  expect(received.approvals).toEqual([])
})

test('a pack that ends earlier papers says how many, ends them when it begins, and the city hears of it', async () => {
  const [one, two] = [await sealed(), await sealed()]
  await ward.city.admin.publishPack(
    packText({
      version: 2,
      effectiveFrom: addDays(today(), 1),
      earlier: [{ pack: 'vidu-01', effect: 'void' }],
    }),
    null,
  )
  await clerk!(api.sendNow, {})
  const named = { params: { pack: 'tp-mau', version: '2' } }
  const details = async () => administrator!(api.readPolicy, named)
  await expect.poll(async () => (await details().catch(() => null))?.state).toBe('scheduled')
  expect((await details()).earlier).toMatchObject([{ pack: 'vidu-01', effect: 'void', papers: 2 }])
  expect((await read(one)).permit?.withdrawn).toBe(null)
  // A case in progress finishes under its own pack.
  const inProgress = await caseUntil(ward, 'approved')

  // A clock that leaps forward on its own ends nothing.
  ward.ports.clock.jump(10 * 86_400_000)
  desk().rules.look()
  ward.ports.clock.jump(-10 * 86_400_000)
  expect((await read(one)).permit?.withdrawn).toBe(null)

  ward.ports.clock.advance(86_400_000)
  desk().rules.look()
  clerk = await ward.as('clerk')
  sealer = await ward.as('sealer')
  expect((await read(one)).permit?.withdrawn).toBe('withdrawn')
  expect((await read(two)).permit?.withdrawn).toBe('withdrawn')
  const late = await sealer(api.sealCase, {
    params: { caseId: inProgress.caseId },
    body: { ...act(inProgress), pin: '258036' },
  })
  desk().rules.look()
  expect((await read(late)).permit?.withdrawn).toBe(null)

  const events = desk().store.all(
    sql.selectFrom('event').select(['line', 'seq']).where('type', '=', 'papers.withdrawn'),
  )
  expect(events).toHaveLength(1)
  const line = JSON.parse(events[0]?.line ?? '') as { body: unknown }
  const body = eventTypes['papers.withdrawn'].body.parse(line.body)
  expect(body).toMatchObject({ scope: 'pack', reason: 'withdrawn', items: [{ count: 2 }] })
  await clerk(api.sendNow, {})
  const result = () =>
    desk().store.first(
      sql
        .selectFrom('event_result')
        .select('status')
        .where('seq', '=', events[0]?.seq ?? 0),
    )
  await expect.poll(() => result()?.status, { timeout: 10_000 }).toBe('accepted')
})

test('a restart ends nothing twice, and replaying the journal gives the same tables', async () => {
  await ward.restart()
  administrator = await ward.as('administrator')
  const events = desk().store.all(
    sql.selectFrom('event').select('seq').where('type', '=', 'papers.withdrawn'),
  )
  expect(events).toHaveLength(1)
  expect(desk().pack()).toMatchObject({ id: 'tp-mau', version: 2 })
  expect(rebuildEqualsLive(desk().store)).toBe(true)
})

test('papers that hold until a day are ended the day after, also when the office was closed that night', async () => {
  const paper = await sealedAgain()
  const until = addDays(today(), 1)
  const text = packText({
    version: 3,
    effectiveFrom: today(),
    earlier: [{ pack: 'tp-mau', version: 2, effect: 'valid-until', until }],
  })
  await ward.city.admin.publishPack(text, null)
  clerk = await ward.as('clerk')
  await clerk(api.sendNow, {})
  await expect.poll(() => desk().pack().version, { timeout: 10_000 }).toBe(3)
  await ward.restart()
  expect((await readNow(paper)).permit?.withdrawn).toBe(null)
  ward.ports.clock.advance(2 * 86_400_000)
  await ward.restart()
  expect((await readNow(paper)).permit?.withdrawn).toBe('withdrawn')
})

async function readNow(seen: Case): Promise<Case> {
  clerk = await ward.as('clerk')
  return read(seen)
}

async function sealedAgain(): Promise<Case> {
  clerk = await ward.as('clerk')
  sealer = await ward.as('sealer')
  return sealed()
}

test('a faulty pack of the city is not taken: the page says line and reason until a mended one comes', async () => {
  clerk = await ward.as('clerk')
  administrator = await ward.as('administrator')
  const faulty = packText({ version: 4 }).replace('"step": "verify"', '"step": "guess"')
  const line = faulty.split('\n').findIndex((one) => one.includes('"guess"')) + 1
  await ward.city.admin.publishPack(faulty, null)
  await clerk(api.sendNow, {})
  const refused = async () => (await administrator!(api.listPolicies, {})).refused
  await expect.poll(refused, { timeout: 10_000 }).toMatchObject([{ pack: 'tp-mau', version: 4 }])
  expect((await refused())[0]?.vi).toContain(`dòng ${line}`)
  expect(desk().pack().version).toBe(3)
  await ward.city.admin.publishPack(packText({ version: 5 }), null)
  await clerk(api.sendNow, {})
  await expect.poll(() => desk().pack().version, { timeout: 10_000 }).toBe(5)
  expect(await refused()).toEqual([])
})

test('an administrator who loads the same file again changes nothing', async () => {
  administrator = await ward.as('administrator')
  const file = await publishedFile()
  const body = { base64: file.toString('base64') }
  const before = (await administrator(api.listPolicies, {})).activations.length
  const again = await administrator(api.receivePolicy, { body })
  expect(again).toMatchObject({ pack: 'tp-mau', version: 5, state: 'in-force', source: 'city' })
  expect((await administrator(api.listPolicies, {})).activations).toHaveLength(before)
})
