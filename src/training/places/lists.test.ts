import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import type { ListPreview } from '../../contract/desk/list-intake.ts'
import { addDays, dateAt } from '../../domain/calendar.ts'
import { sql } from '../../office/database/store.ts'
import { message } from '../../office/lists/testing/message.ts'
import { workbook } from '../../office/lists/testing/workbook.ts'
import { zip } from '../../office/lists/testing/zip.ts'
import { readBack, words } from '../../office/sheets/testing/read-back.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import { does, register, type Told, walkToSeal } from './testing/walk.ts'

let place: Place
let may: Case
let another: Case
beforeAll(async () => {
  place = await openPlace('duc-giang-2021')
  const confirmed = async (told: Told) =>
    (await walkToSeal(place, await does(place, 'health', 'confirm', await register(place, told)))).seen
  may = await confirmed(enterprise('Công ty May Mẫu', '0101234567', 0, 60))
  another = await confirmed(enterprise('Xưởng gỗ Mẫu', '0107654321', 58, 4))
})
afterAll(() => place.close())

const today = () => dateAt(place.ward.ports.clock.now())
const numberOf = (index: number) => `0010850${String(10_000 + index)}`
const route = 'Ngõ 15 – Xưởng Mẫu và về'
const letters = 'abcdefghik'
const nameOf = (index: number) =>
  `Ngô Văn M${letters.charAt(Math.floor(index / 10))}${letters.charAt(index % 10)}`

const enterprise = (organisation: string, taxCode: string, from: number, people: number): Told => ({
  procedure: 'organisation',
  category: 1,
  schedule: { firstDay: today(), lastDay: addDays(today(), 10) },
  details: { purpose: 'Sản xuất hàng thiết yếu', organisation },
  more: {
    'tax-code': taxCode,
    address: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ',
    representative: 'Trần Thị Đại, phó giám đốc',
    plan: 'Ba tại chỗ; xét nghiệm 7 ngày một lần.',
    'plan-date': '2026-11-10',
    workers: Array.from({ length: people }, (_, index) => ({
      name: nameOf(from + index),
      'id-number': numberOf(from + index),
      route,
    })),
  },
})

const heading = ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD', 'Nơi ở', 'Lộ trình']
type Row = readonly string[]
const rowOf = (index: number, wishes: Partial<Record<number, string>> = {}): Row =>
  [String(index + 1), nameOf(index), '25/03/1985', numberOf(index), `Số ${index + 1} phố Thử Nghiệm`, ''].map(
    (cell, at) => wishes[at] ?? cell,
  )
const book = (rows: readonly Row[]) => workbook({ rows: [heading, ...rows] })
/** Five rows have to be mended: no number, a wrong one, a birth nobody can read, an unlisted person, another route. */
const first = Array.from({ length: 60 }, (_, index) => {
  const faults: Partial<Record<number, Partial<Record<number, string>>>> = {
    3: { 3: '' },
    9: { 3: '12345' },
    21: { 2: 'năm con trâu' },
    34: { 3: '001085099999' },
    47: { 5: 'Đường khác hẳn' },
  }
  return rowOf(index, faults[index])
})

const judges = (organisation: Case, bytes: Uint8Array, mapping?: string) =>
  place.people.clerk(api.judgeOrganisationList, {
    params: organisation,
    query: mapping === undefined ? {} : { mapping },
    body: bytes,
  })
const takes = (organisation: Case, { intakeId }: ListPreview, wishes: object = {}) =>
  place.people.clerk(api.takeOrganisationList, {
    params: organisation,
    body: {
      batchId: randomUUID(),
      intakeId,
      without: [],
      category: 2,
      purpose: 'Đi làm tại đơn vị',
      schedule: {
        firstDay: today(),
        lastDay: addDays(today(), 5),
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        windows: [[0, 1440]],
      },
      ...wishes,
    },
  })
const newest = async () => {
  const { batches } = await place.people.clerk(api.listBatches, { query: { organisation: may.caseId } })
  return batches[0]?.batchId ?? ''
}
const standings = ({ rows }: ListPreview) =>
  Object.entries(Object.groupBy(rows, ({ standing }) => standing)).map(([name, all]) => [name, all?.length])

