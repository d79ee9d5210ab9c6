import {
  idleWedge,
  usualWedge,
  type WedgeDecision,
  wedgeKey,
  wedgeSilence,
  type WedgeState,
} from '../../domain/identity/wedge.ts'
import { putBack, type TextBefore, textNow, typeAtCursor, typingElement } from './focusedText.ts'

/** More letters than ever leak before a reader is told from a person. */
const longestLeak = 16

type Listener = (text: string, inputMethod: boolean) => void

/**
 * Listens for a reader that types like a keyboard, whatever has the focus: its letters reach no field and press no
 * button. Passwords are left alone. The answer stops it.
 */
export function listenToWedge(onScan: Listener): () => void {
  let state: WedgeState = idleWedge
  let timer = 0
  /** The field before each of the latest letters. */
  let before: readonly (TextBefore | null)[] = []

  const obey = (decisions: readonly WedgeDecision[], event: KeyboardEvent | null) => {
    for (const decision of decisions) {
      if (decision.kind === 'scan') onScan(decision.text, decision.inputMethod)
      if (decision.kind === 'release') typeAtCursor(decision.text)
      if (decision.kind === 'swallow-and-delete') {
        // The last one is before the letter just held back, the others before those that leaked.
        const then = before.at(-1 - decision.leaked)
        if (then && then.element === typingElement()) putBack(then)
      }
      if (event && (decision.kind === 'swallow' || decision.kind === 'swallow-and-delete')) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
    }
  }
  const silence = () => {
    const [next, decisions] = wedgeSilence(state, performance.now())
    state = next
    obey(decisions, null)
  }
  const onKey = (event: KeyboardEvent) => {
    const element = typingElement()
    if (element instanceof HTMLInputElement && element.type === 'password') return
    const { code, key, shiftKey: shift, altKey: alt } = event
    const control = event.ctrlKey || event.metaKey
    const up = event.type === 'keyup'
    if (!up && key.length === 1) before = [...before, textNow()].slice(-longestLeak)
    const [next, decisions] = wedgeKey(state, { code, key, shift, alt, control, up, at: event.timeStamp })
    state = next
    obey(decisions, event)
    window.clearTimeout(timer)
    if (state.phase !== 'idle') timer = window.setTimeout(silence, usualWedge.silence + 30)
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('keyup', onKey, true)
  return () => {
    window.clearTimeout(timer)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('keyup', onKey, true)
  }
}
