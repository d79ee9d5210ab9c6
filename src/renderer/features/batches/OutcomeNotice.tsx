import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Batches.module.css'

/** How many rows went on, and those that stayed behind, each with its reason. */
export function OutcomeNotice({
  outcome: { done, left },
  onDismiss,
}: {
  outcome: BulkOutcome
  onDismiss?: () => void
}) {
  const text = useBatchesText()
  const locale = useLocale()
  const title = [
    text.done(figure(locale, done)),
    ...(left.length > 0 ? [text.left(figure(locale, left.length))] : []),
  ].join(' · ')
  return (
    <Notice
      live="status"
      tone={left.length > 0 ? 'warning' : 'success'}
      title={title}
      {...(onDismiss ? { onDismiss } : {})}
    >
      {left.length > 0 && (
        <ul className={styles.left}>
          {left.map(({ row, caseId, why }) => (
            <li key={caseId ?? row}>{row > 0 ? text.leftRow(String(row), why[locale]) : why[locale]}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
