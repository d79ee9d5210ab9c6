import { Moon, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { showMinute } from '../text/figures.ts'
import { useText } from '../text/Text.tsx'
import { Button, IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import { type FieldFrame, FieldSet } from './Field.tsx'
import inputs from './inputs.module.css'
import styles from './TimeWindowsField.module.css'
import {
  readTypedMinute,
  readTypedWindows,
  tidyMinute,
  type TimeWindow,
  type TypedWindow,
} from './typedTimes.ts'

type Row = TypedWindow & {
  readonly key: number
  /** Just added: the cursor goes there. */
  readonly fresh?: boolean
}
type Props = FieldFrame & {
  defaultValue?: readonly TimeWindow[]
  /** Called when a row is left, added or removed. Null: something typed cannot be read, the form must not go on. */
  onChange?: (windows: readonly TimeWindow[] | null) => void
  /** How many windows the paper holds; 4 on a permit. */
  most?: number
}

/** The hours of the day, a list of from–to; an empty list means the whole day. Typed as text, formatted when left. */
export function TimeWindowsField({ defaultValue = [], onChange, most = 4, error, ...frame }: Props) {
  const text = useText().kit.time
  const adder = useRef<HTMLButtonElement>(null)
  const { rows, write, add, remove } = useTypedRows(defaultValue, onChange)
  const [left, setLeft] = useState(false)
  const read = readTypedWindows(rows)
  const problem = 'problem' in read ? read : null

  return (
    <FieldSet {...frame} error={error ?? (left && problem ? text[problem.problem] : undefined)}>
      <div className={styles.line}>
        <ul
          className={styles.rows}
          onBlur={(event) => {
            // Complain only once the person has left the whole list.
            if (!event.currentTarget.contains(event.relatedTarget)) setLeft(true)
          }}
        >
          {rows.map((row, index) => (
            <WindowRow
              key={row.key}
              row={row}
              number={index + 1}
              invalid={left && problem?.index === index}
              onLeave={(part) => write(row.key, part)}
              fresh={row.fresh ?? false}
              onRemove={() => {
                flushSync(() => remove(row.key))
                // The button just pressed is gone; the cursor must not go with it.
                adder.current?.focus()
              }}
            />
          ))}
        </ul>
        {rows.length === 0 && <p className={styles.wholeDay}>{text.wholeDay}</p>}
        {/* Greyed, not gone, when full: the cursor may stand on it. */}
        <Button
          ref={adder}
          variant="quiet"
          icon={Plus}
          className={styles.add}
          disabled={rows.length >= most}
          onClick={add}
        >
          {text.add}
        </Button>
      </div>
    </FieldSet>
  )
}

/** The rows as typed so far; every change tells what can be read of them. */
function useTypedRows(defaultValue: readonly TimeWindow[], onChange: Props['onChange']) {
  const next = useRef(defaultValue.length)
  const [rows, setRows] = useState<readonly Row[]>(() => startingRows(defaultValue))
  const change = (changed: readonly Row[]) => {
    setRows(changed)
    const windows = readTypedWindows(changed)
    onChange?.('problem' in windows ? null : windows)
  }
  return {
    rows,
    write: (key: number, part: Partial<TypedWindow>) =>
      change(rows.map((row) => (row.key === key ? { ...row, ...part } : row))),
    remove: (key: number) => change(rows.filter((row) => row.key !== key)),
    add: () => {
      next.current += 1
      setRows([...rows, { key: next.current, from: '', to: '', fresh: true }])
    },
  }
}

type RowProps = {
  fresh: boolean
  row: Row
  number: number
  invalid: boolean
  onLeave: (part: Partial<TypedWindow>) => void
  onRemove: () => void
}

function WindowRow({ fresh, row, number, invalid, onLeave, onRemove }: RowProps) {
  const text = useText().kit.time
  const [from, to] = [readTypedMinute(row.from), readTypedMinute(row.to)]
  const input = (side: 'from' | 'to') => (
    <input
      aria-label={`${text.window(number)}, ${text[side]}`}
      aria-invalid={invalid || undefined}
      className={classes(inputs.box, inputs.figures, styles.time)}
      defaultValue={row[side]}
      autoFocus={fresh && side === 'from'}
      placeholder="--:--"
      inputMode="numeric"
      autoComplete="off"
      onBlur={(event) => {
        event.currentTarget.value = tidyMinute(event.currentTarget.value)
        onLeave({ [side]: event.currentTarget.value })
      }}
    />
  )
  return (
    <li className={styles.row}>
      {input('from')}
      <span aria-hidden>–</span>
      {input('to')}
      <IconButton icon={X} label={text.remove(number)} onClick={onRemove} />
      {from !== null && to !== null && to < from && (
        <span className={styles.overnight}>
          <Moon size="1.1em" aria-hidden /> {text.overnight}
        </span>
      )}
    </li>
  )
}

function startingRows(windows: readonly TimeWindow[]): readonly Row[] {
  return windows.map(({ from, to }, key) => ({ key, from: showMinute(from), to: showMinute(to) }))
}
