import { useEffect, useState } from 'react'
import { dateAt, minuteAt, weekdayOf } from '../../domain/calendar.ts'
import { showDate, showMinute } from '../text/figures.ts'
import { useText } from '../text/Text.tsx'
import styles from './TopBar.module.css'

/** The instant now (ms), anew at the turn of every minute. One per screen; rows take it from there. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setTimeout(() => setNow(Date.now()), 60_000 - (now % 60_000))
    return () => window.clearTimeout(timer)
  }, [now])
  return now
}

/** Time and date in Vietnam, whatever the computer's zone. */
export function ClockFace() {
  const text = useText().kit
  const now = useMinute()
  const date = dateAt(now)
  const weekday = text.weekdays.long[weekdayOf(date)] ?? ''
  return (
    <time className={styles.clock} dateTime={new Date(now).toISOString()}>
      <span className={styles.time}>{showMinute(minuteAt(now))}</span>
      <span className={styles.date}>{text.frame.weekday(weekday, showDate(date))}</span>
    </time>
  )
}
