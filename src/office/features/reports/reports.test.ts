import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { readBack, words } from '../../sheets/testing/read-back.ts'
import { refusalOf } from '../../testing/person.ts'
import { testClock, testPorts } from '../../testing/ports.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { instant } from '../../token/testing/example-city.ts'
import { c06Pack, c06Records } from './testing/c06-records.ts'

let ward: StaffedOffice
let clerk: Call
let police: Call
let official: Call
let administrator: Call
beforeAll(async () => {
  const ports = testPorts({ clock: testClock(instant('2026-11-23', 8)) })
  ward = await staffedOffice(ports, {
    packs: c06Pack(),
  })
  await signIn()
})
afterAll(() => ward.close())

async function signIn() {
  clerk = await ward.as('clerk')
  police = await ward.as('police')
  official = await ward.as('official')
  administrator = await ward.as('administrator')
}

const now = () => ward.ports.clock.now()
const today = () => dateAt(now())
const pack = 'c06-2021'
const period = () => ({ firstDay: '2026-11-01', lastDay: '2026-11-30' })

const { declare, support, status } = c06Records(() => ({ clerk, police, official }), now)

const report = (procedure: string, person = clerk) =>
  person(api.readReport, { params: { pack, procedure }, query: period() })
const textOf = async (pdf: Blob, keepAs?: string) => {
  const bytes = new Uint8Array(await pdf.arrayBuffer())
  const folder = process.env['QUAY_PICTURES']
  if (folder && keepAs) writeFileSync(`${folder}/${keepAs}.pdf`, bytes)
  return readBack(bytes, ({ text }) => words(text))
}

