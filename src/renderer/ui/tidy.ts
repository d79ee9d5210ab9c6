import type { FocusEvent, FocusEventHandler } from 'react'

/** Puts what was typed in order once the field is left; gets the text, answers the tidied text. `tidy` of the domain is the usual one. */
export type Tidy = (typed: string) => string

/**
 * A blur handler that tidies the field before the form reads it. Never while typing: Unikey edits by Backspace and
 * insertion, and a value changed under it loses letters.
 */
export function tidyOnBlur<Element extends HTMLInputElement | HTMLTextAreaElement>(
  tidy: Tidy,
  onBlur: FocusEventHandler<Element> | undefined,
): FocusEventHandler<Element> {
  return (event: FocusEvent<Element>) => {
    const tidied = tidy(event.currentTarget.value)
    if (tidied !== event.currentTarget.value) event.currentTarget.value = tidied
    onBlur?.(event)
  }
}
