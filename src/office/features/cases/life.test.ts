import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { act, application, caseUntil, printed } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { readBack, words } from '../../sheets/testing/read-back.ts'

let ward: StaffedOffice
let clerk: Call
let police: Call
let official: Call
let sealer: Call
beforeAll(async () => {
  ward = await staffedOffice()
  await signIn()
})
async function signIn() {
  clerk = await ward.as('clerk')
  police = await ward.as('police')
  official = await ward.as('official')
  sealer = await ward.as('sealer')
}
afterAll(() => ward.close())

const now = () => ward.ports.clock.now()
const noted = (seen: Pick<Case, 'version'>) => ({ ...act(seen), note: null })
const acts = (seen: Case) => seen.history.map((entry) => entry.act)
const textOf = async (seen: Case, sheet: string) => {
  const pdf = await clerk(api.readSheet, { params: { caseId: seen.caseId, sheet } })
  const bytes = new Uint8Array(await pdf.arrayBuffer())
  return readBack(bytes, ({ text }) => words(text))
}

describe('an application that is returned', () => {
  test('is completed by the counter, verified again and goes on', async () => {
    const returned = await caseUntil(ward, 'returned')
    expect(returned).toMatchObject({ state: 'returned', reason: 'Thiếu giấy hẹn khám của bệnh viện' })
    const mine = (await clerk(api.listQueue, { query: { queue: 'mine' } })).items
    expect(mine.find(({ caseId }) => caseId === returned.caseId)).toMatchObject({ next: 'complete' })
    const corrected = { ...application(now()), applicant: returned.applicant, personId: null }
    const completed = await clerk(api.completeCase, {
      params: returned,
      body: { ...act(returned), ...corrected, details: { ...corrected.details, purpose: 'Tái khám' } },
    })
    expect(completed).toMatchObject({ state: 'registered', reason: null, details: { purpose: 'Tái khám' } })
    expect(completed.applicant.personId).toBe(returned.applicant.personId)
    const verified = await police(api.verifyCase, { params: completed, body: noted(completed) })
    const approved = await official(api.approveCase, { params: verified, body: noted(verified) })
    expect(acts(approved)).toEqual(['register', 'return', 'complete', 'verify', 'approve'])
    expect(approved.version).toBe(5)
  })

  test('gets its completion request on paper, in the words of whoever returned it', async () => {
    const returned = await caseUntil(ward, 'returned')
    const text = await textOf(returned, 'completion-request')
    expect(text).toContain('Thiếu giấy hẹn khám của bệnh viện')
    expect(text).toContain(returned.applicant.fullName)
    expect(text).toContain(returned.number)
    expect((await refusalOf(textOf(returned, 'refusal'))).code).toBe('not-found')
  })

  test('completed under another person’s number asks whether it is that person', async () => {
    const other = await caseUntil(ward, 'registered')
    const returned = await caseUntil(ward, 'returned')
    const { idNumber } = other.applicant
    const complete = (confirmed: 'somebody-else'[], personId: string | null = null) =>
      clerk(api.completeCase, {
        params: returned,
        body: {
          ...act(returned),
          ...application(now(), { applicant: { ...returned.applicant, idNumber } }),
          confirmed,
          personId,
        },
      })
    expect((await refusalOf(complete([]))).code).toBe('duplicate-person')
    const completed = await complete([], other.applicant.personId)
    expect(completed.applicant.personId).toBe(other.applicant.personId)
  })
})

