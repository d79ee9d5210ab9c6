import { type RefObject, useEffect, useRef } from 'react'
import type { TableHandle } from './Table.tsx'

/** For the table a page is about: the cursor is on its first row as soon as there is one. */
export function useFilledTable(filled: boolean): RefObject<TableHandle | null> {
  const table = useRef<TableHandle>(null)
  useEffect(() => {
    if (filled) table.current?.focus()
  }, [filled])
  return table
}
