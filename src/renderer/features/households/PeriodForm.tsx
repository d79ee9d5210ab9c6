import { useRef } from 'react'
import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import styles from './Households.module.css'

type Period = { readonly firstDay: CivilDate; readonly lastDay: CivilDate }
type Props = { firstDay: string; lastDay: string; onChoose: (period: Period) => void }

/** The days of a period, typed. */
export function PeriodForm({ firstDay, lastDay, onChoose }: Props) {
  const text = useHouseholdsText().days
  const from = useRef<HTMLInputElement>(null)
  const to = useRef<HTMLInputElement>(null)
  const read = (field: HTMLInputElement | null) => readTypedDate(field?.value ?? '', dateAt(Date.now()))
  return (
    <form
      className={styles.period}
      onSubmit={(event) => {
        event.preventDefault()
        const [first, last] = [read(from.current), read(to.current)]
        if (first && last) onChoose({ firstDay: first, lastDay: last })
      }}
    >
      <DateField
        ref={from}
        label={text.from}
        defaultValue={showDate(firstDay as CivilDate)}
        className={styles.day}
      />
      <DateField
        ref={to}
        label={text.to}
        defaultValue={showDate(lastDay as CivilDate)}
        className={styles.day}
      />
      <Button type="submit">{text.show}</Button>
    </form>
  )
}
