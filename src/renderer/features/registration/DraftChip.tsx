import { useSyncExternalStore } from 'react'
import { minuteAt } from '../../../domain/calendar.ts'
import { showMinute } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import type { DraftKeeper } from './draftKeeper.ts'

/** Whether what was typed is safe. Listens by itself, so that saving a draft redraws nothing else. */
export function DraftChip({ keeper }: { keeper: DraftKeeper }) {
  const text = useText().registration.draft
  const { state, savedAt } = useSyncExternalStore(keeper.subscribe, keeper.standing)
  if (state === 'unsaved') return <StatusChip tone="warning">{text.unsaved}</StatusChip>
  if (savedAt === null) return <StatusChip tone="neutral">{text.none}</StatusChip>
  return <StatusChip tone="success">{text.saved(showMinute(minuteAt(savedAt)))}</StatusChip>
}
