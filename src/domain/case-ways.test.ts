import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedNames, shippedPack } from '../contract/policy/testing/shipped.ts'
import { isClosed, isPossible, ruleOf } from './case.ts'
import { nextWay, type Standing, waysOut } from './case-ways.ts'
import { chains } from './testing/chains.ts'
import { reachable } from './testing/walks.ts'
import { type Machine, machineOf } from './workflow.ts'

const papers: readonly NonNullable<Standing['paper']>[] = [
  { isWithdrawn: false, waitsForStamp: true },
  { isWithdrawn: false, waitsForStamp: false },
  { isWithdrawn: true, waitsForStamp: false },
  { isWithdrawn: true, waitsForStamp: true },
]

/** Every way a case under a machine can stand: with a paper live, withdrawn or replaced wherever it has one. */
function standings(machine: Machine): Standing[] {
  return [...reachable(machine)].flatMap<Standing>((state) =>
    state === 'sealed' || state === 'handed-over'
      ? papers.map((paper) => ({ state, paper }))
      : [{ state, paper: null }],
  )
}

/** Somebody has it while it is open, nobody once it is closed, and what is offered is possible. */
function expectHeld(machine: Machine): void {
  for (const standing of standings(machine)) {
    const told = JSON.stringify(standing)
    const next = nextWay(machine, standing)
    if (isClosed(standing.state)) expect(next, told).toBeNull()
    else expect(next?.by.length, told).toBeGreaterThan(0)
    for (const { act, by } of waysOut(machine, standing)) {
      expect(by.length, `${told} ${act}`).toBeGreaterThan(0)
      const [to = standing.state] = ruleOf(act).to
      const leads = isPossible(standing.state, act, to) || isPossible(standing.state, act, 'recorded')
      expect(leads, `${told} ${act}`).toBe(true)
    }
  }
}

describe('a case that is open is somebody’s', () => {
  const procedures = shippedNames.flatMap((name) =>
    shippedPack(name).procedures.map((procedure) => [`${name}: ${procedure.title}`, procedure] as const),
  )

  test.each(procedures)('%s: with or without a paper, live, withdrawn or replaced', (_title, { steps }) => {
    expectHeld(machineOf(steps))
  })

  test('under any chain that a rule pack may have', () => {
    fc.assert(fc.property(chains(), ({ steps }) => expectHeld(machineOf(steps))))
  })
})

describe('a sealed paper', () => {
  const machine = machineOf(shippedPack('vi-du').procedures[0]?.steps ?? [])
  const acts = (isWithdrawn: boolean) =>
    waysOut(machine, { state: 'sealed', paper: { isWithdrawn, waitsForStamp: true } }).map(({ act }) => act)

  test('that counts is handed over, never stopped', () => {
    expect(acts(false)).toEqual(['hand-over', 'print', 'extend', 'stamp', 'replace', 'withdraw'])
  })

  test('that was withdrawn is not handed over: its case is the clerk’s to stop', () => {
    expect(acts(true)).toEqual(['stop', 'print', 'extend'])
  })
})
