import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importBundles } from '../city/bundles/command.ts'
import { seeded } from '../city/testing/cutting-proxy.ts'
import { type Call, ProblemError } from '../contract/client.ts'
import { makeBundle, takeBundleAnswer } from '../contract/desk/bundles.ts'
import * as api from '../contract/desk/index.ts'
import { sql } from '../office/database/store.ts'
import { hearNeighbours } from '../office/features/sync/shared-lines.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { act, application, caseUntil, printed } from '../office/testing/applications.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { type OtherPc, otherPc } from './testing/ward-of-two.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let other: OtherPc
let clerk: Call
let police: Call
beforeEach(async () => {
  ward = await wardWithCity()
  other = await otherPc(ward, 'next door')
  clerk = await ward.as('clerk')
  police = await other.as('police')
})
afterEach(async () => {
  await other.close()
  await ward.close()
})

const counter = () => {
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  return desk
}
/** Each PC sends what it has and hears what the others said. */
async function exchange() {
  await clerk(api.sendNow, {})
  await police(api.sendNow, {})
  await clerk(api.sendNow, {})
}
const rowOf = (desk: ReturnType<typeof counter>, caseId: string) =>
  desk.store.first(sql.selectFrom('permit_case').selectAll().where('id', '=', caseId))
const historyOf = (desk: ReturnType<typeof counter>, caseId: string) =>
  desk.store.all(sql.selectFrom('case_history').selectAll().where('case_id', '=', caseId).orderBy('place'))
function expectSame(caseId: string) {
  expect(rowOf(counter(), caseId)).toBeDefined()
  expect(rowOf(other.desk(), caseId)).toEqual(rowOf(counter(), caseId))
  expect(historyOf(other.desk(), caseId)).toEqual(historyOf(counter(), caseId))
}
function expectRebuilt() {
  expect(rebuildEqualsLive(counter().store)).toBe(true)
  expect(rebuildEqualsLive(other.desk().store)).toBe(true)
}

