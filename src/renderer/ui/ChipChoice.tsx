import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { isComposing } from '../keys/strokes.ts'
import styles from './ChipChoice.module.css'
import { classes } from './classes.ts'
import { type FieldFrame, FieldSet } from './Field.tsx'
import { KeyCap } from './KeyCap.tsx'

/** One chip: its word, a second line, and a colour that the word says too. */
type Chip = {
  readonly value: string
  readonly label: string
  readonly note?: string | undefined
  readonly colour?: 'red' | 'orange' | 'green' | undefined
}

type Props = FieldFrame & {
  name: string
  chips: readonly Chip[]
  value: string
  onChange: (value: string) => void
  /** Big enough for the first thing of a page. */
  large?: boolean
}

/** A reader in keyboard mode begins with a digit too: a digit chooses only when nothing follows it at once. */
const pauseMs = 90

/** One choice among a few in a row: arrows move it, so do the digits 1 … 9 while the cursor is on it. */
export function ChipChoice({ name, chips, value, onChange, large, ...frame }: Props) {
  const id = useId()
  const waiting = useRef(0)
  useEffect(() => () => window.clearTimeout(waiting.current), [])
  const onKeyDown = (event: KeyboardEvent) => {
    window.clearTimeout(waiting.current)
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.repeat) return
    const picked = /^[1-9]$/.test(event.key) ? chips[Number(event.key) - 1] : undefined
    if (!picked) return
    const group = event.currentTarget
    waiting.current = window.setTimeout(() => {
      onChange(picked.value)
      group.querySelector<HTMLInputElement>(`input[value="${CSS.escape(picked.value)}"]`)?.focus()
    }, pauseMs)
  }
  return (
    <FieldSet {...frame}>
      <div className={classes(styles.chips, large && styles.large)} onKeyDown={onKeyDown}>
        {chips.map((chip, index) => (
          <label key={chip.value} className={styles.chip} data-colour={chip.colour}>
            <input
              type="radio"
              name={name}
              value={chip.value}
              checked={chip.value === value}
              aria-describedby={chip.note ? `${id}-${index}` : undefined}
              onChange={() => onChange(chip.value)}
            />
            <span className={styles.face}>
              {chip.colour && <span className={styles.dot} aria-hidden />}
              <span className={styles.words}>
                <span className={styles.label}>{chip.label}</span>
                {chip.note && (
                  <span id={`${id}-${index}`} className={styles.note}>
                    {chip.note}
                  </span>
                )}
              </span>
              {index < 9 && (
                <span aria-hidden className={styles.key}>
                  <KeyCap keys={String(index + 1)} />
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  )
}
