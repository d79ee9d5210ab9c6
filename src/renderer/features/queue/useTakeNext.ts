import { useNavigate } from '@tanstack/react-router'
import { listQueue } from '../../../contract/desk/cases.ts'
import { ask } from '../../app/queries.ts'
import type { Shortcut } from '../../keys/registry.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/**
 * F8: opens the oldest case that waits for the signed-in person and that four eyes do not keep from them; `present`
 * is the case they look at now. The queue is asked anew, so that nobody takes what a colleague has just done.
 */
export function useTakeNext(present: string | null = null): Shortcut {
  const text = useText().queue
  const locale = useLocale()
  const navigate = useNavigate()
  const say = useToast()
  const run = async () => {
    const { answer } = await ask(listQueue, { query: { queue: 'mine' } })
    if (!answer) return
    const others = answer.items.filter((item) => item.caseId !== present)
    const next = others.find((item) => !item.blocked)
    if (next) {
      await navigate({ to: '/cases/$caseId', params: { caseId: next.caseId } })
      return
    }
    const blocked = others.length > 0 ? text.onlyBlocked(figure(locale, others.length)) : undefined
    say({ tone: 'info', title: text.noneToTake, children: blocked })
    if (present !== null) await navigate({ to: '/' })
  }
  return { key: 'F8', label: text.take, run }
}
