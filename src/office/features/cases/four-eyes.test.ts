import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CaseAct, fourEyes } from '../../../domain/case.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import type { EventName } from '../../../contract/events.ts'
import type { EventDraft } from '../../journal/journal.ts'
import { act, application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
/** One person who has every role that decides something. */
let thinh: Call
beforeAll(async () => {
  ward = await staffedOffice()
  thinh = await ward.as('manyHats')
})
afterAll(() => ward.close())

const now = () => ward.ports.clock.now()
const reason = { reasonCode: 'papers-missing', note: 'Thiếu giấy hẹn khám' }

/** Each deciding act, as a call on a case somebody has just seen. */
const deciding = {
  verify: (who: Call, seen: Case) =>
    who(api.verifyCase, { params: seen, body: { ...act(seen), note: null } }),
  return: (who: Call, seen: Case) => who(api.returnCase, { params: seen, body: { ...act(seen), ...reason } }),
  complete: (who: Call, seen: Case) =>
    who(api.completeCase, {
      params: seen,
      body: { ...act(seen), ...application(now()), applicant: seen.applicant },
    }),
  approve: (who: Call, seen: Case) =>
    who(api.approveCase, { params: seen, body: { ...act(seen), note: null } }),
  refuse: (who: Call, seen: Case) =>
    who(api.refuseCase, { params: seen, body: { ...act(seen), ...reason, reasonCode: 'not-necessary' } }),
  seal: (who: Call, seen: Case) => who(api.sealCase, { params: seen, body: { ...act(seen), pin: '470258' } }),
} as const
type Deciding = keyof typeof deciding

/** How a case comes to the point where `Thịnh` may be asked for the later act, having done the earlier one. */
const roads: readonly (readonly [Deciding, 'register' | Deciding, () => Promise<Case>])[] = [
  ['verify', 'register', () => thinh(api.registerCase, { body: application(now()) })],
  ['return', 'register', () => thinh(api.registerCase, { body: application(now()) })],
  ['verify', 'complete', async () => deciding.complete(thinh, await caseUntil(ward, 'returned'))],
  ['return', 'complete', async () => deciding.complete(thinh, await caseUntil(ward, 'returned'))],
  ['approve', 'register', verifiedAfterRegister],
  ['refuse', 'register', verifiedAfterRegister],
  ['approve', 'verify', async () => deciding.verify(thinh, await caseUntil(ward, 'registered'))],
  ['refuse', 'verify', async () => deciding.verify(thinh, await caseUntil(ward, 'registered'))],
  ['approve', 'complete', verifiedAfterComplete],
  ['refuse', 'complete', verifiedAfterComplete],
  ['approve', 'return', verifiedAfterReturn],
  ['refuse', 'return', verifiedAfterReturn],
  ['seal', 'approve', async () => deciding.approve(thinh, await caseUntil(ward, 'verified'))],
]

async function verifiedAfterRegister() {
  const seen = await thinh(api.registerCase, { body: application(now()) })
  return deciding.verify(await ward.as('police'), seen)
}
async function verifiedAfterComplete() {
  const seen = await deciding.complete(thinh, await caseUntil(ward, 'returned'))
  return deciding.verify(await ward.as('police'), seen)
}
async function verifiedAfterReturn() {
  const seen = await deciding.return(thinh, await caseUntil(ward, 'registered'))
  return deciding.verify(await ward.as('police'), await deciding.complete(await ward.as('clerk'), seen))
}

test('the roads below are all pairs that four eyes forbid in the shipped chain', () => {
  // Of the steps the shipped pack has; the triggers of the database are tried with every pair there is.
  const acts = new Set<string>(['register', ...Object.keys(deciding)])
  const pairs = Object.entries(fourEyes)
    .filter(([later]) => acts.has(later))
    .flatMap(([later, earlier]) => earlier.filter((one) => acts.has(one)).map((one) => `${later} ${one}`))
  expect(roads.map(([later, earlier]) => `${later} ${earlier}`).toSorted()).toEqual(pairs.toSorted())
})

describe.each(roads)('nobody does %s who did %s, although they have both roles', (later, earlier, road) => {
  test('the office refuses it, says why, and shows it before it is tried', async () => {
    const seen = await road()
    const mine = await thinh(api.readCase, { params: seen })
    expect(mine.forbidden).toContainEqual({ act: later, because: earlier })
    expect(mine.may).not.toContain(later)
    expect(await refusalOf(deciding[later](thinh, seen))).toMatchObject({
      status: 403,
      code: 'four-eyes',
      data: { act: earlier },
    })
    expect((await thinh(api.readCase, { params: seen })).version).toBe(seen.version)
  })

  test('the database refuses it too, when a program writes past the office', async () => {
    const { caseId, version } = await road()
    const desk = ward.office().core.desk()
    const before = desk?.journal.head()
    const write = () => desk?.journal.command((writing) => writing.append(forged(later, caseId, version)))
    expect(write).toThrow('four-eyes')
    expect(desk?.journal.head()).toEqual(before)
  })
})

const eventOf: Readonly<Record<Exclude<Deciding, 'complete'>, EventName>> = {
  verify: 'case.verified',
  return: 'case.returned',
  approve: 'case.approved',
  refuse: 'case.refused',
  seal: 'permit.sealed',
}

function forged(later: CaseAct, subject: string, baseVer: number): EventDraft {
  // Only the acts of the roads are asked for; the body does not matter to the trigger.
  return {
    type: eventOf[later as keyof typeof eventOf],
    id: randomUUID(),
    subject,
    baseVer,
    actor: { user: colleagues.manyHats.user, role: 'ward-official', session: 's-forged' },
    body: {
      reasonCode: 'x',
      permitNumber: `X${randomUUID().slice(0, 4)}/X`,
      tokenSha256: randomUUID(),
      kid: randomUUID(),
      series: 1,
      index: 1,
    },
    personal: null,
  } as unknown as EventDraft
}

test('in the queue of somebody with many hats, what four eyes forbid stands there as blocked', async () => {
  const seen = await thinh(api.registerCase, { body: application(now()) })
  const { items } = await thinh(api.listQueue, { query: { queue: 'mine' } })
  expect(items.find(({ caseId }) => caseId === seen.caseId)).toMatchObject({ next: 'verify', blocked: true })
  const police = await ward.as('police')
  const theirs = await police(api.listQueue, { query: { queue: 'mine' } })
  expect(theirs.items.find(({ caseId }) => caseId === seen.caseId)).toMatchObject({ blocked: false })
})
