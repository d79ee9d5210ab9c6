import { CloudOff } from 'lucide-react'
import { figure, showInstant } from '../text/figures.ts'
import { useLocale, useText } from '../text/Text.tsx'
import styles from './Banners.module.css'

type Props = {
  /** Instant the city server was last reached, ms. */
  since?: number
  /** How many events wait to be sent. */
  waiting: number
  onRetry?: () => void
}

/** The city cannot be reached; the desk works on. Calm on purpose: this is an ordinary day at many wards. */
export function OfflineBanner({ since, waiting, onRetry }: Props) {
  const text = useText().kit.offline
  const locale = useLocale()
  return (
    <div role="status" className={styles.offline}>
      <CloudOff size="1.2em" aria-hidden />
      <strong>
        {text.title}
        {since !== undefined && <> {text.since(showInstant(since))}</>}.
      </strong>
      <span>{text.text(figure(locale, waiting))}</span>
      {onRetry && (
        <button type="button" className={styles.action} onClick={onRetry}>
          {text.retry}
        </button>
      )}
    </div>
  )
}
