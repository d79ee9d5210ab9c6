import * as fc from 'fast-check'
import type { Role } from '../roles.ts'
import type { SidewaysAct, Step, StepKind } from '../workflow.ts'

/** A chain that a rule pack may declare, and what it leads to. */
export type DrawnChain = {
  readonly record: 'permit' | 'support' | 'status' | 'declaration'
  readonly steps: readonly Step[]
}

/** Any chain that the linter of rule packs lets through: kinds, order, holders, ways beside, jumps. */
export function chains(): fc.Arbitrary<DrawnChain> {
  const kinds = fc.record({
    examined: fc.shuffledSubarray<StepKind>(['verify', 'confirm']),
    atTheCity: fc.boolean(),
  })
  const decided = (atTheCity: boolean): StepKind[] => (atTheCity ? ['submit', 'city-approve'] : ['approve'])
  return fc.oneof(
    kinds.chain(({ examined, atTheCity }) =>
      chainOf('permit', [...examined, ...decided(atTheCity), 'seal', 'hand-over']),
    ),
    kinds.chain(({ examined, atTheCity }) => chainOf('support', [...examined, ...decided(atTheCity), 'pay'])),
    kinds.chain(({ examined, atTheCity }) =>
      chainOf('status', examined.length > 0 ? examined : decided(atTheCity)),
    ),
    fc.constant({ record: 'declaration', steps: [] } as const),
  )
}

function chainOf(record: DrawnChain['record'], kinds: readonly StepKind[]): fc.Arbitrary<DrawnChain> {
  const steps = fc.tuple(
    ...kinds.map((kind, at) => step(kind, kinds.indexOf('seal') >= 0 && kinds.indexOf('seal') < at)),
  )
  return fc
    .tuple(
      steps,
      fc.shuffledSubarray([...kinds.keys()].slice(1, -1), { minLength: Math.max(0, kinds.length - 2) }),
    )
    .map(([drawn, middle]) => ({ record, steps: written(drawn, middle) }))
}

/** The steps as a pack may write them: in another order than that of the way, each saying where it goes. */
function written(way: readonly Step[], middle: readonly number[]): Step[] {
  const isInOrder = middle.every((place, at) => place === at + 1)
  if (isInOrder) return [...way]
  const linked = way.map((one, at): Step => {
    const next = way[at + 1]
    return next ? { ...one, goTo: next.step } : one
  })
  return [0, ...middle, way.length - 1].flatMap((at) => linked[at] ?? [])
}

type Choice = {
  readonly by: readonly Role[]
  readonly noes: readonly SidewaysAct[]
  readonly besides: readonly SidewaysAct[]
}

const choices: Readonly<Record<StepKind, Choice>> = {
  verify: { by: ['area-police'], noes: ['return'], besides: ['stop', 'transfer'] },
  confirm: { by: ['health-station'], noes: ['return'], besides: ['stop', 'transfer'] },
  submit: { by: ['ward-official'], noes: ['return', 'refuse'], besides: ['stop', 'transfer'] },
  'city-approve': { by: [], noes: ['city-refuse'], besides: [] },
  approve: { by: ['ward-official'], noes: ['refuse'], besides: ['return', 'stop', 'transfer'] },
  seal: { by: ['ward-police'], noes: ['send-back'], besides: ['stop', 'transfer'] },
  'hand-over': { by: ['clerk', 'area-police'], noes: [], besides: ['stop'] },
  pay: { by: ['clerk'], noes: [], besides: ['stop', 'transfer'] },
}

function step(kind: StepKind, isSealed: boolean): fc.Arbitrary<Step> {
  const { by, noes, besides } = choices[kind]
  const possible = isSealed ? besides.filter((act) => act === 'stop') : besides
  return fc.record({
    step: fc.constant(kind),
    by: fc.subarray([...by], { minLength: Math.min(1, by.length) }),
    label: fc.constant(`Bước ${kind}`),
    may: fc
      .tuple(fc.subarray([...noes], { minLength: Math.min(1, noes.length) }), fc.subarray([...possible]))
      .map((acts) => acts.flat()),
  })
}
