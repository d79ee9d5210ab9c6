import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateAt, instantOf } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { type OwnSettings, ownSettingsOf } from '../../../contract/policy/local.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { rebuildEqualsLive } from '../../journal/testing/ledger.ts'
import { vietnamTime } from '../../journal/time.ts'
import { application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { addSecondAdministrator, secondAdministrator } from '../../testing/second-administrator.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

const shippedText = readFileSync('resources/policies/vi-du.json', 'utf8')
const shipped = JSON.parse(shippedText) as RulePack
let ward: StaffedOffice
let [first, other, clerk]: Call[] = []

async function signAllIn(): Promise<void> {
  ;[first, other, clerk] = await Promise.all([
    ward.as('administrator'),
    secondAdministrator(ward),
    ward.as('clerk'),
  ])
}

beforeAll(async () => {
  ward = await staffedOffice()
  await addSecondAdministrator(ward)
  await signAllIn()
})
afterAll(() => ward.close())

const today = () => dateAt(ward.ports.clock.now())
/** A pack like the shipped one, as text. */
const packText = (changes: Record<string, unknown>) =>
  JSON.stringify({ ...shipped, id: 'mau', effectiveFrom: today(), ...changes }, null, 2)
const params = (version: number, pack = 'mau') => ({ pack, version: String(version) })
const act = () => ({ actId: randomUUID() })
const receive = (changes: Record<string, unknown>) =>
  first!(api.receivePolicy, { body: { text: packText(changes) } })
const agree = (who: Call, version: number, pack = 'mau') =>
  who(api.approvePolicy, { params: params(version, pack), body: act() })
const activate = (version: number, at: string | null = null, pack = 'mau') =>
  first!(api.activatePolicy, { params: params(version, pack), body: { ...act(), at } })
const rollBack = (version: number, pack = 'mau') =>
  first!(api.rollBackPolicy, { params: params(version, pack), body: act() })
const inForce = async () => {
  const { id, version } = await clerk!(api.readPack, { query: {} })
  return `${id}/${version}`
}
const listed = async (version: number, pack = 'mau') => {
  const { policies } = await first!(api.listPolicies, {})
  return policies.find((one) => one.pack === pack && one.version === version)
}
const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}

test('an office begins with the pack it came with, and is offered the places of 2021', async () => {
  const { policies, samples, activations } = await first!(api.listPolicies, {})
  expect(policies).toMatchObject([{ pack: 'vidu-01', state: 'in-force', source: 'shipped', from: null }])
  expect(samples.map(({ id, isHere }) => [id, isHere])).toEqual([
    ['c06-2021', false],
    ['can-tho-2021', false],
    ['duc-giang-2021', false],
    ['ha-noi-2021', false],
    ['tien-giang-2021', false],
  ])
  expect(activations).toEqual([])
})

test('a ward official may read the rules but not change them, a clerk neither', async () => {
  const official = await ward.as('official')
  expect((await official(api.listPolicies, {})).policies).toHaveLength(1)
  expect(await refusalOf(official(api.receivePolicy, { body: { text: shippedText } }))).toMatchObject({
    code: 'not-your-role',
  })
  expect(await refusalOf(clerk!(api.listPolicies, {}))).toMatchObject({ code: 'not-your-role' })
})