test('a list of sixty is judged; five rows are written about, in a letter and a spreadsheet that reads again', async () => {
  const preview = await judges(may, book(first))
  expect(standings(preview)).toEqual([
    ['new', 55],
    ['bad', 5],
  ])
  expect(preview.rows.filter(({ standing }) => standing === 'bad').map(({ row }) => row)).toEqual([
    5, 11, 23, 36, 49,
  ])
  const params = { intakeId: preview.intakeId }
  const letter = await place.people.clerk(api.readCorrectionLetter, { params })
  readBack(new Uint8Array(await letter.arrayBuffer()), (back) => {
    const said = words(back.text).normalize('NFC')
    expect(said).toContain('55 dòng nhận được; 5 dòng cần chỉnh sửa')
    expect(said).toContain('Thiếu số giấy tờ')
    expect(said).toContain('Công ty May Mẫu')
  })
  const { workbook: corrections } = await place.people.clerk(api.readCorrections, { params })
  const again = await judges(may, Buffer.from(corrections, 'base64'))
  expect(again.rows).toHaveLength(5)
  expect(again.counts).toMatchObject({ bad: 5 })
})

test('good rows are taken, bad ones wait; the corrected list brings them and nothing twice', async () => {
  const preview = await judges(may, book(first))
  expect(preview.asks).toMatchObject({ procedure: 'worker', categories: [{ code: 2 }] })
  const batchId = randomUUID()
  expect(await takes(may, preview, { batchId })).toEqual({ done: 55, left: [] })
  expect(await takes(may, preview, { batchId })).toEqual({ done: 0, left: [] })
  const batch = await place.people.clerk(api.readBatch, { params: { batchId } })
  expect(batch).toMatchObject({
    name: 'Công ty May Mẫu',
    counts: { rows: 60, taken: 55, bad: 5 },
    previous: null,
    intakeId: preview.intakeId,
  })

  const same = await judges(may, book(first.toReversed()))
  expect(same.sameAs).toMatchObject({ batchId, name: 'Công ty May Mẫu' })
  expect(await refusalOf(takes(may, same))).toMatchObject({ code: 'batch-same-list' })

  const mended = Array.from({ length: 60 }, (_, index) =>
    rowOf(index, index === 7 ? { 4: 'Số 1 phố Mới' } : {}),
  )
  const next = await judges(may, book(mended))
  expect(standings(next)).toEqual([
    ['same', 54],
    ['new', 5],
    ['changed', 1],
  ])
  expect(next.rows.find(({ standing }) => standing === 'changed')).toMatchObject({
    row: 9,
    changed: [{ field: 'residence', before: 'Số 8 phố Thử Nghiệm', after: 'Số 1 phố Mới' }],
    apply: 'renew',
  })
  expect(next.removed).toEqual([])
  const second = randomUUID()
  expect(await takes(may, next, { batchId: second })).toEqual({ done: 5, left: [] })
  expect(await place.people.clerk(api.readBatch, { params: { batchId: second } })).toMatchObject({
    previous: batchId,
    progress: { cases: 5 },
  })
})

