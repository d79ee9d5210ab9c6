import type { RulePack } from '../../../contract/policy/pack.ts'

const storageKey = 'quay.procedure'

/** The procedure registered last on this PC, if the pack still has it; otherwise its first. Nothing about people. */
export function rememberedProcedure(pack: Pick<RulePack, 'procedures'> | null): string {
  const last = window.localStorage.getItem(storageKey)
  const procedures = pack?.procedures ?? []
  return (procedures.find(({ id }) => id === last) ?? procedures[0])?.id ?? last ?? ''
}

/** Keeps the choice for the next applicant. */
export function rememberProcedure(id: string): void {
  window.localStorage.setItem(storageKey, id)
}
