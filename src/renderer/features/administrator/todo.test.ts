import { describe, expect, it } from 'vitest'
import type { Role } from '../../../domain/roles.ts'
import { type Chains, type Member, neededRoles, policyTodos, staffTodos, syncTodos } from './todo.ts'

const member = (user: string, roles: Role[], more: Partial<Member> = {}): Member => ({
  user,
  fullName: user,
  roles,
  hasPin: true,
  disabled: false,
  ...more,
})
const register = { act: 'register', by: ['clerk'] } as const
const verify = { act: 'verify', by: ['area-police'] } as const
const confirm = { act: 'confirm', by: ['health-station'] } as const
const approve = { act: 'approve', by: ['ward-official'] } as const
const seal = { act: 'seal', by: ['ward-police'] } as const
const usual: Chains = [[register, verify, approve, seal]]
const whole = [
  member('lan', ['administrator']),
  member('mai', ['clerk']),
  member('hung', ['area-police']),
  member('chau', ['ward-official']),
  member('bao', ['ward-police']),
]

describe('what an administrator is told of the staff', () => {
  it('is nothing when every step has its person', () => {
    expect(staffTodos(whole, usual)).toEqual([])
  })

  it('is which roles nobody has; a closed account counts for nobody', () => {
    expect(staffTodos(whole.slice(0, 2), usual)).toEqual([
      { kind: 'role-missing', roles: ['area-police', 'ward-official', 'ward-police'] },
    ])
    const closed = whole.map((one) => (one.user === 'bao' ? { ...one, disabled: true } : one))
    expect(staffTodos(closed, usual)).toEqual([{ kind: 'role-missing', roles: ['ward-police'] }])
  })

  it('is that one person cannot hold steps that four eyes keep apart', () => {
    const hats: Role[] = ['clerk', 'area-police', 'ward-official', 'ward-police', 'administrator']
    expect(staffTodos([member('an', hats)], usual)).toEqual([{ kind: 'four-eyes' }])
    expect(staffTodos([member('an', hats), member('binh', hats)], usual)).toEqual([{ kind: 'four-eyes' }])
    expect(staffTodos([member('an', hats), member('binh', hats), member('chi', hats)], usual)).toEqual([])
  })

  it('is who could not seal for want of a PIN', () => {
    const without = whole.map((one) => ({ ...one, hasPin: false }))
    expect(staffTodos(without, usual)).toEqual([{ kind: 'pin-missing', names: ['bao'] }])
  })
})

describe('what the rule pack in force needs', () => {
  it('is only the roles of its steps, besides the counter and the administrator', () => {
    expect(neededRoles([[register]])).toEqual(['clerk', 'administrator'])
    expect(neededRoles([[register, confirm, approve]])).toEqual([
      'clerk',
      'ward-official',
      'health-station',
      'administrator',
    ])
  })

  it('is the health station as soon as one procedure has its step', () => {
    expect(staffTodos(whole, [...usual, [register, confirm, approve]])).toEqual([
      { kind: 'role-missing', roles: ['health-station'] },
    ])
  })

  it('is no PIN where nothing is sealed, and fewer people where fewer steps are kept apart', () => {
    const hats: Role[] = ['clerk', 'area-police', 'ward-official', 'ward-police', 'administrator']
    const two = [member('an', hats, { hasPin: false }), member('binh', hats, { hasPin: false })]
    expect(staffTodos(two, [[register, approve]])).toEqual([])
  })
})

describe('what an administrator is told of the city', () => {
  const attention = [
    {
      seq: 4,
      line: null,
      type: 'case.verified',
      status: 'refused' as const,
      code: 'four-eyes',
      detail: '',
      caseId: null,
      caseNumber: null,
      batchId: null,
      overlap: null,
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

describe('what an administrator is told of rule packs', () => {
  it('is nothing while packs are in force, ready or past', () => {
    const states = ['in-force', 'scheduled', 'ready', 'past'] as const
    expect(
      policyTodos(
        states.map((state) => ({ state, title: 'Hà Nội' })),
        [],
      ),
    ).toEqual([])
  })

  it('is which one was not taken, which needs a later version of the program, and which waits for a yes', () => {
    expect(
      policyTodos(
        [
          { state: 'needs-approval', title: 'Phường Ví Dụ' },
          { state: 'too-new', title: 'Hà Nội' },
        ],
        [{ pack: 'tp-mau', version: 4 }],
      ),
    ).toEqual([
      { kind: 'pack-refused', titles: ['tp-mau 4'] },
      { kind: 'pack-too-new', titles: ['Hà Nội'] },
      { kind: 'pack-approval', titles: ['Phường Ví Dụ'] },
    ])
  })
})