test('who is no longer on the list: an open case stops, a paper in force is withdrawn by those who may', async () => {
  const batchId = await newest()
  const { official, sealer, clerk } = place.people
  const seen = await official(api.readBatch, { params: { batchId } })
  for (const caseId of seen.acts.find(({ act }) => act === 'approve')?.sample ?? [])
    await official(api.lookAtRow, { params: { batchId }, body: { caseId } })
  const approve = { actId: randomUUID(), act: 'approve' as const, cases: null, reasonCode: null, note: null }
  expect(await official(api.actOnBatch, { params: { batchId }, body: approve })).toEqual({
    done: 5,
    left: [],
  })
  const none = clerk(api.readPickUpList, { params: { batchId } })
  expect(await refusalOf(none)).toMatchObject({ code: 'batch-no-papers' })
  const body = { actId: randomUUID(), pin: colleagues.sealer.pin ?? '' }
  expect(await sealer(api.sealBatch, { params: { batchId }, body })).toEqual({ done: 5, left: [] })
  const pdf = await clerk(api.readPickUpList, { params: { batchId } })
  readBack(new Uint8Array(await pdf.arrayBuffer()), (back) => {
    expect(words(back.text).normalize('NFC')).toContain('Có 5 giấy')
    expect(words(back.text).normalize('NFC')).toContain(nameOf(3))
  })

  const shorter = Array.from({ length: 60 }, (_, index) => rowOf(index)).filter(
    (_, at) => at !== 3 && at !== 5,
  )
  const preview = await judges(may, book(shorter))
  expect(preview.removed.map(({ fullName, permitNumber }) => [fullName, permitNumber !== null])).toEqual([
    [nameOf(5), false],
    [nameOf(3), true],
  ])
  const cases = preview.removed.map(({ caseId }) => caseId)
  const why = { cases, reasonCode: 'withdrawn-by-applicant', note: 'Đơn vị cho thôi việc' }
  const byClerk = { ...why, actId: randomUUID() }
  const passedOn = { done: 1, left: [], asked: 1 }
  expect(await clerk(api.removeFromList, { params: may, body: byClerk })).toEqual(passedOn)
  expect(await clerk(api.removeFromList, { params: may, body: byClerk })).toEqual(passedOn)
  expect((await judges(may, book(shorter))).removed).toMatchObject([{ fullName: nameOf(3), asked: true }])
  const waiting = async () => (await sealer(api.listRemovals, {})).tasks
  const [task] = await waiting()
  expect(task).toMatchObject({
    caseId: may.caseId,
    organisation: 'Công ty May Mẫu',
    askedBy: colleagues.clerk.fullName,
    people: [{ fullName: nameOf(3), reasonCode: why.reasonCode, note: why.note }],
  })
  const asked = task?.people.map(({ caseId }) => caseId) ?? []
  const keep = { actId: randomUUID(), cases: asked, note: 'Đơn vị báo lại: người này còn làm' }
  expect(await official(api.declineRemoval, { params: may, body: keep })).toEqual({ done: 1, left: [] })
  expect(await official(api.declineRemoval, { params: may, body: keep })).toEqual({ done: 1, left: [] })
  expect(await waiting()).toEqual([])
  const again = { ...why, cases: asked, actId: randomUUID() }
  expect(await clerk(api.removeFromList, { params: may, body: again })).toMatchObject({ done: 0, asked: 1 })
  const byOfficial = { ...again, actId: randomUUID() }
  expect(await official(api.removeFromList, { params: may, body: byOfficial })).toMatchObject({ done: 1 })
  expect(await official(api.removeFromList, { params: may, body: byOfficial })).toMatchObject({ done: 1 })
  expect(await waiting()).toEqual([])
  const told = await Promise.all(cases.map((caseId) => clerk(api.readCase, { params: { caseId } })))
  expect(told.map(({ state, permit }) => [state, permit?.withdrawn ?? null])).toEqual([
    ['stopped', null],
    ['sealed', 'withdrawn'],
  ])
  const after = await clerk(api.readBatch, { params: { batchId } })
  expect(after.progress).toMatchObject({ cases: 5, approved: 4, sealed: 4, withdrawn: 1 })
  expect(after.rows.filter(({ withdrawn }) => withdrawn).map(({ fullName }) => fullName)).toEqual([nameOf(3)])
  expect((await judges(may, book(shorter))).removed).toEqual([])
  const gone = official(api.removeFromList, { params: may, body: { ...why, actId: randomUUID() } })
  expect(await refusalOf(gone)).toMatchObject({ code: 'batch-nothing-waits' })
  expect(rebuilds(place)).toBe(true)
})

test('a list that is not the whole of the organisation removes nobody: another firm’s, the ward’s own sheet that came back', async () => {
  const shorter = Array.from({ length: 60 }, (_, index) => rowOf(index)).slice(8)
  const some = await judges(may, book(shorter))
  expect(some.extent).toMatchObject({ is: 'whole' })
  expect(some.removed.length).toBe(some.extent.standing - some.extent.named)
  const strange = await judges(may, book([rowOf(61), rowOf(62), rowOf(10)]))
  expect(strange).toMatchObject({
    removed: [],
    extent: { is: 'few', standing: some.extent.standing, named: 1 },
  })
  const wrong = shorter.map((row, at) => (at < 2 ? row.with(4, '') : row))
  const { intakeId } = await judges(may, book(wrong))
  const { workbook: sheet } = await place.people.clerk(api.readCorrections, { params: { intakeId } })
  const back = await judges(may, Buffer.from(sheet, 'base64'))
  expect(back).toMatchObject({ removed: [], extent: { is: 'correction' } })
})

