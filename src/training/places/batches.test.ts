import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import { addDays, dateAt } from '../../domain/calendar.ts'
import type { Registration } from '../../office/features/cases/register.ts'
import { type RowToTake, type TakenBatch, tryBatch } from '../../office/features/batches/take.ts'
import { act } from '../../office/testing/applications.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import { does, register, type Told, walkToSeal } from './testing/walk.ts'

let place: Place
let list: Case
beforeAll(async () => {
  place = await openPlace('duc-giang-2021')
  const registered = await register(place, enterprise(500))
  list = (await walkToSeal(place, await does(place, 'health', 'confirm', registered))).seen
})
afterAll(() => place.close())

const today = () => dateAt(place.ward.ports.clock.now())
const numberOf = (index: number) => `0010850${String(10_000 + index)}`
const route = 'Ngõ 15 – Xưởng may Mẫu và về'
const pin = colleagues.sealer.pin ?? ''

const enterprise = (people: number): Told => ({
  procedure: 'organisation',
  category: 1,
  schedule: { firstDay: today(), lastDay: addDays(today(), 10) },
  details: { purpose: 'May trang phục bảo hộ', organisation: 'Công ty May Mẫu' },
  more: {
    'tax-code': '0101234567-001',
    address: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ',
    representative: 'Trần Thị Đại, phó giám đốc',
    plan: 'Ba tại chỗ; xét nghiệm 7 ngày một lần.',
    'plan-date': '2026-11-10',
    workers: Array.from({ length: people }, (_, index) => ({
      name: `Ngô Văn Số ${index + 1}`,
      'id-number': numberOf(index),
      route,
    })),
  },
})

/** A row that asks for the paper of a listed worker. */
function rowOf(index: number, wishes: { flags?: string[]; idNumber?: string } = {}): RowToTake {
  const asked: Registration = {
    caseId: randomUUID(),
    draftId: null,
    scanRule: null,
    procedure: 'worker',
    personId: null,
    confirmed: [],
    category: 2,
    zone: null,
    places: [],
    listedBy: list.caseId,
    applicant: {
      idKind: 'can-cuoc',
      idNumber: wishes.idNumber ?? numberOf(index),
      oldIdNumber: null,
      fullName: `Ngô Văn Số ${'abcdefghik'.charAt(index % 10)}${'abcdefghik'.charAt(Math.floor(index / 10) % 10)}${'abcdefghik'.charAt(Math.floor(index / 100))}`,
      birthDate: '1985-03-05',
      sex: 'male',
      residence: 'Số 7 ngõ 15 phố Thử Nghiệm, Phường Ví Dụ',
      phone: null,
    },
    details: {
      purpose: 'Đi làm tại đơn vị',
      route,
      vehiclePlate: null,
      organisation: 'Công ty May Mẫu',
      companions: null,
    },
    schedule: {
      firstDay: today(),
      lastDay: addDays(today(), 5),
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      windows: [[0, 1440]],
    },
  }
  return { place: { row: index + 2, flags: wishes.flags ?? [] }, asked }
}

function takes(rows: readonly RowToTake[]): TakenBatch & { readonly batchId: string } {
  const desk = place.ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  const { user, fullName, roles } = colleagues.clerk
  const session = { token: '', id: randomUUID(), user, fullName, roles, scansAfter: 0, locked: false }
  const batchId = randomUUID()
  const taken = tryBatch(desk, session, {
    batchId,
    role: 'clerk',
    head: {
      kind: 'workers',
      procedure: 'worker',
      organisation: list.caseId,
      group: null,
      fingerprint: batchId.replaceAll('-', '').repeat(2),
      previous: null,
    },
    listed: { rows: rows.length, bad: 0 },
    rows,
    judge: () => undefined,
    keep: () => undefined,
  })
  return { ...taken, batchId }
}

const approves = (batchId: string, wishes: object = {}) =>
  place.people.official(api.actOnBatch, {
    params: { batchId },
    body: { actId: randomUUID(), act: 'approve', cases: null, reasonCode: null, note: null, ...wishes },
  })
const seen = (batchId: string) => place.people.official(api.readBatch, { params: { batchId } })

/** Opens every row that the office drew for the official. */
async function looks(batchId: string): Promise<void> {
  const { acts } = await seen(batchId)
  for (const caseId of acts.find((one) => one.act === 'approve')?.sample ?? [])
    await place.people.official(api.lookAtRow, { params: { batchId }, body: { caseId } })
}

test('rows of a list become cases at once; whoever is not on it stays behind with the reason', async () => {
  const { batchId, taken, left } = takes([
    rowOf(0),
    rowOf(1, { idNumber: '001085099999' }),
    rowOf(2, { flags: ['zeros-doubtful'] }),
  ])
  expect(taken).toBe(2)
  expect(left).toMatchObject([{ row: 3, code: 'not-listed' }])
  const batch = await seen(batchId)
  expect(batch).toMatchObject({
    name: 'Công ty May Mẫu',
    counts: { rows: 3, taken: 2, left: 1 },
    progress: { cases: 2, approved: 0 },
  })
  expect(batch.rows.map(({ row, flags }) => [row, flags])).toEqual([
    [2, []],
    [4, ['zeros-doubtful']],
  ])
})

