/** The categories of one pack that an account is limited to. */
export type Scope = { readonly pack: string; readonly categories: readonly number[] }

/** The limits kept in a row of staff, one for each pack; null: none at all. */
export function scopesIn(text: string | null): readonly Scope[] | null {
  // Written by the projection from validated events; by an earlier version as the limit itself.
  return text === null ? null : [JSON.parse(text) as Scope | Scope[]].flat()
}

/** The limits after one was set: it takes the place of that of the same pack. Null ends them all. */
export function withScope(text: string | null, scope: Scope | null): string | null {
  if (scope === null) return null
  const others = (scopesIn(text) ?? []).filter(({ pack }) => pack !== scope.pack)
  return JSON.stringify([...others, scope])
}

/** What an account is limited to under a pack, where somebody has said it. */
export function scopeUnder(scopes: readonly Scope[], pack: string): Scope | undefined {
  return scopes.find((one) => one.pack === pack)
}
