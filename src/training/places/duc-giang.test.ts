import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import { dueAt } from '../../domain/deadline.ts'
import { act } from '../../office/testing/applications.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { describeAsides } from './testing/asides.ts'
import { expectEarlierPapers, prints, printsPaper } from './testing/paper.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import {
  because,
  does,
  handsOver,
  register,
  registration,
  tries,
  walkToSeal,
  type Told,
} from './testing/walk.ts'
import { describeWithdrawn } from './testing/withdrawn.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace('duc-giang-2021')
})
afterAll(() => place.close())

const route = 'Ngõ 15 – Xưởng may Mẫu và về'
const enterprise: Told = {
  procedure: 'organisation',
  category: 1,
  details: { purpose: 'May trang phục bảo hộ', organisation: 'Công ty May Mẫu' },
  more: {
    'tax-code': '0101234567-001',
    address: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ',
    representative: 'Trần Thị Đại, phó giám đốc',
    'e-mail': 'hanhchinh@may-mau.example',
    plan: 'Ba tại chỗ; xét nghiệm 7 ngày một lần; chia ca, giãn cách 2 mét.',
    'plan-date': '2026-11-10',
    workers: [
      { name: 'Ngô Văn Chỉ', 'id-number': '001080008001', job: 'Thợ may', shift: 'Ca sáng', route },
      { name: 'Ngô Thị Kim', 'id-number': '001080008002', job: 'Thủ kho', shift: 'Ca chiều', route },
    ],
  },
}
const worker = (idNumber: string, listedBy: string | null, way = route): Told => ({
  procedure: 'worker',
  category: 2,
  listedBy,
  applicant: { idNumber, fullName: 'Ngô Văn Chỉ' },
  details: { purpose: 'Đi làm tại đơn vị', organisation: 'Công ty May Mẫu', route: way },
})

test('papers of before stay valid beside the new ones', async () => {
  await expectEarlierPapers(place)
})

