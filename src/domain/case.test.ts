import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actRules,
  caseActs,
  caseStates,
  closedStates,
  destinationOf,
  type EarlierAct,
  fourEyes,
  fourEyesConflict,
  isClosed,
  isPossible,
  movesCase,
  ruleOf,
  workingStates,
} from './case.ts'
import { roles } from './roles.ts'

describe('what an act may do under any rule pack', () => {
  test('a case begins with its registration and with nothing else', () => {
    for (const act of caseActs)
      for (const to of caseStates)
        expect(isPossible(null, act, to), `${act} ${to}`).toBe(
          act === 'register' && (to === 'registered' || to === 'recorded'),
        )
  })

  test('from a closed case nothing leads away', () => {
    for (const state of closedStates)
      for (const act of caseActs)
        for (const to of caseStates) if (isPossible(state, act, to)) expect(to, `${state} ${act}`).toBe(state)
  })

  test('no act leads back to a state before it, except completing what was returned', () => {
    const order = ['registered', 'verified', 'confirmed', 'submitted', 'approved', 'sealed'] as const
    for (const from of ['approved', 'sealed'] as const)
      for (const to of order.slice(0, 2))
        for (const act of caseActs) {
          if (act === 'verify') continue
          expect(isPossible(from, act, to), `${from} ${act} ${to}`).toBe(false)
        }
    expect(isPossible('returned', 'complete', 'registered')).toBe(true)
  })

  test('the city decides only what was submitted to it', () => {
    for (const state of caseStates)
      for (const act of ['city-approve', 'city-refuse'] as const)
        for (const to of caseStates) if (isPossible(state, act, to)) expect(state).toBe('submitted')
  })

  test('a paper is stamped, replaced and withdrawn only once it is sealed, and the case stays where it is', () => {
    for (const act of ['stamp', 'replace', 'withdraw'] as const)
      for (const state of caseStates) {
        expect(isPossible(state, act, state), `${act} ${state}`).toBe(
          state === 'sealed' || state === 'handed-over',
        )
        expect(movesCase(act)).toBe(false)
      }
  })

  test('a later day is promised only while something is owed', () => {
    for (const state of caseStates) expect(isPossible(state, 'extend', state), state).toBe(!isClosed(state))
  })

  test('every open state is left by somebody at the office; every state but the first is come to', () => {
    for (const state of caseStates) {
      const leaving = caseActs.filter(
        (act) => movesCase(act) && ruleOf(act).roles.length > 0 && ruleOf(act).from.includes(state),
      )
      expect(leaving.length > 0, state).toBe(!isClosed(state))
      expect(
        caseActs.some((act) => ruleOf(act).to.includes(state)),
        state,
      ).toBe(true)
    }
  })

  test('nothing is the administrator’s, and only the city’s decisions are nobody’s at the office', () => {
    for (const act of caseActs) {
      expect(ruleOf(act).roles).not.toContain('administrator')
      expect(ruleOf(act).roles.length === 0).toBe(act === 'city-approve' || act === 'city-refuse')
    }
    expect(roles).toContain('administrator')
  })
})

describe('where an act leads', () => {
  test('is what it is named after, unless its event says that it was the last step', () => {
    expect(destinationOf('verify', undefined)).toBe('verified')
    expect(destinationOf('verify', 'recorded')).toBe('recorded')
    expect(destinationOf('city-approve', undefined)).toBe('approved')
    expect(destinationOf('hand-over', undefined)).toBe('handed-over')
  })

  test('is nowhere for a place it can never lead to, and for acts that leave the case where it is', () => {
    expect(destinationOf('refuse', 'recorded')).toBeNull()
    expect(destinationOf('seal', 'handed-over')).toBeNull()
    expect(destinationOf('approve', 7)).toBeNull()
    expect(destinationOf('print', undefined)).toBeNull()
  })

  test('is always a place the act may lead to from every state it may be done in', () => {
    for (const act of caseActs) {
      const to = destinationOf(act, undefined)
      if (to === null || act === 'register') continue
      const earlier = ruleOf(act).from.filter((from) => from !== to)
      for (const from of earlier) expect(isPossible(from, act, to), `${from} ${act}`).toBe(true)
    }
  })
})

test('a state is either closed, worked on, or waits for the clerk', () => {
  const withTheClerk = ['returned', 'refused', 'stopped', 'transferred'] as const
  expect([...closedStates, ...workingStates, ...withTheClerk].toSorted()).toEqual([...caseStates].toSorted())
  for (const state of caseStates) expect(isClosed(state)).toBe(closedStates.some((one) => one === state))
})

describe('four eyes', () => {
  const earlier: EarlierAct[] = [
    { act: 'register', user: 'mai' },
    { act: 'verify', user: 'hung' },
    { act: 'confirm', user: 'yen' },
  ]

  test('forbid whoever registered to examine, and whoever registered or examined to decide', () => {
    expect(fourEyesConflict('verify', 'mai', earlier)).toBe('register')
    expect(fourEyesConflict('confirm', 'mai', earlier)).toBe('register')
    expect(fourEyesConflict('approve', 'mai', earlier)).toBe('register')
    expect(fourEyesConflict('submit', 'yen', earlier)).toBe('confirm')
    expect(fourEyesConflict('refuse', 'hung', earlier)).toBe('verify')
    expect(fourEyesConflict('approve', 'chau', earlier)).toBeNull()
  })

  test.each(['seal', 'replace', 'pay'] as const)('forbid whoever decided to %s', (act) => {
    for (const decision of ['approve', 'submit'] as const)
      expect(fourEyesConflict(act, 'chau', [...earlier, { act: decision, user: 'chau' }])).toBe(decision)
    expect(fourEyesConflict(act, 'son', earlier)).toBeNull()
  })

  test('forbid nobody to hand over, complete, stop, print or tell the result', () => {
    const free = [
      'print',
      'hand-over',
      'complete',
      'notify-refusal',
      'notify-stop',
      'register',
      'send-back',
      'stop',
    ] as const
    for (const act of free) expect(fourEyesConflict(act, 'mai', earlier)).toBeNull()
  })

  test('are asked of every act by which a paper or money leaves the office', () => {
    for (const act of ['approve', 'seal', 'replace', 'pay'] as const) expect(fourEyes[act]).toBeDefined()
    expect(actRules['city-approve'].roles).toEqual([])
  })

  test('look at the whole past, and at the person only', () => {
    const past = fc.array(fc.record({ act: fc.constantFrom(...caseActs), user: fc.constantFrom('a', 'b') }))
    fc.assert(
      fc.property(fc.constantFrom(...caseActs), past, (act, acts) => {
        const own = acts.filter(({ user }) => user === 'a').map((one) => one.act)
        const isForbidden = own.some((one) => fourEyes[act]?.includes(one))
        expect(fourEyesConflict(act, 'a', acts) !== null).toBe(isForbidden)
      }),
    )
  })
})