test('nobody approves a list whose flagged rows and sample they have not opened', async () => {
  const rows = Array.from({ length: 80 }, (_, at) => rowOf(10 + at, at === 7 ? { flags: ['passport'] } : {}))
  const { batchId } = takes(rows)
  const [approve] = (await seen(batchId)).acts
  expect(approve).toMatchObject({ act: 'approve', waiting: 80, unseen: 9 })
  expect(approve?.sample[0]).toBe(rows[7]?.asked.caseId)
  expect(await refusalOf(approves(batchId))).toMatchObject({ code: 'batch-sample', data: { count: 9 } })
  // Somebody else's looking counts for nothing.
  for (const caseId of approve?.sample ?? [])
    await place.people.clerk(api.lookAtRow, { params: { batchId }, body: { caseId } })
  expect(await refusalOf(approves(batchId))).toMatchObject({ code: 'batch-sample' })

  const refused = rows[3]?.asked.caseId ?? ''
  const no = { act: 'refuse', cases: [refused], reasonCode: 'not-necessary', note: 'Không cần đi' }
  expect(await approves(batchId, no)).toEqual({ done: 1, left: [] })
  await looks(batchId)
  const body = { actId: randomUUID() }
  expect(await approves(batchId, body)).toEqual({ done: 79, left: [] })
  expect(await approves(batchId, body)).toEqual({ done: 79, left: [] })
  const after = await seen(batchId)
  expect(after.progress).toMatchObject({ approved: 79, ended: 1 })
  const told = await place.people.clerk(api.readCase, { params: { caseId: refused } })
  expect(told).toMatchObject({ state: 'refused', reason: 'Không cần đi' })
  expect(await refusalOf(approves(batchId))).toMatchObject({ code: 'batch-nothing-waits' })
})

test('a list of more rows than one transaction takes is to be split', () => {
  const rows = Array.from({ length: 2_001 }, () => rowOf(0))
  expect(() => takes(rows)).toThrow('more than 2000 at once')
})

test('a refusal of chosen rows needs them and a reason of the rules; four eyes hold for every row', async () => {
  const { batchId } = takes([rowOf(100), rowOf(101)])
  const no = { act: 'refuse', reasonCode: 'not-necessary', note: 'Không cần đi' }
  expect(await refusalOf(approves(batchId, no))).toMatchObject({ code: 'invalid-input' })
  const { rows } = await seen(batchId)
  const cases = rows.map(({ caseId }) => caseId)
  expect(await approves(batchId, { ...no, cases, reasonCode: 'no-such' })).toMatchObject({
    done: 0,
    left: [{ code: 'unknown-reason' }, { code: 'unknown-reason' }],
  })
  const tried = place.people.clerk(api.actOnBatch, {
    params: { batchId },
    body: { actId: randomUUID(), act: 'approve', cases, reasonCode: null, note: null },
  })
  expect((await tried).left.map(({ code }) => code)).toEqual(['not-your-role', 'not-your-role'])
  expect(await refusalOf(seen(randomUUID()))).toMatchObject({ code: 'not-found' })
})

test('three hundred rows are taken, approved and sealed at once, each with its own serial; nothing is lost in a rebuild', async () => {
  const { batchId } = takes(Array.from({ length: 300 }, (_, at) => rowOf(150 + at)))
  await looks(batchId)
  expect(await approves(batchId)).toMatchObject({ done: 300 })
  const seals = (wishes: object) =>
    place.people.sealer(api.sealBatch, {
      params: { batchId },
      body: { actId: randomUUID(), pin, overQuota: null, ...wishes },
    })
  expect(await refusalOf(seals({}))).toMatchObject({ code: 'over-quota' })
  expect(await refusalOf(seals({ overQuota: 'backlog', pin: '000000' }))).toMatchObject({
    code: 'wrong-pin',
  })
  const again = { actId: randomUUID(), overQuota: 'backlog' }
  expect(await seals(again)).toEqual({ done: 300, left: [] })
  expect(await seals(again)).toEqual({ done: 300, left: [] })
  const { rows, progress } = await seen(batchId)
  expect(progress).toMatchObject({ cases: 300, approved: 300, sealed: 300, printed: 0 })
  expect(new Set(rows.map(({ permitNumber }) => permitNumber)).size).toBe(300)
  expect(rebuilds(place)).toBe(true)
  // Another paper goes on where the batch ended.
  const [last] = rows.toSorted((one, other) => (one.row < other.row ? 1 : -1))
  const replaced = await place.people.sealer(api.replacePaper, {
    params: { caseId: last?.caseId ?? '' },
    body: { ...act({ version: last?.version ?? 0 }), pin, reason: 'spoiled', overQuota: 'backlog' },
  })
  expect(replaced.permit?.number).not.toBe(last?.permitNumber)
})
