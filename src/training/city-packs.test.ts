import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { addDays, dateAt } from '../domain/calendar.ts'
import * as api from '../contract/desk/index.ts'
import { systemActor } from '../office/journal/journal.ts'
import { receivePack } from '../office/features/policies/receive.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as object

let ward: WardWithCity
afterEach(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const packText = (version: number, changes: object = {}) =>
  JSON.stringify(
    { ...shipped, id: 'tp-mau', version, effectiveFrom: dateAt(ward.ports.clock.now()), ...changes },
    null,
    2,
  )
const inForce = async () => {
  const { id, version } = await (await ward.as('clerk'))(api.readPack, { query: {} })
  return `${id}/${version}`
}
/** The city publishes, and the office has heard of it. */
async function published(version: number, changes: object = {}): Promise<void> {
  await ward.city.admin.publishPack(packText(version, changes), null)
  await heard()
}
async function heard(): Promise<void> {
  await (await ward.as('administrator'))(api.sendNow, {})
}
const activations = () => desk().policies.activations().length
async function rollBack(version: number): Promise<void> {
  const administrator = await ward.as('administrator')
  const params = { pack: 'tp-mau', version: String(version) }
  await administrator(api.rollBackPolicy, { params, body: { actId: randomUUID() } })
}
/** The files of an office but the second copy of its journal are those of before. */
function putBack(copy: string): void {
  for (const name of readdirSync(ward.ports.dataDir)) {
    if (name === 'journal') continue
    const path = join(ward.ports.dataDir, name)
    rmSync(path, { recursive: true })
    if (existsSync(join(copy, name))) cpSync(join(copy, name), path, { recursive: true })
  }
}

test('a pack of the city that comes again is known by its text, and stays as it was left', async () => {
  ward = await wardWithCity()
  await published(1)
  expect(await inForce()).toBe('tp-mau/1')
  const line = desk().store.database.prepare(`SELECT bytes FROM rule_pack`).get() as { bytes: Buffer }
  await rollBack(1)
  expect(await inForce()).toBe('vidu-01/1')
  const count = activations()
  // Another mirror, or the same after a restart; this one's signature is nobody's here.
  const text = line.bytes.toString('utf8')
  const signatures = [{ kid: '01234567', signature: 'A'.repeat(86) }]
  const envelope = Buffer.from(JSON.stringify({ format: 'quay-pack/1', text, signatures }))
  for (let time = 0; time < 2; time++) {
    expect(receivePack(desk(), systemActor, envelope, 'city')).toMatchObject({ state: 'ready' })
    await ward.restart()
    await ward.as('clerk')
  }
  expect(activations()).toBe(count)
  expect(await inForce()).toBe('vidu-01/1')
})

test('after an older copy was put back the feed brings the text again, and nobody’s rollback is undone', async () => {
  ward = await wardWithCity()
  await heard()
  const copy = temporaryFolder()
  await ward.office().close()
  cpSync(ward.ports.dataDir, copy, { recursive: true })
  await ward.restart()
  await ward.as('administrator')
  await published(1)
  await published(2, { validity: { maxDays: 3, defaultDays: 3 } })
  expect(await inForce()).toBe('tp-mau/2')
  await rollBack(2)
  expect(await inForce()).toBe('tp-mau/1')
  const count = activations()
  await ward.office().close()
  putBack(copy)
  await ward.restart()
  ward.setLine('down')
  expect(await inForce().catch((error: unknown) => error)).toMatchObject({
    problem: { code: 'pack-missing' },
  })
  ward.setLine('through')
  await heard()
  await expect.poll(inForce, { timeout: 10_000 }).toBe('tp-mau/1')
  expect(activations()).toBe(count)
})

test('a text that was lost later is got from the city by the line that published it', async () => {
  ward = await wardWithCity()
  await published(1)
  await published(2, { effectiveFrom: addDays(dateAt(ward.ports.clock.now()), 5) })
  const count = activations()
  desk().store.database.prepare(`UPDATE rule_pack SET bytes = x''`).run()
  rmSync(join(ward.ports.dataDir, 'packs'), { recursive: true })
  await ward.restart()
  await heard()
  const administrator = await ward.as('administrator')
  const read = () => administrator(api.listPolicies, {})
  await expect.poll(async () => (await read()).missing, { timeout: 10_000 }).toEqual([])
  expect((await read()).policies.map(({ pack, version, state }) => [`${pack}/${version}`, state])).toEqual([
    ['tp-mau/1', 'in-force'],
    ['tp-mau/2', 'scheduled'],
    ['vidu-01/1', 'ready'],
  ])
  expect(activations()).toBe(count)
  expect(readdirSync(join(ward.ports.dataDir, 'packs'))).toHaveLength(2)
})

test('a pack that an earlier program kept aside is taken up, with what its lines say of it, and activated once', async () => {
  ward = await wardWithCity()
  await published(1)
  await rollBack(1)
  const count = activations()
  desk().store.database.prepare(`UPDATE rule_pack SET state = 'too-new', source = 'file'`).run()
  await ward.restart()
  const { policies } = await (await ward.as('administrator'))(api.listPolicies, {})
  expect(policies.map(({ pack, state }) => [pack, state])).toEqual([
    ['vidu-01', 'in-force'],
    ['tp-mau', 'past'],
  ])
  expect(activations()).toBe(count)
})

test('another text of the city under a name that is taken is refused, and stays told until a later version', async () => {
  ward = await wardWithCity()
  const administrator = await ward.as('administrator')
  const text = packText(1, { place: 'Phường Khác' })
  await administrator(api.receivePolicy, { body: { text } })
  await published(1)
  const read = () => administrator(api.listPolicies, {})
  await expect
    .poll(async () => (await read()).refused, { timeout: 10_000 })
    .toMatchObject([
      { pack: 'tp-mau', version: 1, otherText: true, en: expect.stringContaining('another text') },
    ])
  expect(await inForce()).toBe('vidu-01/1')
  await published(2)
  await expect.poll(inForce, { timeout: 10_000 }).toBe('tp-mau/2')
  expect((await read()).refused).toEqual([])
})
