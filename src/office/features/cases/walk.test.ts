import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type CaseAct,
  destinationOf,
  fourEyes,
  isClosed,
  isPossible,
  movesCase,
} from '../../../domain/case.ts'
import type { Role } from '../../../domain/roles.ts'
import { type Call, ProblemError } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { act, application } from '../../testing/applications.ts'
import {
  type ColleagueName,
  colleagues,
  type StaffedOffice,
  staffedOffice,
} from '../../testing/staffed-office.ts'

/** Who takes part: enough people that four eyes can always be found. */
const walkers = ['clerk', 'police', 'official', 'manyHats'] as const satisfies ColleagueName[]
type Walker = (typeof walkers)[number]

let ward: StaffedOffice
let calls: Readonly<Record<Walker, Call>>
beforeAll(async () => {
  ward = await staffedOffice()
  const [clerk, police, official, manyHats] = await Promise.all(walkers.map((name) => ward.as(name)))
  calls = { clerk: clerk!, police: police!, official: official!, manyHats: manyHats! }
})
afterAll(() => ward.close())

const reason = { reasonCode: 'papers-missing', note: 'Thiếu giấy' }
const steps = {
  verify: (who: Call, seen: Case) =>
    who(api.verifyCase, { params: seen, body: { ...act(seen), note: null } }),
  return: (who: Call, seen: Case) => who(api.returnCase, { params: seen, body: { ...act(seen), ...reason } }),
  complete: (who: Call, seen: Case) =>
    who(api.completeCase, {
      params: seen,
      body: { ...act(seen), ...application(ward.ports.clock.now()), applicant: seen.applicant },
    }),
  approve: (who: Call, seen: Case) =>
    who(api.approveCase, { params: seen, body: { ...act(seen), note: null } }),
  refuse: (who: Call, seen: Case) =>
    who(api.refuseCase, { params: seen, body: { ...act(seen), ...reason, reasonCode: 'not-necessary' } }),
  'send-back': (who: Call, seen: Case) =>
    who(api.sendBackCase, { params: seen, body: { ...act(seen), ...reason } }),
  'notify-refusal': (who: Call, seen: Case) => who(api.notifyRefusal, { params: seen, body: act(seen) }),
  stop: (who: Call, seen: Case) =>
    who(api.stopCase, { params: seen, body: { ...act(seen), ...reason, reasonCode: 'obstacle' } }),
  'notify-stop': (who: Call, seen: Case) => who(api.notifyStop, { params: seen, body: act(seen) }),
  transfer: (who: Call, seen: Case) =>
    who(api.transferCase, {
      params: seen,
      body: { ...act(seen), ...reason, reasonCode: 'moved', ward: '39902' },
    }),
  'confirm-transfer': (who: Call, seen: Case) => who(api.confirmTransfer, { params: seen, body: act(seen) }),
  /** Steps of other packs: always refused here. */
  confirm: (who: Call, seen: Case) =>
    who(api.confirmCase, { params: seen, body: { ...act(seen), note: null } }),
  submit: (who: Call, seen: Case) =>
    who(api.submitCase, { params: seen, body: { ...act(seen), note: null } }),
  print: async (who: Call, seen: Case) => {
    const body = {
      actId: randomUUID(),
      sheet: 'receipt',
      printer: null,
      way: 'pdf' as const,
      reprintReason: 'jammed' as const,
    }
    return (await who(api.printSheet, { params: seen, body })).case
  },
} as const
const walk = fc.array(
  fc.tuple(
    fc.constantFrom(...walkers),
    fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
    // Now and then on what somebody saw long ago.
    fc.boolean(),
  ),
  { maxLength: 14 },
)

test('whatever people try in whatever order, a case stays lawful, somebody always has it, its history is whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      walk,
      fc.constantFrom('clerk' as const, 'manyHats' as const),
      async (tries, registrar) => {
        const registered = await calls[registrar](api.registerCase, {
          body: application(ward.ports.clock.now()),
        })
        let seen = registered
        for (const [walker, step, isStale] of tries) {
          const answer = await steps[step](calls[walker], isStale ? registered : seen).catch(
            refusedWithSentence,
          )
          if (answer) seen = answer
          else seen = await calls.clerk(api.readCase, { params: seen })
          expectLawful(seen)
          await expectHeld(seen)
        }
      },
    ),
    { numRuns: 60 },
  )
})

/** Nothing but an expected no may come of trying. */
function refusedWithSentence(error: unknown): null {
  expect(error).toBeInstanceOf(ProblemError)
  expect((error as ProblemError).problem.code).toMatch(/^(case-moved|four-eyes|not-your-role|step-not-here)$/)
  return null
}

function expectLawful({ history, state, version }: Case): void {
  // Acts in the history come from the closed list.
  const acts = history.map((entry) => entry.act as CaseAct)
  expect(acts[0]).toBe('register')
  expect(
    acts.slice(1).reduce<Case['state'] | null>((before, next) => {
      const after = before === null ? null : (destinationOf(next, undefined) ?? before)
      return after !== null && isPossible(before, next, after) ? after : null
    }, 'registered'),
  ).toBe(state)
  expect(version).toBe(acts.filter(movesCase).length)
  const names = history.map((entry) => entry.who)
  for (const [at, one] of acts.entries()) {
    const forbidding = fourEyes[one] ?? []
    expect(
      acts.slice(0, at).some((earlier, n) => forbidding.includes(earlier) && names[n] === names[at]),
    ).toBe(false)
  }
}

/** Whose turn it is under the shipped pack. */
const holderOf: Readonly<Partial<Record<Case['state'], Role>>> = {
  registered: 'area-police',
  returned: 'clerk',
  verified: 'ward-official',
  approved: 'ward-police',
  refused: 'clerk',
  stopped: 'clerk',
  transferred: 'clerk',
}

/** An open case stands in the queue of the role that has its next act, and in nobody's when it is closed. */
async function expectHeld(seen: Case): Promise<void> {
  for (const walker of walkers) {
    const { items } = await calls[walker](api.listQueue, { query: { queue: 'mine' } })
    const isTheirs = colleagues[walker].roles.includes(holderOf[seen.state] ?? 'administrator')
    // `mine` shows the oldest 500; the walks make fewer cases.
    expect(items.some(({ caseId }) => caseId === seen.caseId)).toBe(isTheirs && !isClosed(seen.state))
  }
}
