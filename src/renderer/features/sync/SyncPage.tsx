import { CloudUpload, Link2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { readSync, sendNow, type SyncState } from '../../../contract/desk/sync.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { routeKey, useAct, useRoute } from '../../app/queries.ts'
import { queryClient, type Topic } from '../../app/queryClient.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { AlarmPanel } from '../administrator/AlarmList.tsx'
import { ClockQuestion } from '../administrator/ClockQuestion.tsx'
import { HubNotice } from '../hub/HubNotice.tsx'
import { HubButton } from '../hub/HubButton.tsx'
import { AttentionTable } from './AttentionTable.tsx'
import { EnrolForm } from './EnrolForm.tsx'
import { StickPanel } from './StickPanel.tsx'
import { SyncFacts } from './SyncFacts.tsx'
import { SyncFigures } from './SyncFigures.tsx'

const topics: readonly Topic[] = ['sync']

/** How this PC stands with the city: what a signed receipt covers, what waits and since when, what needs somebody. */
export function SyncPage() {
  const read = useRoute(readSync, {}, topics)
  const sync = read.data
  if (!sync) {
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <LoadingState />
    )
  }
  return <Standing sync={sync} />
}

function take(sync: SyncState): void {
  queryClient.setQueryData(routeKey(readSync, {}, topics), sync)
}

function Standing({ sync }: { sync: SyncState }) {
  const text = useText().sync
  const now = useNow()
  const enrolled = sync.state !== 'never-enrolled'
  const { session, office } = useSession()
  const isAdministrator = session.roles.includes('administrator')
  const { alarms } = office
  const { action, problem, clear } = useSendNow(enrolled)
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          enrolled && (
            <>
              <HubButton />
              <EnrolAgain />
              <ActionButton action={action} icon={CloudUpload} variant="primary" />
            </>
          )
        }
      />
      <ProblemNotice problem={problem} onDismiss={clear} />
      <WhyNot sync={sync} />
      {enrolled && <HubNotice />}
      {isAdministrator && <ClockQuestion />}
      {!enrolled && <NeverEnrolled />}
      <SyncFigures sync={sync} now={now} />
      <SyncFacts sync={sync} now={now} />
      {enrolled && <StickPanel />}
      {isAdministrator && alarms.length > 0 && <AlarmPanel alarms={alarms} />}
      {enrolled && <AttentionTable entries={sync.attention} />}
    </>
  )
}

/** Why it waits or stopped, in the office's own sentence with the next step. */
function WhyNot({ sync }: { sync: SyncState }) {
  const locale = useLocale()
  if (!sync.problemText) return null
  const tone = sync.state === 'stopped' ? 'error' : 'warning'
  return <Notice tone={tone} title={sync.problemText[locale]} />
}

function useSendNow(enrolled: boolean) {
  const text = useText().sync
  const say = useToast()
  const { run, pending, problem, clear } = useAct(sendNow)
  const send = async () => {
    const answer = await run({})
    if (!answer) return
    take(answer)
    if (answer.waiting === 0) say({ tone: 'success', title: text.sendDone })
    else say({ tone: 'info', title: text.sendWaits, next: text.sendWaitsNext })
  }
  const action = { key: 'Ctrl+Enter', label: text.send, run: send, when: enrolled && !pending } as const
  useShortcuts(enrolled ? [action] : [])
  return { action, problem, clear }
}

function NeverEnrolled() {
  const text = useText().sync
  const mayEnrol = useSession().session.roles.includes('administrator')
  const say = useToast()
  return (
    <>
      <Notice
        tone="warning"
        title={text.neverTitle}
        next={mayEnrol ? text.neverNextAdministrator : text.neverNextOthers}
      >
        {text.neverText}
      </Notice>
      {mayEnrol && (
        <Panel title={text.enrol}>
          <EnrolForm
            onEnrolled={(sync) => {
              take(sync)
              say({ tone: 'success', title: text.enrolled })
            }}
          />
        </Panel>
      )}
    </>
  )
}

/** Enrolling anew (another city server, a PC the city has forgotten): an administrator's rare act, kept out of the way. */
function EnrolAgain() {
  const text = useText().sync
  const { session } = useSession()
  const [open, setOpen] = useState(false)
  const say = useToast()
  if (!session.roles.includes('administrator')) return null
  const enrolled = (sync: SyncState) => {
    take(sync)
    setOpen(false)
    say({ tone: 'success', title: text.enrolled })
  }
  return (
    <>
      <Button icon={Link2} onClick={() => setOpen(true)}>
        {text.enrolAgain}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={text.enrol}>
        {open && <EnrolForm onEnrolled={enrolled} />}
      </Dialog>
    </>
  )
}

/** The instant now, every second: the page tells ages and the seconds to the next try. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
