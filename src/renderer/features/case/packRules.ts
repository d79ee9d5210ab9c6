import type { Case } from '../../../contract/desk/cases.ts'
import { machineOf } from '../../../domain/workflow.ts'
import { type Procedure, procedureOf, type RulePack } from '../../../contract/policy/pack.ts'

/** The procedure of a case in a pack; null when the pack has none of that name. */
export function procedureOfCase(
  pack: RulePack | undefined,
  { procedure }: Pick<Case, 'procedure'>,
): Procedure | null {
  return pack ? procedureOf(pack, procedure.id) : null
}

/** What the pack calls the step after the one a case waits for (null: that one closes it); null when unknown. */
export function stepAfterNext(
  procedure: Procedure | null,
  { state, next }: Pick<Case, 'state' | 'next'>,
): { readonly label: string | null } | null {
  if (!procedure) return null
  const machine = machineOf(procedure.steps)
  const move = machine.moves.get(state)?.find(({ act }) => act === next)
  if (!move) return null
  return { label: machine.waiting.get(move.to)?.label ?? null }
}
