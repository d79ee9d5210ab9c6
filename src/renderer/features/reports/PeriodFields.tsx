import { type ReactNode, useRef, useState } from 'react'
import type { CivilDate } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import styles from './Reports.module.css'
import { isPeriod, type Period, quickPeriods, todayHere } from './search.ts'
import { useShown } from './useShown.ts'

const quick = ['today', 'month', 'year'] as const

/** The days a book is about, typed or by one press; `children` are further conditions beside them. */
export function PeriodFields({ children }: { children?: ReactNode }) {
  const text = useText().reports.filters
  const { period, show } = useShown()
  const choose = ({ firstDay, lastDay }: Period) => show({ from: firstDay, to: lastDay })
  return (
    <div className={styles.filters}>
      <TypedPeriod key={`${period.firstDay} ${period.lastDay}`} period={period} onChoose={choose} />
      <div role="group" aria-label={text.quick} className={styles.quick}>
        {quick.map((name) => (
          <Button key={name} variant="quiet" onClick={() => choose(quickPeriods[name](todayHere()))}>
            {text[name]}
          </Button>
        ))}
      </div>
      {children}
    </div>
  )
}

function TypedPeriod({ period, onChoose }: { period: Period; onChoose: (period: Period) => void }) {
  const text = useText().reports.filters
  const from = useRef<HTMLInputElement>(null)
  const to = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState(false)
  const read = (field: HTMLInputElement | null): CivilDate | null =>
    readTypedDate(field?.value ?? '', todayHere())
  const take = () => {
    const [firstDay, lastDay] = [read(from.current), read(to.current)]
    if (!firstDay || !lastDay) return
    setWrong(!isPeriod(firstDay, lastDay))
    if (!isPeriod(firstDay, lastDay)) return
    if (firstDay !== period.firstDay || lastDay !== period.lastDay) onChoose({ firstDay, lastDay })
  }
  return (
    <form
      className={styles.period}
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <DateField
        ref={from}
        label={text.from}
        defaultValue={showDate(period.firstDay)}
        error={wrong ? text.wrong : undefined}
        className={styles.day}
        onBlur={take}
      />
      <DateField
        ref={to}
        label={text.to}
        defaultValue={showDate(period.lastDay)}
        className={styles.day}
        onBlur={take}
      />
      <button type="submit" hidden />
    </form>
  )
}
