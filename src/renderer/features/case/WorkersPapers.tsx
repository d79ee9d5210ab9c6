import { FileX2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import {
  manyReasons,
  readWorkersPapers,
  withdrawPapers,
  withdrawReasons,
} from '../../../contract/desk/issuing.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './CasePage.module.css'

type Left = NonNullable<ReturnType<typeof useRoute<typeof readWorkersPapers>>['data']>

/**
 * After an organisation's own paper was withdrawn: proposes to withdraw those of its workers too. Nothing happens until
 * the person has seen which, and confirmed.
 */
export function WorkersPapers({ subject: { caseId, permit, procedure } }: { subject: Case }) {
  const text = useText().seals.workers
  const locale = useLocale()
  const { roles } = useSession().session
  const enabled =
    (permit?.withdrawn ?? null) !== null &&
    procedure.record === 'organisation' &&
    (roles.includes('ward-official') || roles.includes('ward-police'))
  const left = useRoute(readWorkersPapers, { params: { caseId } }, ['cases'], { enabled }).data
  const [open, setOpen] = useState(false)
  const count = left?.papers ?? 0
  const propose = {
    key: 'Shift+F7',
    label: text.propose,
    run: () => setOpen(true),
    when: !open,
  } as const
  useShortcuts(count > 0 ? [propose] : [])
  if (!left || count === 0) return null
  return (
    <>
      <Notice
        tone="warning"
        title={text.left(figure(locale, count))}
        next={text.leftNext}
        actions={<ActionButton action={propose} icon={FileX2} />}
      />
      <Dialog open={open} onClose={() => setOpen(false)} title={text.title(figure(locale, count))}>
        {open && <Proposal caseId={caseId} left={left} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  )
}

function Proposal({ caseId, left, onClose }: { caseId: string; left: Left; onClose: () => void }) {
  const { seals, kit } = useText()
  const locale = useLocale()
  const say = useToast()
  const [actId] = useState(newActId)
  const why = useRef<HTMLSelectElement>(null)
  const reason = useRef<HTMLSelectElement>(null)
  const { run, pending, problem } = useAct(withdrawPapers)
  const confirm = async () => {
    const target = { scope: 'organisation' as const, caseId }
    const given = withdrawReasons.find((one) => one === reason.current?.value) ?? 'withdrawn'
    const body = { actId, target, reason: given, reasonCode: why.current?.value ?? 'other' }
    const done = await run({ body })
    if (!done) return
    readAnew(['cases'])
    say({
      tone: 'success',
      title: seals.papers.done(figure(locale, done.papers)),
      children: seals.papers.doneText,
    })
    onClose()
  }
  const act = { key: 'Ctrl+Enter', label: seals.papers.confirm, run: confirm, when: !pending } as const
  useShortcuts([act])
  return (
    <>
      <Named left={left} />
      <Select
        ref={reason}
        label={seals.withdraw.reason}
        required
        placeholder={false}
        options={withdrawReasons.map((value) => ({ value, label: seals.withdraw.reasons[value] }))}
      />
      <Select
        ref={why}
        label={seals.papers.why}
        required
        placeholder={false}
        defaultValue="organisation-closed"
        options={manyReasons.map((value) => ({ value, label: seals.papers.manyReasons[value] }))}
      />
      <p>{seals.papers.confirmText}</p>
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
        <ActionButton action={act} variant="danger" icon={FileX2} busy={pending} />
      </DialogActions>
    </>
  )
}

/** Whose papers, as many as are named. */
function Named({ left: { papers, named } }: { left: Left }) {
  const text = useText().seals.workers
  const locale = useLocale()
  return (
    // Scrolls by itself, so it takes the keyboard too.
    <div className={styles.list} role="region" aria-label={text.list} tabIndex={0}>
      <table className={styles.listTable}>
        <thead>
          <tr>
            {[text.number, text.name, text.lastDay].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {named.map(({ caseId, number, name, lastDay }) => (
            <tr key={caseId}>
              <td>{number}</td>
              <td>{name}</td>
              {/* The office answers civil dates. */}
              <td>{showDate(lastDay as CivilDate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {papers > named.length && <p>{text.more(figure(locale, papers - named.length))}</p>}
    </div>
  )
}
