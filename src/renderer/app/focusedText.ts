type TextElement = HTMLInputElement | HTMLTextAreaElement

/** The element a person types into now, or null. */
export function typingElement(): TextElement | null {
  const element = document.activeElement
  if (element instanceof HTMLTextAreaElement) return element
  const typed = ['text', 'search', 'tel', 'email', 'url', 'password', 'number']
  return element instanceof HTMLInputElement && typed.includes(element.type) ? element : null
}

/** Takes back the last letters before the cursor: a reader's, which reached the field before it was noticed. */
export function deleteBeforeCursor(count: number): void {
  const element = typingElement()
  if (!element || count === 0) return
  const cursor = element.selectionEnd ?? element.value.length
  element.setRangeText('', Math.max(0, cursor - count), cursor, 'end')
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }))
}

/** Types letters where the cursor is: a person's, which were held back by mistake. */
export function typeAtCursor(text: string): void {
  const element = typingElement()
  if (!element || element.readOnly || element.disabled) return
  const [from, to] = [
    element.selectionStart ?? element.value.length,
    element.selectionEnd ?? element.value.length,
  ]
  element.setRangeText(text, from, to, 'end')
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}
