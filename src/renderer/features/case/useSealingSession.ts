import { useState } from 'react'
import { readSealingSession } from '../../../contract/desk/seal-settings.ts'
import type { OverQuotaReason } from '../../../contract/desk/over-quota.ts'
import { useRoute } from '../../app/queries.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'

/** How sealing stands in this session, and what has to come before the PIN. */
export function useSealingSession() {
  const text = useText().seals
  const locale = useLocale()
  const { data, refetch } = useRoute(readSealingSession, {}, ['cases', 'seal'])
  const [reason, setReason] = useState<OverQuotaReason | null>(null)
  return {
    certificate: data?.certificate ?? null,
    isLocked: data !== undefined && !data.open,
    isOverQuota: data !== undefined && data.sealed >= data.quota && reason === null,
    sealed: figure(locale, data?.sealed ?? 0),
    /** What the person reads before the PIN: how much of the quota is used, and that the key ends soon. */
    words: data
      ? [
          text.session(figure(locale, data.sealed), figure(locale, data.quota)),
          data.keyEndsIn === null ? '' : text.keyEnds(figure(locale, data.keyEndsIn)),
        ].join(' ')
      : '',
    reason,
    setReason,
    lookAgain: () => void refetch(),
  }
}
