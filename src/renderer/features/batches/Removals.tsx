import { ShieldCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { declineRemoval, listRemovals, type RemovalTask } from '../../../contract/desk/removals.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useBatchesText } from '../../text/batches.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

/** Papers that a clerk asked to have withdrawn, organisation by organisation; those who may do it here. */
export function Removals() {
  const { roles } = useSession().session
  const isTold = roles.some((role) => role === 'clerk' || role === 'ward-official' || role === 'ward-police')
  const { data } = useRoute(listRemovals, {}, ['cases'], { enabled: isTold })
  return data?.tasks.map((task, at) => <Task key={task.caseId} task={task} isFirst={at === 0} />)
}

function Task({ task, isFirst }: { task: RemovalTask; isFirst: boolean }) {
  const text = useBatchesText().removals
  const locale = useLocale()
  const { roles } = useSession().session
  const mayAct = roles.some((role) => role === 'ward-official' || role === 'ward-police')
  const [isOpen, open] = useState(false)
  const [left, setLeft] = useState<readonly { vi: string; en: string }[]>([])
  const { keep, pending, problem } = useKeeping(task)
  const { askedBy, askedAt, caseId, organisation, people, stopReasons } = task
  // The first one answers the key; when it is done the next is the first.
  const look = { key: 'Shift+F5', label: text.look, run: () => open(true), when: mayAct && isFirst } as const
  useShortcuts([look])
  return (
    <Notice
      tone="warning"
      title={text.title(organisation, figure(locale, people.length))}
      actions={
        mayAct && (
          <>
            <Button onClick={keep} disabled={pending}>
              <ShieldCheck size="1.1em" aria-hidden /> {text.keep}
            </Button>
            {isFirst ? (
              <ActionButton action={look} icon={UserX} />
            ) : (
              <Button onClick={() => open(true)}>{text.look}</Button>
            )}
          </>
        )
      }
    >
      <p>{text.asked(askedBy, showInstant(Date.parse(askedAt)))}</p>
      {!mayAct && <p>{text.waits}</p>}
      {left.map((why, at) => (
        <p key={at}>{why[locale]}</p>
      ))}
      <ProblemNotice problem={problem} />
      {isOpen && (
        <RemoveDialog
          caseId={caseId}
          people={people}
          reasons={stopReasons}
          chosen={people.map((one) => one.caseId)}
          onDone={(done) => {
            open(false)
            setLeft(done.left.map(({ why }) => why))
          }}
          onClose={() => open(false)}
        >
          <p>{[...new Set(people.map(({ note }) => note))].map((note) => text.why(note)).join(' ')}</p>
        </RemoveDialog>
      )}
    </Notice>
  )
}

/** All of a task stay in force. */
function useKeeping({ caseId, people }: RemovalTask) {
  const text = useBatchesText().removals
  const [actId] = useState(newActId)
  const { run, pending, problem } = useAct(declineRemoval)
  const cases = people.map((one) => one.caseId)
  const keep = () => void run({ params: { caseId }, body: { actId, cases, note: text.keptNote } })
  return { keep, pending, problem }
}