describe('an approved application that cannot be sealed as it stands', () => {
  test('goes back to the counter with the reason, and comes again by the whole way', async () => {
    const approved = await caseUntil(ward, 'approved')
    const body = { ...act(approved), reasonCode: 'days-over', note: 'Thời hạn đề nghị đã qua' }
    const back = await sealer(api.sendBackCase, { params: approved, body })
    expect(back).toMatchObject({ state: 'returned', reason: 'Thời hạn đề nghị đã qua' })
    expect(await textOf(back, 'completion-request')).toContain('Thời hạn đề nghị đã qua')
    const { items } = await clerk(api.listQueue, { query: { queue: 'mine' } })
    expect(items.find(({ caseId }) => caseId === back.caseId)).toMatchObject({ next: 'complete' })
    const completed = await clerk(api.completeCase, {
      params: back,
      body: { ...act(back), ...application(now()), applicant: back.applicant },
    })
    expect(completed).toMatchObject({ state: 'registered', reason: null })
    const verified = await police(api.verifyCase, { params: completed, body: noted(completed) })
    const again = await official(api.approveCase, { params: verified, body: noted(verified) })
    expect(acts(again)).toEqual([
      'register',
      'verify',
      'approve',
      'send-back',
      'complete',
      'verify',
      'approve',
    ])
    expect((await sealer(api.readCase, { params: again })).may).toEqual(['seal', 'send-back', 'print'])
  })

  test('is sent back by whoever approved it too, and by nobody once it is sealed or refused', async () => {
    const manyHats = await ward.as('manyHats')
    const verified = await caseUntil(ward, 'verified')
    const approved = await manyHats(api.approveCase, { params: verified, body: noted(verified) })
    const body = { ...act(approved), reasonCode: 'wrong-identity', note: 'Sai số giấy tờ' }
    expect((await manyHats(api.sendBackCase, { params: approved, body })).state).toBe('returned')
    const refused = await caseUntil(ward, 'refused')
    const late = { ...act(refused), reasonCode: 'wrong-identity', note: 'Sai số giấy tờ' }
    expect((await refusalOf(manyHats(api.sendBackCase, { params: refused, body: late }))).code).toBe(
      'case-moved',
    )
  })
})

describe('an application that is refused', () => {
  test('has a letter with the reason, and closes when the applicant has it', async () => {
    const refused = await caseUntil(ward, 'refused')
    expect(refused).toMatchObject({ state: 'refused', reason: 'Chưa đủ căn cứ về sự cần thiết đi lại' })
    const text = await textOf(refused, 'refusal')
    expect(text).toContain('Chưa đủ căn cứ về sự cần thiết đi lại')
    expect(text).toContain(refused.applicant.fullName)
    await printed(clerk, refused.caseId, 'refusal')
    const closed = await clerk(api.notifyRefusal, { params: refused, body: act(refused) })
    expect(closed.state).toBe('refusal-notified')
    expect(acts(closed)).toEqual(['register', 'verify', 'refuse', 'print', 'notify-refusal'])
    const { items } = await clerk(api.listQueue, { query: { queue: 'closed' } })
    expect(items[0]).toMatchObject({ caseId: refused.caseId, next: 'none', blocked: false })
  })

  test('is never sealed or handed over', async () => {
    const refused = await caseUntil(ward, 'refused')
    const body = { ...act(refused), pin: '258036' }
    expect((await refusalOf(sealer(api.sealCase, { params: refused, body }))).code).toBe('case-moved')
    const handOver = { ...act(refused), scannedText: 'VP1:XX' }
    expect((await refusalOf(clerk(api.handOver, { params: refused, body: handOver }))).code).toBe(
      'case-moved',
    )
  })

  test.each([
    { route: api.returnCase, until: 'registered', name: 'police' },
    { route: api.refuseCase, until: 'verified', name: 'official' },
    { route: api.sendBackCase, until: 'approved', name: 'sealer' },
  ] as const)('needs a reason in words: $route.path', async ({ route, until, name }) => {
    const seen = await caseUntil(ward, until)
    const who = await ward.as(name)
    for (const note of ['', '   ']) {
      const body = { ...act(seen), reasonCode: 'not-necessary', note }
      expect((await refusalOf(who(route, { params: seen, body }))).data).toEqual({ fields: 'note' })
    }
  })
})

