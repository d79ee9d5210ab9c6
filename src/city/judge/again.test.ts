import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqliteStore } from '../store/sqlite/store.ts'
import { clientOf, enrolledDesk, startCity, ward } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { operatorOf } from '../testing/operator.ts'
import { browserOf } from '../console/testing/browser.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

/** Leaves a registration as an older server would have, that did not know its type: kept, without any effect. */
async function notUnderstood(stream: string, seq: number, subject: string) {
  const store = await sqliteStore.open(city.dataDir)
  await store.write(async (rows) => {
    const problem = { type: 'urn:x', title: 't', code: 'unknown-type', detail: 'd' } as const
    await rows.setVerdict({ stream, seq }, { status: 'quarantined', problem })
    await rows.saveSubjects([{ ward, subject, version: 0, refusedTop: 0, state: null, earlier: [] }])
    await rows.clearRollups(ward)
  })
  await store.close()
}

async function counted() {
  const store = await sqliteStore.open(city.dataDir)
  const rows = await store.read((reading) => reading.rollups('2000-01-01', '2099-12-31'))
  await store.close()
  return rows.map(({ result, category, count }) => [result, category, count])
}

async function publisher() {
  const browser = browserOf(city.address)
  await browser.signIn((await operatorOf(city, 'publisher')).secret)
  return browser
}

test('lines an older server did not understand are judged again at a press: they count, what waited goes on, their PC hears it', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  await clientOf(desk).runOnce()
  await notUnderstood(desk.journal.streamId, 1, 'case-1')
  desk.journal.append(acts.verify('case-1'))
  desk.journal.append({ ...acts.register('case-2'), type: 'case.invented' })
  await clientOf(desk).runOnce()
  expect(desk.journal.feed.map(({ seq, status }) => [seq, status])).toEqual([
    [1, 'accepted'],
    [2, 'parked'],
    [3, 'quarantined'],
  ])
  const { go } = await publisher()
  const list = await go('/console/quarantine')
  const done = await go('/console/quarantine/judgement', { form: list.token })
  expect([done.status, done.to]).toEqual([303, '/console/quarantine?judged=1&left=1'])
  const after = await go(done.to ?? '')
  expect(after.text).toContain('Đã xét lại 1 dòng')
  expect(after.text).toContain('1 dòng vẫn chưa hiểu được')
  await clientOf(desk).runOnce()
  expect(desk.journal.feed.slice(3).map(({ kind, seq, status }) => [kind, seq, status])).toEqual([
    ['verdict', 1, 'accepted'],
    ['verdict', 2, 'accepted'],
  ])
  expect(await counted()).toEqual([['received', 5, 1]])
  expect((await city.audit())[0]).toMatchObject({ act: 'line.judged-again', operator: 'publisher' })
})

test('one line is judged alone; what is still not understood, or is no line, stays as it is', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append({ ...acts.register('case-1'), type: 'case.invented' })
  await clientOf(desk).runOnce()
  const { go } = await publisher()
  const one = `/console/quarantine/${desk.journal.streamId}`
  const { token } = await go(`${one}/1`)
  expect((await go(`${one}/1/judgement`, { form: token })).to).toBe('/console/quarantine?judged=0&left=1')
  expect((await go(`${one}/9/judgement`, { form: token })).to).toBe('/console/quarantine?judged=0&left=0')
  expect((await go(`${one}/x/judgement`, { form: token })).status).toBe(404)
  expect((await go(`${one}/1/judgement`, { form: 'x' })).status).toBe(401)
})

test('an auditor sees the lines and cannot have them judged', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append({ ...acts.register('case-1'), type: 'case.invented' })
  await clientOf(desk).runOnce()
  const browser = browserOf(city.address)
  await browser.signIn((await operatorOf(city, 'auditor')).secret)
  const page = await browser.go('/console/quarantine')
  expect(page.text).not.toContain('Xét lại tất cả')
  expect((await browser.go('/console/quarantine/judgement', { form: page.token })).status).toBe(403)
})
