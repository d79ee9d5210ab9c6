import { History, Undo2 } from 'lucide-react'
import type { PolicyActivation } from '../../../contract/desk/policies.ts'
import { StatusChip } from '../../ui/Badge.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import type { Tone } from '../../ui/tones.ts'
import { usePoliciesText } from '../../text/policies.ts'

const tones: Readonly<Record<PolicyActivation['status'], Tone>> = {
  begun: 'success',
  scheduled: 'info',
  cancelled: 'neutral',
  'rolled-back': 'neutral',
}

/** Which pack was in force from when, and whose act it was. */
export function HistoryView({ activations }: { activations: readonly PolicyActivation[] }) {
  const text = usePoliciesText()
  if (activations.length === 0) {
    return (
      <EmptyState icon={History} title={text.history.none}>
        {text.history.noneText}
      </EmptyState>
    )
  }
  return (
    <Timeline
      label={text.tabs.history}
      items={activations.map(({ title, from, who, rollback, status }, at) => ({
        key: String(activations.length - at),
        at: Date.parse(from),
        title: rollback ? text.history.rollback(title) : title,
        who: who === 'system' ? text.city : who,
        tone: tones[status],
        mark: <StatusChip tone={tones[status]}>{text.history.status[status]}</StatusChip>,
        ...(rollback ? { icon: Undo2 } : {}),
      }))}
    />
  )
}
