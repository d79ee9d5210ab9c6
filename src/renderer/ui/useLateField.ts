import { type RefObject, useEffect, useRef } from 'react'

/**
 * For the first field of a dialog whose content may come after the dialog, which has then given the cursor to nothing:
 * the cursor goes into it as soon as it is there. Not `autoFocus`, which takes the cursor before the dialog has seen
 * where it was; the dialog could not give it back.
 * @param isThere whether the field is drawn.
 */
export function useLateField<Control extends HTMLElement>(isThere = true): RefObject<Control | null> {
  const field = useRef<Control>(null)
  useEffect(() => {
    const dialog = field.current?.closest('[role=dialog]')
    if (isThere && dialog?.contains(document.activeElement)) field.current?.focus()
  }, [isThere])
  return field
}