describe('an enterprise', () => {
  let registered: Case
  let list: Case
  let permit: Case

  test('is promised an answer in three working days, whichever way it came', async () => {
    registered = await register(place, enterprise)
    const procedure = place.pack.procedures.find(({ id }) => id === 'organisation')
    expect(procedure).toMatchObject({ deadline: { workingDays: 3 }, channels: ['counter', 'e-mail', 'post'] })
    const deadline = procedure?.deadline ?? place.pack.deadline
    expect(Date.parse(registered.dueAt)).toBe(dueAt(Date.parse(registered.registeredAt), deadline))
    const { said } = await prints(place, 'receipt', registered)
    for (const words of ['Công ty May Mẫu', 'hanhchinh@may-mau.example', 'Phương án phòng, chống dịch'])
      expect(said).toContain(words)
  })

  test('has no worker with a permit before its list is approved', async () => {
    const told = worker('001080008001', registered.caseId)
    expect(await refusalOf(registration(place, told))).toMatchObject({ code: 'not-listed' })
  })

  test('is confirmed by the health station, then the ward, and bears one code', async () => {
    const confirmed = await does(place, 'health', 'confirm', registered, 'Phương án đạt yêu cầu')
    expect(confirmed).toMatchObject({ state: 'confirmed', holders: ['ward-official'] })
    const { seen } = await walkToSeal(place, confirmed)
    const { said, codes, code, content } = await printsPaper(place, 'organisation-paper', seen)
    expect(codes).toHaveLength(1)
    // One for the enterprise, one for the ward.
    expect(place.ward.ports.printed.at(-1)?.copies).toBe(2)
    for (const words of ['0101234567-001', '10/11/2026', 'Ngô Văn Chỉ', 'Ca chiều', 'Trạm y tế'])
      expect(said.replace(/ngày (\d\d) tháng (\d\d) năm /gu, '$1/$2/')).toContain(words)
    expect(content).toMatchObject({ kind: 'organisation', name: 'Công ty May Mẫu' })
    expect((await prints(place, 'case-record', seen)).said).toContain('Ba tại chỗ')
    list = await handsOver(place, 'clerk', seen, code)
    expect(list).toMatchObject({ state: 'handed-over', next: 'none', holders: [] })
  })

  test('has permits for those on its list by their registered ways only', async () => {
    const others = [
      worker('001080008009', list.caseId),
      worker('001080008001', list.caseId, 'Ngõ 15 – chợ và về'),
      worker('001080008001', null),
      worker('001080008001', place.earlier.caseId),
    ]
    for (const told of others)
      expect(await refusalOf(registration(place, told))).toMatchObject({ code: 'not-listed' })
    const { seen, way } = await walkToSeal(place, await register(place, worker('001080008001', list.caseId)))
    expect(way).toEqual(['registered', 'approved', 'sealed'])
    const { said, code, content } = await printsPaper(place, 'permit', seen)
    expect(said).toContain(route)
    expect(content).toMatchObject({ organisation: 'Công ty May Mẫu', text: route })
    permit = await handsOver(place, 'clerk', seen, code)
    expect(permit.state).toBe('handed-over')
  })

  test('whose paper is withdrawn takes those of its workers along, when somebody says so', async () => {
    const { official, clerk } = place.people
    const { seen: own } = await walkToSeal(
      place,
      await does(place, 'health', 'confirm', await register(place, enterprise)),
    )
    const colleague = { idNumber: '001080008002', fullName: 'Ngô Thị Kim' }
    const told = { ...worker('', own.caseId), applicant: colleague }
    const { seen: theirs } = await walkToSeal(place, await register(place, told))
    const left = () => official(api.readWorkersPapers, { params: own })
    expect(await left()).toEqual({ papers: 0, named: [] })
    const body = { ...act(own), reason: 'withdrawn' as const, note: 'Công ty giải thể' }
    await official(api.withdrawPaper, { params: own, body })
    expect(await left()).toEqual({
      papers: 1,
      named: [
        {
          caseId: theirs.caseId,
          number: theirs.permit?.number,
          name: 'Ngô Thị Kim',
          lastDay: theirs.schedule?.lastDay,
        },
      ],
    })
    expect(await refusalOf(clerk(api.readWorkersPapers, { params: own }))).toMatchObject({
      code: 'not-your-role',
    })
    const target = { scope: 'organisation' as const, caseId: own.caseId }
    const all = {
      actId: randomUUID(),
      target,
      reason: 'withdrawn' as const,
      reasonCode: 'organisation-closed',
    }
    expect(await official(api.withdrawPapers, { body: all })).toEqual({ papers: 1 })
    expect(await left()).toEqual({ papers: 0, named: [] })
    const read = async ({ caseId }: Case) => (await official(api.readCase, { params: { caseId } })).permit
    expect(await read(theirs)).toMatchObject({ withdrawn: 'withdrawn' })
    expect(await read(permit)).toMatchObject({ withdrawn: null })
  })

  test('whose plan is not enough hears it from the health station', async () => {
    const seen = await register(place, enterprise)
    const reason = ['plan-incomplete', 'Chưa có phương án đưa đón công nhân'] as const
    const returned = await because(place, 'health', 'return', seen, reason)
    expect(returned).toMatchObject({ state: 'returned', holders: ['clerk'] })
    expect((await prints(place, 'completion-request', returned)).said).toContain('đưa đón công nhân')
  })

  test('is never approved by whoever registered it', async () => {
    const seen = await register(place, enterprise, 'manyHats')
    const confirmed = await does(place, 'health', 'confirm', seen)
    expect(await refusalOf(tries(place.people.manyHats, 'approve', confirmed))).toMatchObject({
      code: 'four-eyes',
    })
  })

  describeAsides(
    () => place,
    () => enterprise,
  )
})

describeWithdrawn(
  'a confirmation',
  () => place,
  async () => (await walkToSeal(place, await register(place, enterprise))).seen,
)

test('replaying the journal gives the same tables', () => {
  expect(rebuilds(place)).toBe(true)
})
