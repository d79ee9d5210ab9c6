import type { Role } from '../../../domain/roles.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'
import { type Scope, scopesIn } from './scopes.ts'

export type StaffMember = {
  readonly user: string
  readonly fullName: string
  readonly roles: readonly Role[]
  readonly hasPin: boolean
  readonly disabled: boolean
  /** What the account is limited to, pack by pack; null: nothing. */
  readonly scopes: readonly Scope[] | null
}

/** Everyone who ever had an account, by name. */
export function allStaff(reader: Reader): StaffMember[] {
  const withPin = new Set(
    reader
      .all(sql.selectFrom('issuing_key').select('user').where('state', '=', 'current'))
      .map(({ user }) => user),
  )
  return reader.all(sql.selectFrom('staff').selectAll().orderBy('user')).map((row) => ({
    user: row.user,
    fullName: row.full_name,
    // Written by the projection from a validated event.
    roles: JSON.parse(row.roles) as Role[],
    hasPin: withPin.has(row.user),
    disabled: row.disabled === 1,
    scopes: scopesIn(row.scope),
  }))
}

/** One member of staff, or undefined. */
export function staffMember(reader: Reader, user: string): StaffMember | undefined {
  return allStaff(reader).find((member) => member.user === user)
}

const disabledOf = composedOnce(({ user }: { user: string }) =>
  sql.selectFrom('staff').select('disabled').where('user', '=', user),
)

/** Whether somebody's account was closed. */
export function isAccountClosed(reader: Reader, user: string): boolean {
  return reader.first(disabledOf({ user }))?.disabled === 1
}

const nameOf = composedOnce(({ user }: { user: string }) =>
  sql.selectFrom('staff').select('full_name').where('user', '=', user),
)

const colleagueOf = composedOnce(({ user }: { user: string }) =>
  sql.selectFrom('colleague').select('full_name').where('user', '=', user),
)

/** The name to show for a user id, also of another PC of the ward; the id itself when nobody knows it any more. */
export function staffName(reader: Reader, user: string): string {
  return reader.first(nameOf({ user }))?.full_name ?? reader.first(colleagueOf({ user }))?.full_name ?? user
}
