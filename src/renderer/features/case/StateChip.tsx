import type { CaseState } from '../../../domain/case.ts'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { stateLooks } from './caseLooks.ts'

/** Where a case stands, in word, icon and colour. */
export function StateChip({ state }: { state: CaseState }) {
  const text = useText().app.states
  return <StatusChip {...stateLooks[state]}>{text[state]}</StatusChip>
}