describe('a pack that nobody has signed', () => {
  test('is refused with the line and the reason, and the pack in force stays', async () => {
    const text = packText({ version: 1 }).replace('"step": "verify"', '"step": "guess"')
    const line = text.split('\n').findIndex((one) => one.includes('"guess"')) + 1
    const problem = await refusalOf(first!(api.receivePolicy, { body: { text } }))
    expect(problem).toMatchObject({ code: 'pack-refused', data: { line } })
    const judged = await first!(api.judgePolicy, { body: { text } })
    expect(judged.outcome).toBe('refused')
    expect(judged.faults[0]).toMatchObject({ line, path: expect.stringContaining('steps[0].step') })
    expect(await inForce()).toBe('vidu-01/1')
    expect((await first!(api.listPolicies, {})).policies).toHaveLength(1)
  })

  test('may not begin in the past, and may not take a number of the office’s own edits', async () => {
    const past = await refusalOf(receive({ version: 1, effectiveFrom: addDays(today(), -1) }))
    expect(past.detail).toContain('đã qua')
    const own = await refusalOf(receive({ version: 32_833 }))
    expect(own.detail).toContain('phường tự chỉnh')
  })

  test('waits for two different administrators, and the office tells the same one no', async () => {
    expect(await receive({ version: 1 })).toMatchObject({ state: 'needs-approval', source: 'file' })
    expect(await refusalOf(activate(1))).toMatchObject({ code: 'pack-needs-approval', data: { count: 0 } })
    expect((await agree(first!, 1)).approvals).toMatchObject([{ fullName: 'Vũ Ngọc Lan' }])
    expect(await refusalOf(agree(first!, 1))).toMatchObject({
      code: 'pack-needs-approval',
      data: { count: 1 },
    })
    expect(await refusalOf(activate(1))).toMatchObject({ data: { count: 1 } })
    expect(await agree(other!, 1)).toMatchObject({
      state: 'ready',
      approvals: [{ user: 'quantri' }, { user: 'tuankiet' }],
    })
  })

  test('comes into force when it is activated, and cases are registered under it', async () => {
    const heard: string[] = []
    const stop = ward.office().onChanges((topics) => heard.push(...topics))
    expect(await activate(1)).toMatchObject({ state: 'in-force' })
    stop()
    expect(heard).toEqual(expect.arrayContaining(['policies', 'office']))
    const registered = await clerk!(api.registerCase, { body: application(ward.ports.clock.now()) })
    expect(registered.pack).toBe('mau/1')
    expect(await refusalOf(activate(1))).toMatchObject({ code: 'pack-in-force' })
  })

  test('is rolled back to the pack before it, once', async () => {
    expect(await rollBack(1)).toMatchObject({ state: 'past' })
    expect(await inForce()).toBe('vidu-01/1')
    expect(await refusalOf(rollBack(1))).toMatchObject({ code: 'pack-not-in-force' })
    expect(await refusalOf(rollBack(1, 'vidu-01'))).toMatchObject({ code: 'pack-not-in-force' })
  })

  test('the same act twice is one act', async () => {
    const body = { ...act(), at: null }
    await first!(api.activatePolicy, { params: params(1), body })
    await first!(api.activatePolicy, { params: params(1), body })
    await rollBack(1)
    const { activations } = await first!(api.listPolicies, {})
    expect(activations.map(({ pack, rollback }) => [pack, rollback])).toEqual([
      ['vidu-01', true],
      ['mau', false],
      ['vidu-01', true],
      ['mau', false],
    ])
  })
})

describe('a pack of a later format', () => {
  test('is kept and announced, and neither approved nor activated', async () => {
    expect(await receive({ version: 9, format: 3 })).toMatchObject({ state: 'too-new', version: 9 })
    expect(await refusalOf(agree(first!, 9))).toMatchObject({ code: 'pack-too-new' })
    expect(await refusalOf(activate(9))).toMatchObject({ code: 'pack-too-new' })
    const details = await first!(api.readPolicy, { params: params(9) })
    expect(details).toMatchObject({ content: null, difference: [], effectiveFrom: today() })
    expect(await inForce()).toBe('vidu-01/1')
  })
})

describe('before it is activated', () => {
  test('an administrator reads what changes, in both languages', async () => {
    await receive({ version: 2, validity: { maxDays: 3, defaultDays: 3 } })
    const details = await first!(api.readPolicy, { params: params(2) })
    expect(details.difference.some(({ weight }) => weight === 'tightens')).toBe(true)
    for (const { what, whatEn } of details.difference) expect(what).not.toBe(whatEn)
    const { changes } = await first!(api.comparePolicies, { query: { before: 'mau/2', after: 'mau/2' } })
    expect(changes).toEqual([])
  })

  test('the cases of the last days are tried under it, and each that would differ is told with why', async () => {
    const simulation = await first!(api.simulatePolicy, { params: params(2), query: {} })
    expect(simulation).toMatchObject({ cases: 1, same: 0, refused: 1, elsewhere: 0 })
    expect(simulation.different[0]).toMatchObject({
      how: 'refused',
      number: expect.stringMatching(/^39901-/),
      vi: expect.stringContaining('tối đa 3 ngày'),
      en: expect.stringContaining('at most 3 days'),
    })
    const same = await first!(api.simulatePolicy, { params: params(1), query: { days: '7' } })
    expect(same).toMatchObject({ cases: 1, same: 1 })
  })

  test('a time in the past, before its first day or after its last one is refused', async () => {
    await receive({ version: 3, effectiveFrom: addDays(today(), 2), effectiveUntil: addDays(today(), 5) })
    await agree(first!, 3)
    await agree(other!, 3)
    const at = (days: number) => vietnamTime(instantOf(addDays(today(), days), 480))
    for (const days of [-1, 1, 6]) {
      const problem = await refusalOf(activate(3, at(days)))
      expect(problem.code).toBe('pack-not-then')
    }
    expect(await refusalOf(activate(3))).toMatchObject({ code: 'pack-not-then' })
  })
})

