import { useRef, useState } from 'react'
import { payCase } from '../../../contract/desk/case-steps.ts'
import { textLimits } from '../../../contract/events.ts'
import { answerOf } from '../../../contract/policy/form.ts'
import type { Procedure } from '../../../contract/policy/pack.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NoteArea } from '../../ui/NoteArea.tsx'
import { readNote } from '../../ui/notes.ts'
import { TextField } from '../../ui/TextField.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import { readTypedMoney, showMoney, tidyMoney } from '../../ui/typedMoney.ts'
import { ActButtons } from './ActButtons.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import styles from './CasePage.module.css'
import { useActing } from './useActing.ts'
import { procedureOfCase } from './packRules.ts'
import { usePackOf } from './usePackOf.ts'

/** Records what was paid out at the residence, against which voucher. */
export function PayDialog(props: ActDialogProps) {
  const text = useText().case.pay
  const { pack } = usePackOf(props.subject)
  return (
    <Dialog open onClose={props.onClose} title={text.title} description={text.text} size="small">
      {/* The amount to begin with is known from the form of the pack: put in anew with it. */}
      <PayForm
        key={pack === undefined ? 'away' : 'here'}
        procedure={procedureOfCase(pack, props.subject)}
        {...props}
      />
    </Dialog>
  )
}

type Wrong = { readonly amount?: boolean; readonly paidOn?: boolean; readonly voucher?: boolean }

function PayForm({ subject, procedure, onClose, ...rest }: ActDialogProps & { procedure: Procedure | null }) {
  const text = useText().case
  const { send, busy, problem } = useActing(rest)
  const [wrong, setWrong] = useState<Wrong>({})
  const amount = useRef<HTMLInputElement>(null)
  const paidOn = useRef<HTMLInputElement>(null)
  const voucher = useRef<HTMLInputElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const { caseId, version } = subject
  const [today] = useState(() => dateAt(Date.now()))

  const confirm = () => {
    const sum = readTypedMoney(amount.current?.value ?? '')
    const day = readTypedDate(paidOn.current?.value ?? '', today)
    const paper = tidy(voucher.current?.value ?? '')
    const found: Wrong = {
      amount: sum === null || sum <= 0,
      paidOn: day === null || day > today,
      voucher: paper === '' || paper.length > 40,
    }
    setWrong(found)
    if (sum === null || day === null || found.amount || found.paidOn || found.voucher)
      return (found.amount ? amount : found.paidOn ? paidOn : voucher).current?.focus()
    const typed = readNote(note.current, textLimits.note)
    if (typed === null) return
    const body = { version, amount: sum, paidOn: day, voucher: paper, note: typed || null }
    return send((actId) => ask(payCase, { params: { caseId }, body: { actId, ...body } }))
  }
  return (
    <>
      <div className={styles.pair}>
        <TextField
          ref={amount}
          label={text.pay.amount}
          required
          figures
          inputMode="numeric"
          tidy={tidyMoney}
          defaultValue={amountAsked(procedure, subject)}
          error={wrong.amount ? text.pay.amountWrong : undefined}
        />
        <DateField
          ref={paidOn}
          label={text.pay.paidOn}
          required
          defaultValue={showDate(today)}
          error={wrong.paidOn ? text.pay.paidOnWrong : undefined}
        />
      </div>
      <TextField
        ref={voucher}
        label={text.pay.voucher}
        required
        figures
        error={wrong.voucher ? text.pay.voucherMissing : undefined}
      />
      <NoteArea
        ref={note}
        label={text.dialogs.note}
        hint={text.dialogs.noteHint}
        longest={textLimits.note}
        rows={2}
      />
      <ProblemNotice problem={problem} />
      <ActButtons act="pay" busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

/** The only amount the application names, as it is shown; empty when it names none or several. */
function amountAsked(procedure: Procedure | null, { details }: ActDialogProps['subject']): string {
  const sums = (procedure?.fields ?? [])
    .filter(({ kind }) => kind === 'money')
    .map(({ id }) => answerOf(details, id))
    .filter((answer) => typeof answer === 'number')
  const [only] = sums
  return sums.length === 1 && only !== undefined ? showMoney(only) : ''
}
