import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { readBack, words } from '../../sheets/testing/read-back.ts'
import { act, caseUntil, printed } from '../../testing/applications.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let clerk: Call
let official: Call
beforeAll(async () => {
  ward = await staffedOffice()
  ;[clerk, official] = await Promise.all([ward.as('clerk'), ward.as('official')])
})
afterAll(() => ward.close())

const reason = (reasonCode: string, note: string) => ({ reasonCode, note })

/** What the printed sheet says. */
async function saidBy(sheet: string, seen: Case): Promise<string> {
  await printed(clerk, seen.caseId, sheet)
  return readBack(ward.ports.printed.at(-1)?.pdf ?? new Uint8Array(), (back) => words(back.text))
}
const sheetsOf = (seen: Case) => seen.sheets.map(({ sheet }) => sheet)

test('a stopped case has its notice, with the reason and the papers that go back', async () => {
  const seen = await caseUntil(ward, 'returned')
  const stopped = await clerk(api.stopCase, {
    params: seen,
    body: { ...act(seen), ...reason('withdrawn-by-applicant', 'Người nộp đã đi bằng xe cứu thương') },
  })
  expect(sheetsOf(stopped)).toContain('stop-notice')
  const said = await saidBy('stop-notice', stopped)
  expect(said).toContain('dừng giải quyết hồ sơ')
  expect(said).toContain('Người nộp hồ sơ đề nghị rút')
  expect(said).toContain(stopped.number)
  const closed = await clerk(api.notifyStop, { params: stopped, body: act(stopped) })
  expect(closed).toMatchObject({ state: 'stop-notified', next: 'none', may: ['print'] })
})

test('a case for another ward goes there with its slip, and stays open until that ward has it', async () => {
  const seen = await caseUntil(ward, 'registered')
  const body = { ...act(seen), ...reason('moved', 'Đã chuyển về Ba Đình'), ward: '00004' }
  const transferred = await clerk(api.transferCase, { params: seen, body })
  expect(transferred).toMatchObject({ state: 'transferred', next: 'confirm-transfer', holders: ['clerk'] })
  const said = await saidBy('transfer-slip', transferred)
  expect(said).toContain('Ủy ban nhân dân Phường Ba Đình')
  const open = await clerk(api.listQueue, { query: { queue: 'mine' } })
  expect(open.items.map(({ caseId }) => caseId)).toContain(transferred.caseId)
})

test('a later day is promised with an apology that tells every day promised before', async () => {
  const seen = await caseUntil(ward, 'verified')
  expect(sheetsOf(seen)).not.toContain('apology')
  const later = (at: Case) => new Date(Date.parse(at.dueAt) + 2 * 86_400_000).toISOString()
  const extend = (at: Case, note: string) =>
    official(api.extendCase, {
      params: at,
      body: { ...act(at), ...reason('verification-takes-longer', note), dueAt: later(at) },
    })
  const once = await extend(seen, 'Chủ nhà trọ vắng')
  expect(once).toMatchObject({ state: 'verified', version: seen.version })
  const twice = await extend(once, 'Vẫn chưa gặp được chủ nhà trọ')
  const said = await saidBy('apology', twice)
  const day = (at: Case) => at.dueAt.slice(0, 10).split('-').toReversed().join('/')
  for (const at of [seen, once]) expect(said).toContain(day(at))
  const [year, month, date] = twice.dueAt.slice(0, 10).split('-')
  expect(said).toContain(`ngày ${date} tháng ${month} năm ${year}`)
  expect(said).toContain('Vẫn chưa gặp được chủ nhà trọ')
})

test('a promise is never moved to a day that is not later', async () => {
  const seen = await caseUntil(ward, 'verified')
  const body = { ...act(seen), ...reason('system-down', 'Mất điện'), dueAt: seen.dueAt }
  await expect(official(api.extendCase, { params: seen, body })).rejects.toMatchObject({
    problem: { code: 'invalid-input', data: { fields: 'dueAt' } },
  })
})

test('the control slip tells who had the dossier, step by step, and who has it now', async () => {
  const seen = await caseUntil(ward, 'verified')
  const said = await saidBy('control-slip', seen)
  for (const step of ['Tiếp nhận hồ sơ', 'Công an khu vực xác minh', 'Lãnh đạo phường duyệt'])
    expect(said).toContain(step)
  expect(said).toContain('Đỗ Thị Thanh Mai')
})

/** How often a text is on paper, wherever its lines break. */
const times = (said: string, text: string) =>
  said.replace(/\s/gu, '').split(text.replace(/\s/gu, '')).length - 1

test('a letter says each reason once, whether the person chose it, wrote it again, or wrote more', async () => {
  const label = 'Người nộp hồ sơ đề nghị rút'
  for (const note of [label, `${label}: đã đi bằng xe cứu thương`, 'nguoi nop ho so de nghi rut']) {
    const seen = await caseUntil(ward, 'returned')
    const body = { ...act(seen), ...reason('withdrawn-by-applicant', note) }
    const said = await saidBy('stop-notice', await clerk(api.stopCase, { params: seen, body }))
    expect(times(said, label) + times(said, 'nguoi nop ho so de nghi rut')).toBe(1)
  }
  const verified = await caseUntil(ward, 'verified')
  const necessary = 'Chưa đủ căn cứ về sự cần thiết đi lại'
  const refused = await official(api.refuseCase, {
    params: verified,
    body: { ...act(verified), ...reason('not-necessary', 'Lịch khám đã hoãn') },
  })
  const refusal = await saidBy('refusal', refused)
  expect(times(refusal, necessary)).toBe(1)
  expect(times(refusal, 'Lịch khám đã hoãn')).toBe(1)
  const late = await caseUntil(ward, 'verified')
  const waiting = 'Cần thêm thời gian xác minh'
  const dueAt = new Date(Date.parse(late.dueAt) + 86_400_000).toISOString()
  const body = { ...act(late), ...reason('verification-takes-longer', `${waiting}: chủ trọ vắng`), dueAt }
  const apology = await saidBy('apology', await official(api.extendCase, { params: late, body }))
  expect(times(apology, waiting)).toBe(1)
})

test('what people can do next, and why a dossier comes back, are the sentences of the rules', async () => {
  const { letters } = await clerk(api.readPack, { query: {} })
  if (!letters) throw new Error('the first rules have no letters')
  const returned = await caseUntil(ward, 'returned')
  expect(times(await saidBy('completion-request', returned), letters.completion)).toBe(1)
  const refusal = await saidBy('refusal', await caseUntil(ward, 'refused'))
  for (const step of letters.refusal) expect(times(refusal, step)).toBe(1)
  const body = { ...act(returned), ...reason('obstacle', 'Mất điện cả khu') }
  const notice = await saidBy('stop-notice', await clerk(api.stopCase, { params: returned, body }))
  for (const step of letters.stop) expect(times(notice, step)).toBe(1)
})
