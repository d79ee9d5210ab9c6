type TextElement = HTMLInputElement | HTMLTextAreaElement

/** What stood in a field before a key reached it. */
export type TextBefore = {
  readonly element: TextElement
  readonly value: string
  readonly from: number
  readonly to: number
}

/** The element a person types into now, or null. */
export function typingElement(): TextElement | null {
  const element = document.activeElement
  if (element instanceof HTMLTextAreaElement) return element
  const typed = ['text', 'search', 'tel', 'url', 'password']
  return element instanceof HTMLInputElement && typed.includes(element.type) ? element : null
}

/** Remembers the field in use as it is now; null when nobody types. */
export function textNow(): TextBefore | null {
  const element = typingElement()
  if (!element) return null
  const { value, selectionStart, selectionEnd } = element
  return { element, value, from: selectionStart ?? value.length, to: selectionEnd ?? value.length }
}

/** Puts a field back as it was: takes out a reader's letters, and gives back what they replaced. */
export function putBack({ element, value, from, to }: TextBefore): void {
  element.value = value
  element.setSelectionRange(from, to)
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }))
}

/** Remembers where the cursor is; the answer puts it there again, if the same field is still the one in use. */
export function keepCursor(): () => void {
  const then = textNow()
  return () => {
    if (then && then.element === typingElement()) then.element.setSelectionRange(then.from, then.to)
  }
}

/** Types letters where the cursor is: a person's, which were held back by mistake. */
export function typeAtCursor(text: string): void {
  const now = textNow()
  if (!now || now.element.readOnly || now.element.disabled) return
  now.element.setRangeText(text, now.from, now.to, 'end')
  now.element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}