test('somebody on two lists is told of, and gets no second case', async () => {
  const rows = [rowOf(58), rowOf(60)]
  const preview = await judges(another, book(rows))
  expect(preview.rows[0]?.reasons).toContainEqual({
    code: 'on-other-list',
    field: 'idNumber',
    data: { list: 'Công ty May Mẫu' },
  })
  const batchId = randomUUID()
  const taken = await takes(another, preview, { batchId })
  expect(taken).toMatchObject({ done: 1, left: [{ row: 2, code: 'batch-open-case' }] })
  const { rows: cases } = await place.people.clerk(api.readBatch, { params: { batchId } })
  expect(cases.map(({ fullName }) => fullName)).toEqual([nameOf(60)])
})

test('somebody with a live paper by another list is told of and gets no second case', async () => {
  const told = enterprise('Tổ xe Mẫu', '0109999999', 9, 1)
  const third = (await walkToSeal(place, await does(place, 'health', 'confirm', await register(place, told))))
    .seen
  const preview = await judges(third, book([rowOf(9)]))
  expect(preview.rows[0]).toMatchObject({ standing: 'new', verdict: 'to-check' })
  expect(preview.rows[0]?.reasons.map(({ code }) => code)).toEqual(['on-other-list', 'live-permit'])
  const taken = await takes(third, preview)
  expect(taken).toMatchObject({ done: 0, left: [{ row: 2, code: 'batch-open-case' }] })
  const { batches } = await place.people.clerk(api.listBatches, { query: { organisation: third.caseId } })
  expect(batches).toEqual([])
})

test('what a list says anew of somebody becomes their application: completed, or a new case in place of the old', async () => {
  const { clerk, official } = place.people
  const { batches } = await clerk(api.listBatches, { query: { organisation: may.caseId } })
  const { batchId = '' } = batches.at(-1) ?? {}
  const { rows } = await clerk(api.readBatch, { params: { batchId } })
  const [index, sealed] = [20, 9]
  const back = rows.find(({ fullName }) => fullName === nameOf(index))
  if (!back) throw new Error('nobody there')
  await official(api.actOnBatch, {
    params: { batchId },
    body: {
      actId: randomUUID(),
      act: 'return',
      cases: [back.caseId],
      reasonCode: 'papers-missing',
      note: 'Ghi rõ số nhà',
    },
  })
  const moved = Array.from({ length: 60 }, (_, at) =>
    rowOf(at, at === 7 || at === index || at === sealed ? { 4: `Số ${at} phố Mới` } : {}),
  )
  const preview = await judges(may, book(moved))
  const changed = preview.rows.filter(({ standing }) => standing === 'changed')
  expect(changed.map(({ row, apply }) => [row, apply])).toEqual([
    [9, 'renew'],
    [11, 'withdraw'],
    [22, 'complete'],
  ])
  const former = changed.find(({ row }) => row === 9)?.caseId ?? ''
  const body = {
    actId: randomUUID(),
    intakeId: preview.intakeId,
    rows: changed.map(({ row }) => row),
    reasonCode: 'withdrawn-by-applicant',
  }
  const apply = (more: object = {}) =>
    clerk(api.applyListChanges, { params: may, body: { ...body, ...more } })
  const unknown = await apply({ rows: [9], reasonCode: 'none-such', actId: randomUUID() })
  expect(unknown).toMatchObject({ done: 0, left: [{ row: 9, code: 'unknown-reason' }] })
  expect(await apply()).toMatchObject({ done: 2, left: [{ row: 11, code: 'not-your-role' }] })
  expect(await apply()).toEqual({ done: 2, left: [] })
  const read = (caseId: string) => clerk(api.readCase, { params: { caseId } })
  expect(await read(back.caseId)).toMatchObject({
    state: 'registered',
    applicant: { residence: `Số ${index} phố Mới` },
  })
  expect((await read(former)).state).toBe('stopped')
  const again = await judges(may, book(moved))
  expect(again.rows.flatMap(({ row, standing }) => (standing === 'changed' ? [row] : []))).toEqual([11])
  const fresh = again.rows.find(({ row }) => row === 9)?.caseId ?? ''
  expect(fresh).not.toBe(former)
  expect(await read(fresh)).toMatchObject({
    state: 'registered',
    applicant: { fullName: nameOf(7), residence: 'Số 7 phố Mới', idNumber: numberOf(7) },
    details: { purpose: 'Đi làm tại đơn vị', route },
  })
  expect(again.removed).toEqual([])
  const rest = { ...body, actId: randomUUID(), intakeId: again.intakeId, rows: [9, 22] }
  const nothing = clerk(api.applyListChanges, { params: may, body: rest })
  expect(await refusalOf(nothing)).toMatchObject({ code: 'batch-nothing-waits' })
  expect(rebuilds(place)).toBe(true)
})

