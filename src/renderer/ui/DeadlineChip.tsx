import { AlarmClock, Clock, ClockAlert } from 'lucide-react'
import { useText } from '../text/Text.tsx'
import { showInstant } from '../text/figures.ts'
import { StatusChip } from './Badge.tsx'
import { deadlineStanding } from './deadline.ts'
import styles from './Badge.module.css'

type Props = {
  /** Instant the case is due, ms. */
  due: number
  /** Instant now, ms; the page reads one clock for all its rows. */
  now: number
  /** How long before the deadline it counts as soon; 2 hours unless told. */
  soonMs?: number
}

/** The age of a case against its deadline: on time, soon, overdue, in word, icon and colour. */
export function DeadlineChip({ due, now, soonMs = 2 * 3_600_000 }: Props) {
  const text = useText().kit.deadline
  const { state, amount, unit } = deadlineStanding(now, due, soonMs)
  const span = text[unit](amount)
  const [tone, icon] = looks[state]
  return (
    <span title={showInstant(due)}>
      <StatusChip tone={tone} icon={icon}>
        {text[state]}{' '}
        <span className={styles.detail}>{state === 'overdue' ? span : `· ${text.left(span)}`}</span>
      </StatusChip>
    </span>
  )
}

const looks = {
  onTime: ['success', Clock],
  soon: ['warning', AlarmClock],
  overdue: ['error', ClockAlert],
} as const
