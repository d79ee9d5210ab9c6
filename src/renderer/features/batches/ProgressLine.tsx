import type { BatchProgress } from '../../../contract/desk/batches.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import styles from './Batches.module.css'

const steps = ['cases', 'verified', 'approved', 'sealed', 'printed', 'handedOver'] as const

/** How far a list is, from left to right. */
export function ProgressLine({ progress }: { progress: BatchProgress }) {
  const { columns: text, withdrawnCount } = useBatchesText()
  const locale = useLocale()
  const { cases, withdrawn } = progress
  return (
    <>
      {withdrawn > 0 && <p className={styles.muted}>{withdrawnCount(figure(locale, withdrawn))}</p>}
      <ol className={styles.progress}>
        {steps.map((step) => (
          <li key={step} data-done={progress[step] >= cases - withdrawn ? '' : undefined}>
            <span>{text[step]}</span>
            <strong>{figure(locale, progress[step])}</strong>
            <progress value={progress[step]} max={Math.max(1, cases - withdrawn)} aria-label={text[step]} />
          </li>
        ))}
      </ol>
    </>
  )
}
