import {
  idleWedge,
  type WedgeDecision,
  type WedgeKey,
  wedgeKey,
  type WedgeSettings,
  wedgeSilence,
  type WedgeState,
} from '../../domain/identity/wedge.ts'
import { measureTrace, noTrace, traceKey, type TypedMeasure } from '../../domain/identity/wedge-measure.ts'
import { putBack, type TextBefore, textNow, typeAtCursor, typingElement } from './focusedText.ts'

/** More keys than ever leak before a reader is told from a person, those of an input method included. */
const longestLeak = 40

/**
 * For the check of a reader, on a page where nobody types: takes one that types far too slowly or has a key before
 * every scan nobody has told us of. Milliseconds.
 */
export const checkWedge: WedgeSettings = {
  prefix: null,
  longestGap: 400,
  medianGap: 150,
  fewestKeys: 8,
  silence: 450,
}

/** What a reader in keyboard mode typed. */
export type Burst = {
  readonly text: string
  /** An input method interfered: the letters are worth nothing. */
  readonly inputMethod: boolean
  /** How it was typed; null when no key of it printed anything. */
  readonly typed: TypedMeasure | null
}

/**
 * Listens for a reader that types like a keyboard, whatever has the focus: its letters reach no field and press no
 * button. Passwords are left alone. The answer stops it.
 */
export function listenToWedge(onScan: (burst: Burst) => void, settings: WedgeSettings): () => void {
  let state: WedgeState = idleWedge
  let trace = noTrace
  let timer = 0
  /** The field before each of the latest keys. */
  let before: readonly { readonly at: number; readonly text: TextBefore | null }[] = []

  const obey = (
    decisions: readonly WedgeDecision[],
    event: KeyboardEvent | null,
    typed: TypedMeasure | null,
  ) => {
    for (const decision of decisions) {
      if (decision.kind === 'scan') onScan({ text: decision.text, inputMethod: decision.inputMethod, typed })
      if (decision.kind === 'release') typeAtCursor(decision.text)
      if (decision.kind === 'swallow-and-delete') {
        const then = before.find(({ at }) => at >= decision.since)?.text
        if (then && then.element === typingElement()) putBack(then)
      }
      if (event && (decision.kind === 'swallow' || decision.kind === 'swallow-and-delete')) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
    }
  }
  const silence = () => {
    const [next, decisions] = wedgeSilence(state, performance.now(), settings)
    state = next
    obey(decisions, null, measureTrace(trace))
    if (state.phase === 'idle') trace = noTrace
  }
  const onKey = (event: KeyboardEvent) => {
    const element = typingElement()
    if (element instanceof HTMLInputElement && element.type === 'password') return
    const key = strokeOf(event)
    // With NumLock off a reader's digits are Home and Delete: every key may change the field.
    if (!key.up) before = [...before, { at: key.at, text: textNow() }].slice(-longestLeak)
    // A key after the silence is no part of the scan it ends.
    const isAfter = key.at - state.lastAt > settings.longestGap
    const earlier = trace
    trace = traceKey(trace, key)
    const [next, decisions] = wedgeKey(state, key, settings)
    state = next
    const isScan = decisions.some(({ kind }) => kind === 'scan')
    obey(decisions, event, isScan ? measureTrace(isAfter ? earlier : trace) : null)
    // The next scan is measured by itself, however soon it comes.
    if (isScan) trace = isAfter ? traceKey(noTrace, key) : noTrace
    window.clearTimeout(timer)
    if (state.phase !== 'idle') timer = window.setTimeout(silence, settings.silence + 30)
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('keyup', onKey, true)
  return () => {
    window.clearTimeout(timer)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('keyup', onKey, true)
  }
}

function strokeOf(event: KeyboardEvent): WedgeKey {
  const { code, key, shiftKey: shift, altKey: alt, timeStamp: at } = event
  return { code, key, shift, alt, control: event.ctrlKey || event.metaKey, up: event.type === 'keyup', at }
}
