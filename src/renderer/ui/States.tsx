import { CircleX, type LucideIcon, RotateCw } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../text/Text.tsx'
import { Button } from './Button.tsx'
import styles from './States.module.css'

/** Nothing here yet: why, and what to do to change that. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.state}>
      <span className={styles.circle}>
        <Icon size="1.8rem" aria-hidden strokeWidth={1.6} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.words}>{children}</div>}
      {action}
    </div>
  )
}

/** Data on its way. Shows nothing for the first moment, so that fast answers do not flicker. */
export function LoadingState({ label, rows = 6 }: { label?: string; rows?: number }) {
  const text = useText().kit.states
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), 200)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <div role="status" className={styles.loading}>
      {late && (
        <>
          <p className={styles.words}>{label ?? text.loading}</p>
          {Array.from({ length: rows }, (_, row) => (
            <div
              key={row}
              aria-hidden
              className={styles.bone}
              style={{ width: `${96 - ((row * 17) % 38)}%` }}
            />
          ))}
        </>
      )}
    </div>
  )
}

type ErrorProps = {
  title?: string
  /** What happened and what it does not affect. */
  children?: ReactNode
  /** Number under which the fault is in the log. */
  incident?: string
  onRetry?: () => void
}

/** Something failed: what it means, the incident number, and trying again. */
export function ErrorState({ title, children, incident, onRetry }: ErrorProps) {
  const text = useText().kit.states
  return (
    <div role="alert" className={styles.state} data-failed>
      <span className={styles.circle}>
        <CircleX size="1.8rem" aria-hidden strokeWidth={1.6} />
      </span>
      <h2 className={styles.title}>{title ?? text.failed}</h2>
      <div className={styles.words}>{children ?? text.failedText}</div>
      {incident && (
        <p className={styles.incident}>
          {text.incident}: <code>{incident}</code>
        </p>
      )}
      {onRetry && (
        <Button variant="primary" icon={RotateCw} onClick={onRetry}>
          {text.retry}
        </Button>
      )}
    </div>
  )
}
