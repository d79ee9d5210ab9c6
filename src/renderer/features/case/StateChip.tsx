import type { CaseAct, CaseState } from '../../../domain/case.ts'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { stateLooks, waitLooks } from './caseLooks.ts'
import { waitsFor } from './nextSteps.ts'

/**
 * Where a case stands, in word, icon and colour. An open case is called by the act it waits for where that is known:
 * which one that is in a state, says its rule pack.
 */
export function StateChip({ state, next }: { state: CaseState; next?: CaseAct | 'none' }) {
  const text = useText().app
  const waited = waitsFor(next ?? 'none')
  if (waited !== null) return <StatusChip {...waitLooks[waited]}>{text.waits[waited]}</StatusChip>
  return <StatusChip {...stateLooks[state]}>{text.states[state]}</StatusChip>
}
