import type { BatchProgress } from '../../../contract/desk/batches.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import styles from './Batches.module.css'

const steps = ['cases', 'verified', 'approved', 'sealed', 'printed', 'handedOver'] as const

/** How far a list is, from left to right. */
export function ProgressLine({ progress }: { progress: BatchProgress }) {
  const text = useBatchesText().columns
  const locale = useLocale()
  return (
    <ol className={styles.progress}>
      {steps.map((step) => (
        <li key={step} data-done={progress[step] >= progress.cases ? '' : undefined}>
          <span>{text[step]}</span>
          <strong>{figure(locale, progress[step])}</strong>
          <progress value={progress[step]} max={Math.max(1, progress.cases)} aria-label={text[step]} />
        </li>
      ))}
    </ol>
  )
}
