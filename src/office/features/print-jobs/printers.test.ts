import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { byHand } from '../../../contract/desk/printers.ts'
import { readLine } from '../../journal/line.ts'
import { sql } from '../../database/store.ts'
import { type Picture, readBack, words } from '../../sheets/testing/read-back.ts'
import { caseUntil, printed } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let clerk: Call
beforeAll(async () => {
  ward = await staffedOffice()
  clerk = await ward.as('clerk')
})
afterAll(() => ward.close())

const receipts = { printer: 'folder', kind: 'receipt', paper: 'A5' } as const
const set = (placing: object, more: object = {}) =>
  clerk(api.setPrinterProfile, {
    body: { actId: randomUUID(), ...receipts, xMm: 0, yMm: 0, percent: 100, ...placing, ...more },
  })
const printers = async () => (await clerk(api.listPrinterProfiles, {})).printers
const lastJob = () => ward.ports.printed.at(-1)
const dpi = 300

/** Left, upper, right and lower edge of what is printed on a page, in millimetres. */
function inked({ width, grey }: Picture) {
  const [columns, rows] = [new Set<number>(), new Set<number>()]
  grey.forEach((tone, at) => {
    if (tone > 100) return
    columns.add(at % width)
    rows.add(Math.floor(at / width))
  })
  const edges = (seen: Set<number>) => {
    const inOrder = [...seen].toSorted((one, other) => one - other)
    return [inOrder[0] ?? 0, inOrder.at(-1) ?? 0]
  }
  return [...edges(columns), ...edges(rows)].map((pixels) => (pixels * 25.4) / dpi)
}
const edgesOf = (pdf: Uint8Array | undefined) =>
  readBack(pdf ?? new Uint8Array(), (back) => inked(back.picture(1, dpi)))

test('printers are told with printing by hand behind them, and nothing is set at first', async () => {
  expect(await printers()).toEqual([
    { name: 'folder', isDefault: true, profiles: [] },
    { name: byHand, isDefault: false, profiles: [] },
  ])
})

test('what a printer needs moves every sheet of that kind on it, on the usual printer too, and no other kind', async () => {
  const seen = await caseUntil(ward, 'registered')
  await printed(clerk, seen.caseId, 'receipt')
  const before = edgesOf(lastJob()?.pdf)
  expect(lastJob()?.paper).toBeUndefined()
  await set({ xMm: 2.5, yMm: -1.2, percent: 98 })
  await printed(clerk, seen.caseId, 'receipt', 'jammed')
  const after = edgesOf(lastJob()?.pdf)
  expect(lastJob()?.paper).toBe('A5')
  before.forEach((edge, at) => {
    const wanted = edge * 0.98 + (at < 2 ? 2.5 : -1.2)
    expect(Math.abs((after[at] ?? 0) - wanted)).toBeLessThan(0.2)
  })
  await printed(clerk, seen.caseId, 'control-slip')
  expect(lastJob()?.paper).toBeUndefined()
})

test('who set what is in the journal, once for one act, and survives the office being closed', async () => {
  const actId = randomUUID()
  for (let press = 0; press < 2; press++)
    await set({ xMm: 1.04, percent: 101 }, { actId, kind: 'permit', paper: 'A4' })
  const lines = () =>
    (
      ward
        .office()
        .core.desk()
        ?.store.all(sql.selectFrom('event').select('line').where('type', '=', 'office.printer-set')) ?? []
    ).map(({ line }) => readLine(line))
  expect(lines().map((line) => line?.body)).toEqual([
    { printer: 'folder', kind: 'receipt', paper: 'A5', xMm: 2.5, yMm: -1.2, percent: 98 },
    { printer: 'folder', kind: 'permit', paper: 'A4', xMm: 1, yMm: 0, percent: 101 },
  ])
  const [printer] = await printers()
  expect(printer?.profiles.map(({ kind, xMm, setBy }) => [kind, xMm, setBy])).toEqual([
    ['permit', 1, colleagues.clerk.fullName],
    ['receipt', 2.5, colleagues.clerk.fullName],
  ])
})

test('the page to be measured is printed as the printer is set, and what it shows leads back to what is right', async () => {
  await set({ xMm: 0, yMm: 0, percent: 100 })
  await clerk(api.printCalibration, { body: receipts })
  readBack(lastJob()?.pdf ?? new Uint8Array(), (back) => {
    expect(words(back.text)).toContain('Máy in: folder')
    expect(words(back.text)).toContain('Loại giấy: Giấy tiếp nhận, khổ A5')
  })
  const read = { leftMm: 11.5, topMm: 9.5, widthMm: 99, heightMm: 99 }
  const placing = await clerk(api.measureCalibration, { body: { ...receipts, ...read } })
  expect(placing).toEqual({ xMm: -1.6, yMm: 0.4, percent: 101 })
  await set(placing)
  await clerk(api.printCalibration, { body: receipts })
  expect(readBack(lastJob()?.pdf ?? new Uint8Array(), (back) => words(back.text))).toContain(
    'Trang kiểm tra, in với: lệch -1,6 và 0,4 mm, cỡ 101,0 %',
  )
})

test('by hand the page is a file, and files printed by hand are set right as it says', async () => {
  const page = { ...receipts, printer: byHand }
  const file = await clerk(api.readCalibration, { query: page })
  expect(readBack(new Uint8Array(await file.arrayBuffer()), (back) => words(back.text))).toContain(
    'Hộp thoại in',
  )
  await set({ xMm: 5 }, { printer: byHand })
  const { caseId } = await caseUntil(ward, 'registered')
  const body = { sheet: 'receipt', printer: null, way: 'pdf' as const, reprintReason: null }
  await clerk(api.printSheet, { params: { caseId }, body: { actId: randomUUID(), ...body } })
  const read = async () =>
    edgesOf(
      new Uint8Array(
        await (await clerk(api.readSheet, { params: { caseId, sheet: 'receipt' } })).arrayBuffer(),
      ),
    )
  const moved = await read()
  await set({}, { printer: byHand })
  const straight = await read()
  expect(Math.abs((moved[0] ?? 0) - (straight[0] ?? 0) - 5)).toBeLessThan(0.2)
})

test.each([
  ['further than 20 mm', { xMm: 20.1 }, {}, 'printer-placing'],
  ['smaller than 95 percent', { percent: 94.9 }, {}, 'printer-placing'],
  ['on paper too small', {}, { kind: 'permit', paper: 'A5' }, 'printer-paper'],
])('nothing is set %s', async (_, placing, more, code) => {
  expect(await refusalOf(set(placing, more))).toMatchObject({ status: 422, code })
})

test('what was measured wrongly is told, and who prints nothing sets nothing', async () => {
  const measure = (read: object) =>
    refusalOf(
      clerk(api.measureCalibration, {
        body: { ...receipts, leftMm: 10, topMm: 10, widthMm: 100, heightMm: 100, ...read },
      }),
    )
  expect(await measure({ heightMm: 97 })).toMatchObject({ code: 'printer-uneven' })
  expect(await measure({ leftMm: 45 })).toMatchObject({ code: 'printer-placing' })
  const official = await ward.as('official')
  expect(await refusalOf(official(api.listPrinterProfiles, {}))).toMatchObject({ code: 'not-your-role' })
})
