import { useState } from 'react'
import { useText } from '../text/Text.tsx'
import { Button } from './Button.tsx'
import { type FieldFrame, FieldSet } from './Field.tsx'
import styles from './WeekdaysField.module.css'

const week = [0, 1, 2, 3, 4, 5, 6] as const

type Props = FieldFrame & {
  /** 0 = Monday … 6 = Sunday, ascending. */
  defaultValue?: readonly number[]
  onChange?: (weekdays: readonly number[]) => void
  /** False leaves the two quick choices out where room is short. */
  quick?: boolean
  /** Days that can be chosen at all; all when not given. */
  allowed?: readonly number[]
}

/** Days of the week on which something holds, seven toggles and two quick choices. */
export function WeekdaysField({
  defaultValue = [],
  onChange,
  quick = true,
  allowed = week,
  ...frame
}: Props) {
  const text = useText().kit.weekdays
  const [chosen, setChosen] = useState<readonly number[]>(defaultValue)
  const choose = (days: readonly number[]) => {
    setChosen(days)
    onChange?.(days)
  }
  const toggle = (day: number) => choose(week.filter((other) => chosen.includes(other) !== (other === day)))
  return (
    <FieldSet {...frame}>
      <div className={styles.row}>
        <span className={styles.days}>
          {week.map((day) => (
            <label key={day} className={styles.day} title={text.long[day]}>
              <input
                type="checkbox"
                checked={chosen.includes(day)}
                // One that is chosen can always be taken away again.
                disabled={!allowed.includes(day) && !chosen.includes(day)}
                aria-label={text.long[day]}
                onChange={() => toggle(day)}
              />
              <span aria-hidden>{text.short[day]}</span>
            </label>
          ))}
        </span>
        {quick && (
          <>
            <Button variant="quiet" onClick={() => choose(week)}>
              {text.all}
            </Button>
            <Button variant="quiet" onClick={() => choose(week.slice(0, 5))}>
              {text.working}
            </Button>
          </>
        )}
      </div>
    </FieldSet>
  )
}
