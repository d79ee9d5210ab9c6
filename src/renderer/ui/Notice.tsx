import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../text/Text.tsx'
import { IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import styles from './Notice.module.css'
import { type Tone, toneIcons } from './tones.ts'
import tones from './tones.module.css'

export type NoticeProps = {
  tone: Exclude<Tone, 'neutral' | 'training'>
  title: string
  children?: ReactNode
  /** What the person can do about it: a sentence. */
  next?: ReactNode
  /** Buttons that do it. */
  actions?: ReactNode
  onDismiss?: () => void
  /** `alert` interrupts a screen reader; only for what just happened. */
  live?: 'status' | 'alert'
}

/** Something to know, with the next step. */
export function Notice({ tone, title, children, next, actions, onDismiss, live }: NoticeProps) {
  const text = useText().kit.notice
  const Icon = toneIcons[tone]
  return (
    <div role={live} className={classes(styles.notice, tones[tone])}>
      <Icon size="1.4em" role="img" aria-label={text[tone]} className={styles.icon} />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children && <div>{children}</div>}
        {next && (
          <p className={styles.next}>
            <strong>{text.next}</strong> {next}
          </p>
        )}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && (
        <IconButton icon={X} label={text.dismiss} className={styles.dismiss} onClick={onDismiss} />
      )}
    </div>
  )
}
