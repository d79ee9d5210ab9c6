import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dateAt } from '../../domain/calendar.ts'
import * as api from '../../contract/desk/index.ts'
import { act } from '../../office/testing/applications.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { describeAsides } from './testing/asides.ts'
import { expectEarlierPapers, prints, printsPaper } from './testing/paper.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import {
  does,
  handsOver,
  pays,
  register,
  registration,
  seals,
  tries,
  walkToSeal,
  type Told,
} from './testing/walk.ts'
import { describeWithdrawn } from './testing/withdrawn.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace('c06-2021')
})
afterAll(() => place.close())

const declared: Told = {
  procedure: 'declaration',
  category: 2,
  details: { purpose: 'Giao hàng thiết yếu', route: 'Kho Mẫu – Phường Ví Dụ' },
  more: { checkpoint: 'Chốt cầu Mẫu', direction: 'Vào địa bàn', symptoms: false },
}
const asked: Told = {
  procedure: 'support',
  category: 3,
  details: { purpose: 'Mất việc từ tháng 8' },
  more: { policy: 'Lao động tự do mất việc', proposed: 1_500_000, dependants: 2 },
}
const followed = (
  status: string,
  applicant: NonNullable<Told['applicant']>,
  personId: string | null,
): Told => ({
  procedure: 'status',
  category: 4,
  personId,
  applicant,
  details: { purpose: 'Trạm y tế thông báo' },
  more: { status, 'stay-at': 'Khu cách ly Mẫu' },
})
const permit: Told = {
  procedure: 'permit',
  category: 5,
  details: { purpose: 'Việc gia đình cấp bách' },
}

test('papers of before stay valid beside the new ones', async () => {
  await expectEarlierPapers(place)
})

test('every form can be filled in from the population extract', () => {
  expect(place.pack.procedures.map(({ prefill }) => prefill)).toEqual([true, true, true, true])
})

test('a declaration at a checkpoint is a record: nobody decides it, and its sheet says what was declared', async () => {
  for (const by of ['clerk', 'police'] as const) {
    const seen = await register(place, declared, by)
    expect(seen).toMatchObject({ state: 'recorded', next: 'none', holders: [], permit: null, schedule: null })
    const { said, codes } = await prints(place, 'case-record', seen)
    for (const words of ['Chốt cầu Mẫu', 'Vào địa bàn', 'Giao hàng thiết yếu', 'Kho Mẫu – Phường Ví Dụ'])
      expect(said).toContain(words)
    expect(codes.every((code) => !code.startsWith('VPT'))).toBe(true)
  }
})

describe('support', () => {
  test('is checked at the residence, granted by the ward, and paid against a voucher', async () => {
    const registered = await register(place, asked)
    const receipt = await prints(place, 'receipt', registered)
    for (const words of ['Lao động tự do mất việc', '1.500.000 đồng']) expect(receipt.said).toContain(words)
    const verified = await does(place, 'police', 'verify', registered, 'Đang cư trú, khớp dữ liệu')
    const approved = await does(place, 'official', 'approve', verified)
    expect(approved).toMatchObject({ next: 'pay', holders: ['clerk'] })
    const today = dateAt(place.ward.ports.clock.now())
    const payment = { amount: 1_500_000, paidOn: today, voucher: 'PC-0017' }
    const paid = await pays(place, approved, payment)
    expect(paid).toMatchObject({ state: 'paid', payment, next: 'none' })
    const { said } = await prints(place, 'case-record', paid)
    for (const words of ['1.500.000 đồng', 'PC-0017', 'Lao động tự do mất việc'])
      expect(said).toContain(words)
  })

  test('is never granted and paid by one person, nor paid before it is granted', async () => {
    const seen = await register(place, asked)
    const verified = await does(place, 'police', 'verify', seen)
    const today = dateAt(place.ward.ports.clock.now())
    const payment = { ...act(verified), note: null, amount: 1_000_000, paidOn: today, voucher: 'PC-0018' }
    const early = place.people.clerk(api.payCase, { params: seen, body: payment })
    expect(await refusalOf(early)).toMatchObject({ code: 'case-moved' })
    const approved = await does(place, 'manyHats', 'approve', verified)
    const own = place.people.manyHats(api.payCase, { params: seen, body: { ...payment, ...act(approved) } })
    expect(await refusalOf(own)).toMatchObject({ code: 'four-eyes' })
    expect(
      (await pays(place, approved, { amount: 1_000_000, paidOn: today, voucher: 'PC-0018' })).state,
    ).toBe('paid')
  })

  describeAsides(
    () => place,
    () => asked,
  )
})

