import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { showInstant } from '../text/figures.ts'
import { useText } from '../text/Text.tsx'
import { classes } from './classes.ts'
import { type Tone, toneIcons } from './tones.ts'
import tones from './tones.module.css'
import styles from './Timeline.module.css'

export type TimelineItem = {
  readonly key: string
  /** Instant it happened, ms. */
  readonly at: number
  readonly title: string
  /** Who did it. */
  readonly who?: string
  readonly detail?: ReactNode
  /** Beside the title, at the end of the line: where the entry stands elsewhere. */
  readonly mark?: ReactNode
  readonly tone?: Tone
  readonly icon?: LucideIcon
}

/** What happened to a case, the latest first as given. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label?: string }) {
  const text = useText().kit.timeline
  return (
    <ol aria-label={label ?? text.label} className={styles.timeline}>
      {items.map((item) => {
        const tone = item.tone ?? 'neutral'
        const Icon = item.icon ?? toneIcons[tone]
        return (
          <li key={item.key} className={classes(styles.item, tones[tone])}>
            <span className={styles.dot}>
              <Icon size="1.1em" aria-hidden />
            </span>
            <div>
              <div className={styles.heading}>
                <p className={styles.title}>{item.title}</p>
                {item.mark}
              </div>
              <p className={styles.meta}>
                <time dateTime={new Date(item.at).toISOString()}>{showInstant(item.at)}</time>
                {item.who && <> · {item.who}</>}
              </p>
              {item.detail && <div className={styles.detail}>{item.detail}</div>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
