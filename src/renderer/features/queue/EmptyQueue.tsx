import { useNavigate } from '@tanstack/react-router'
import { Coffee, FolderCheck, type LucideIcon, UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Role } from '../../../domain/roles.ts'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/States.tsx'
import type { QueueView } from './QueuePage.tsx'

/** Those who have a queue of their own. */
const caseRoles = [
  'clerk',
  'area-police',
  'ward-official',
  'ward-police',
  'health-station',
] as const satisfies Role[]

/** A queue with nothing in it: why, and what to do next. */
export function EmptyQueue({ view }: { view: QueueView }) {
  const text = useText().queue.empty
  const { session } = useSession()
  const navigate = useNavigate()
  if (view === 'open') return <State icon={FolderCheck} title={text.open} words={text.openText} />
  if (view === 'closed') return <State icon={FolderCheck} title={text.closed} words={text.closedText} />
  const role = caseRoles.find((one) => session.roles.includes(one)) ?? 'clerk'
  const isClerk = role === 'clerk'
  return (
    <State icon={Coffee} title={text[role]} words={isClerk ? text.clerkText : text.waitText}>
      {isClerk ? (
        <Button
          variant="primary"
          icon={UserPlus}
          shortcut="F2"
          onClick={() => void navigate({ to: '/register' })}
        >
          {text.register}
        </Button>
      ) : (
        <Button onClick={() => void navigate({ to: '/', search: { queue: 'open' } })}>{text.toOpen}</Button>
      )}
    </State>
  )
}

type StateProps = { icon: LucideIcon; title: string; words: string; children?: ReactNode }

function State({ icon, title, words, children }: StateProps) {
  return (
    <EmptyState icon={icon} title={title} {...(children === undefined ? {} : { action: children })}>
      {words}
    </EmptyState>
  )
}
