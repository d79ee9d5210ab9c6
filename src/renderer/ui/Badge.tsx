import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { classes } from './classes.ts'
import { type Tone, toneIcons } from './tones.ts'
import tones from './tones.module.css'

/** A count or one word, without meaning in its colour. */
export function Badge({ children, tone = 'neutral' }: { children: ReactNode; tone?: Tone }) {
  return <span className={classes(styles.badge, tones[tone])}>{children}</span>
}

/** The state of a case: word, icon and colour say the same. */
export function StatusChip({ tone, icon, children }: { tone: Tone; icon?: LucideIcon; children: ReactNode }) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <span className={classes(styles.chip, tones[tone])}>
      <Icon size="1.15em" aria-hidden />
      <span>{children}</span>
    </span>
  )
}
