import { useNavigate, useSearch } from '@tanstack/react-router'
import { UserX } from 'lucide-react'
import { useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { useRegisters } from '../../app/registers.ts'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { DonePanel } from './DonePanel.tsx'
import { RegistrationForm } from './RegistrationForm.tsx'
import { useOpenedDraft } from './useOpenedDraft.ts'

/** Receives a person at the counter: one form from the card to the case number. */
export function RegistrationPage() {
  const { session } = useSession()
  return useRegisters(session.roles) ? <Counter /> : <NotClerk />
}

/** Shown to whoever opens a page of the clerk. */
export function NotClerk() {
  const text = useText()
  const navigate = useNavigate()
  return (
    <EmptyState
      icon={UserX}
      title={text.registration.notClerk}
      action={
        <Button variant="primary" shortcut="F4" onClick={() => void navigate({ to: '/' })}>
          {text.app.keys.queue}
        </Button>
      }
    >
      {text.registration.notClerkText}
    </EmptyState>
  )
}

function Counter() {
  const { draftId } = useSearch({ from: '/register' })
  const drafts = useOpenedDraft(draftId)
  const [registered, setRegistered] = useState<Case | null>(null)
  const next = () => {
    setRegistered(null)
    drafts.fresh()
  }
  if (registered) return <DonePanel registered={registered} onNext={next} />
  if (!drafts.opened) return <LoadingState />
  return (
    <RegistrationForm
      key={drafts.opened.draftId}
      opened={drafts.opened}
      drafts={drafts}
      onRegistered={setRegistered}
    />
  )
}
