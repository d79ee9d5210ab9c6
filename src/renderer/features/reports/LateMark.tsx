import { CalendarX2, History } from 'lucide-react'
import type { RegisterItem } from '../../../contract/desk/reports.ts'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'

/** Says that a case is past its time, or was when its result was given; nothing otherwise. */
export function LateMark({ late }: { late: RegisterItem['late'] }) {
  const text = useText().reports.late
  if (late === 'no') return null
  const isOpen = late === 'overdue'
  return (
    <StatusChip tone={isOpen ? 'error' : 'warning'} icon={isOpen ? CalendarX2 : History}>
      {text[late]}
    </StatusChip>
  )
}
