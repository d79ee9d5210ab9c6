import { useNavigate } from '@tanstack/react-router'
import { listQueue } from '../../../contract/desk/cases.ts'
import { ask } from '../../app/queries.ts'
import type { Shortcut } from '../../keys/registry.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/**
 * F8: opens the most overdue case that waits for the signed-in person and that four eyes do not keep from them; `present`
 * is the case they look at now. The queue is asked anew, so that nobody takes what a colleague has just done.
 */
export function useTakeNext(present: string | null = null): Shortcut {
  const text = useText().queue
  const locale = useLocale()
  const navigate = useNavigate()
  const say = useToast()
  const run = async () => {
    const found = await firstFree(present)
    if (!found) return
    if (found.caseId !== null) {
      await navigate({ to: '/cases/$caseId', params: { caseId: found.caseId } })
      return
    }
    const blocked = found.blocked > 0 ? text.onlyBlocked(figure(locale, found.blocked)) : undefined
    say({ tone: 'info', title: text.noneToTake, children: blocked })
    if (present !== null) await navigate({ to: '/' })
  }
  return { key: 'F8', label: text.take, run }
}

/** The first case four eyes allow, however many before it they do not; null when the office does not answer. */
async function firstFree(
  present: string | null,
): Promise<{ readonly caseId: string | null; readonly blocked: number } | null> {
  let blocked = 0
  let after: string | undefined
  do {
    const { answer } = await ask(listQueue, {
      query: { queue: 'mine', limit: 20, ...(after ? { after } : {}) },
    })
    if (!answer) return null
    const others = answer.items.filter(({ caseId }) => caseId !== present)
    const free = others.find((item) => !item.blocked)
    if (free) return { caseId: free.caseId, blocked }
    blocked += others.length
    after = answer.next ?? undefined
  } while (after !== undefined)
  return { caseId: null, blocked }
}
