import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import { act } from '../../office/testing/applications.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { describeAsides } from './testing/asides.ts'
import { expectEarlierPapers, prints, printsPaper } from './testing/paper.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import {
  handsOver,
  register,
  registration,
  seals,
  does,
  tries,
  walkToSeal,
  type Told,
} from './testing/walk.ts'
import { describeWithdrawn } from './testing/withdrawn.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace('ha-noi-2021')
})
afterAll(() => place.close())

const resident: Told = {
  procedure: 'individual',
  category: 6,
  zone: 'V1',
  places: ['V1'],
  details: { purpose: 'Sửa chữa điện, nước cho người dân', companions: 'Bùi Văn Phụ' },
}
const household = (parity: string): Told => ({
  procedure: 'market-card',
  category: 5,
  zone: 'V1',
  places: ['CHO-VD'],
  details: { purpose: 'Mua lương thực, thực phẩm, thuốc men' },
  more: { household: 'Tổ 5 – hộ Trần Thị Mẫu', members: 4, parity, visits: 3, 'visits-days': 7 },
})
const route = 'Phố Thử Nghiệm – Xưởng Mẫu và về'
const unit: Told = {
  procedure: 'organisation',
  category: 6,
  zone: 'V1',
  details: { purpose: 'Sửa chữa điện dân dụng', organisation: 'Công ty Điện nước Mẫu' },
  more: {
    'tax-code': '0101234567',
    address: 'Số 2 phố Thử Nghiệm, Phường Ví Dụ',
    representative: 'Trần Văn Đại, giám đốc',
    'e-mail': 'lienhe@dien-nuoc-mau.example',
    workers: [
      { name: 'Ngô Văn Thợ', 'id-number': '001080009001', job: 'Thợ điện', route },
      { name: 'Ngô Thị Nước', 'id-number': '001080009002', job: 'Thợ nước', route },
    ],
  },
}
const worker = (idNumber: string, listedBy: Case, way = route): Told => ({
  procedure: 'worker',
  category: 6,
  zone: 'V1',
  listedBy: listedBy.caseId,
  applicant: { idNumber, fullName: 'Ngô Văn Thợ' },
  details: { purpose: 'Đi làm tại đơn vị', organisation: 'Công ty Điện nước Mẫu', route: way },
})

test('papers of before hold until the day the rules name, side by side with the new ones', async () => {
  expect(place.pack.earlier).toMatchObject([{ pack: 'vidu-01', effect: 'valid-until', until: '2026-12-31' }])
  await expectEarlierPapers(place)
})

test('who needs no paper is told to the clerk before anything is filled in', () => {
  expect(place.pack.exemptions.map(({ label }) => label)).toEqual([
    'Cấp cứu, tai nạn, hỏa hoạn, thiên tai',
    'Đi tiêm chủng vắc-xin',
  ])
})

describe('a resident', () => {
  let seen: Case

  test('goes through area police, ward official and the seal of ward police', async () => {
    const walked = await walkToSeal(place, await register(place, resident))
    expect(walked.way).toEqual(['registered', 'verified', 'approved', 'sealed'])
    seen = walked.seen
    expect(seen.history.map(({ act: one, who }) => [one, who])).toEqual([
      ['register', 'Đỗ Thị Thanh Mai'],
      ['verify', 'Phạm Văn Hùng'],
      ['approve', 'Lê Minh Châu'],
      ['seal', 'Trần Quốc Bảo'],
    ])
  })

  test('gets a permit for the red zone, and the area policeman takes it to the door; the clerk may not', async () => {
    const { said, code, content } = await printsPaper(place, 'permit', seen)
    for (const words of ['Vùng 1 – nội thành', 'Ngõ 15 – Bệnh viện Mẫu và về', 'Bùi Văn Phụ', 'Nhóm 6'])
      expect(said).toContain(words)
    expect(content).toMatchObject({ kind: 'permit', text: 'Ngõ 15 – Bệnh viện Mẫu và về' })
    const body = { ...act(seen), scannedText: code }
    const tried = place.people.clerk(api.handOver, { params: seen, body })
    expect(await refusalOf(tried)).toMatchObject({ code: 'not-your-role' })
    const early = place.people.police(api.handOver, { params: seen, body })
    expect(await refusalOf(early)).toMatchObject({ code: 'not-stamped-yet' })
    const closed = await handsOver(place, 'police', seen, code)
    expect(closed).toMatchObject({ state: 'handed-over', permit: { handedOverAt: expect.any(String) } })
  })

  test('of a group of others is told who issues it', async () => {
    const groups = [
      [1, 'Thủ trưởng cơ quan, đơn vị'],
      [2, 'Phòng Cảnh sát giao thông (PC08), Công an thành phố'],
      [3, 'Thủ trưởng đơn vị phòng, chống dịch'],
      [4, 'Người đứng đầu cơ quan báo chí'],
    ] as const
    for (const [category, name] of groups) {
      const problem = await refusalOf(registration(place, { ...resident, category }))
      expect(problem).toMatchObject({ code: 'other-authority', data: { name } })
      expect(problem.detail).toContain(`do ${name} cấp`)
    }
  })

  test('lives in one of the three zones', async () => {
    for (const zone of [null, 'V4'])
      expect(await refusalOf(registration(place, { ...resident, zone }))).toMatchObject({
        data: { fields: 'zone' },
      })
    const green = await register(place, { ...resident, zone: 'V3', places: ['V3'] })
    expect(green.zone).toEqual({ code: 'V3', label: 'Vùng 3 – phía tây và phía nam' })
  })

  describeAsides(
    () => place,
    () => resident,
  )
})

