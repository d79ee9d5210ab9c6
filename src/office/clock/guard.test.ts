import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, dateAt, instantOf } from '../../domain/calendar.ts'
import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { RulePack } from '../../contract/policy/pack.ts'
import { sql } from '../database/store.ts'
import { actorOf } from '../desk.ts'
import { vietnamTime } from '../journal/time.ts'
import { refusalOf } from '../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../testing/staffed-office.ts'
import { createClockGuard } from './guard.ts'
import type { KnownTime } from './known-time.ts'

const hour = 3_600_000
const day = 24 * hour
const minute = 60_000

let ward: StaffedOffice
let administrator: Call
beforeEach(async () => {
  ward = await staffedOffice()
  administrator = await ward.as('administrator')
})
afterEach(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const typesOf = () =>
  desk()
    .store.all(sql.selectFrom('event').select('type').orderBy('seq'))
    .map(({ type }) => type)
const doubts = () =>
  desk().store.all(sql.selectFrom('alarm').selectAll().where('alarm', '=', 'clock-doubtful'))
/** Looks, and again when the city has had its minute to say what time it is. */
const lookTwice = () => {
  desk().rules.look()
  ward.ports.clock.advance(2 * minute)
  desk().rules.look()
}
const question = async () => (await administrator(api.readOffice, {})).clockQuestion
const confirm = async () => {
  const asked = await question()
  if (!asked) throw new Error('nothing is asked')
  const aheadMs = Date.parse(asked.clock) - Date.parse(asked.expected)
  await administrator(api.confirmClock, { body: { aheadMs } })
}

/** A pack the office has agreed to, planned for a number of days on. */
async function plannedPack(days: number): Promise<void> {
  const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as RulePack
  const from = addDays(dateAt(ward.ports.clock.now()), days)
  const text = JSON.stringify({ ...shipped, id: 'mau', effectiveFrom: from })
  await administrator(api.receivePolicy, { body: { text } })
  desk().store.transact((tx) => tx.run(sql.updateTable('rule_pack').set({ state: 'ready' })))
  await administrator(api.activatePolicy, {
    params: { pack: 'mau', version: String(shipped.version) },
    body: { actId: randomUUID(), at: vietnamTime(instantOf(from)) },
  })
}

describe('a clock that leaps forward while the program runs', () => {
  test('brings no planned pack into force; set right, the pack begins on its day', async () => {
    await plannedPack(3)
    ward.ports.clock.jump(10 * day)
    lookTwice()
    expect(desk().pack().id).toBe('vidu-01')
    ward.ports.clock.jump(-10 * day)
    lookTwice()
    expect(desk().pack().id).toBe('vidu-01')
    expect(await question()).toBeNull()
    ward.ports.clock.advance(3 * day)
    desk().rules.look()
    expect(desk().pack().id).toBe('mau')
  })

  test('is asked about once, also over restarts, and an administrator may say that it is right', async () => {
    await plannedPack(3)
    ward.ports.clock.jump(10 * day)
    desk().rules.look()
    expect(doubts()).toHaveLength(0)
    lookTwice()
    lookTwice()
    await ward.restart()
    administrator = await ward.as('administrator')
    lookTwice()
    expect(doubts()).toMatchObject([{ count: 10 * 24 * 60 }])
    expect(desk().pack().id).toBe('vidu-01')
    await confirm()
    expect(await question()).toBeNull()
    expect(desk().pack().id).toBe('mau')
    expect(typesOf().at(-1)).toBe('clock.confirmed')
    await ward.restart()
    administrator = await ward.as('administrator')
    lookTwice()
    expect(desk().pack().id).toBe('mau')
    expect(doubts()).toHaveLength(1)
  })

  test('writes no instant of its own into an activation', async () => {
    await plannedPack(20)
    ward.ports.clock.jump(day)
    const act = { params: { pack: 'vidu-01', version: '1' }, body: { actId: randomUUID(), at: null } }
    const again = () => administrator(api.activatePolicy, act)
    ward.ports.clock.jump(-day)
    expect((await refusalOf(again())).code).toBe('pack-in-force')
    ward.ports.clock.jump(20 * day)
    expect(desk().pack().id).toBe('vidu-01')
    const mau = { params: { pack: 'mau', version: '1' }, body: { actId: randomUUID() } }
    expect((await administrator(api.rollBackPolicy, mau)).state).toBe('ready')
    const now = { ...mau, body: { actId: randomUUID(), at: null } }
    expect((await refusalOf(administrator(api.activatePolicy, now))).code).toBe('clock-unconfirmed')
  })

  test('may not do it in small steps', () => {
    for (let step = 0; step < 10; step += 1) {
      ward.ports.clock.jump(hour)
      desk().rules.look()
    }
    expect(desk().sureTime.sure()).toBeLessThan(ward.ports.clock.now() - 5 * hour)
  })

  test('by an hour or two is nobody’s trouble', async () => {
    ward.ports.clock.jump(2 * hour)
    lookTwice()
    expect(desk().sureTime.sure()).toBeGreaterThan(ward.ports.clock.now() - minute)
    expect(doubts()).toEqual([])
  })

  test('again after the page was shown is not what the administrator said yes to', async () => {
    ward.ports.clock.jump(10 * day)
    lookTwice()
    const aheadMs = 10 * day
    ward.ports.clock.jump(30 * day)
    expect((await refusalOf(administrator(api.confirmClock, { body: { aheadMs } }))).code).toBe(
      'clock-unconfirmed',
    )
  })
})

describe('an office that was closed', () => {
  const closedFor = async (ms: number) => {
    await ward.office().close()
    ward.ports.clock.off(ms)
    await ward.restart()
    administrator = await ward.as('administrator')
    lookTwice()
  }

  test('over a long weekend is asked nothing, and what was due begins', async () => {
    await plannedPack(3)
    await closedFor(3 * day + 10 * hour)
    expect(doubts()).toEqual([])
    expect(desk().pack().id).toBe('mau')
  })

  test('over Tết is asked once when the city cannot be heard', async () => {
    await plannedPack(3)
    await closedFor(9 * day)
    expect(doubts()).toHaveLength(1)
    expect(desk().pack().id).toBe('vidu-01')
    await confirm()
    expect(desk().pack().id).toBe('mau')
    await closedFor(day)
    expect(doubts()).toHaveLength(1)
  })

  test('starts with a dead battery’s date until the network sets it right: nobody is asked', async () => {
    await plannedPack(3)
    await closedFor(-9_000 * day)
    ward.ports.clock.jump(9_001 * day)
    lookTwice()
    expect(doubts()).toEqual([])
    expect(desk().pack().id).toBe('vidu-01')
  })
})

describe('the city’s time', () => {
  /** A guard on the office's own store that hears the city say so. */
  const guardHearing = (heard: () => KnownTime | null) => {
    const { store, journal, ports } = desk()
    return createClockGuard({ store, journal, clock: ports.clock, heard, notify: () => undefined })
  }
  const cityAt = (aheadMs: number): KnownTime => {
    const { clock } = ward.ports
    return { wall: clock.now() + aheadMs, mono: clock.monotonic() }
  }

  test('confirms a clock after Tết without a question', () => {
    ward.ports.clock.off(9 * day)
    let heard: KnownTime | null = null
    const guard = guardHearing(() => heard)
    guard.look()
    expect(guard.sure()).toBeLessThan(ward.ports.clock.now() - 8 * day)
    ward.ports.clock.advance(minute / 2)
    heard = cityAt(200)
    guard.look()
    ward.ports.clock.advance(5 * minute)
    guard.look()
    expect(guard.sure()).toBeGreaterThan(ward.ports.clock.now() - minute)
    expect(doubts()).toEqual([])
  })

  test('on a stick confirms it too, as far as a stick was on its way; a clock far ahead of it stays doubted', () => {
    ward.ports.clock.off(9 * day)
    const guard = guardHearing(() => null)
    guard.look()
    guard.wasAt(ward.ports.clock.now() - 8 * day)
    expect(() => guard.assertSure()).toThrow()
    guard.wasAt(ward.ports.clock.now() - day)
    expect(() => guard.assertSure()).not.toThrow()
    guard.look()
    ward.ports.clock.jump(5 * day)
    expect(() => guard.assertSure()).toThrow()
    guard.wasAt(ward.ports.clock.now() + day)
    expect(() => guard.assertSure()).toThrow()
  })

  test('contradicts a clock that was set wrong while the PC was off, however short that was', async () => {
    ward.ports.clock.off(2 * day)
    let heard: KnownTime | null = null
    const guard = guardHearing(() => heard)
    ward.ports.clock.advance(minute / 2)
    heard = cityAt(-2 * day)
    guard.look()
    ward.ports.clock.advance(2 * minute)
    guard.look()
    expect(doubts()).toMatchObject([{ count: 2 * 24 * 60 }])
    expect(guard.question()).toMatchObject({ by: 'city' })
    expect(guard.sure()).toBeLessThan(ward.ports.clock.now() - day)
    const session = { user: 'quantri', id: 's' } as Parameters<typeof actorOf>[0]
    const saysYes = guard.confirm(actorOf(session, 'administrator'), 2 * day)
    await expect(saysYes).rejects.toMatchObject({ code: 'clock-unconfirmed' })
    ward.ports.clock.jump(-2 * day)
    guard.look()
    expect(guard.question()).toBeNull()
    expect(() => guard.assertSure()).not.toThrow()
  })
})