describe('three populations of use, each with its record, its ledger and its report', () => {
  test('declarations at checkpoints are closed as they are made and counted by checkpoint', async () => {
    const made = await declare('Chốt cầu Mẫu')
    expect(made).toMatchObject({ state: 'recorded', next: 'none' })
    await declare('chốt  cầu mẫu')
    await declare('Chốt ngõ 15')
    expect(await report('declaration')).toMatchObject({
      record: 'declaration',
      total: 3,
      open: 0,
      days: [{ day: '2026-11-23', count: 3 }],
      states: [{ state: 'recorded', count: 3 }],
      payments: null,
      holders: null,
      fields: expect.arrayContaining([
        {
          id: 'checkpoint',
          label: 'Chốt kiểm soát, điểm khai',
          values: [
            { label: 'Chốt cầu Mẫu', count: 2 },
            { label: 'Chốt ngõ 15', count: 1 },
          ],
        },
      ]),
    })
  })

  test('support cases show how many were paid and how much, by policy', async () => {
    await support('Lao động tự do mất việc', 1_500_000)
    await support('Lao động tự do mất việc', 1_000_000)
    await support('Hộ kinh doanh ngừng hoạt động', 3_000_000)
    await support('Hộ kinh doanh ngừng hoạt động', null)
    const { payments, total, open } = await report('support')
    expect([total, open]).toEqual([4, 1])
    expect(payments).toMatchObject({ count: 3, sum: 5_500_000 })
    expect(payments?.by).toContainEqual({
      label: 'Chính sách hỗ trợ',
      values: [
        { label: 'Lao động tự do mất việc', count: 2, sum: 2_500_000 },
        { label: 'Hộ kinh doanh ngừng hoạt động', count: 1, sum: 3_000_000 },
      ],
    })
  })

  test('the status list counts people by the newest status that still holds', async () => {
    const yesterday = addDays(today(), -1)
    const { applicant } = await status('F0', null)
    await status('F1', addDays(today(), 7))
    await status('F1', null)
    await status('F2', yesterday)
    expect((await report('status')).holders).toEqual([
      { label: 'F1', count: 2, held: true },
      { label: 'F0', count: 1, held: true },
    ])
    ward.ports.clock.advance(60_000)
    await status('Kết thúc theo dõi', null, applicant)
    const { holders, total } = await report('status')
    expect(total).toBe(5)
    expect(holders).toEqual([
      { label: 'F1', count: 2, held: true },
      { label: 'Kết thúc theo dõi', count: 1, held: false },
    ])
  })

  test('every ledger has the fields of its pack, filtered by day, state and category', async () => {
    const { ledgers } = await clerk(api.listLedgers, {})
    expect(ledgers.map(({ procedure }) => procedure)).toEqual(['declaration', 'support', 'status', 'permit'])
    const params = { pack, procedure: 'support' }
    const ledger = await clerk(api.readLedger, { params, query: period() })
    expect(ledger.total).toBe(4)
    expect(ledger.fields.map(({ label }) => label)).toContain('Chính sách hỗ trợ')
    expect(ledger.rows[0]).toMatchObject({
      state: 'paid',
      category: 'Người được hỗ trợ do Covid-19',
      payment: { amount: 1_500_000, voucher: 'PC-07' },
      answers: expect.arrayContaining(['Lao động tự do mất việc', '1.500.000 đồng']),
    })
    const of = async (more: object) =>
      (await clerk(api.readLedger, { params, query: { ...period(), ...more } })).total
    expect(await of({ state: 'paid' })).toBe(3)
    expect(await of({ category: 5 })).toBe(0)
    expect(await of({ lastDay: '2026-11-22' })).toBe(0)
    expect((await refusalOf(of({ firstDay: '2026-12-01' }))).code).toBe('invalid-input')
    expect((await refusalOf(of({ firstDay: '2024-11-01' }))).code).toBe('invalid-input')
  })

  test('a ledger and a report come on paper and as tables', async () => {
    const params = { pack, procedure: 'support' }
    const paper = await textOf(await clerk(api.printLedger, { params, query: period() }), 'ledger-support')
    expect(paper).toContain('SỔ CHI TRẢ HỖ TRỢ')
    expect(paper).toContain('Hộ kinh doanh')
    expect(paper).toMatch(/3\.000\.000.*\(PC-07\)/s)
    await textOf(
      await clerk(api.printLedger, { params: { pack, procedure: 'declaration' }, query: period() }),
      'ledger-declaration',
    )
    const counts = await textOf(
      await administrator(api.printReport, { params, query: period() }),
      'report-support',
    )
    expect(counts).toContain('5.500.000')
    expect(counts).toContain('BÁO CÁO SỐ LIỆU')
    await textOf(
      await clerk(api.printReport, { params: { pack, procedure: 'status' }, query: period() }),
      'report-status',
    )
    const { csv, rows } = await clerk(api.exportLedger, { params, body: period() })
    expect(rows).toBe(4)
    expect(csv.split('\r\n')[0]).toContain('"Số tiền đã chi (đồng)"')
    expect(csv).toContain(',1500000,"23/11/2026","PC-07"')
    const table = await administrator(api.exportReport, { params, body: period() })
    expect(table.csv).toContain('"Chi trả","Hồ sơ đã chi trả",3,5500000')
  })

  test('an administrator has the counts and nobody’s name', async () => {
    for (const { procedure } of (await administrator(api.listLedgers, {})).ledgers) {
      const counts = JSON.stringify(await report(procedure, administrator))
      expect(counts).not.toContain('Mẫu a')
      expect(counts).not.toMatch(/\d{12}/)
    }
    const asked = [
      administrator(api.readRegister, { query: period() }),
      administrator(api.printRegister, { query: period() }),
      administrator(api.exportRegister, { body: period() }),
      administrator(api.readLedger, { params: { pack, procedure: 'support' }, query: period() }),
      administrator(api.exportLedger, { params: { pack, procedure: 'support' }, body: period() }),
      police(api.readRegister, { query: period() }),
    ]
    for (const one of asked) expect((await refusalOf(one)).code).toBe('not-your-role')
  })
})

