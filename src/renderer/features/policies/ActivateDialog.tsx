import { Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { activatePolicy, type PolicyDetails } from '../../../contract/desk/policies.ts'
import { addDays, dateAt, instantOf } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import { readTypedMinute, tidyMinute } from '../../ui/typedTimes.ts'
import { usePoliciesText } from '../../text/policies.ts'
import { Unscoped } from './EffectsView.tsx'
import styles from './Policies.module.css'
import { dayWords, paramsOf } from './policyWords.ts'

type Props = { policy: PolicyDetails; open: boolean; onClose: () => void }

/** Puts a pack in force, now or later, after saying what that ends. */
export function ActivateDialog({ policy, open, onClose }: Props) {
  const text = usePoliciesText()
  return (
    <Dialog open={open} onClose={onClose} title={text.activateTitle} description={policy.title}>
      {open && <ActivateForm policy={policy} onClose={onClose} />}
    </Dialog>
  )
}

function ActivateForm({ policy, onClose }: Omit<Props, 'open'>) {
  const text = usePoliciesText()
  const { kit } = useText()
  const { run, pending, problem } = useAct(activatePolicy)
  const [actId] = useState(newActId)
  const [start] = useState(() => startOf(policy))
  const [later, setLater] = useState(start.isLater)
  const [wrong, setWrong] = useState(false)
  const day = useRef<HTMLInputElement>(null)
  const hour = useRef<HTMLInputElement>(null)
  const say = useToast()

  const send = async () => {
    const at = later ? readWhen(day.current?.value ?? '', hour.current?.value ?? '') : null
    const isWrong = later && (at === null || at <= Date.now())
    setWrong(isWrong)
    if (isWrong) return day.current?.focus()
    const done = await run({
      params: paramsOf(policy),
      body: { actId, at: at === null ? null : new Date(at).toISOString() },
    })
    if (!done) return
    readAnew(['policies', 'office'])
    onClose()
    say({
      tone: 'success',
      title:
        at === null ? text.activatedNow(policy.title) : text.activatedLater(policy.title, showInstant(at)),
    })
  }
  const action = { key: 'Ctrl+Enter', label: text.activate, run: send, when: !pending } as const
  useShortcuts([action])
  return (
    <div className={styles.form}>
      <Consequences policy={policy} />
      <RadioGroup
        label={text.when}
        inline
        defaultValue={start.isLater ? 'later' : 'now'}
        onChange={(event) => setLater(event.currentTarget.value === 'later')}
        options={[
          { value: 'now', label: text.now, disabled: start.isLater },
          { value: 'later', label: text.later },
        ]}
      />
      {later && (
        <div className={styles.times}>
          <DateField
            label={text.day}
            ref={day}
            defaultValue={start.day}
            error={wrong ? text.whenWrong : undefined}
          />
          <TextField label={text.hour} ref={hour} defaultValue="00:00" tidy={tidyMinute} figures />
        </div>
      )}
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
        <ActionButton action={action} icon={Play} variant="primary" busy={pending} />
      </DialogActions>
    </div>
  )
}

/** What is set in motion: changes, papers that end, cases in progress. */
function Consequences({ policy }: { policy: PolicyDetails }) {
  const text = usePoliciesText()
  const locale = useLocale()
  const { activateSums, effects } = text
  const { difference, earlier, openCases } = policy
  const ending = earlier.filter(({ effect, papers }) => effect !== 'stay-valid' && papers > 0)
  return (
    <>
      <p>
        {activateSums.changes(figure(locale, difference.length))}.{' '}
        {effects.open(figure(locale, openCases.count))}. {effects[openCases.rule]}
      </p>
      {ending.map((one, at) => (
        <Notice
          key={at}
          tone="warning"
          title={
            one.effect === 'void'
              ? activateSums.ended(figure(locale, one.papers))
              : activateSums.until(figure(locale, one.papers), dayWords(one.until ?? ''))
          }
        >
          {effects.under(one.title ?? one.pack)}. {effects.noReturn}
        </Notice>
      ))}
      <Unscoped names={policy.unscoped} />
    </>
  )
}

/** Now, unless the pack's first day is still to come; later means its first midnight ahead. */
function startOf({ effectiveFrom }: PolicyDetails): { isLater: boolean; day: string } {
  const tomorrow = addDays(dateAt(Date.now()), 1)
  const isLater = effectiveFrom >= tomorrow
  return { isLater, day: isLater ? dayWords(effectiveFrom) : showDate(tomorrow) }
}

function readWhen(dayTyped: string, hourTyped: string): number | null {
  const [date, minute] = [readTypedDate(dayTyped, dateAt(Date.now())), readTypedMinute(hourTyped)]
  return date === null || minute === null ? null : instantOf(date, minute)
}
