import type { ComponentProps, KeyboardEvent } from 'react'
import { isComposing } from '../keys/strokes.ts'
import { classes } from './classes.ts'
import styles from './EntryForm.module.css'

type Props = ComponentProps<'form'> & {
  /** Fields side by side; `WholeRow` takes them all. Default 2. */
  columns?: 1 | 2 | 3 | 4
}

const fields =
  'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button[type=submit]:not(:disabled)'

/**
 * A form filled without the mouse: Enter moves to the next field, as on the machines clerks know; the form is sent
 * by its own key or by Enter on its button, never from the middle.
 */
export function EntryForm({ columns = 2, className, onKeyDown, ...rest }: Props) {
  return (
    <form
      noValidate
      autoComplete="off"
      {...rest}
      className={classes(styles.form, styles[`columns${columns}`], className)}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (!event.defaultPrevented) moveOn(event)
      }}
    />
  )
}

/** A part of an `EntryForm` that takes the whole width. */
export function WholeRow({ children }: ComponentProps<'div'>) {
  return <div className={styles.wholeRow}>{children}</div>
}

function moveOn(event: KeyboardEvent<HTMLFormElement>): void {
  const here = event.target
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || isComposing(event.nativeEvent)) return
  if (!(here instanceof HTMLInputElement || here instanceof HTMLSelectElement)) return
  // An open list takes Enter for itself.
  if (here.getAttribute('aria-expanded') === 'true') return
  event.preventDefault()
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(fields)].filter(isStop)
  const next = stops[stops.indexOf(here) + (event.shiftKey ? -1 : 1)]
  next?.focus()
  if (next instanceof HTMLInputElement && next.type !== 'radio' && next.type !== 'checkbox') next.select()
}

/** Whether Tab would stop there too: visible, not taken out of the order, and of a radio group only the one chosen. */
function isStop(element: HTMLElement): boolean {
  if (element.tabIndex < 0 || element.offsetParent === null) return false
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
  const group =
    element.form?.querySelectorAll<HTMLInputElement>(
      `input[type=radio][name="${CSS.escape(element.name)}"]`,
    ) ?? []
  const chosen = [...group].find((radio) => radio.checked) ?? group[0]
  return element === chosen || element === document.activeElement
}
