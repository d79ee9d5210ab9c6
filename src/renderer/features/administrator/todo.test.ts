import { describe, expect, it } from 'vitest'
import type { Role } from '../../../domain/roles.ts'
import { type Member, staffTodos, syncTodos } from './todo.ts'

const member = (user: string, roles: Role[], more: Partial<Member> = {}): Member => ({
  user,
  fullName: user,
  roles,
  hasPin: true,
  disabled: false,
  ...more,
})
const whole = [
  member('lan', ['administrator']),
  member('mai', ['clerk']),
  member('hung', ['area-police']),
  member('chau', ['ward-official']),
  member('bao', ['ward-police']),
]

describe('what an administrator is told of the staff', () => {
  it('is nothing when every step has its person', () => {
    expect(staffTodos(whole)).toEqual([])
  })

  it('is which roles nobody has; a closed account counts for nobody', () => {
    expect(staffTodos(whole.slice(0, 2))).toEqual([
      { kind: 'role-missing', roles: ['area-police', 'ward-official', 'ward-police'] },
    ])
    const closed = whole.map((one) => (one.user === 'bao' ? { ...one, disabled: true } : one))
    expect(staffTodos(closed)).toEqual([{ kind: 'role-missing', roles: ['ward-police'] }])
  })

  it('is that one person cannot hold steps that four eyes keep apart', () => {
    const hats: Role[] = ['clerk', 'area-police', 'ward-official', 'ward-police', 'administrator']
    expect(staffTodos([member('an', hats)])).toEqual([{ kind: 'four-eyes' }])
    expect(staffTodos([member('an', hats), member('binh', hats)])).toEqual([{ kind: 'four-eyes' }])
    expect(staffTodos([member('an', hats), member('binh', hats), member('chi', hats)])).toEqual([])
  })

  it('is who could not seal for want of a PIN', () => {
    const without = whole.map((one) => ({ ...one, hasPin: false }))
    expect(staffTodos(without)).toEqual([{ kind: 'pin-missing', names: ['bao'] }])
  })
})

describe('what an administrator is told of the city', () => {
  const attention = [
    {
      seq: 4,
      type: 'case.verified',
      status: 'refused' as const,
      code: 'four-eyes',
      detail: '',
      caseId: null,
      caseNumber: null,
    },
  ]

  it('is nothing while it only sends or waits', () => {
    expect(syncTodos({ state: 'waiting-retry', truth: 'behind', attention: [] })).toEqual([])
  })

  it('is that it was never enrolled, has stopped, differs or refuses', () => {
    expect(syncTodos({ state: 'never-enrolled', truth: 'unknown', attention: [] })).toEqual([
      { kind: 'never-enrolled' },
    ])
    expect(syncTodos({ state: 'stopped', truth: 'differs', attention })).toEqual([
      { kind: 'sync-differs' },
      { kind: 'sync-stopped' },
      { kind: 'attention', count: 1 },
    ])
  })
})
