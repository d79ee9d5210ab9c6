import { Search, X } from 'lucide-react'
import { type ComponentProps, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { ShortcutKey } from '../keys/strokes.ts'
import { useText } from '../text/Text.tsx'
import { IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import inputs from './inputs.module.css'
import { KeyCap } from './KeyCap.tsx'
import styles from './SearchBox.module.css'

type Props = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange' | 'onInput' | 'onKeyDown'> & {
  label?: string
  /** Called a moment after typing stops and at once on Enter or when cleared; never in the middle of a composition. */
  onSearch: (query: string) => void
  /** Called on Arrow Down: move to the first result. */
  onLeaveDown?: () => void
  /** Shown only; the page claims the key and focuses through `ref`. */
  shortcut?: ShortcutKey
  /** How long typing has to rest before the search, in milliseconds. */
  pauseMs?: number
}

/** Where a list is searched. Escape clears it. */
export function SearchBox({
  label,
  onSearch,
  onLeaveDown,
  shortcut,
  pauseMs = 180,
  className,
  ref,
  ...rest
}: Props) {
  const text = useText().kit.search
  const { input, filled, search, clear } = useSearch(onSearch, Boolean(rest.defaultValue), ref)
  return (
    <div role="search" className={classes(inputs.group, styles.box, className)}>
      <Search size="1.2em" aria-hidden />
      <input
        autoComplete="off"
        spellCheck={false}
        placeholder={label ?? text.label}
        {...rest}
        ref={input}
        type="text"
        aria-label={label ?? text.label}
        className={inputs.bare}
        onInput={(event) => {
          if (!event.nativeEvent.isComposing) search(event.currentTarget.value, pauseMs)
        }}
        onCompositionEnd={(event) => search(event.currentTarget.value, pauseMs)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return
          if (event.key === 'Enter') search(event.currentTarget.value, 0)
          if (event.key === 'ArrowDown') onLeaveDown?.()
          if (event.key === 'Escape' && filled) {
            event.preventDefault()
            clear()
          }
        }}
      />
      {filled && <IconButton icon={X} label={text.clear} className={inputs.inside} onClick={clear} />}
      {shortcut && !filled && (
        <span aria-hidden className={styles.key}>
          <KeyCap keys={shortcut} />
        </span>
      )}
    </div>
  )
}

/** The words in the box and when they are searched for. */
function useSearch(onSearch: Props['onSearch'], filledAtFirst: boolean, ref: Props['ref']) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef(0)
  const [filled, setFilled] = useState(filledAtFirst)
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const search = (query: string, wait: number) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => onSearch(query.trim()), wait)
    setFilled(query !== '')
  }
  const clear = () => {
    if (input.current) input.current.value = ''
    search('', 0)
    input.current?.focus()
  }
  // The page holds the input too, to put the cursor in.
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current)
  return { input, filled, search, clear }
}