test('of several lists in one file the clerk chooses, and each is its own list', async () => {
  const before = [
    { name: 'Ca sáng', rows: [heading, rowOf(0), rowOf(1)] },
    { name: 'Ghi chú', rows: [['Gửi phường']] },
  ]
  const bytes = workbook({ rows: [heading, rowOf(2)], before })
  const query = (part: object) => ({ params: another, query: part, body: bytes })
  const morning = await place.people.clerk(api.judgeOrganisationList, query({}))
  expect(morning.source.sheet).toBe('Ca sáng')
  expect(morning.parts.map(({ sheet, rows }) => [sheet, rows])).toEqual([
    ['Ca sáng', 2],
    ['Danh sách', 1],
  ])
  const other = await place.people.clerk(api.judgeOrganisationList, query({ part: 1 }))
  expect(other.rows.map(({ values }) => values.fullName)).toEqual([nameOf(2)])
  expect(other.source.sheet).toBe('Danh sách')
  expect(other.removed).toEqual([])
})

test('a hostile file is one refusal at the desk; nothing of it is kept, and the next list is judged', async () => {
  const stored = () => {
    const desk = place.ward.office().core.desk()
    return desk?.store.all(sql.selectFrom('list_intake').select('id').orderBy('id')).map(({ id }) => id)
  }
  const bomb = zip([
    {
      name: 'xl/workbook.xml',
      bytes: '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="s"/></sheets></workbook>',
    },
    { name: 'xl/worksheets/s.xml', bytes: Buffer.alloc(20_000_000, 0x20) },
  ])
  const mail = message(
    Array.from({ length: 10_000 }, (_, at) => ({ name: `${at}.csv`, type: 'text/csv', bytes: 'x' })),
  )
  await judges(another, book([rowOf(1)]))
  const before = stored()
  for (const [bytes, code] of [
    [bomb, 'list-inflates'],
    [mail, 'list-too-many-attachments'],
    [bomb.subarray(0, 300), 'list-damaged'],
    [
      new TextEncoder().encode(`${heading.join(',')}\n${rowOf(2).join(',')}`.repeat(70_000)),
      'list-too-many-rows',
    ],
  ] as const)
    expect(await refusalOf(judges(another, bytes))).toMatchObject({ code })
  expect(stored()).toEqual(before)
  expect((await judges(another, book([rowOf(1)]))).rows).toHaveLength(1)
})

test('columns a clerk chose are remembered for the organisation', async () => {
  const table = `Ông A,x,${numberOf(4)},25/03/1985,Số 5 phố Thử Nghiệm\n`.replace('Ông A', nameOf(4))
  const mapping = {
    firstRow: 1,
    columns: ['fullName', null, 'idNumber', 'birthDate', 'residence'],
  }
  const text = new TextEncoder().encode(table)
  const chosen = await judges(may, text, JSON.stringify(mapping))
  expect(chosen.mapping).toEqual(mapping)
  expect((await judges(may, text)).mapping).toEqual(mapping)
  expect(await refusalOf(judges(may, text, '{"firstRow":0}'))).toMatchObject({ code: 'invalid-input' })
  const { clerk } = place.people
  expect(await refusalOf(takes(another, chosen))).toMatchObject({ code: 'batch-intake-gone' })
  const wrong = clerk(api.readCorrections, { params: { intakeId: randomUUID() } })
  expect(await refusalOf(wrong)).toMatchObject({ code: 'batch-intake-gone' })
  const good = await judges(may, book([rowOf(1)]))
  const letter = clerk(api.readCorrectionLetter, { params: { intakeId: good.intakeId } })
  expect(await refusalOf(letter)).toMatchObject({ code: 'batch-all-good' })
  const noList = judges(place.earlier, book([rowOf(1)]))
  expect(await refusalOf(noList)).toMatchObject({ code: 'batch-no-procedure' })
  const empty = await judges(another, book([rowOf(0)]))
  expect(await refusalOf(takes(another, empty))).toMatchObject({ code: 'batch-empty' })
})