describe('the status list', () => {
  const applicant = { idNumber: '001190007001', fullName: 'Hồ Thị Mẫu' }

  test('keeps at home whoever it says so of, until it says otherwise', async () => {
    const registered = await register(place, followed('F1', applicant, null), 'police')
    const recorded = await does(place, 'manyHats', 'verify', registered)
    expect(recorded).toMatchObject({ state: 'recorded', next: 'none' })
    expect((await prints(place, 'case-record', recorded)).said).toContain('Khu cách ly Mẫu')
    const { personId } = recorded.applicant
    const wanted: Told = { ...permit, applicant, personId }
    const problem = await refusalOf(registration(place, wanted))
    expect(problem).toMatchObject({ code: 'movement-held', data: { status: 'F1' } })
    expect(problem.detail).toContain('trạm y tế phường')
    // A declaration at a checkpoint is taken all the same: it lets nobody go.
    expect((await register(place, { ...declared, applicant, personId })).state).toBe('recorded')

    const ended = await register(place, followed('Kết thúc theo dõi', applicant, personId))
    expect(await refusalOf(registration(place, wanted))).toMatchObject({ code: 'movement-held' })
    await does(place, 'police', 'verify', ended)
    expect((await register(place, wanted)).state).toBe('registered')
  })

  test('keeps a paper from being sealed and handed over to whoever was put on it meanwhile', async () => {
    const traveller = { idNumber: '001190007003', fullName: 'Hồ Văn Mẫu' }
    const list = async (status: string) => {
      place.ward.ports.clock.advance(1000)
      return does(
        place,
        'police',
        'verify',
        await register(place, { ...followed(status, traveller, null), confirmed: ['somebody-else'] }),
      )
    }
    const held = { code: 'movement-held', data: { status: 'F0' } }
    const verified = await does(
      place,
      'police',
      'verify',
      await register(place, { ...permit, applicant: traveller }),
    )
    const approved = await does(place, 'official', 'approve', verified)
    const { sealer, clerk } = place.people
    const pin = colleagues.sealer.pin ?? ''
    await list('F0')
    const seal = sealer(api.sealCase, { params: approved, body: { ...act(approved), pin } })
    expect(await refusalOf(seal)).toMatchObject(held)
    await list('Kết thúc theo dõi')
    const seen = await seals(place, approved)
    const { code } = await printsPaper(place, 'permit', seen)

    await list('F0')
    const stamped = await clerk(api.readCase, { params: seen })
    expect(stamped).toMatchObject({ state: 'sealed', next: 'hand-over', movementHeld: 'F0' })
    expect(stamped.may).not.toContain('hand-over')
    const given = clerk(api.handOver, { params: seen, body: { ...act(seen), scannedText: code } })
    expect(await refusalOf(given)).toMatchObject(held)
    const again = { ...act(seen), pin, reason: 'lost' as const }
    expect(await refusalOf(sealer(api.replacePaper, { params: seen, body: again }))).toMatchObject(held)
    // What is left: the paper is withdrawn and its case stopped, or the list lets them go.
    expect((await place.people.official(api.readCase, { params: seen })).may).toContain('withdraw')
    await list('Kết thúc theo dõi')
    expect((await handsOver(place, 'clerk', seen, code)).state).toBe('handed-over')
  })

  test('is not written down by whoever reported it', async () => {
    const seen = await register(place, followed('F0', { idNumber: '001190007002' }, null), 'manyHats')
    expect(await refusalOf(tries(place.people.manyHats, 'verify', seen))).toMatchObject({ code: 'four-eyes' })
  })
})

describe('a permit', () => {
  test('goes the whole way', async () => {
    const { seen, way } = await walkToSeal(place, await register(place, permit))
    expect(way).toEqual(['registered', 'verified', 'approved', 'sealed'])
    const { code, content } = await printsPaper(place, 'permit', seen)
    expect(content.number).toMatch(/\/GĐĐ-CAP$/)
    expect((await handsOver(place, 'clerk', seen, code)).state).toBe('handed-over')
  })

  describeAsides(
    () => place,
    () => permit,
  )
})

describeWithdrawn(
  'a permit',
  () => place,
  async () => (await walkToSeal(place, await register(place, permit))).seen,
)

test('replaying the journal gives the same tables', () => {
  expect(rebuilds(place)).toBe(true)
})