describe('the register of dossiers', () => {
  beforeAll(async () => {
    ward.ports.clock.advance(5 * 86_400_000)
    await signIn()
    await declare('Chốt ngõ 15')
  })

  test('has every case of the period once, in the order of receipt, what is late marked', async () => {
    const { items, total, overdue } = await clerk(api.readRegister, { query: period() })
    expect(new Set(items.map(({ caseId }) => caseId)).size).toBe(total)
    expect(items.map(({ entry }) => entry)).toEqual(items.map((_item, at) => at + 1))
    expect(items.map(({ receivedAt }) => receivedAt)).toEqual(items.map((one) => one.receivedAt).toSorted())
    const waiting = items.filter(({ late }) => late === 'overdue')
    expect(waiting).toHaveLength(overdue)
    expect(waiting.map(({ state }) => state)).toContain('registered')
    expect(items[0]).toMatchObject({
      matter: 'Khai báo qua chốt kiểm soát: Khai tại quầy; Chốt cầu Mẫu',
      late: 'no',
      returnedAt: expect.stringContaining('2026-11-23T08:0'),
    })
    const ledger = `${pack}/support`
    const some = await clerk(api.readRegister, { query: { ...period(), ledger } })
    expect(some.total).toBe(4)
    expect(some.items.every(({ matter }) => matter.startsWith('Hỗ trợ người'))).toBe(true)
  })

  test('printed it is form 07, and goes on counting where the year stands', async () => {
    const { items } = await clerk(api.readRegister, { query: period() })
    const text = await textOf(await clerk(api.printRegister, { query: period() }), 'register')
    expect(text).toContain('SỔ THEO DÕI HỒ SƠ')
    for (const { number } of items) expect(text.split(number.slice(0, 8)).length).toBeGreaterThan(1)
    expect(text).toContain('Quá hạn')
    const late = await clerk(api.readRegister, { query: { firstDay: '2026-11-24', lastDay: '2026-12-31' } })
    expect(late.items[0]?.entry).toBe(items.length - late.total + 1)
  })

  test('as a table it opens in a spreadsheet: letters whole, numbers whole, nothing calculated', async () => {
    const applicant = {
      fullName: '=SUM(A1:A9)',
      residence: '@Phường "Ví Dụ", Thành phố Mẫu',
      idNumber: '012345678901',
    }
    const evil = await declare('+84 chốt', { applicant })
    const { csv, name, rows } = await clerk(api.exportRegister, { body: period() })
    expect(csv.startsWith('\uFEFF"TT","Mã hồ sơ"')).toBe(true)
    expect(name).toBe('so-theo-doi-2026-11-01-2026-11-30.csv')
    expect(rows).toBe((await clerk(api.readRegister, { query: period() })).total)
    const line = csv.split('\r\n').find((one) => one.includes(evil.number)) ?? ''
    expect(line).toContain(`"'=SUM(A1:A9)","'012345678901","'@Phường ""Ví Dụ"", Thành phố Mẫu"`)
  })

  test('a limited account has its own categories only', async () => {
    const scope = { pack, categories: [3] }
    await administrator(api.scopeStaff, { params: { user: colleagues.clerk.user }, body: { scope } })
    const { total } = await clerk(api.readRegister, { query: period() })
    expect(total).toBe(4)
    expect((await report('declaration')).total).toBe(0)
    expect((await report('declaration', administrator)).total).toBeGreaterThan(3)
    await administrator(api.scopeStaff, { params: { user: colleagues.clerk.user }, body: { scope: null } })
  })

  test('who took a book away stands in the journal, whom it names does not', () => {
    const lines = ward
      .office()
      .core.desk()
      ?.store.database.prepare(`SELECT line FROM event WHERE type = 'records.taken'`)
      .pluck()
      .all()
    expect(lines?.join('\n')).toContain('"book":"register","way":"csv"')
    expect(lines?.join('\n')).toContain(`"user":"${colleagues.clerk.user}"`)
    expect(lines?.join('\n')).not.toContain('012345678901')
  })
})
