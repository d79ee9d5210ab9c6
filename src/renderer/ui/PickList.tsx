import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { isComposing } from '../keys/strokes.ts'
import styles from './PickList.module.css'
import { KeyCap } from './KeyCap.tsx'
import { keptRow, rowAfter } from './rovingRow.ts'

/** One thing to pick. */
export type Pick = {
  readonly key: string
  readonly title: string
  readonly note?: string | undefined
  /** At the left: an icon, a letter. */
  readonly mark?: ReactNode
  /** At the right. */
  readonly aside?: ReactNode
}

type Props = {
  label: string
  picks: readonly Pick[]
  /** The one picked, when the list stays on the screen. */
  current?: string | null | undefined
  onPick: (key: string) => void
  /** The row under the cursor, as the arrows move. */
  onMove?: (key: string) => void
  /** Shows and takes the digits 1 … 9 for the first nine. */
  digits?: boolean
  ref?: Ref<{ focus: () => void }>
}

/** A short list of big rows: arrows, Home and End move, Enter or a click picks, so does a digit. One tab stop. */
export function PickList({ label, picks, current, onPick, onMove, digits, ref }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const keys = picks.map(({ key }) => key)
  const [cursor, setCursor] = useState({ key: current ?? null, index: 0 })
  // Rows may come and go under the cursor: it stays with the row it was on, as the focus does.
  const at = Math.max(0, keptRow(keys, cursor.key, cursor.index))
  const rows = () => [...(list.current?.querySelectorAll('button') ?? [])]
  useImperativeHandle(ref, () => ({ focus: () => rows()[at]?.focus() }), [at])

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey) return
    const numbered = digits && /^[1-9]$/.test(event.key) ? picks[Number(event.key) - 1] : undefined
    if (numbered) {
      event.preventDefault()
      onPick(numbered.key)
      return
    }
    const next = rowAfter(event.key, at, picks.length, 5)
    if (next === null) return
    event.preventDefault()
    rows()[next]?.focus()
    const moved = picks[next]
    if (moved) onMove?.(moved.key)
  }
  return (
    <div ref={list} role="group" aria-label={label} className={styles.list} onKeyDown={onKeyDown}>
      {picks.map(({ key, title, note, mark, aside }, index) => (
        <button
          key={key}
          type="button"
          tabIndex={index === at ? 0 : -1}
          aria-current={key === current || undefined}
          className={styles.row}
          onFocus={() => setCursor({ key, index })}
          onClick={() => onPick(key)}
        >
          <span className={styles.mark} aria-hidden>
            {mark ?? title.split(' ').at(-1)?.slice(0, 1).toLocaleUpperCase('vi')}
          </span>
          <span className={styles.words}>
            <span className={styles.title}>{title}</span>
            {note && <span className={styles.note}>{note}</span>}
          </span>
          <span aria-hidden={aside === undefined}>
            {aside}
            {digits && index < 9 && <KeyCap keys={String(index + 1)} />}
          </span>
        </button>
      ))}
    </div>
  )
}
