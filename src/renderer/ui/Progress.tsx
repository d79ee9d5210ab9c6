import { useId } from 'react'
import { figure } from '../text/figures.ts'
import { useLocale, useText } from '../text/Text.tsx'
import { Button } from './Button.tsx'
import styles from './Progress.module.css'

type Props = {
  label: string
  done?: number
  /** Unknown while the job is being prepared. */
  total?: number
  /** What is worked on now. */
  detail?: string
  onCancel?: () => void
}

/** How far a long job is, in figures and as a bar. */
export function Progress({ label, done = 0, total, detail, onCancel }: Props) {
  const text = useText().kit.progress
  const locale = useLocale()
  const id = useId()
  const known = total !== undefined && total > 0
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        <span className={styles.count}>
          {known ? text.of(figure(locale, done), figure(locale, total)) : text.working}
        </span>
      </div>
      <div className={styles.line}>
        <progress
          aria-labelledby={id}
          className={styles.bar}
          {...(known ? { value: done, max: total } : {})}
        />
        {onCancel && (
          <Button variant="quiet" onClick={onCancel}>
            {text.cancel}
          </Button>
        )}
      </div>
      {detail && <p className={styles.detail}>{detail}</p>}
    </div>
  )
}
