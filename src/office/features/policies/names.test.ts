import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { packHash } from './judge.ts'
import { refusalOf } from '../../testing/person.ts'
import { addSecondAdministrator, secondAdministrator } from '../../testing/second-administrator.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

const shippedText = readFileSync('resources/policies/vi-du.json', 'utf8')
const shipped = JSON.parse(shippedText) as object

let ward: StaffedOffice
let [first, other]: Call[] = []
beforeEach(async () => {
  ward = await staffedOffice()
  await addSecondAdministrator(ward)
  await signIn()
})
afterEach(() => ward.close())
async function signIn(): Promise<void> {
  ;[first, other] = await Promise.all([ward.as('administrator'), secondAdministrator(ward)])
}

const today = () => dateAt(ward.ports.clock.now())
const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const packText = (changes: object) =>
  JSON.stringify({ ...shipped, id: 'mau', effectiveFrom: today(), ...changes }, null, 2)
const params = (version: number, pack = 'mau') => ({ pack, version: String(version) })
const act = () => ({ actId: randomUUID() })
const load = (text: string) => first!(api.receivePolicy, { body: { text } })
const agree = (who: Call, version: number) => who(api.approvePolicy, { params: params(version), body: act() })
const activate = (version: number) =>
  first!(api.activatePolicy, { params: params(version), body: { ...act(), at: null } })
const rollBack = (version: number, pack = 'mau') =>
  first!(api.rollBackPolicy, { params: params(version, pack), body: act() })
async function ready(version: number, changes: object = {}): Promise<string> {
  const text = packText({ version, ...changes })
  await load(text)
  await agree(first!, version)
  await agree(other!, version)
  return text
}
const inForce = () => {
  const { id, version } = desk().pack()
  return `${id}/${version}`
}

describe('another text under the name of a pack', () => {
  const otherText = (pack: string, version: number) => ({ code: 'pack-other-text', data: { pack, version } })

  test('is not taken, whether or not the first may be activated', async () => {
    await load(packText({ version: 1 }))
    const wider = packText({ version: 1, place: 'Phường Khác' })
    expect(await refusalOf(load(wider))).toMatchObject(otherText('mau', 1))
    await agree(first!, 1)
    await agree(other!, 1)
    await activate(1)
    expect(await refusalOf(load(wider))).toMatchObject(otherText('mau', 1))
    expect((await first!(api.readPolicy, { params: params(1) })).place).not.toBe('Phường Khác')
  })

  test('is not taken where it is one the program came with, of this format or a later one', async () => {
    for (const format of [2, 3]) {
      const text = packText({ id: 'vidu-01', version: 1, format })
      expect(await refusalOf(load(text))).toMatchObject(otherText('vidu-01', 1))
    }
    expect((await first!(api.listPolicies, {})).policies).toMatchObject([{ state: 'in-force' }])
  })

  test('does not take the place of one of a later format, which waits for a later program', async () => {
    const later = packText({ version: 9, format: 3, novelty: true })
    expect(await load(later)).toMatchObject({ state: 'too-new' })
    expect(await refusalOf(load(packText({ version: 9 })))).toMatchObject(otherText('mau', 9))
    expect(await refusalOf(load(packText({ version: 9, format: 3 })))).toMatchObject(otherText('mau', 9))
    expect(await load(later)).toMatchObject({ state: 'too-new' })
    const kept = desk().store.database.prepare('SELECT bytes FROM rule_pack').all() as { bytes: Buffer }[]
    expect(kept.map(({ bytes }) => bytes.toString('utf8'))).toEqual([later])
  })

  test('is never in force by the activation of the first, even if it stood in its place', async () => {
    const text = await ready(1)
    await activate(1)
    const swapped = text.replace('"maxDays": 30', '"maxDays": 366')
    expect(swapped).not.toBe(text)
    desk()
      .store.database.prepare(`UPDATE rule_pack SET sha256 = 'other', bytes = ?`)
      .run(Buffer.from(swapped))
    desk().policies.reload()
    expect(() => desk().pack()).toThrow(expect.objectContaining({ code: 'pack-missing' }))
    const { missing } = await first!(api.listPolicies, {})
    expect(missing).toEqual([{ pack: 'mau', version: 1, sha256: packHash(text), cases: 0 }])
    expect(await refusalOf(load(packText({ version: 1, place: 'Phường Ba' })))).toMatchObject(
      otherText('mau', 1),
    )
    expect(await load(text)).toMatchObject({ state: 'in-force' })
    expect(desk().pack().validity.maxDays).toBe(30)
  })

  test('that nobody agreed to is never in force, whatever a line says', async () => {
    await ready(1)
    await activate(1)
    desk().store.database.prepare(`UPDATE rule_pack SET state = 'needs-approval'`).run()
    desk().policies.reload()
    expect(() => desk().pack()).toThrow(expect.objectContaining({ code: 'pack-missing' }))
  })
})

describe('a pack whose days are over while it is the newest that was activated', () => {
  beforeEach(async () => {
    await ready(1)
    await activate(1)
    await ready(2, { effectiveUntil: addDays(today(), 1) })
    await activate(2)
    expect(inForce()).toBe('mau/2')
    ward.ports.clock.advance(3 * 86_400_000)
    await signIn()
  })

  test('is not taken back; the one in force since is, and the page says which comes then', async () => {
    expect(inForce()).toBe('mau/1')
    expect(await refusalOf(rollBack(2))).toMatchObject({ code: 'pack-not-in-force' })
    const details = await first!(api.readPolicy, { params: params(1) })
    expect(details).toMatchObject({
      state: 'in-force',
      returnsTo: desk().policies.packOf('vidu-01', 1)?.title,
    })
    expect((await first!(api.readPolicy, { params: params(2) })).returnsTo).toBeNull()
    await rollBack(1)
    expect(inForce()).toBe('vidu-01/1')
    expect(await refusalOf(rollBack(1, 'vidu-01'))).toMatchObject({ code: 'pack-not-in-force' })
  })
})
