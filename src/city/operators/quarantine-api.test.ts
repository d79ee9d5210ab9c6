import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf, enrolledDesk, startCity } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { operatorOf } from '../testing/operator.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

test('an operator lists what was kept without being understood, and has it judged again', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append({ ...acts.register('case-1'), tv: 2 })
  desk.journal.append({ ...acts.register('case-2'), type: 'case.unheard-of' })
  await clientOf(desk).runOnce()
  const { call } = await operatorOf(city, 'publisher')
  const { body } = await call('GET', '/quarantine')
  expect(body['items']).toMatchObject([
    { seq: 2, problem: { code: 'unknown-type' } },
    { seq: 1, problem: { code: 'unknown-version' } },
  ])
  expect(JSON.stringify(body)).not.toContain('case-1')
  // This server is no wiser yet: nothing is guessed, nothing is lost.
  expect((await call('POST', '/quarantine/judgement')).body).toEqual({ judged: 0, left: 2 })
  const one = `/quarantine/judgement?stream=${desk.journal.streamId}&seq=1`
  expect((await call('POST', one)).body).toEqual({ judged: 0, left: 1 })
  const { call: other } = await operatorOf(city, 'auditor')
  expect((await other('POST', '/quarantine/judgement')).status).toBe(403)
})
