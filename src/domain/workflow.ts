import { type CaseAct, type CaseState, isClosed, ruleOf } from './case.ts'
import type { Role } from './roles.ts'

/** Acts that a chain can be made of, in the words of `case.ts`. */
export const stepKinds = [
  'verify',
  'confirm',
  'submit',
  'city-approve',
  'approve',
  'seal',
  'hand-over',
  'pay',
] as const
export type StepKind = (typeof stepKinds)[number]

/** What else may be done where a step is waited for. */
export const sidewaysActs = ['return', 'refuse', 'city-refuse', 'send-back', 'stop', 'transfer'] as const
export type SidewaysAct = (typeof sidewaysActs)[number]

/** One step of an approval chain, as a rule pack declares it. */
export type Step = {
  readonly step: StepKind
  /** Whose step it is; empty for the city's. */
  readonly by: readonly Role[]
  /** What it is called at this place. */
  readonly label: string
  /** What else may be done instead of it. */
  readonly may: readonly SidewaysAct[]
  /** The step after it, where that is not the next in the list. */
  readonly goTo?: StepKind | undefined
}

/** One way out of a state: the act, where it leads, and whose it is (`city`: nobody's at the office). */
export type Move = { readonly act: CaseAct; readonly to: CaseState; readonly by: readonly (Role | 'city')[] }

/** A state machine made of a chain: the ways out of every state it can reach. */
export type Machine = {
  readonly first: CaseState
  readonly moves: ReadonlyMap<CaseState, readonly Move[]>
  /** The step that a state waits for; none where the case waits for a letter or a completion. */
  readonly waiting: ReadonlyMap<CaseState, Step>
}

/** Named after what was done; the last step of a chain closes the case. */
const doneBy: Readonly<Record<StepKind, CaseState>> = {
  verify: 'verified',
  confirm: 'confirmed',
  submit: 'submitted',
  'city-approve': 'approved',
  approve: 'approved',
  seal: 'sealed',
  'hand-over': 'handed-over',
  pay: 'paid',
}

/** The state after a step; `null` as next step: it was the last. */
export function stateAfterStep(step: StepKind, next: Step | null): CaseState {
  const done = doneBy[step]
  return next !== null || isClosed(done) ? done : 'recorded'
}

/** The step after one of a chain; null after the last. */
export function stepAfter(chain: readonly Step[], step: Step): Step | null {
  if (step.goTo !== undefined) return chain.find((one) => one.step === step.goTo) ?? null
  return chain[chain.indexOf(step) + 1] ?? null
}

/**
 * The state machine of a chain. A chain without steps closes a case with its registration: a record, no decision. Until
 * something is sealed a case can be stopped at every step, also where its pack does not say so and while the city has it:
 * people withdraw, and no case may wait for somebody who never answers.
 */
export function machineOf(chain: readonly Step[]): Machine {
  const first = chain[0]
  const moves = new Map<CaseState, Move[]>()
  const waiting = new Map<CaseState, Step>()
  const meet = (state: CaseState, step: Step, isSealed: boolean) => {
    if (waiting.has(state)) return
    waiting.set(state, step)
    const next = stepAfter(chain, step)
    const to = stateAfterStep(step.step, next)
    const besides = isSealed || step.may.includes('stop') ? step.may : [...step.may, 'stop' as const]
    moves.set(state, [
      { act: step.step, to, by: holders(step) },
      ...besides.map((act) => sideways(act, step)),
    ])
    if (next) meet(to, next, isSealed || step.step === 'seal')
  }
  if (first) meet('registered', first, false)
  for (const [state, ways] of letters) if (reaches(moves, state)) moves.set(state, [...ways])
  return { first: first ? 'registered' : 'recorded', moves, waiting }
}

/** The ways out of a state; none when it is closed or not of this machine. */
export function movesFrom(machine: Machine, state: CaseState): readonly Move[] {
  return machine.moves.get(state) ?? []
}

/** Where an act leads from a state; null when the chain does not have it there. */
export function moveBy(machine: Machine, state: CaseState, act: CaseAct): Move | null {
  return movesFrom(machine, state).find((move) => move.act === act) ?? null
}

/** The move a state waits for first: the step itself, the completion or the letter. */
export function nextMove(machine: Machine, state: CaseState): Move | null {
  return movesFrom(machine, state)[0] ?? null
}

function holders(step: Step): Move['by'] {
  return step.step === 'city-approve' ? ['city'] : step.by
}

function sideways(act: SidewaysAct, step: Step): Move {
  const [to] = ruleOf(act).to
  if (!to) throw new Error(`${act} leads nowhere`)
  return { act, to, by: holdersOf(act, step) }
}

/**
 * The one whose step it is does what else may be done; where that role never may, whoever may anywhere. A stop is
 * always the clerk's too: the applicant withdraws at the counter, wherever the case waits.
 */
function holdersOf(act: SidewaysAct, step: Step): Move['by'] {
  if (act === 'city-refuse') return ['city']
  // What was put before the city is taken back by the counter or by those who submit.
  if (act === 'stop' && !step.may.includes('stop'))
    return step.step === 'city-approve' ? ['clerk', 'ward-official'] : ['clerk']
  const { roles } = ruleOf(act)
  const theirs = step.by.filter((role) => roles.includes(role))
  if (theirs.length === 0) return roles
  return act === 'stop' ? [...new Set<Role>(['clerk', ...theirs])] : theirs
}

/** What follows in every chain: completing what came back, and the letters. */
const letters: readonly (readonly [CaseState, readonly Move[]])[] = [
  [
    'returned',
    [
      { act: 'complete', to: 'registered', by: ['clerk'] },
      { act: 'stop', to: 'stopped', by: ['clerk'] },
    ],
  ],
  ['refused', [{ act: 'notify-refusal', to: 'refusal-notified', by: ['clerk'] }]],
  ['stopped', [{ act: 'notify-stop', to: 'stop-notified', by: ['clerk'] }]],
  ['transferred', [{ act: 'confirm-transfer', to: 'transfer-confirmed', by: ['clerk'] }]],
]

function reaches(moves: ReadonlyMap<CaseState, readonly Move[]>, state: CaseState): boolean {
  return [...moves.values()].some((ways) => ways.some(({ to }) => to === state))
}
