import { useMemo } from 'react'
import { readPack } from '../../contract/desk/cases.ts'
import type { RulePack } from '../../contract/policy/pack.ts'
import type { Role } from '../../domain/roles.ts'
import { useRoute } from './queries.ts'

/** What of a pack these roles may register; null: nothing of it. */
export function registeredBy<Pack extends Pick<RulePack, 'procedures'>>(
  pack: Pack,
  roles: readonly Role[],
): Pack | null {
  const procedures = pack.procedures.filter((one) => one.registeredBy.some((role) => roles.includes(role)))
  if (procedures.length === 0) return null
  return procedures.length === pack.procedures.length ? pack : { ...pack, procedures }
}

/**
 * Whether the signed-in person registers anything under the pack in force: the counter, and the area police where the
 * pack lets them draw up the lists of their beat.
 */
export function useRegisters(roles: readonly Role[]): boolean {
  const isPolice = roles.includes('area-police')
  const pack = useRoute(readPack, { query: {} }, ['office'], { enabled: isPolice }).data
  return useMemo(
    () => roles.includes('clerk') || (pack !== undefined && registeredBy(pack, roles) !== null),
    [pack, roles],
  )
}
