import { CloudCheck, CloudUpload, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { SyncState } from '../../../contract/desk/sync.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { spanWords } from './spans.ts'
import styles from './Sync.module.css'

/** Sent, waiting, needs attention: three figures of the journal. `now` in ms. */
export function SyncFigures({ sync, now }: { sync: SyncState; now: number }) {
  const text = useText().sync
  const locale = useLocale()
  const oldest = sync.oldestWaitingAt === null ? null : now - Date.parse(sync.oldestWaitingAt)
  const waits = sync.waiting > 0
  const attention = sync.attention.length
  return (
    <section aria-label={text.figures} className={styles.figures}>
      <Figure icon={CloudCheck} tone="success" label={text.sent} count={sync.sentSeq} note={text.sentText} />
      <Figure
        icon={CloudUpload}
        tone={waits ? 'info' : 'neutral'}
        label={text.waiting}
        count={sync.waiting}
        note={
          waits && oldest !== null ? text.waitingText(spanWords(oldest, text, locale)) : text.nothingWaits
        }
      />
      <Figure
        icon={TriangleAlert}
        tone={attention > 0 ? 'error' : 'neutral'}
        label={text.attention}
        count={attention}
        note={attention > 0 ? text.attentionText : text.nothingToDo}
      />
    </section>
  )
}

type FigureProps = { icon: LucideIcon; tone: string; label: string; count: number; note: string }

function Figure({ icon: Icon, tone, label, count, note }: FigureProps) {
  const locale = useLocale()
  return (
    <div className={styles.figure} data-tone={tone}>
      <Icon size="2.2rem" strokeWidth={1.6} aria-hidden className={styles.figureIcon} />
      <dl className={styles.figureWords}>
        <dt>{label}</dt>
        <dd className={styles.count}>{figure(locale, count)}</dd>
        <dd className={styles.muted}>{note}</dd>
      </dl>
    </div>
  )
}
