import { type CaseAct, type EarlierAct, fourEyesConflict } from '../../../domain/case.ts'
import { type Role, roles } from '../../../domain/roles.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import type { Policy, RefusedPolicy } from '../../../contract/desk/policies.ts'
import type { SyncState } from '../../../contract/desk/sync.ts'

/** A member of staff, as far as the line of a case is concerned. */
export type Member = {
  readonly user: string
  readonly fullName: string
  readonly roles: readonly Role[]
  readonly hasPin: boolean
  readonly disabled: boolean
}

/** Something only an administrator can put right. */
export type Todo =
  | { readonly kind: 'never-enrolled' | 'sync-stopped' | 'sync-differs' | 'four-eyes' }
  | { readonly kind: 'attention'; readonly count: number }
  | { readonly kind: 'role-missing'; readonly roles: readonly Role[] }
  | { readonly kind: 'pin-missing'; readonly names: readonly string[] }
  | { readonly kind: 'pack-refused' | 'pack-too-new' | 'pack-approval'; readonly titles: readonly string[] }

/** The chains of the pack in force: each step's act and whose it is. */
export type Chains = readonly (readonly { readonly act: CaseAct; readonly by: readonly Role[] }[])[]

/** What the administrator should do about the way to the city, the most pressing first. */
export function syncTodos(sync: Pick<SyncState, 'state' | 'truth' | 'attention'>): Todo[] {
  const todos: Todo[] = []
  if (sync.truth === 'differs') todos.push({ kind: 'sync-differs' })
  if (sync.state === 'stopped') todos.push({ kind: 'sync-stopped' })
  if (sync.state === 'never-enrolled') todos.push({ kind: 'never-enrolled' })
  if (sync.attention.length > 0) todos.push({ kind: 'attention', count: sync.attention.length })
  return todos
}

/** What the administrator should do about rule packs: tell the city, update the program, agree. */
export function policyTodos(
  policies: readonly Pick<Policy, 'state' | 'title'>[],
  refused: readonly Pick<RefusedPolicy, 'pack' | 'version'>[],
): Todo[] {
  const titlesOf = (state: Policy['state']) =>
    policies.filter((policy) => policy.state === state).map(({ title }) => title)
  const [tooNew, waiting] = [titlesOf('too-new'), titlesOf('needs-approval')]
  const turnedAway = refused.map(({ pack, version }) => `${pack} ${version}`)
  return [
    ...(turnedAway.length > 0 ? [{ kind: 'pack-refused' as const, titles: turnedAway }] : []),
    ...(tooNew.length > 0 ? [{ kind: 'pack-too-new' as const, titles: tooNew }] : []),
    ...(waiting.length > 0 ? [{ kind: 'pack-approval' as const, titles: waiting }] : []),
  ]
}

/** The line of every procedure of a pack, from the counter on; what the city does needs nobody here. */
export function chainsOf({ procedures }: Pick<RulePack, 'procedures'>): Chains {
  return procedures.map(({ steps }) => [
    { act: 'register' as const, by: ['clerk' as const] },
    ...steps.filter(({ by }) => by.length > 0).map(({ step, by }) => ({ act: step, by })),
  ])
}

/** The roles without which a case stops somewhere, in the usual order. */
export function neededRoles(chains: Chains): Role[] {
  const needed = new Set(chains.flatMap((chain) => chain.flatMap(({ by }) => by)))
  return roles.filter((role) => role === 'clerk' || role === 'administrator' || needed.has(role))
}

/** What the administrator should do so that a case can go its whole way with the people there are. */
export function staffTodos(staff: readonly Member[], chains: Chains): Todo[] {
  const active = staff.filter(({ disabled }) => !disabled)
  const missing = neededRoles(chains).filter((role) => !active.some((one) => one.roles.includes(role)))
  const sealers = new Set(chains.flat().flatMap(({ act, by }) => (act === 'seal' ? by : [])))
  const unable = active.filter((one) => !one.hasPin && one.roles.some((role) => sealers.has(role)))
  const todos: Todo[] = []
  if (missing.length > 0) todos.push({ kind: 'role-missing', roles: missing })
  else if (!chains.every((chain) => isCovered(active, chain))) todos.push({ kind: 'four-eyes' })
  if (unable.length > 0) todos.push({ kind: 'pin-missing', names: unable.map(({ fullName }) => fullName) })
  return todos
}

/** Whether the steps of a line can be shared out so that four eyes forbid none of them. */
function isCovered(
  staff: readonly Member[],
  chain: Chains[number],
  done: readonly EarlierAct[] = [],
): boolean {
  const step = chain[done.length]
  if (step === undefined) return true
  return staff.some(
    ({ user, roles: own }) =>
      step.by.some((role) => own.includes(role)) &&
      fourEyesConflict(step.act, user, done) === null &&
      isCovered(staff, chain, [...done, { act: step.act, user }]),
  )
}