describe('two PCs of a ward', () => {
  test('work on one case: registered at the counter, verified and sealed next door, handed over at the counter', async () => {
    const taken = await caseUntil(ward, 'registered')
    await exchange()
    const params = { caseId: taken.caseId }
    const seen = await police(api.readCase, { params })
    expect(seen).toMatchObject({ number: taken.number, applicant: { fullName: taken.applicant.fullName } })
    expect(seen.history).toMatchObject([{ who: colleagues.clerk.fullName, sync: 'accepted' }])
    await police(api.verifyCase, { params, body: { ...act(seen), note: 'Đúng nơi ở' } })
    await exchange()
    const verified = await clerk(api.readCase, { params })
    expect(verified).toMatchObject({ state: 'verified', history: [{}, { note: 'Đúng nơi ở' }] })
    const official = await ward.as('official')
    await official(api.approveCase, { params, body: { ...act(verified), note: null } })
    await exchange()
    const sealer = await other.as('sealer')
    const approved = await sealer(api.readCase, { params })
    await sealer(api.sealCase, {
      params,
      body: { ...act(approved), pin: colleagues.sealer.pin ?? '', overQuota: null },
    })
    await exchange()
    await printed(clerk, taken.caseId, 'permit')
    const sealed = await clerk(api.readCase, { params })
    expect(sealed).toMatchObject({ state: 'sealed' })
    await exchange()
    expectSame(taken.caseId)
    expectRebuilt()
    // Keys of what is shared, and nothing else of the other PC.
    const fetched = sql.selectFrom('subject_key').select('subject').where('first_seq', '=', 0)
    expect(other.desk().store.all(fetched)).toEqual([{ subject: taken.caseId }])
    expect(await clerk(api.sendNow, {})).toMatchObject({ truth: 'equal', attention: [] })
  })

  test('find each other’s people', async () => {
    const taken = await caseUntil(ward, 'registered')
    await exchange()
    const found = await police(api.searchPeople, { body: { text: taken.applicant.idNumber, limit: 5 } })
    expect(found.hits).toMatchObject([{ fullName: taken.applicant.fullName }])
  })

  test('decide one case while the line is down: the city’s order counts on both, and the later one is told', async () => {
    const verified = await caseUntil(ward, 'verified')
    await exchange()
    const params = { caseId: verified.caseId }
    ward.setLine('down')
    const official = await ward.as('official')
    await official(api.approveCase, { params, body: { ...act(verified), note: null } })
    const many = await other.as('manyHats')
    const refused = await many(api.refuseCase, {
      params,
      body: { ...act(verified), reasonCode: 'not-necessary', note: 'Chưa đủ căn cứ' },
    })
    expect(refused.state).toBe('refused')
    ward.setLine('through')
    await exchange()
    expect(await clerk(api.readCase, { params })).toMatchObject({ state: 'approved' })
    expect(await police(api.readCase, { params })).toMatchObject({ state: 'approved', reason: null })
    expectSame(verified.caseId)
    expectRebuilt()
    const told = await police(api.readSync, {})
    expect(told.attention).toMatchObject([
      { type: 'case.refused', status: 'refused', code: 'stale-base', caseId: verified.caseId },
    ])
  })

  test('a PC that comes later reads what was written before it came', async () => {
    const taken = await caseUntil(ward, 'verified')
    await exchange()
    const third = await otherPc(ward, 'upstairs')
    try {
      const reader = await third.as('clerk')
      await reader(api.sendNow, {})
      const seen = await reader(api.readCase, { params: { caseId: taken.caseId } })
      expect(seen).toMatchObject({ state: 'verified', number: taken.number })
    } finally {
      await third.close()
    }
  })

  test('what a PC wrote while the other had no line is there when it has one again', async () => {
    const register = { body: application(ward.ports.clock.now()) }
    ward.setLine('down')
    const taken = await clerk(api.registerCase, register)
    expect(rowOf(other.desk(), taken.caseId)).toBeUndefined()
    ward.setLine('through')
    await exchange()
    expectSame(taken.caseId)
  })

  test('hear each other by way of a hub while the city is silent; its order counts when it speaks again', async () => {
    const verified = await caseUntil(ward, 'verified')
    await exchange()
    ward.setLine('down')
    const params = { caseId: verified.caseId }
    const official = await ward.as('official')
    const approved = await official(api.approveCase, { params, body: { ...act(verified), note: 'Đồng ý' } })
    const [line] = counter().store.all(
      sql.selectFrom('event').select('line').where('type', '=', 'case.approved'),
    )
    await hearNeighbours(other.desk(), [line?.line ?? ''])
    await hearNeighbours(other.desk(), [line?.line ?? ''])
    expect(await police(api.readCase, { params })).toMatchObject({
      state: 'approved',
      version: approved.version,
    })
    expectRebuilt()
    const sealer = await other.as('sealer')
    const body = { ...act(approved), pin: colleagues.sealer.pin ?? '', overQuota: null }
    await sealer(api.sealCase, { params, body })
    ward.setLine('through')
    await exchange()
    expect(other.desk().store.all(sql.selectFrom('neighbour_line').selectAll())).toEqual([])
    await exchange()
    expect(await clerk(api.readCase, { params })).toMatchObject({ state: 'sealed' })
    expectSame(verified.caseId)
    expectRebuilt()
    expect(await police(api.readSync, {})).toMatchObject({ attention: [] })
  })

  test('both verify one case and hear each other by way of a hub: one counts, on both, and what follows is taken', async () => {
    const taken = await caseUntil(ward, 'registered')
    await exchange()
    ward.setLine('down')
    const params = { caseId: taken.caseId }
    const here = await ward.as('police')
    const verify = async (hand: Call, note: string) =>
      hand(api.verifyCase, { params, body: { ...act(await hand(api.readCase, { params })), note } })
    await verify(here, 'Máy quầy')
    await verify(police, 'Máy bên')
    const verified = (desk: ReturnType<typeof counter>) =>
      desk.store
        .all(sql.selectFrom('event').select('line').where('type', '=', 'case.verified'))
        .map(({ line }) => line)
    await hearNeighbours(other.desk(), verified(counter()))
    await hearNeighbours(counter(), verified(other.desk()))
    const seen = await clerk(api.readCase, { params })
    expect(await police(api.readCase, { params })).toMatchObject({ version: 2, state: 'verified' })
    expect(seen).toMatchObject({ version: 2, state: 'verified' })
    expect(historyOf(counter(), taken.caseId)).toEqual(historyOf(other.desk(), taken.caseId))
    await clerk(api.stopCase, {
      params,
      body: { ...act(seen), reasonCode: 'withdrawn-by-applicant', note: 'Người dân rút hồ sơ' },
    })
    ward.setLine('through')
    await clerk(api.sendNow, {})
    expectRebuilt()
    await exchange()
    expect(await clerk(api.readCase, { params })).toMatchObject({ state: 'stopped', version: 3 })
    expectSame(taken.caseId)
    expectRebuilt()
    expect(await clerk(api.readSync, {})).toMatchObject({ attention: [] })
    const { attention } = await police(api.readSync, {})
    expect(attention).toMatchObject([{ type: 'case.verified', status: 'refused', code: 'stale-base' }])
  })

  test('a key that one of them brings for the other’s case counts for nobody, and a count far ahead stops no counter', async () => {
    const taken = await caseUntil(ward, 'registered')
    await exchange()
    const before = counter().journal.head().seq
    // A program that is not ours, with the key of a PC of the ward.
    other.desk().store.transact((tx) => {
      tx.run(sql.deleteFrom('subject_key').where('subject', '=', taken.caseId))
    })
    other.desk().journal.sawLamport(Number.MAX_SAFE_INTEGER - 5)
    const { user } = colleagues.police
    other.desk().journal.command((writing) =>
      writing.append({
        type: 'case.verified',
        subject: taken.caseId,
        baseVer: 1,
        actor: { user, role: 'area-police', session: '-' },
        body: {},
        personal: { text: 'khóa lạ' },
      }),
    )
    await exchange()
    expect(await ward.city.admin.subjectKey('39901', taken.caseId)).toEqual(
      new Uint8Array(
        counter().store.first(sql.selectFrom('subject_key').select('key').where('subject', '=', taken.caseId))
          ?.key ?? [],
      ),
    )
    const third = await otherPc(ward, 'upstairs')
    try {
      const reader = await third.as('clerk')
      await reader(api.sendNow, {})
      expect(await reader(api.readCase, { params: taken })).toMatchObject({ number: taken.number })
    } finally {
      await third.close()
    }
    await caseUntil(ward, 'registered')
    expect(counter().journal.head().seq).toBeGreaterThan(before)
    expect(await clerk(api.sendNow, {})).toMatchObject({ truth: 'equal', attention: [] })
    await ward.restart()
    clerk = await ward.as('clerk')
    expect(await clerk(api.readCase, { params: taken })).toMatchObject({ state: 'verified' })
  })

  test.each([1, 2, 3])('end up alike whatever happens to the line (story %i)', async (seed) => {
    const random = seeded(seed)
    const pick = <T>(items: readonly T[]): T => {
      const item = items[Math.floor(random() * items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    }
    const taken = [await caseUntil(ward, 'registered'), await caseUntil(ward, 'registered')]
    await exchange()
    const hands = [
      await ward.as('manyHats'),
      await other.as('manyHats'),
      clerk,
      police,
      await ward.as('official'),
    ]
    for (let step = 0; step < 24; step += 1) {
      const { caseId } = pick(taken)
      const params = { caseId }
      const hand = pick(hands)
      const seen = await hand(api.readCase, { params })
      const body = { ...act(seen), note: 'Ghi chú thử' }
      const why = { ...body, reasonCode: 'not-necessary' }
      const doings = [
        () => hand(api.verifyCase, { params, body }),
        () => hand(api.approveCase, { params, body }),
        () => hand(api.refuseCase, { params, body: why }),
        () => hand(api.stopCase, { params, body: { ...why, reasonCode: 'withdrawn-by-applicant' } }),
        () =>
          printed(
            hand,
            caseId,
            'receipt',
            seen.sheets.some(({ sheet, printed: copies }) => sheet === 'receipt' && copies > 0)
              ? 'jammed'
              : null,
          ),
        () => Promise.resolve(ward.setLine(pick(['down', 'through', 'through']))),
        () => clerk(api.sendNow, {}),
        () => police(api.sendNow, {}),
      ]
      // Most of it is refused: that is what the desk is for.
      await pick(doings)().catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
      })
    }
    ward.setLine('through')
    await exchange()
    await exchange()
    for (const { caseId } of taken) expectSame(caseId)
    expectRebuilt()
  })

  test('a PC with no line at all reads its neighbours from the stick', async () => {
    await exchange()
    const verified = await caseUntil(ward, 'verified')
    await clerk(api.sendNow, {})
    ward.setLine('down')
    const administrator = await other.as('administrator')
    const made = await administrator(makeBundle, { body: { from: null, part: 1, mostBytes: null } })
    if (made.outcome !== 'made') throw new Error(made.reason)
    const folder = temporaryFolder()
    const file = join(folder, made.name)
    writeFileSync(file, Buffer.from(made.file, 'base64'))
    const answer = join(folder, 'answer')
    await importBundles(ward.city, [file, '--out', answer])
    await administrator(takeBundleAnswer, { body: readFileSync(answer) })
    const params = { caseId: verified.caseId }
    expect(await police(api.readCase, { params })).toMatchObject({
      state: 'verified',
      number: verified.number,
    })
    expectSame(verified.caseId)
  })

  test('a line that cannot be read changes nothing and stops nobody', async () => {
    const taken = await caseUntil(ward, 'registered')
    // Somebody took the key away before the others asked for it.
    await ward.city.admin.eraseSubject('39901', taken.caseId)
    const next = await caseUntil(ward, 'registered')
    await exchange()
    expectSame(next.caseId)
  })
})
