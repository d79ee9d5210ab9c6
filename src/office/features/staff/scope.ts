import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import { allStaff, type StaffMember } from './read.ts'
import { type Scope, scopeUnder, scopesIn } from './scopes.ts'

type Matter = { readonly pack: string; readonly category: number }

const scopeText = composedOnce(({ user }: { user: string }) =>
  sql.selectFrom('staff').select('scope').where('user', '=', user),
)

/** What an account is limited to now, pack by pack; null: nothing. */
export function scopesOf(reader: Reader, user: string): readonly Scope[] | null {
  return scopesIn(reader.first(scopeText({ user }))?.scope ?? null)
}

/** Whether a case is of a category the account may act on: of a pack nothing was said about it may act on none. */
export function isInScope(scopes: readonly Scope[] | null, { pack, category }: Matter): boolean {
  return scopes === null || (scopeUnder(scopes, pack)?.categories.includes(category) ?? false)
}

/**
 * Throws `out-of-scope` when the account may not act on this category, `scope-not-set` when it is limited and nobody has
 * said to what under this pack: codes of another pack mean other groups.
 */
export function assertInScope(reader: Reader, user: string, matter: Matter): void {
  const scopes = scopesOf(reader, user)
  if (isInScope(scopes, matter)) return
  throw new Refusal(scopeUnder(scopes ?? [], matter.pack) ? 'out-of-scope' : 'scope-not-set')
}

/** Who is limited, but not yet under this pack: they can do nothing under it until an administrator has said what. */
export function unscopedUnder(reader: Reader, pack: string): StaffMember[] {
  return allStaff(reader).filter(
    ({ disabled, scopes }) => !disabled && scopes !== null && !scopeUnder(scopes, pack),
  )
}
