import { idleWedge, type WedgeDecision, wedgeKey, wedgeSilence } from '../../domain/identity/wedge.ts'

const silenceMs = 150
/** More letters than ever leak before a reader is told from a person. */
const longestLeak = 16

type Field = HTMLInputElement | HTMLTextAreaElement
type Before = { readonly field: Field; readonly value: string; readonly at: number }

/**
 * Listens for a USB reader that types like a keyboard, whatever has the focus (*đầu đọc chế độ bàn phím*): its letters
 * reach no field and press no button. The keys' places count, not their letters, so that Telex spoils nothing.
 */
export function listenToReader(onText: (text: string) => void): void {
  let state = idleWedge
  let timer = 0
  let before: readonly (Before | null)[] = []

  const obey = (decisions: readonly WedgeDecision[], event: KeyboardEvent | null) => {
    for (const decision of decisions) {
      if (decision.kind === 'scan') onText(decision.text)
      if (decision.kind === 'release') typeInto(focused(), decision.text)
      // The last one is before the letter just held back, the others before those that leaked.
      if (decision.kind === 'swallow-and-delete') putBack(before[before.length - 1 - decision.leaked] ?? null)
      if (event && (decision.kind === 'swallow' || decision.kind === 'swallow-and-delete')) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
    }
  }
  const onKey = (event: KeyboardEvent) => {
    const { code, key, shiftKey: shift, altKey: alt, timeStamp: at } = event
    const up = event.type === 'keyup'
    if (!up && key.length === 1) before = [...before, textNow()].slice(-longestLeak)
    const control = event.ctrlKey || event.metaKey
    const [next, decisions] = wedgeKey(state, { code, key, shift, alt, control, up, at })
    state = next
    obey(decisions, event)
    clearTimeout(timer)
    if (state.phase !== 'idle')
      timer = window.setTimeout(() => {
        const [idle, last] = wedgeSilence(state, performance.now())
        state = idle
        obey(last, null)
      }, silenceMs)
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('keyup', onKey, true)
}

function focused(): Field | null {
  const element = document.activeElement
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null
}

function textNow(): Before | null {
  const field = focused()
  return field && { field, value: field.value, at: field.selectionStart ?? field.value.length }
}

function putBack(before: Before | null): void {
  if (!before || before.field !== focused()) return
  before.field.value = before.value
  before.field.setSelectionRange(before.at, before.at)
  before.field.dispatchEvent(new Event('input', { bubbles: true }))
}

function typeInto(field: Field | null, text: string): void {
  if (!field) return
  field.setRangeText(
    text,
    field.selectionStart ?? field.value.length,
    field.selectionEnd ?? field.value.length,
    'end',
  )
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
