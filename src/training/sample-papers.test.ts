import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import { testPorts } from '../office/testing/ports.ts'
import { samplePapers } from './sample-papers.ts'
import { trainingStaff } from './staff.ts'
import { signedIn } from './testing/person.ts'
import { openTrainingOffice, type TrainingOffice } from './training.ts'

const ports = testPorts({ training: true })
let training: TrainingOffice
let clerk: Call

beforeAll(async () => {
  training = await openTrainingOffice(ports)
  const { user, password } = trainingStaff.find(({ roles }) => roles.includes('clerk'))!
  clerk = await signedIn(training.office, user, password)
})
afterAll(() => training.office.close())

/** What the desk says of a sample once it was put under the reader. */
async function scanned(id: string) {
  const { last } = await clerk(api.readScans, { query: { after: 0 } })
  await clerk(api.scanSampleCard, { params: { id } })
  const { scans } = await clerk(api.readScans, { query: { after: last } })
  return scans.at(-1)
}

test('a newcomer tries Verify without a printer: a permit, a market card and a forged sheet are under the reader', async () => {
  const { cards } = await clerk(api.listSampleCards, {})
  expect(cards.map(({ id }) => id)).toEqual(expect.arrayContaining(samplePapers.map(({ id }) => id)))
  expect((await scanned('paper-permit'))?.verdict).toMatchObject({
    answer: 'training',
    content: { kind: 'permit', name: 'Đặng Thị Ngọc Dung', last4: '4821' },
    caseId: null,
  })
  expect((await scanned('paper-market-card'))?.verdict).toMatchObject({
    answer: 'training',
    content: { kind: 'market-card' },
  })
  expect((await scanned('paper-forged'))?.verdict).toMatchObject({ answer: 'forged', content: null })
})

test('at the gate too, and a sample asked for later has the days of then', async () => {
  await clerk(api.setGate, { body: { name: 'Cổng chợ Mẫu', kind: 'market', code: null } })
  const firstDayOf = async () => {
    const text = (await scanned('paper-market-card'))?.text ?? ''
    const { verdict } = await clerk(api.makeCheck, { body: { checkId: randomUUID(), text } })
    return verdict.content?.firstDay
  }
  const today = await firstDayOf()
  ports.clock.advance(3 * 86_400_000)
  const { user, password } = trainingStaff.find(({ roles }) => roles.includes('clerk'))!
  clerk = await signedIn(training.office, user, password)
  expect(Date.parse((await firstDayOf()) ?? '') - Date.parse(today ?? '')).toBe(3 * 86_400_000)
})
