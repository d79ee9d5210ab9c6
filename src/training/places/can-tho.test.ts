import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dateAt } from '../../domain/calendar.ts'
import type { Case } from '../../contract/desk/cases.ts'
import { dayText } from '../../contract/policy/words.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { describeAsides } from './testing/asides.ts'
import { cityDecides, stateAtCity } from './testing/city.ts'
import { expectEarlierPapers, prints, printsPaper } from './testing/paper.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'
import {
  because,
  does,
  gives,
  handsOver,
  promises,
  register,
  registration,
  seals,
  tries,
  type Told,
} from './testing/walk.ts'
import { describeWithdrawn } from './testing/withdrawn.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace('can-tho-2021')
})
afterAll(() => place.close())

const official: Told = {
  procedure: 'individual',
  category: 2,
  details: { purpose: 'Đi từ nhà đến nơi làm việc và ngược lại', organisation: 'Cục Thống kê Mẫu' },
  more: { position: 'Chuyên viên', 'work-address': 'Số 1 đường Công Sở, Phường Ví Dụ' },
}

/** A case the ward official has put before the city. */
async function submitted(): Promise<Case> {
  const seen = await does(
    place,
    'official',
    'submit',
    await register(place, official),
    'Đã xem giấy giới thiệu',
  )
  expect(seen).toMatchObject({ state: 'submitted', next: 'city-approve', holders: ['city'] })
  return seen
}

test('papers of before stay valid beside the new ones, for whoever has not had their phase', async () => {
  expect(place.pack.earlier).toMatchObject([{ pack: 'vidu-01', effect: 'stay-valid' }])
  await expectEarlierPapers(place)
})

test('who needs no paper is told with the proof they show', () => {
  expect(place.pack.exemptions.map(({ label }) => label)).toEqual([
    'Nhân viên y tế làm nhiệm vụ',
    'Người đi tiêm chủng',
    'Lực lượng vũ trang',
    'Cấp cứu, thiên tai, hỏa hoạn, tai nạn, tang lễ và trường hợp khẩn cấp theo luật',
  ])
})

describe('the four phases', () => {
  test('follow one another, and each names who is in it', () => {
    const days = place.pack.categories.map(({ opens = '' }) => opens)
    expect(days).toHaveLength(4)
    expect(days).toEqual(days.toSorted())
  })

  test('a group is registered from its day on, and told that day before', async () => {
    const today = dateAt(place.ward.ports.clock.now())
    for (const { code, label, opens = '' } of place.pack.categories) {
      const told = { ...official, category: code }
      if (opens <= today) {
        expect((await register(place, told)).category).toBe(code)
        continue
      }
      const problem = await refusalOf(registration(place, told))
      expect(problem).toMatchObject({ code: 'category-not-open', data: { label, from: dayText(opens) } })
      expect(problem.detail).toContain(dayText(opens))
    }
  })
})

describe('what the city decides', () => {
  test('is sealed at the ward when it agrees, and the permit names its decision', async () => {
    const decided = await cityDecides(place, await submitted(), {
      decision: 'approved',
      reference: '128/QĐ-CATP',
    })
    expect(decided).toMatchObject({
      state: 'approved',
      cityReference: '128/QĐ-CATP',
      holders: ['ward-police'],
    })
    expect(decided.history.map(({ act }) => act)).toEqual(['register', 'submit', 'city-approve'])
    const seen = await seals(place, decided)
    expect(seen.permit?.number).toMatch(/\/GĐĐ-CATP$/)
    const { said, code, content } = await printsPaper(place, 'permit', seen)
    for (const words of ['theo văn bản số 128/QĐ-CATP', 'Cục Thống kê Mẫu', 'CHỦ TỊCH'])
      expect(said).toContain(words)
    expect(content.organisation).toBe('Cục Thống kê Mẫu')
    const record = await prints(place, 'case-record', seen)
    for (const words of ['Chuyên viên', 'Số 1 đường Công Sở']) expect(record.said).toContain(words)
    expect((await handsOver(place, 'clerk', seen, code)).state).toBe('handed-over')
  })

  test('ends with a letter of the ward when it refuses, with the city’s reason and number', async () => {
    const refused = await cityDecides(place, await submitted(), {
      decision: 'refused',
      reference: '129/QĐ-CATP',
      reasonCode: 'not-eligible',
    })
    expect(refused).toMatchObject({ state: 'refused', permit: null, holders: ['clerk'] })
    const { said } = await prints(place, 'refusal', refused)
    expect(said).toContain('Không thuộc nhóm đối tượng được cấp')
    expect(said).toContain('129/QĐ-CATP')
    expect((await gives(place, 'notify-refusal', refused)).state).toBe('refusal-notified')
  })

  test('may be waited for longer than promised: with an apology, and in sight all the time', async () => {
    const later = await promises(place, 'official', await submitted(), 3, 'Công an thành phố đang xem xét')
    expect(later).toMatchObject({ state: 'submitted', holders: ['city'] })
    expect((await prints(place, 'apology', later)).said).toContain('Công an thành phố đang xem xét')
    const decided = await cityDecides(place, later, { decision: 'approved', reference: '130/QĐ-CATP' })
    expect(decided.dueAt).toBe(later.dueAt)
  })

  test('is taken back by the ward when the applicant withdraws: the city has nothing to decide any more', async () => {
    const seen = await submitted()
    await expect.poll(() => stateAtCity(place, seen), { timeout: 10_000 }).toBe('waiting')
    const why = ['withdrawn-by-applicant', 'Người nộp rút hồ sơ tại quầy'] as const
    const stopped = await because(place, 'official', 'stop', seen, why)
    expect(stopped).toMatchObject({ state: 'stopped', holders: ['clerk'] })
    expect((await prints(place, 'stop-notice', stopped)).said).toContain(why[1])
    await expect.poll(() => stateAtCity(place, seen), { timeout: 10_000 }).not.toBe('waiting')
    expect((await gives(place, 'notify-stop', stopped)).state).toBe('stop-notified')
  })

  test('is never put before it by whoever registered it', async () => {
    const seen = await register(place, official, 'manyHats')
    expect(await refusalOf(tries(place.people.manyHats, 'submit', seen))).toMatchObject({ code: 'four-eyes' })
    expect(await refusalOf(tries(place.people.official, 'approve', seen))).toMatchObject({
      code: 'step-not-here',
    })
  })
})

test('the paper may be carried as a picture on a telephone', () => {
  expect(place.pack.procedures.map(({ carried }) => carried)).toEqual(['paper-or-phone'])
})

describeAsides(
  () => place,
  () => official,
)

describeWithdrawn(
  'a permit the city granted',
  () => place,
  async () => {
    const said = { decision: 'approved', reference: '131/QĐ-CATP' } as const
    return seals(place, await cityDecides(place, await submitted(), said))
  },
)

test('replaying the journal gives the same tables', () => {
  expect(rebuilds(place)).toBe(true)
})
