import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Overlap } from '../../../contract/sync/city-lines.ts'
import { addDays, dateAt, dayNumber } from '../../../domain/calendar.ts'
import { sql } from '../../database/store.ts'
import { lineHash, readLine, writeLine } from '../../journal/line.ts'
import { application } from '../../testing/applications.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { exampleKey, listIssuer, rootKey, roots } from '../../token/testing/example-city.ts'
import { signTrustList } from '../../token/trust-list.ts'
import { carryOutCityLines } from './city-lines.ts'
import { saidByCity } from './testing/said-by-city.ts'

let ward: StaffedOffice
let [clerk, official]: Call[] = []
beforeEach(async () => {
  ward = await staffedOffice()
  ;[clerk, official] = await Promise.all([ward.as('clerk'), ward.as('official')])
  desk().tokens.pinRoots(roots.publicKeys.map((key) => Buffer.from(key).toString('hex')))
  const nextUpdate = dayNumber(addDays(dateAt(ward.ports.clock.now()), 20))
  const content = { seq: 2, nextUpdate, issuers: [listIssuer], withdrawnRoots: [] }
  const signedAt = Math.floor(ward.ports.clock.now() / 1000) - 60
  expect(desk().tokens.offerTrustList(signTrustList(content, signedAt, rootKey))).toBeNull()
})
afterEach(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const overlap: Overlap = { what: 'person', other: '39902', since: '2026-11-21', order: 'later' }
const told = (subject: string, body: Overlap = overlap, more: Parameters<typeof saidByCity>[3] = {}) =>
  saidByCity(desk(), subject, { type: 'city.overlap', body }, more)
const carryOut = () => carryOutCityLines(desk(), async () => null)
const attention = async () => (await clerk!(api.readSync, {})).attention
const registered = () => clerk!(api.registerCase, { body: application(ward.ports.clock.now()) })

test('what another ward has too is listed with the case and the other ward until somebody has dealt with it', async () => {
  const seen = await registered()
  const line = told(seen.caseId)
  await carryOut()
  await carryOut()
  const { caseId, number: caseNumber } = seen
  expect(await attention()).toMatchObject([
    { type: 'city.overlap', status: 'told', code: 'overlap', caseId, caseNumber, batchId: null, overlap },
  ])
  expect((await clerk!(api.readCase, { params: seen })).state).toBe(seen.state)
  await official!(api.putCityLineAway, { params: { line: lineHash(line) } })
  await carryOut()
  expect(await attention()).toEqual([])
})

test('one that was dealt with does not come back when a restored city says it again under its id', async () => {
  const seen = await registered()
  const id = randomUUID()
  const line = told(seen.caseId, overlap, { id })
  await carryOut()
  await official!(api.putCityLineAway, { params: { line: lineHash(line) } })
  ward.ports.clock.advance(1_000)
  expect(told(seen.caseId, overlap, { id })).not.toBe(line)
  told(seen.caseId, { ...overlap, other: '39903' })
  await carryOut()
  expect(await attention()).toMatchObject([{ overlap: { other: '39903' } }])
})

test('one that was dealt with on another PC of the ward is dealt with here, too', async () => {
  const [one, two] = [told((await registered()).caseId), told((await registered()).caseId)]
  await carryOut()
  expect(await attention()).toHaveLength(2)
  const pos = 1 + (desk().store.first(sql.selectFrom('sync').select('feed_pos'))?.feed_pos ?? 0)
  const stream = '019a0000-0000-7000-8000-0000000000ee'
  const cityLine = readLine(one)
  if (!cityLine) throw new Error('the line cannot be read')
  const event = {
    ...cityLine,
    stream,
    id: randomUUID(),
    type: 'city-line.put-away',
    subject: 'office',
    actor: { user: 'official-2', role: 'ward-official' as const, session: 's' },
    body: { line: lineHash(one), type: 'city.overlap', about: 'case-1', why: 'overlap' },
  }
  const line = writeLine(event)
  const { id, type, subject } = event
  const place = { pos, stream, seq: 1, hash: lineHash(line), received_at: event.at.wall, id, type, subject }
  desk().store.transact((tx) => {
    tx.run(sql.insertInto('feed_item').values({ ...place, status: 'accepted', problem: null, line }))
    tx.run(sql.updateTable('sync').set({ feed_pos: pos }))
  })
  await carryOut()
  expect((await attention()).map((entry) => entry.line)).toEqual([lineHash(two)])
})

test('what is not by the city is not believed, whatever it says of other wards', async () => {
  const seen = await registered()
  told(seen.caseId, overlap, { key: exampleKey('somebody else') })
  await carryOut()
  expect(await attention()).toMatchObject([{ status: 'held', code: 'unproved', overlap: null }])
})
