import { type CaseState, closedStates, type EarlierAct, fourEyesConflict, isClosed } from '../case.ts'
import type { Role } from '../roles.ts'
import { type Machine, type Move, movesFrom } from '../workflow.ts'

/** Two people of every role, as the smallest office has that works by four eyes; one of them wears three hats. */
const staff: readonly { readonly user: string; readonly roles: readonly (Role | 'city')[] }[] = [
  { user: 'mai', roles: ['clerk', 'area-police', 'ward-official'] },
  { user: 'lan', roles: ['clerk'] },
  { user: 'hung', roles: ['area-police'] },
  { user: 'bach', roles: ['area-police', 'ward-police'] },
  { user: 'chau', roles: ['ward-official', 'ward-police'] },
  { user: 'duc', roles: ['ward-official'] },
  { user: 'giang', roles: ['ward-official'] },
  { user: 'son', roles: ['ward-police'] },
  { user: 'phuc', roles: ['ward-police'] },
  { user: 'yen', roles: ['health-station'] },
  { user: 'kim', roles: ['health-station', 'clerk'] },
  { user: 'the city', roles: ['city'] },
]

/** One act by one person. */
export type Turn = { readonly move: Move; readonly user: string }

/** What may be done by whom, four eyes considered. */
function turns(machine: Machine, state: CaseState, earlier: readonly EarlierAct[]): Turn[] {
  return movesFrom(machine, state).flatMap((move) =>
    staff
      .filter(({ roles }) => move.by.some((role) => roles.includes(role)))
      .filter(({ user }) => fourEyesConflict(move.act, user, earlier) === null)
      .map(({ user }) => ({ move, user })),
  )
}

/** What happened to a case, and where it stands. */
export type Walk = {
  readonly path: readonly Turn[]
  readonly acts: readonly EarlierAct[]
  readonly state: CaseState
}

/** One case under a chain, led by arbitrary choices until it is closed or the choices are used up. */
export function walk(machine: Machine, registrar: string, choices: readonly number[]): Walk {
  const acts: EarlierAct[] = [{ act: 'register', user: registrar }]
  const path: Turn[] = []
  let state = machine.first
  for (const choice of choices) {
    if (isClosed(state)) break
    const possible = turns(machine, state, acts)
    // Mostly onwards, or hardly any case would come to its seal.
    const onwards = possible.filter(({ move }) => move === movesFrom(machine, state)[0])
    const offered = choice % 4 > 0 && onwards.length > 0 ? onwards : possible
    const turn = offered[choice % offered.length]
    if (!turn) throw new Error(`nobody can go on from ${state}`)
    path.push(turn)
    acts.push({ act: turn.move.act, user: turn.user })
    state = turn.move.to
  }
  return { path, acts, state }
}

/** Every state a machine can be in, from its first. */
export function reachable(machine: Machine): Set<CaseState> {
  const met = new Set<CaseState>([machine.first])
  for (const state of met) for (const { to } of movesFrom(machine, state)) met.add(to)
  return met
}

/** Whether a closed state can be reached from a state. */
export function endsFrom(machine: Machine, from: CaseState): boolean {
  const met = new Set<CaseState>([from])
  for (const state of met) for (const { to } of movesFrom(machine, state)) met.add(to)
  return closedStates.some((state) => met.has(state))
}
