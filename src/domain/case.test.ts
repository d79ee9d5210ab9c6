import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CaseAct,
  caseActs,
  caseStates,
  caseSteps,
  type EarlierAct,
  fourEyes,
  fourEyesConflict,
  isClosed,
  stateAfter,
} from './case.ts'

describe('the way of a case', () => {
  test('goes from the counter to the hand of the applicant', () => {
    const acts: CaseAct[] = ['register', 'verify', 'approve', 'seal', 'print', 'hand-over']
    const states: ReturnType<typeof stateAfter>[] = []
    acts.reduce<ReturnType<typeof stateAfter>>((state, act) => {
      const next = stateAfter(state, act)
      states.push(next)
      return next
    }, null)
    expect(states).toEqual(['registered', 'verified', 'approved', 'sealed', 'sealed', 'handed-over'])
  })

  test('may go back to the counter, or end with a letter', () => {
    expect(stateAfter('registered', 'return')).toBe('returned')
    expect(stateAfter('returned', 'complete')).toBe('registered')
    expect(stateAfter('approved', 'send-back')).toBe('returned')
    expect(stateAfter('verified', 'refuse')).toBe('refused')
    expect(stateAfter('refused', 'notify-refusal')).toBe('refusal-notified')
  })

  test('knows no other step than the table has', () => {
    for (const state of [null, ...caseStates]) {
      for (const act of caseActs) {
        expect(stateAfter(state, act) === null, `${state} ${act}`).toBe(!caseSteps[act].from.includes(state))
      }
    }
  })

  test('never stands still: an open case always waits for somebody’s act, a closed one for nobody’s', () => {
    for (const state of caseStates) {
      const next = caseActs.filter((act) => act !== 'print' && stateAfter(state, act) !== null)
      expect(next.length > 0, state).toBe(!isClosed(state))
      for (const act of next) expect(caseSteps[act].roles.length).toBeGreaterThan(0)
    }
  })

  test('reaches every state from the counter', () => {
    const reached = new Set<string>()
    const walk = (state: ReturnType<typeof stateAfter>) => {
      for (const act of caseActs) {
        const next = stateAfter(state, act)
        if (next === null || reached.has(next)) continue
        reached.add(next)
        walk(next)
      }
    }
    walk(null)
    expect([...reached].toSorted()).toEqual([...caseStates].toSorted())
  })

  test('is never the administrator’s', () => {
    for (const act of caseActs) expect(caseSteps[act].roles).not.toContain('administrator')
  })
})

describe('four eyes', () => {
  const earlier: EarlierAct[] = [
    { act: 'register', user: 'mai' },
    { act: 'verify', user: 'hung' },
  ]

  test('forbid who registered or verified to decide, and say which act it was', () => {
    expect(fourEyesConflict('approve', 'mai', earlier)).toBe('register')
    expect(fourEyesConflict('refuse', 'hung', earlier)).toBe('verify')
    expect(fourEyesConflict('approve', 'chau', earlier)).toBeNull()
  })

  test('forbid nobody to print, hand over, complete or tell a refusal', () => {
    for (const act of ['print', 'hand-over', 'complete', 'notify-refusal', 'register', 'send-back'] as const)
      expect(fourEyesConflict(act, 'mai', earlier)).toBeNull()
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
