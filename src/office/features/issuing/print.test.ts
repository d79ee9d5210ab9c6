import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Call, ProblemError } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { caseUntil, printed } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { readBack, words } from '../../sheets/testing/read-back.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let clerk: Call
let seen: Case
beforeAll(async () => {
  ward = await staffedOffice()
  clerk = await ward.as('clerk')
})
beforeEach(async () => {
  ward.ports.printerOutcome = 'spooled'
  ward.ports.printed.length = 0
  seen = await caseUntil(ward, 'registered')
})
afterAll(() => ward.close())

const receipts = async () => {
  const { history, sheets } = await clerk(api.readCase, { params: seen })
  const copies = sheets.find(({ sheet }) => sheet === 'receipt')?.printed
  return {
    entries: history.filter((entry) => entry.act === 'print').length,
    copies,
    paper: ward.ports.printed.length,
  }
}

test.each([
  ['no printer', 'no-printer', 'no-printer'],
  ['a printer that reports an error', 'failed', 'print-failed'],
] as const)(
  '%s: the person is told, nothing counts as printed, and it works later',
  async (_, outcome, code) => {
    ward.ports.printerOutcome = outcome
    expect(await refusalOf(printed(clerk, seen.caseId, 'receipt'))).toMatchObject({ status: 503, code })
    expect(await receipts()).toEqual({ entries: 0, copies: 0, paper: 0 })
    ward.ports.printerOutcome = 'spooled'
    await printed(clerk, seen.caseId, 'receipt')
    expect(await receipts()).toEqual({ entries: 1, copies: 1, paper: 1 })
  },
)

test('a PDF the person prints from themselves counts, without the printer being asked', async () => {
  ward.ports.printerOutcome = 'no-printer'
  const { where } = await clerk(api.printSheet, {
    params: seen,
    body: { actId: randomUUID(), sheet: 'receipt', printer: null, way: 'pdf', reprintReason: null },
  })
  expect(where).toBe('pdf')
  expect(await receipts()).toEqual({ entries: 1, copies: 1, paper: 0 })
})

test.each([
  ['the same key', (actId: string) => actId],
  ['another window', () => randomUUID()],
])(
  'a sheet that came out although the disk was full: %s pressed again only writes it down',
  async (_, next) => {
    const database = ward.office().core.desk()?.store.database
    if (!database) throw new Error('the office is not open')
    // No page more: the journal finds the disk full when the lines no longer fit the last ones.
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`)
    const first = { sheet: 'receipt', printer: null, way: 'printer' as const, reprintReason: null }
    const actId = randomUUID()
    const press = (id: string, more: object = {}) =>
      clerk(api.printSheet, { params: seen, body: { actId: id, ...first, ...more } })
    const codes: string[] = []
    let last = actId
    try {
      for (let tries = 0; tries < 200 && codes.length === 0; tries++) {
        await press(last, tries === 0 ? {} : { reprintReason: 'jammed' }).then(
          () => (last = randomUUID()),
          (error: unknown) => codes.push(error instanceof ProblemError ? error.problem.code : 'fault'),
        )
      }
    } finally {
      database.pragma('max_page_count = 1000000')
    }
    expect(codes).toEqual(['disk-full'])
    const before = await receipts()
    expect(before.paper).toBe(before.entries + 1)
    await press(next(last))
    expect(await receipts()).toEqual({
      entries: before.paper,
      copies: before.paper,
      paper: before.paper,
    })
  },
)

test('a second copy needs a reason', async () => {
  await printed(clerk, seen.caseId, 'receipt')
  expect((await refusalOf(printed(clerk, seen.caseId, 'receipt'))).code).toBe('reprint-reason')
  await printed(clerk, seen.caseId, 'receipt', 'jammed')
  expect(await receipts()).toEqual({ entries: 2, copies: 2, paper: 2 })
})

test('the history says which sheet each printing put on paper', async () => {
  const returned = await caseUntil(ward, 'returned')
  await printed(clerk, returned.caseId, 'receipt')
  const { case: after } = await printed(clerk, returned.caseId, 'completion-request')
  expect(after.history.map(({ act, sheet }) => [act, sheet])).toEqual([
    ['register', null],
    ['return', null],
    ['print', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả'],
    ['print', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ'],
  ])
})

test('a key pressed twice puts one sheet on paper', async () => {
  const once = {
    actId: randomUUID(),
    sheet: 'receipt',
    printer: null,
    way: 'printer' as const,
    reprintReason: null,
  }
  const press = () => clerk(api.printSheet, { params: seen, body: once })
  await Promise.all([press(), press(), press()])
  expect(await receipts()).toEqual({ entries: 1, copies: 1, paper: 1 })
})

test('two windows that print the first copy at the same moment: the second needs a reason', async () => {
  const outcomes = await Promise.allSettled([
    printed(clerk, seen.caseId, 'receipt'),
    printed(clerk, seen.caseId, 'receipt'),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(await receipts()).toEqual({ entries: 1, copies: 1, paper: 1 })
})

test('the receipt says who, what, when to come back and where; the spooler’s queue names nobody', async () => {
  await printed(clerk, seen.caseId, 'receipt')
  const [job] = ward.ports.printed
  expect(job?.title).toBe(`${seen.number} receipt`)
  const text = readBack(job?.pdf ?? new Uint8Array(), (back) => words(back.text))
  const [year, month, day] = seen.dueAt.slice(0, 10).split('-')
  for (const piece of [
    seen.number,
    seen.applicant.fullName,
    seen.applicant.idNumber,
    'Cấp giấy đi đường',
    'Phường Ví Dụ',
    `ngày ${day} tháng ${month} năm ${year}`,
    'Đỗ Thị Thanh Mai',
  ])
    expect(text).toContain(piece)
  expect(text).not.toContain('TẬP HUẤN')
})

describe('looking at a sheet', () => {
  const looked = async (call: Call) => {
    const pdf = await call(api.readSheet, { params: { caseId: seen.caseId, sheet: 'receipt' } })
    const bytes = new Uint8Array(await pdf.arrayBuffer())
    return readBack(bytes, ({ allText }) => letters(allText).includes('BẢNXEM–KHÔNGCÓGIÁTRỊ'))
  }
  const letters = (text: string) => text.normalize('NFC').replace(/\s+/g, '')
  const staff = ['clerk', 'police', 'official', 'sealer'] as const
  const marked = async () =>
    Object.fromEntries(
      await Promise.all(staff.map(async (name) => [name, await looked(await ward.as(name))] as const)),
    )

  test('before a copy is counted the viewing mark stands across it', async () => {
    expect(await marked()).toEqual({ clerk: true, police: true, official: true, sealer: true })
    expect((await refusalOf(looked(await ward.as('administrator')))).code).toBe('not-your-role')
  })

  test('who prints gets the paper itself once it is counted; who decides still only looks', async () => {
    await clerk(api.printSheet, {
      params: seen,
      body: { actId: randomUUID(), sheet: 'receipt', printer: null, way: 'pdf', reprintReason: null },
    })
    expect(await marked()).toEqual({ clerk: false, police: true, official: true, sealer: false })
  })
})

test('a sheet that the case does not have yet is not found', async () => {
  for (const sheet of ['permit', 'refusal', 'completion-request', 'khong-co', '../keys.json'])
    expect((await refusalOf(printed(clerk, seen.caseId, sheet))).code).toBe('not-found')
})
