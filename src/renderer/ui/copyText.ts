/**
 * Copies through a selection: the clipboard interface of browsers exists only on secure origins, a ward LAN is none.
 * Answers whether it worked.
 */
export function copyText(content: string): boolean {
  const holder = document.createElement('textarea')
  holder.value = content
  holder.style.position = 'fixed'
  holder.style.opacity = '0'
  const before = document.activeElement
  // Inside the dialog in use, so that its focus guard lets the selection happen.
  ;(before?.parentElement ?? document.body).append(holder)
  holder.select()
  const copied = document.execCommand('copy')
  holder.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
