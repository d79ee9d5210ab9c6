import { confirmClock } from '../../../contract/desk/office.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { showInstant } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** Asks the administrator whether the clock of this PC is right, while what follows from the date waits for that. */
export function ClockQuestion() {
  const text = useText().administrator.clock
  const question = useSession().office.clockQuestion
  const { run, pending, problem, clear } = useAct(confirmClock)
  const now = useMinute()
  const say = useToast()
  if (!question) return null
  const aheadMs = Date.parse(question.clock) - Date.parse(question.expected)
  const confirm = async () => {
    if (await run({ body: { aheadMs } })) say({ tone: 'success', title: text.confirmed })
  }
  const yes = (
    <Button busy={pending} onClick={() => void confirm()}>
      {text.confirm}
    </Button>
  )
  return (
    <>
      <ProblemNotice problem={problem} onDismiss={clear} />
      <Notice
        tone="warning"
        title={text.title(showInstant(now))}
        next={text.next(showInstant(now - aheadMs), question.by === 'city')}
        actions={question.by === 'count' && yes}
      />
    </>
  )
}
