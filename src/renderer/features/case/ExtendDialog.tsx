import { useRef, useState } from 'react'
import { extendCase } from '../../../contract/desk/case-steps.ts'
import { type CivilDate, dateAt, instantOf, minuteAt } from '../../../domain/calendar.ts'
import { dueAt } from '../../../domain/deadline.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { showDate, showInstant, showMinute } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import { readTypedMinute, tidyMinute } from '../../ui/typedTimes.ts'
import { ActButtons } from './ActButtons.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import styles from './CasePage.module.css'
import { ReasonFields, useReasoning } from './ReasonFields.tsx'
import { useActing } from './useActing.ts'
import { reasonsFor } from '../../../contract/policy/rules.ts'
import { usePackOf } from './usePackOf.ts'

/** Promises a later day with an apology (form 04 of the one-stop decree). */
export function ExtendDialog(props: ActDialogProps) {
  const text = useText().case.extend
  const { pack, failed } = usePackOf(props.subject)
  const due = showInstant(Date.parse(props.subject.dueAt))
  return (
    <Dialog open onClose={props.onClose} title={text.title} description={text.text(due)}>
      {/* The day to begin with is the pack's: put in anew with it. */}
      <ExtendForm key={pack === undefined ? 'away' : 'here'} pack={pack} failed={failed} {...props} />
    </Dialog>
  )
}

type FormProps = ActDialogProps & { pack: RulePack | undefined; failed: boolean }

function ExtendForm({ subject, pack, failed, onClose, ...rest }: FormProps) {
  const text = useText().case.extend
  const { send, busy, problem } = useActing(rest)
  const reasoning = useReasoning(reasonsFor(pack, 'extend'), failed, false)
  const [start] = useState(() => proposed(Date.parse(subject.dueAt), pack))
  const day = useRef<HTMLInputElement>(null)
  const time = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState(false)
  const { caseId, version } = subject

  const confirm = () => {
    const promised = readInstant(day.current?.value ?? '', time.current?.value ?? '')
    const isLater = promised !== null && promised > Math.max(Date.parse(subject.dueAt), Date.now())
    setWrong(!isLater)
    if (!isLater) return day.current?.focus()
    const decision = reasoning.given()
    if (!decision) return
    const dueAtText = vietnamTime(promised)
    return send((actId) =>
      ask(extendCase, { params: { caseId }, body: { actId, version, dueAt: dueAtText, ...decision } }),
    )
  }
  return (
    <>
      <div className={styles.pair}>
        <DateField
          ref={day}
          label={text.day}
          required
          defaultValue={showDate(dateAt(start))}
          error={wrong ? text.wrong : undefined}
        />
        <TextField
          ref={time}
          label={text.time}
          required
          figures
          tidy={tidyMinute}
          defaultValue={showMinute(minuteAt(start))}
        />
      </div>
      <ReasonFields {...reasoning.fields} />
      <ProblemNotice problem={problem} />
      <ActButtons act="extend" busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

/** As long again as the rules give for a case, counted from the promised time or now, whichever is later. */
function proposed(due: number, pack: RulePack | undefined): number {
  const from = Math.max(due, Date.now())
  return pack ? Math.max(dueAt(from, pack.deadline), from) : from
}

/** An instant (ms) from a day and a time as typed; null when either cannot be read. */
function readInstant(day: string, time: string): number | null {
  const date: CivilDate | null = readTypedDate(day, dateAt(Date.now()))
  const minute = readTypedMinute(time)
  return date === null || minute === null ? null : instantOf(date, minute)
}

/** ISO 8601 in Vietnam's civil time, as the journal writes it. */
function vietnamTime(instant: number): string {
  return `${dateAt(instant)}T${showMinute(minuteAt(instant))}:00+07:00`
}