describe('a market card', () => {
  test('stands on the list of the area policeman, who also takes it to the household', async () => {
    for (const parity of ['Ngày lẻ', 'Ngày chẵn']) {
      const { seen, way } = await walkToSeal(place, await register(place, household(parity), 'police'))
      expect(way).toEqual(['registered', 'approved', 'sealed'])
      expect(seen.history[0]).toMatchObject({ act: 'register', who: 'Phạm Văn Hùng', role: 'area-police' })
      const { said, code, content } = await printsPaper(place, 'market-card-slip', seen)
      for (const words of ['Tổ 5 – hộ Trần Thị Mẫu', 'Chợ Ví Dụ']) expect(said).toContain(words)
      expect(said.toLocaleLowerCase('vi')).toContain(parity.toLocaleLowerCase('vi'))
      expect(content.kind).toBe('market-card')
      expect((await handsOver(place, 'police', seen, code)).state).toBe('handed-over')
    }
  })

  test('is not approved by whoever drew up the list', async () => {
    const seen = await register(place, household('Ngày lẻ'), 'manyHats')
    expect(await refusalOf(tries(place.people.manyHats, 'approve', seen))).toMatchObject({
      code: 'four-eyes',
    })
    const approved = await does(place, 'official', 'approve', seen)
    expect((await seals(place, approved)).state).toBe('sealed')
  })
})

describe('an organisation', () => {
  let list: Case

  test('is confirmed with its list of workers and has one code', async () => {
    const { seen, way } = await walkToSeal(place, await register(place, unit))
    expect(way).toEqual(['registered', 'verified', 'approved', 'sealed'])
    const { said, code, content } = await printsPaper(place, 'organisation-paper', seen)
    for (const words of ['CÔNG TY ĐIỆN NƯỚC MẪU', '0101234567', 'Ngô Văn Thợ', 'Ngô Thị Nước', route])
      expect(said).toContain(words)
    expect(said).not.toContain('Phương án')
    expect(content).toMatchObject({ kind: 'organisation', name: 'Công ty Điện nước Mẫu' })
    list = await handsOver(place, 'clerk', seen, code)
    expect(list.state).toBe('handed-over')
    const receipt = await prints(place, 'receipt', list)
    expect(receipt.said).toContain('lienhe@dien-nuoc-mau.example')
  })

  test('has permits for those on its list, on their registered way, and for nobody else', async () => {
    const others = [worker('001080009009', list), worker('001080009001', list, 'Đường khác')]
    for (const told of others)
      expect(await refusalOf(registration(place, told))).toMatchObject({ code: 'not-listed' })
    const found = await place.people.clerk(api.searchLists, {
      body: { procedure: 'organisation', text: '0009001' },
    })
    expect(found.lists).toMatchObject([{ caseId: list.caseId, people: 2 }])
    const { seen } = await walkToSeal(place, await register(place, worker('001080009001', list)))
    expect(seen.listedBy).toEqual({ caseId: list.caseId, name: 'Công ty Điện nước Mẫu' })
    const { code, content } = await printsPaper(place, 'permit', seen)
    expect(content.organisation).toBe('Công ty Điện nước Mẫu')
    expect((await handsOver(place, 'clerk', seen, code)).state).toBe('handed-over')
  })

  describeAsides(
    () => place,
    () => unit,
  )
})

for (const told of [resident, household('Ngày lẻ'), unit])
  describeWithdrawn(
    told.procedure,
    () => place,
    async () => (await walkToSeal(place, await register(place, told))).seen,
  )

test('replaying the journal gives the same tables', () => {
  expect(rebuilds(place)).toBe(true)
})
