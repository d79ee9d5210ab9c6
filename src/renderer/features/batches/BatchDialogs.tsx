import { useRef, useState } from 'react'
import {
  actOnBatch,
  type Batch,
  type BulkAct,
  type BulkOutcome,
  sealBatch,
} from '../../../contract/desk/batches.ts'
import { readPack } from '../../../contract/desk/cases.ts'
import { textLimits } from '../../../contract/events.ts'
import { reasonsFor } from '../../../contract/policy/rules.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { problemSentence } from '../../app/problemSentence.ts'
import { ask, useAct, useRoute } from '../../app/queries.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NoteArea } from '../../ui/NoteArea.tsx'
import { readNote } from '../../ui/notes.ts'
import { PinDialog } from '../../ui/PinDialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { ActButtons } from '../case/ActButtons.tsx'
import { QuotaDialog } from '../case/QuotaDialog.tsx'
import { ReasonFields, useReasoning } from '../case/ReasonFields.tsx'
import { UnlockDialog } from '../case/UnlockDialog.tsx'
import { useSealingSession } from '../case/useSealingSession.ts'
import type { SingleAct } from './batchActs.ts'

/** What is open above a list. */
export type BatchDialog =
  | { readonly kind: 'all'; readonly act: BulkAct | 'seal'; readonly waiting: number }
  | { readonly kind: 'single'; readonly acts: readonly SingleAct[]; readonly cases: readonly string[] }
  | { readonly kind: 'seal'; readonly waiting: number }

type Props = {
  dialog: BatchDialog
  batch: Batch
  onDone: (outcome: BulkOutcome) => void
  onClose: () => void
}

/** The dialog of an act on a list. Mounted while open. */
export function BatchDialogs(props: Props) {
  const { dialog, ...rest } = props
  switch (dialog.kind) {
    case 'seal':
      return <SealAll {...rest} waiting={dialog.waiting} />
    case 'single':
      return <SingleDialog {...rest} acts={dialog.acts} cases={dialog.cases} />
    case 'all':
      return dialog.act === 'seal' ? null : <AllDialog {...rest} act={dialog.act} waiting={dialog.waiting} />
  }
}

type Rest = Omit<Props, 'dialog'>

function AllDialog({ batch, act, waiting, onDone, onClose }: Rest & { act: BulkAct; waiting: number }) {
  const text = useBatchesText()
  const locale = useLocale()
  const words = useText().case.actions
  const count = figure(locale, waiting)
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.all(words[act], count)}
      description={text.allText(count)}
      size="small"
    >
      <AllForm batch={batch} act={act} onDone={onDone} onClose={onClose} />
    </Dialog>
  )
}

function AllForm({ batch, act, onDone, onClose }: Rest & { act: BulkAct }) {
  const text = useBatchesText()
  const note = useRef<HTMLTextAreaElement>(null)
  const [actId] = useState(newActId)
  const { run, pending, problem } = useAct(actOnBatch)
  const confirm = async () => {
    const typed = readNote(note.current, textLimits.note)
    if (typed === null) return
    const outcome = await run({
      params: { batchId: batch.batchId },
      body: { actId, act, cases: null, reasonCode: null, note: typed === '' ? null : typed },
    })
    if (outcome) onDone(outcome)
  }
  return (
    <>
      <NoteArea ref={note} label={text.note1} longest={textLimits.note} rows={2} />
      <ProblemNotice problem={problem} />
      <ActButtons act={act} busy={pending} confirm={confirm} onClose={onClose} />
    </>
  )
}

function SingleDialog({
  acts,
  cases,
  ...rest
}: Rest & { acts: readonly SingleAct[]; cases: readonly string[] }) {
  const text = useBatchesText()
  const locale = useLocale()
  const words = useText().case.actions
  const [act, choose] = useState<SingleAct | undefined>(acts[0])
  return (
    <Dialog
      open
      onClose={rest.onClose}
      title={text.singleTitle(figure(locale, cases.length))}
      description={text.singleText}
      size="small"
    >
      {acts.length > 1 && (
        <RadioGroup
          label={text.choose}
          required
          defaultValue={act}
          options={acts.map((one) => ({ value: one, label: words[one] }))}
          onChange={(event) => choose(acts.find((one) => one === event.currentTarget.value))}
        />
      )}
      {act && <SingleForm key={act} act={act} cases={cases} {...rest} />}
    </Dialog>
  )
}

function SingleForm({
  act,
  cases,
  batch,
  onDone,
  onClose,
}: Rest & { act: SingleAct; cases: readonly string[] }) {
  const [actId] = useState(newActId)
  const { run, pending, problem } = useAct(actOnBatch)
  const pack = useRoute(readPack, { query: { pack: batch.pack } }, ['office'])
  const reasoning = useReasoning(reasonsFor(pack.data, act), pack.isError)
  const confirm = async () => {
    const given = reasoning.given()
    if (!given) return
    const outcome = await run({
      params: { batchId: batch.batchId },
      body: { actId, act, cases: [...cases], reasonCode: given.reasonCode, note: given.note },
    })
    if (outcome) onDone(outcome)
  }
  return (
    <>
      <ReasonFields {...reasoning.fields} />
      <ProblemNotice problem={problem} />
      <ActButtons act={act} busy={pending} confirm={confirm} onClose={onClose} />
    </>
  )
}

/** One PIN for the whole list; before it, where they are needed, the certificate and the reason for more than the quota. */
function SealAll({ batch, waiting, onDone, onClose }: Rest & { waiting: number }) {
  const text = useBatchesText()
  const locale = useLocale()
  const words = useText().case.actions
  const session = useSealingSession()
  const [actId] = useState(newActId)
  const [isOver, setOver] = useState(false)
  if (session.isLocked)
    return <UnlockDialog certificate={session.certificate} onOpened={session.lookAgain} onClose={onClose} />
  if (session.isOverQuota || (isOver && session.reason === null))
    return <QuotaDialog sealed={session.sealed} onReason={session.setReason} onClose={onClose} />
  const seal = async (pin: string): Promise<string | null> => {
    const { answer, problem } = await ask(sealBatch, {
      params: { batchId: batch.batchId },
      body: { actId, pin, overQuota: session.reason },
    })
    if (answer) {
      onDone(answer)
      return null
    }
    // What came between: the quota, or a certificate that locked itself.
    session.lookAgain()
    setOver(problem.code === 'over-quota')
    return problemSentence(problem, locale)
  }
  return (
    <PinDialog
      open
      kind="pin"
      title={text.sealTitle(figure(locale, waiting))}
      description={`${text.sealText} ${session.words}`.trim()}
      label={text.pin}
      confirmLabel={words.seal}
      onSubmit={seal}
      onClose={onClose}
    />
  )
}
