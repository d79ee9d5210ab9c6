import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import { act } from '../../office/testing/applications.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { describeAsides } from './testing/asides.ts'
import { expectEarlierPapers, prints, printsPaper } from './testing/paper.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import { does, handsOver, register, registration, tries, walkToSeal, type Told } from './testing/walk.ts'
import { describeWithdrawn } from './testing/withdrawn.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace('tien-giang-2021')
})
afterAll(() => place.close())

const hours = { windows: [[300, 1200]] } satisfies Told['schedule']
const resident: Told = {
  procedure: 'resident',
  category: 4,
  zone: 'CAM',
  schedule: hours,
  details: { purpose: 'Vận chuyển nông sản, thủy sản', route: 'Ấp Mẫu – Chợ Thử Mẫu và về' },
  more: { goods: 'Thanh long, 2 tấn' },
}
const slip = (windows: [number, number][]): Told => ({
  procedure: 'market-slip',
  category: 5,
  zone: 'DO',
  places: ['CHO-TM'],
  schedule: { windows },
  details: { purpose: 'Mua lương thực, thực phẩm, hàng thiết yếu' },
  more: { household: 'Ấp 3 – hộ Đặng Thị Mẫu', members: 5, visits: 2, 'visits-days': 7 },
})

test('papers of before hold until the day the rules name, side by side with the new ones', async () => {
  expect(place.pack.earlier).toMatchObject([{ pack: 'vidu-01', effect: 'valid-until', until: '2026-12-15' }])
  await expectEarlierPapers(place)
})

test('who needs no paper is told to the clerk before anything is filled in', () => {
  expect(place.pack.exemptions.map(({ label }) => label)).toEqual([
    'Cấp cứu, tai nạn, hỏa hoạn, thiên tai',
    'Đi tiêm chủng vắc-xin',
  ])
})

describe('the five groups', () => {
  test('the first two are sent to those who issue for them', async () => {
    const groups = [
      [1, 'Ban Quản lý các khu công nghiệp, sở quản lý ngành hoặc UBND cấp huyện'],
      [2, 'Thủ trưởng cơ quan'],
    ] as const
    for (const [category, name] of groups)
      expect(await refusalOf(registration(place, { ...resident, category }))).toMatchObject({
        code: 'other-authority',
        data: { name },
      })
  })

  test('each may be registered only where its zone has it', async () => {
    const red = await refusalOf(registration(place, { ...resident, zone: 'DO' }))
    expect(red).toMatchObject({ code: 'zone-not-allowed', data: { zone: 'Vùng đỏ – nguy cơ cao' } })
    expect(red.detail).toContain('trung tâm chỉ huy')
    const green = await refusalOf(registration(place, { ...slip([[360, 480]]), zone: 'XANH' }))
    expect(green).toMatchObject({ code: 'zone-not-allowed', data: { zone: 'Vùng xanh – bình thường mới' } })
  })

  test('everybody travels between five in the morning and eight in the evening, and says when', async () => {
    for (const windows of [[], [[240, 600]], [[600, 1260]]] as [number, number][][])
      expect(await refusalOf(registration(place, { ...resident, schedule: { windows } }))).toMatchObject({
        data: { fields: 'schedule.windows' },
      })
  })
})

describe('a resident', () => {
  test('gets a permit with way, hours and goods, under the number of the province’s system', async () => {
    const { seen, way } = await walkToSeal(place, await register(place, resident))
    expect(way).toEqual(['registered', 'verified', 'approved', 'sealed'])
    expect(seen.number).toMatch(/^TG\.39901-\d{6}-A\d{5}$/)
    const { said, code, content } = await printsPaper(place, 'permit', seen)
    for (const words of [
      'Ấp Mẫu – Chợ Thử Mẫu và về',
      '05 giờ 00 đến 20 giờ 00',
      'Thanh long, 2 tấn',
      'Vùng cam',
    ])
      expect(said).toContain(words)
    expect(content.windows).toEqual([[300, 1200]])
    expect((await handsOver(place, 'clerk', seen, code)).state).toBe('handed-over')
  })

  test('without a smartphone is registered at the desk, with somebody who hears for them', async () => {
    const told = { ...resident, procedure: 'no-smartphone', more: { helper: 'Tổ trưởng Bùi Văn Mẫu' } }
    const registered = await register(place, told)
    expect((await prints(place, 'receipt', registered)).said).toContain('Tổ trưởng Bùi Văn Mẫu')
    const { seen } = await walkToSeal(place, registered)
    const { code } = await printsPaper(place, 'permit', seen)
    // At the desk, or by the area policeman at their door.
    expect((await handsOver(place, 'police', seen, code)).state).toBe('handed-over')
  })

  test('is never examined and decided by one person', async () => {
    const seen = await register(place, resident)
    const verified = await does(place, 'manyHats', 'verify', seen)
    expect(await refusalOf(tries(place.people.manyHats, 'approve', verified))).toMatchObject({
      code: 'four-eyes',
    })
  })

  describeAsides(
    () => place,
    () => resident,
  )
})

