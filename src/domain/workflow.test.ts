import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainFindings } from '../contract/policy/lint-chain.ts'
import { shippedNames, shippedPack } from '../contract/policy/testing/shipped.ts'
import { type CaseAct, type CaseState, caseStates, type EarlierAct, isClosed, isPossible } from './case.ts'
import type { Role } from './roles.ts'
import { chains, type DrawnChain } from './testing/chains.ts'
import { endsFrom, reachable, walk } from './testing/walks.ts'
import { type Machine, machineOf, moveBy, movesFrom, nextMove, type Step } from './workflow.ts'

const drawn = chains()
const choices = fc.array(fc.nat(10_000), { minLength: 40, maxLength: 60 })
const registrar = fc.constantFrom('mai', 'lan', 'kim')

describe('any chain that a rule pack may have', () => {
  test('is one the linter lets through, so that these tests speak of chains that packs really have', () => {
    fc.assert(
      fc.property(drawn, (chain) => {
        expect(chainFindings(procedureOf(chain), [])).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('makes a machine in which every open state has a way out and somebody whose work it is', () => {
    fc.assert(
      fc.property(drawn, ({ steps }) => {
        const machine = machineOf(steps)
        for (const state of reachable(machine)) {
          expect(caseStates).toContain(state)
          expect(movesFrom(machine, state).length > 0, state).toBe(!isClosed(state))
          for (const move of movesFrom(machine, state)) {
            expect(move.by.length, `${state} ${move.act}`).toBeGreaterThan(0)
            expect(move.by).not.toContain('administrator')
            expect(isPossible(state, move.act, move.to), `${state} ${move.act} ${move.to}`).toBe(true)
          }
        }
      }),
    )
  })

  test('lets the clerk stop a case in every state before the seal that waits for a step', () => {
    fc.assert(
      fc.property(drawn, ({ steps }) => {
        const machine = machineOf(steps)
        for (const state of machine.waiting.keys()) {
          if (state === 'sealed') continue
          expect(moveBy(machine, state, 'stop')?.by, state).toContain('clerk')
        }
      }),
    )
  })

  test('leads from every state to a closed one', () => {
    fc.assert(
      fc.property(drawn, ({ steps }) => {
        const machine = machineOf(steps)
        for (const state of reachable(machine)) expect(endsFrom(machine, state), state).toBe(true)
      }),
    )
  })

  test('makes the same machine every time, in which an act leads to one place only', () => {
    fc.assert(
      fc.property(drawn, ({ steps }) => {
        const machine = machineOf(steps)
        expect(machineOf(structuredClone(steps))).toEqual(machine)
        for (const [state, moves] of machine.moves) {
          const acts = moves.map(({ act }) => act)
          expect(new Set(acts).size, state).toBe(acts.length)
          for (const move of moves) expect(moveBy(machine, state, move.act)).toBe(move)
        }
      }),
    )
  })

  test('has no state that cannot be reached and no step that waits in two states', () => {
    fc.assert(
      fc.property(drawn, ({ steps }) => {
        const machine = machineOf(steps)
        const met = reachable(machine)
        for (const state of machine.moves.keys()) expect(met).toContain(state)
        expect([...machine.waiting.values()].toSorted(byKind)).toEqual([...steps].toSorted(byKind))
        for (const [state, step] of machine.waiting) expect(nextMove(machine, state)?.act).toBe(step.step)
      }),
    )
  })
})

describe('any case under any chain', () => {
  test('never waits for an act that four eyes leave to nobody', () => {
    fc.assert(
      fc.property(drawn, registrar, choices, ({ steps }, user, led) => {
        // `walk` throws where nobody can go on.
        const { state } = walk(machineOf(steps), user, led)
        expect(caseStates).toContain(state)
      }),
      { numRuns: 500 },
    )
  })

  test('ends, once the people say yes, in the last step of its chain', () => {
    fc.assert(
      fc.property(drawn, ({ record, steps }) => {
        const machine = machineOf(steps)
        let state = machine.first
        steps.forEach(() => {
          state = nextMove(machine, state)?.to ?? state
        })
        const ends = { permit: 'handed-over', support: 'paid', status: 'recorded', declaration: 'recorded' }
        expect(state).toBe(ends[record])
      }),
    )
  })

  test('that is refused, stopped or transferred goes on with its letter and nothing else', () => {
    const letters = {
      refused: 'refusal-notified',
      stopped: 'stop-notified',
      transferred: 'transfer-confirmed',
    }
    fc.assert(
      fc.property(drawn, ({ steps }) => {
        const machine = machineOf(steps)
        for (const state of ['refused', 'stopped', 'transferred'] as const) {
          if (!reachable(machine).has(state)) continue
          expect(movesFrom(machine, state).map(({ to }) => to)).toEqual([letters[state]])
        }
      }),
    )
  })

  test('has four eyes on every way to a seal or a payment', () => {
    fc.assert(
      fc.property(drawn, registrar, choices, ({ steps }, user, led) => {
        const { acts } = walk(machineOf(steps), user, led)
        acts.forEach(({ act, user: hand }, at) => {
          if (act !== 'seal' && act !== 'pay') return
          const before = sinceApplication(acts.slice(0, at))
          const applied = acts.slice(0, at).filter((one) => one.act === 'register' || one.act === 'complete')
          const deciders = before.filter((one) => decisions.includes(one.act))
          expect(deciders.length).toBeGreaterThan(0)
          for (const decider of deciders) {
            expect(applied.map((one) => one.user)).not.toContain(decider.user)
            expect(decider.user).not.toBe(hand)
          }
        })
      }),
      { numRuns: 500 },
    )
  })
})

const decisions: readonly CaseAct[] = ['approve', 'submit', 'city-approve']

/** The acts since the application stood as it stands now. */
function sinceApplication(acts: readonly EarlierAct[]): readonly EarlierAct[] {
  return acts.slice(acts.findLastIndex(({ act }) => act === 'register' || act === 'complete') + 1)
}

describe('the packs that come with the program', () => {
  const procedures = shippedNames.flatMap((name) =>
    shippedPack(name).procedures.map((procedure) => [`${name}: ${procedure.title}`, procedure] as const),
  )

  test.each(procedures)(
    '%s: every open state is reached, has a way out and stands in a queue',
    (_title, { steps }) => {
      const machine = machineOf(steps)
      const met = reachable(machine)
      expect([...machine.moves.keys()].filter((state) => !met.has(state))).toEqual([])
      for (const state of met) {
        if (isClosed(state)) continue
        expect(nextMove(machine, state)?.by.length, state).toBeGreaterThan(0)
        expect(endsFrom(machine, state), state).toBe(true)
      }
    },
  )

  test.each(procedures)('%s: walks of cases find no dead end', (_title, { steps }) => {
    fc.assert(
      fc.property(registrar, choices, (user, led) => {
        expect(caseStates).toContain(walk(machineOf(steps), user, led).state)
      }),
    )
  })

  test('together reach every state a case can be in', () => {
    const met = new Set(procedures.flatMap(([, { steps }]) => [...reachable(machineOf(steps))]))
    expect(caseStates.filter((state) => !met.has(state))).toEqual([])
  })
})

describe('a chain', () => {
  const step = (kind: Step['step'], by: readonly Role[], more: Partial<Step> = {}): Step => ({
    step: kind,
    by,
    label: kind,
    may: [],
    ...more,
  })

  test('without steps is a record: closed with its registration', () => {
    const machine = machineOf([])
    expect(machine.first).toBe('recorded')
    expect(movesFrom(machine, 'recorded')).toEqual([])
    expect(machine.moves.size).toBe(0)
  })

  test('whose last step is no delivery closes as recorded', () => {
    const machine = machineOf([step('verify', ['area-police'])])
    expect(nextMove(machine, 'registered')).toEqual({ act: 'verify', to: 'recorded', by: ['area-police'] })
  })

  test('follows its jumps, not its list', () => {
    const machine = machineOf([
      step('confirm', ['health-station'], { goTo: 'approve' }),
      step('seal', ['ward-police'], { goTo: 'hand-over' }),
      step('approve', ['ward-official'], { goTo: 'seal' }),
      step('hand-over', ['clerk']),
    ])
    expect(wayOf(machine)).toEqual(['confirmed', 'approved', 'sealed', 'handed-over'])
  })

  test('that asks the city gives the decision to nobody at the office', () => {
    const machine = machineOf([
      step('submit', ['ward-official']),
      step('city-approve', [], { may: ['city-refuse'] }),
      step('pay', ['clerk']),
    ])
    expect(moveBy(machine, 'submitted', 'city-approve')?.by).toEqual(['city'])
    expect(moveBy(machine, 'submitted', 'city-refuse')?.by).toEqual(['city'])
    expect(moveBy(machine, 'submitted', 'city-refuse')?.to).toBe('refused')
  })

  test('never keeps a case that the city does not answer: the ward can take it back', () => {
    const machine = machineOf([
      step('submit', ['ward-official']),
      step('city-approve', [], { may: ['city-refuse'] }),
      step('pay', ['clerk']),
    ])
    expect(moveBy(machine, 'submitted', 'stop')).toEqual({
      act: 'stop',
      to: 'stopped',
      by: ['clerk', 'ward-official'],
    })
  })

  test('lets the clerk stop a case wherever it waits, whether or not its pack says so, until it is sealed', () => {
    const machine = machineOf([
      step('verify', ['area-police'], { may: ['return', 'stop'] }),
      step('approve', ['ward-official'], { may: ['refuse'] }),
      step('seal', ['ward-police'], { may: ['send-back'] }),
      step('hand-over', ['clerk']),
    ])
    expect(moveBy(machine, 'registered', 'stop')?.by).toEqual(['clerk', 'area-police'])
    expect(moveBy(machine, 'verified', 'stop')?.by).toEqual(['clerk'])
    expect(moveBy(machine, 'approved', 'stop')?.by).toEqual(['clerk'])
    expect(moveBy(machine, 'sealed', 'stop')).toBeNull()
  })

  test('lets the one whose step it is return a case; where that role never may, whoever may anywhere stops it', () => {
    const machine = machineOf([
      step('verify', ['area-police'], { may: ['return'] }),
      step('seal', ['ward-police'], { may: ['stop'] }),
    ])
    expect(moveBy(machine, 'registered', 'return')?.by).toEqual(['area-police'])
    expect(moveBy(machine, 'verified', 'stop')?.by).toEqual(['clerk', 'area-police', 'ward-official'])
    expect(movesFrom(machine, 'returned').map(({ act }) => act)).toEqual(['complete', 'stop'])
  })
})

function wayOf(machine: Machine): CaseState[] {
  const way: CaseState[] = []
  for (let next = nextMove(machine, machine.first); next; next = nextMove(machine, next.to)) way.push(next.to)
  return way
}

function byKind(one: Step, other: Step): number {
  return one.step < other.step ? -1 : 1
}

/** A procedure around a drawn chain, as far as the linter of chains looks at one. */
function procedureOf({ record, steps }: DrawnChain): Parameters<typeof chainFindings>[0] {
  const [template] = shippedPack('vi-du').procedures
  if (!template) throw new Error('vi-du has no procedure')
  return { ...template, record, steps: steps.map((one) => ({ ...one, by: [...one.by], may: [...one.may] })) }
}
