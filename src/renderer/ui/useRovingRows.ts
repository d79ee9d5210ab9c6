import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { isComposing } from '../keys/strokes.ts'
import { keptRow, rowAfter } from './rovingRow.ts'

type Options = {
  /** The element that scrolls. */
  scrollRef: RefObject<HTMLDivElement | null>
  /** The rows in the order shown. */
  keys: readonly string[]
  onOpen: (index: number) => void
  onCurrent: (index: number) => void
  onToggle: (index: number) => void
}

/** What a row spreads on its element. */
export type RovingRow = HTMLAttributes<HTMLElement> & { 'data-row': number; 'data-current': '' | undefined }

/** The height of the sticky heading row, in rem, as in the style sheet. */
const headRem = 2.3

/** The height of a row in pixels, as the density set it. */
function rowHeight(): number {
  const root = getComputedStyle(document.documentElement)
  return Math.round(
    Number.parseFloat(root.getPropertyValue('--row-height')) * Number.parseFloat(root.fontSize),
  )
}

/** The cursor over a long list of which only the rows in view (and the one under the cursor) are drawn. */
export function useRovingRows({ scrollRef, keys, onOpen, onCurrent, onToggle }: Options) {
  const [current, setCurrent] = useState<{ key: string | null; index: number }>({ key: null, index: 0 })
  const at = keptRow(keys, current.key, current.index)
  const { virtualizer, height } = useDrawnRows(scrollRef, keys, at)
  const { enter, follow, came, left } = useRowFocus(scrollRef, at)
  const focus = useCallback(() => enter(Math.max(at, 0)), [enter, at])

  const moveTo = (index: number) => {
    setCurrent({ key: keys[index] ?? null, index })
    onCurrent(index)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.target !== event.currentTarget || isComposing(event.nativeEvent)) return
    if (event.ctrlKey || event.altKey) return
    const page = Math.floor(((scrollRef.current?.clientHeight ?? 0) - headRem * 16) / height)
    const next = rowAfter(event.key, index, keys.length, page)
    if (next !== null) {
      virtualizer.scrollToIndex(next)
      follow()
      moveTo(next)
    } else if (event.key === 'Enter') onOpen(index)
    else if (event.key === ' ') onToggle(index)
    else return
    event.preventDefault()
  }
  const rowProps = (index: number): RovingRow => ({
    'aria-rowindex': index + 2,
    'data-row': index,
    'data-current': index === at && current.key !== null ? '' : undefined,
    tabIndex: index === at ? 0 : -1,
    onKeyDown: (event) => onKeyDown(event, index),
    onFocus: (event) => {
      came()
      if (event.target === event.currentTarget && keys[index] !== current.key) moveTo(index)
    },
    onBlur: left,
    onDoubleClick: () => onOpen(index),
  })
  return { height: virtualizer.getTotalSize(), items: virtualizer.getVirtualItems(), rowProps, focus }
}

/**
 * Puts the browser's focus where the cursor is: after a move, and when the focused row itself has gone (a case that
 * was just approved leaves the queue; React tells nobody of that blur, so `held` still says `here`).
 */
function useRowFocus(scrollRef: Options['scrollRef'], at: number) {
  const held = useRef<'here' | 'moving' | 'awaited' | 'elsewhere'>('elsewhere')
  const draw = useCallback(
    (index: number): boolean => {
      const row = scrollRef.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)
      row?.focus({ preventScroll: true })
      return row !== null && row !== undefined
    },
    [scrollRef],
  )
  useLayoutEffect(() => {
    const free = document.activeElement === document.body
    const mayTake = held.current === 'moving' || (free && held.current !== 'elsewhere')
    if (mayTake && (draw(at) || held.current === 'moving')) held.current = 'here'
  })
  // A list that has just been filled has drawn no row yet: the cursor goes in as soon as there is one.
  const enter = useCallback(
    (index: number) => {
      if (!draw(index)) held.current = 'awaited'
    },
    [draw],
  )
  const mark = (where: 'here' | 'moving' | 'elsewhere') => () => {
    held.current = where
  }
  return { enter, follow: mark('moving'), came: mark('here'), left: mark('elsewhere') }
}

/** Draws the rows in view, and row `at` wherever it is: the cursor would be lost with it. */
function useDrawnRows(scrollRef: Options['scrollRef'], keys: readonly string[], at: number) {
  const height = useRowHeight()

  // oxlint-disable-next-line react/incompatible-library -- no React Compiler here; the virtualizer redraws by itself
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => height,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 8,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range)
      if (at < 0 || drawn.includes(at)) return drawn
      return at < range.startIndex ? [at, ...drawn] : [...drawn, at]
    },
    scrollPaddingStart: headRem * 16,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, height])
  return { virtualizer, height }
}

function useRowHeight(): number {
  const [height, setHeight] = useState(rowHeight)
  useEffect(() => {
    const observer = new MutationObserver(() => setHeight(rowHeight()))
    observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
    return () => observer.disconnect()
  }, [])
  return height
}