test('forces mobilised by the ward travel in the red zone too, decided by its command centre', async () => {
  const told: Told = {
    procedure: 'mobilised',
    category: 3,
    zone: 'DO',
    schedule: hours,
    details: { purpose: 'Làm nhiệm vụ phòng, chống dịch', organisation: 'Tổ Covid cộng đồng số 5' },
  }
  const { seen, way } = await walkToSeal(place, await register(place, told))
  expect(way).toEqual(['registered', 'approved', 'sealed'])
  const { said, code } = await printsPaper(place, 'permit', seen)
  for (const words of ['Tổ Covid cộng đồng số 5', 'Vùng đỏ']) expect(said).toContain(words)
  expect((await handsOver(place, 'clerk', seen, code)).state).toBe('handed-over')
})

describe('market slips of a risk zone', () => {
  test('are split by the hours in which a household goes', async () => {
    const shifts: [number, number][] = [
      [360, 480],
      [900, 1020],
    ]
    const printed = ['06 giờ 00', '15 giờ 00']
    for (const [at, window] of shifts.entries()) {
      const { seen } = await walkToSeal(place, await register(place, slip([window])))
      const { said, code, content } = await printsPaper(place, 'market-card-slip', seen)
      expect(content.windows).toEqual([window])
      expect(said.replace(/(\d\d):(\d\d)/g, '$1 giờ $2')).toContain(printed[at])
      expect(said).toContain('Chợ Thử Mẫu')
      expect((await handsOver(place, 'police', seen, code)).state).toBe('handed-over')
    }
  })
})

describe('an account that is limited to its own groups', () => {
  const limit = (user: string, categories: number[] | null) =>
    place.people.administrator(api.scopeStaff, {
      params: { user },
      body: { scope: categories && { pack: 'tien-giang-2021', categories } },
    })
  const mine = async (who: 'police' | 'manyHats', { caseId }: Case) => {
    const { items } = await place.people[who](api.listQueue, { query: { queue: 'mine' } })
    return items.some((item) => item.caseId === caseId)
  }

  test('has only those to do; the others stay with colleagues who have them', async () => {
    await limit(colleagues.police.user, [5])
    const seen = await register(place, resident)
    expect(await mine('police', seen)).toBe(false)
    expect(await mine('manyHats', seen)).toBe(true)
    const tried = place.people.police(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
    expect(await refusalOf(tried)).toMatchObject({ code: 'out-of-scope' })
    const household = await register(place, slip([[360, 480]]))
    expect(await mine('police', household)).toBe(true)
    await limit(colleagues.police.user, null)
    expect(await mine('police', seen)).toBe(true)
  })

  test('registers nobody of another group', async () => {
    await limit(colleagues.clerk.user, [5])
    expect(await refusalOf(registration(place, resident))).toMatchObject({ code: 'out-of-scope' })
    await limit(colleagues.clerk.user, null)
    expect((await register(place, resident)).state).toBe('registered')
  })
})

for (const told of [resident, slip([[360, 480]])])
  describeWithdrawn(
    told.procedure,
    () => place,
    async () => (await walkToSeal(place, await register(place, told))).seen,
  )

test('replaying the journal gives the same tables', () => {
  expect(rebuilds(place)).toBe(true)
})
