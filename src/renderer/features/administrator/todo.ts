import { type CaseAct, caseSteps, type EarlierAct, fourEyesConflict } from '../../../domain/case.ts'
import { type Role, roles } from '../../../domain/roles.ts'
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

/** What the administrator should do about the way to the city, the most pressing first. */
export function syncTodos(sync: Pick<SyncState, 'state' | 'truth' | 'attention'>): Todo[] {
  const todos: Todo[] = []
  if (sync.truth === 'differs') todos.push({ kind: 'sync-differs' })
  if (sync.state === 'stopped') todos.push({ kind: 'sync-stopped' })
  if (sync.state === 'never-enrolled') todos.push({ kind: 'never-enrolled' })
  if (sync.attention.length > 0) todos.push({ kind: 'attention', count: sync.attention.length })
  return todos
}

/** What the administrator should do so that a case can go its whole way with the people there are. */
export function staffTodos(staff: readonly Member[]): Todo[] {
  const active = staff.filter(({ disabled }) => !disabled)
  const missing = roles.filter((role) => !active.some((member) => member.roles.includes(role)))
  const unable = active.filter((member) => member.roles.includes('ward-police') && !member.hasPin)
  const todos: Todo[] = []
  if (missing.length > 0) todos.push({ kind: 'role-missing', roles: missing })
  else if (!isCovered(active)) todos.push({ kind: 'four-eyes' })
  if (unable.length > 0) todos.push({ kind: 'pin-missing', names: unable.map(({ fullName }) => fullName) })
  return todos
}

const line: readonly CaseAct[] = ['register', 'verify', 'approve', 'seal']

/** Whether the steps of the line can be shared out so that four eyes forbid none of them. */
function isCovered(staff: readonly Member[], done: readonly EarlierAct[] = []): boolean {
  const act = line[done.length]
  if (act === undefined) return true
  return staff.some(
    ({ user, roles: own }) =>
      caseSteps[act].roles.some((role) => own.includes(role)) &&
      fourEyesConflict(act, user, done) === null &&
      isCovered(staff, [...done, { act, user }]),
  )
}