describe('two people at one case', () => {
  test('the second is told where it stands and who was there first; nothing is written', async () => {
    const seen = await caseUntil(ward, 'registered')
    const verified = await police(api.verifyCase, { params: seen, body: noted(seen) })
    const late = await refusalOf(
      police(api.returnCase, {
        params: seen,
        body: { ...act(seen), reasonCode: 'details-unclear', note: 'Chưa rõ' },
      }),
    )
    expect(late).toMatchObject({
      status: 409,
      code: 'case-moved',
      data: { state: 'verified', who: colleagues.police.fullName },
    })
    expect(late.detail).toContain(colleagues.police.fullName)
    expect((await police(api.readCase, { params: seen })).version).toBe(verified.version)
  })

  test('an act on what somebody saw before it was returned and completed is refused', async () => {
    const seen = await caseUntil(ward, 'returned')
    const body = { ...act(seen), ...application(now()), applicant: seen.applicant }
    const completed = await clerk(api.completeCase, { params: seen, body })
    const stale = { ...act({ version: 1 }), note: null }
    expect(await refusalOf(police(api.verifyCase, { params: completed, body: stale }))).toMatchObject({
      code: 'case-moved',
      data: { state: 'registered', who: colleagues.clerk.fullName },
    })
  })

  test('printing in between does not put off whoever decides', async () => {
    const seen = await caseUntil(ward, 'registered')
    await printed(clerk, seen.caseId, 'receipt')
    expect((await police(api.verifyCase, { params: seen, body: noted(seen) })).state).toBe('verified')
  })
})

describe('an act that is sent again', () => {
  const repeats: readonly (readonly [string, () => Promise<() => Promise<Case>>])[] = [
    [
      'register',
      async () => {
        const body = application(now())
        return () => clerk(api.registerCase, { body })
      },
    ],
    [
      'verify',
      async () => {
        const seen = await caseUntil(ward, 'registered')
        const body = noted(seen)
        return () => police(api.verifyCase, { params: seen, body })
      },
    ],
    [
      'return',
      async () => {
        const seen = await caseUntil(ward, 'registered')
        const body = { ...act(seen), reasonCode: 'papers-missing', note: 'Thiếu giấy' }
        return () => police(api.returnCase, { params: seen, body })
      },
    ],
    [
      'complete',
      async () => {
        const seen = await caseUntil(ward, 'returned')
        const body = { ...act(seen), ...application(now()), applicant: seen.applicant }
        return () => clerk(api.completeCase, { params: seen, body })
      },
    ],
    [
      'approve',
      async () => {
        const seen = await caseUntil(ward, 'verified')
        const body = noted(seen)
        return () => official(api.approveCase, { params: seen, body })
      },
    ],
    [
      'send-back',
      async () => {
        const seen = await caseUntil(ward, 'approved')
        const body = { ...act(seen), reasonCode: 'days-over', note: 'Đã quá ngày' }
        return () => sealer(api.sendBackCase, { params: seen, body })
      },
    ],
    [
      'notify-refusal',
      async () => {
        const seen = await caseUntil(ward, 'refused')
        const body = act(seen)
        return () => clerk(api.notifyRefusal, { params: seen, body })
      },
    ],
  ]

  test.each(repeats)('%s: one answer, one entry, one event', async (_, prepare) => {
    const again = await prepare()
    const first = await again()
    const head = ward.office().core.desk()?.journal.head()
    const [second, third] = await Promise.all([again(), again()])
    expect([second, third]).toEqual([first, first])
    expect(ward.office().core.desk()?.journal.head()).toEqual(head)
    await ward.restart()
    await signIn()
    expect(await again()).toEqual(first)
  })

  test('under the id of an act on another case does not look as if it were done', async () => {
    const one = await caseUntil(ward, 'registered')
    const other = await caseUntil(ward, 'registered')
    const body = noted(one)
    await police(api.verifyCase, { params: one, body })
    expect(await refusalOf(police(api.verifyCase, { params: other, body }))).toMatchObject({
      code: 'invalid-input',
      data: { fields: 'actId' },
    })
    const unknown = { caseId: randomUUID() }
    expect((await refusalOf(police(api.verifyCase, { params: unknown, body: noted(one) }))).code).toBe(
      'not-found',
    )
  })
})