describe('a pack that was scheduled', () => {
  const tomorrow = () => vietnamTime(instantOf(addDays(today(), 2)))

  test('waits for its hour, and can be cancelled until then', async () => {
    expect(await activate(3, tomorrow())).toMatchObject({ state: 'scheduled', from: tomorrow() })
    expect(await inForce()).toBe('vidu-01/1')
    expect(await refusalOf(activate(3, tomorrow()))).toMatchObject({ code: 'pack-in-force' })
    expect(await rollBack(3)).toMatchObject({ state: 'ready', from: null })
    const { activations } = await first!(api.listPolicies, {})
    expect(activations.slice(0, 2).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(desk().policies.inForce(instantOf(addDays(today(), 3))).id).toBe('vidu-01')
  })

  test('comes into force overnight, survives a restart, and every open page hears of it', async () => {
    await activate(3, tomorrow())
    await ward.restart()
    await signAllIn()
    const heard: string[] = []
    const stop = ward.office().onChanges((topics) => heard.push(...topics))
    ward.ports.clock.advance(2 * 86_400_000)
    await signAllIn()
    expect(await inForce()).toBe('mau/3')
    await expect.poll(() => heard).toEqual(expect.arrayContaining(['policies', 'office']))
    stop()
    expect(await listed(3)).toMatchObject({ state: 'in-force' })
  })

  test('when its last day is over, the pack that was in force before it returns', () => {
    expect(desk().policies.inForce(instantOf(addDays(today(), 10)))).toMatchObject({ id: 'vidu-01' })
  })

  test('replaying the journal gives the same tables', () => {
    expect(rebuildEqualsLive(desk().store)).toBe(true)
  })
})

describe('what an office may set itself', () => {
  const settings = (changes: Partial<OwnSettings> = {}): OwnSettings => ({
    ...ownSettingsOf(desk().pack()),
    effectiveFrom: today(),
    ...changes,
  })
  const edit = (asked: OwnSettings, body = act()) =>
    first!(api.editPolicy, { params: params(3), body: { ...body, settings: asked } })

  test('becomes a pack of its own number, which needs the second administrator', async () => {
    const body = act()
    const hours = { ...settings().hours, cutOff: 900, holidays: [addDays(today(), 3)] }
    const signing = { capacity: ['KT. CHỦ TỊCH'], title: 'PHÓ CHỦ TỊCH' }
    const made = await edit(settings({ hours, signing }), body)
    expect(made).toMatchObject({
      pack: 'mau',
      local: { origin: 3, edit: 1 },
      source: 'office',
      state: 'needs-approval',
      approvals: [{ user: 'quantri' }],
    })
    expect((await edit(settings({ hours, signing }), body)).version).toBe(made.version)
    expect(await refusalOf(agree(first!, made.version))).toMatchObject({ code: 'pack-needs-approval' })
    expect(await agree(other!, made.version)).toMatchObject({ state: 'ready' })
    expect(await activate(made.version)).toMatchObject({ state: 'in-force' })
    const pack = await clerk!(api.readPack, { query: {} })
    expect(pack).toMatchObject({ version: made.version, signing, deadline: { cutOff: 900 } })
    expect(pack.procedures).toEqual(shipped.procedures.map((one) => expect.objectContaining({ id: one.id })))
  })

  test('may word reasons anew, but not add any, nor let papers hold for longer', async () => {
    const { reasons, validity } = settings()
    const reworded = reasons.stopReasons.map((one) => ({ ...one, label: `${one.label} (phường)` }))
    const made = await edit(settings({ reasons: { ...reasons, stopReasons: reworded } }))
    expect(made.local).toEqual({ origin: 3, edit: 2 })
    const added = [...reasons.stopReasons, { code: 'mine', label: 'Lý do riêng' }]
    expect(
      await refusalOf(
        edit(
          settings({
            reasons: { ...reasons, stopReasons: added },
            validity: { ...validity, maxDays: validity.maxDays + 1 },
          }),
        ),
      ),
    ).toMatchObject({
      code: 'pack-beyond-base',
      data: { fields: 'validity.maxDays, reasons.stopReasons' },
    })
  })

  test('leaves the numbers of whoever publishes the pack alone', async () => {
    expect((await receive({ version: 4, effectiveFrom: addDays(today(), 4) })).state).toBe('needs-approval')
  })
})
