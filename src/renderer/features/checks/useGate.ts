import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { cardDiffered, type GateCheck, letIn, makeCheck } from '../../../contract/desk/checks.ts'
import type { Recognised, Scan } from '../../../contract/desk/scans.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ask } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { notAPaper } from '../verify/verdictWords.ts'
import { type Compared, isSameCard, isSameLast4, isSameName } from './comparing.ts'
import { gateColour, isOverQuota } from './gateColour.ts'
import { signal } from './signal.ts'

/** The paper on the screen. `check` null: the answer stands, but could not be written down (`problem` says why). */
export type Shown = {
  readonly checkId: string
  readonly verdict: Verdict
  readonly check: GateCheck | null
  readonly problem: Problem | null
  readonly compared: Compared
  /** Whether the scanned ID card names the same person; null while none was scanned. */
  readonly sameName: boolean | null
  /** Whether a used-up card was let in all the same. */
  readonly isLetIn: boolean
}

/** A trigger held down reads the same code again and again: that is one check. */
const heldMs = 2_000

export type GateDesk = {
  readonly shown: Shown | null
  /** Checks a paper; compares an ID card with the paper on the screen. */
  takeScan(scan: Scan): Promise<void>
  /** Lets the holder of a used-up card in all the same. */
  letIn(): Promise<void>
  /** Compares characters typed from the card. */
  compareTyped(typed: string): void
  /** Done with the paper on the screen. */
  clear(): void
}

/** Whether the keeper of the gate may let the holder in all the same: never with somebody else's card. */
export function mayBeLetIn({ verdict, check, isLetIn, compared }: Shown): boolean {
  return check !== null && !isLetIn && isOverQuota(verdict, check) && compared !== 'differs'
}

/** What is done at a gate: each scan takes the place of the one before at once. */
export function useGate(): GateDesk {
  const text = useText().checks.gate
  const say = useToast()
  const [shown, setShown] = useState<Shown | null>(null)
  const latest = useRef<Shown | null>(null)
  const newest = useRef('')
  const last = useRef({ words: '', at: Number.NEGATIVE_INFINITY })
  const show = useCallback((next: Shown | null) => {
    // A digit typed wrong is typed again: what counts is how the comparison ended.
    const before = latest.current
    if (before?.compared === 'differs' && before.check && before.checkId !== next?.checkId)
      void ask(cardDiffered, { params: { checkId: before.checkId } })
    latest.current = next
    setShown(next)
  }, [])
  useEffect(() => () => show(null), [show])

  return useMemo(() => {
    const check = async (words: string, judged: Verdict) => {
      const [before, now] = [last.current, performance.now()]
      last.current = { words, at: now }
      if (before.words === words && now - before.at < heldMs && latest.current?.check) return
      const checkId = newActId()
      newest.current = checkId
      const { answer, problem } = await ask(makeCheck, { body: { checkId, text: words } })
      // The one scanned last is shown, whichever answer comes last.
      if (newest.current !== checkId) return
      const verdict = answer?.verdict ?? judged
      show({ checkId, verdict, check: answer, problem, compared: 'not-done', sameName: null, isLetIn: false })
      signal(gateColour(verdict, answer))
    }
    const compared = (isSame: boolean, sameName: boolean | null) => {
      if (!latest.current) return
      show({ ...latest.current, compared: isSame ? 'same' : 'differs', sameName })
      signal(isSame ? 'green' : 'red')
    }
    const compareCard = (card: Recognised) => {
      const content = latest.current?.verdict.content
      if (!latest.current || !content) return say({ tone: 'info', title: text.cardFirst })
      const sameName = card.fullName === undefined ? null : isSameName(card.fullName, content.name)
      if (content.last4 !== null) compared(isSameCard(card, content.last4), sameName)
      else show({ ...latest.current, sameName })
    }
    return {
      shown,
      async takeScan({ text: words, verdict, recognised }) {
        if (words === null) compareCard(recognised)
        else await check(words, verdict ?? notAPaper)
      },
      compareTyped(typed) {
        const last4 = latest.current?.verdict.content?.last4 ?? null
        if (last4 !== null) compared(isSameLast4(typed, last4), latest.current?.sameName ?? null)
      },
      async letIn() {
        const before = latest.current
        if (!before || !mayBeLetIn(before)) return
        const { problem } = await ask(letIn, { params: { checkId: before.checkId } })
        if (latest.current?.checkId !== before.checkId) return
        show({ ...latest.current, problem, isLetIn: problem === null })
      },
      clear() {
        newest.current = ''
        show(null)
      },
    }
  }, [shown, show, say, text])
}
