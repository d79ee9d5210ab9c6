import { FileUp } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { readPack } from '../../../contract/desk/cases.ts'
import { correctColumns, readRoster, takeRoster } from '../../../contract/desk/households.ts'
import type { ColumnMapping } from '../../../contract/lists/judged-list.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { MappingEditor } from '../batches/MappingEditor.tsx'
import { PartChooser, partOf } from '../batches/PartChooser.tsx'
import { JudgedRows } from './JudgedRows.tsx'
import { RosterChanges } from './RosterChanges.tsx'
import styles from './Households.module.css'

type Read = RouteAnswer<typeof readRoster>

/** A roster from a file: judged and looked at before anything of it is taken. */
export function LoadDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useHouseholdsText()
  return (
    <Dialog open={open} onClose={onClose} title={text.loadTitle} description={text.loadText} size="large">
      {open && <LoadForm onClose={onClose} />}
    </Dialog>
  )
}

function LoadForm({ onClose }: { onClose: () => void }) {
  const text = useHouseholdsText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { run, pending, problem } = useAct(readRoster)
  const again = useAct(correctColumns)
  const [read, setRead] = useState<Read | null>(null)
  const take = async (file: File) => {
    setRead(null)
    setRead(await run({ body: file }))
  }
  const judgeAgain = async (listId: string, mapping: ColumnMapping | null, part: number | null) => {
    const judged = await again.run({ params: { listId }, body: { mapping, part } })
    if (judged) setRead(judged)
  }
  return (
    <div className={styles.stack}>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,.eml"
        hidden
        aria-label={text.choose}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // The same file again, once it was mended, is a change too.
          event.currentTarget.value = ''
          if (file) void take(file)
        }}
      />
      <div>
        <Button
          variant={read ? 'secondary' : 'primary'}
          icon={FileUp}
          busy={pending}
          onClick={() => input.current?.click()}
        >
          {text.choose}
        </Button>
      </div>
      <ProblemNotice problem={problem ?? again.problem} />
      {read && (
        <>
          <PartChooser list={read.list} onPart={(at) => void judgeAgain(read.listId, null, at)} />
          <TakeForm key={read.listId} read={read} onClose={onClose} />
          <MappingEditor
            key={`columns ${read.listId}`}
            headings={read.list.headings}
            mapping={read.list.mapping}
            onChoose={(mapping) => void judgeAgain(read.listId, mapping, partOf(read.list))}
          />
        </>
      )}
    </div>
  )
}

function TakeForm({ read: { listId, list }, onClose }: { read: Read; onClose: () => void }) {
  const text = useHouseholdsText()
  const locale = useLocale()
  const kit = useText().kit
  const say = useToast()
  const [actId] = useState(newActId)
  const [wrong, setWrong] = useState(false)
  const [group, setGroup] = useState(
    () => list.rows.find(({ values }) => values.group !== undefined)?.values.group ?? '',
  )
  const [zone, setZone] = useState<string | null>(null)
  const pack = useRoute(readPack, { query: {} }, ['policies'])
  const { run, pending, problem } = useAct(takeRoster)
  const count = (number: number) => figure(locale, number)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const data = new FormData(event.currentTarget)
    const body = { actId, group: wordAt(data, 'group').trim(), zone: wordAt(data, 'zone') || null }
    const isWrong = !takeRoster.body.safeParse(body).success
    setWrong(isWrong)
    if (isWrong) return
    const done = await run({ params: { listId }, body })
    if (!done) return
    readAnew(['households'])
    say({ tone: 'success', title: text.taken(count(done.entered), count(done.changed), count(done.left)) })
    onClose()
  }
  const { good, 'to-check': check, bad } = list.counts
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <TextField
        name="group"
        label={text.loadGroup}
        defaultValue={group}
        onBlur={(event) => setGroup(event.currentTarget.value.trim())}
        error={wrong ? text.groupNeeded : undefined}
        required
        autoFocus
      />
      <Select
        name="zone"
        label={text.fields.zone}
        placeholder={text.fields.noZone}
        options={(pack.data?.zones ?? []).map(({ code, label }) => ({ value: code, label }))}
        onChange={(event) => setZone(event.currentTarget.value || null)}
      />
      <WholeRow>
        <p role="status">
          <strong>{text.counts(count(good), count(check), count(bad))}</strong>{' '}
          <span className={styles.muted}>{bad > 0 && text.badStay}</span>
        </p>
        <JudgedRows list={list} />
        <RosterChanges listId={listId} group={group} zone={zone} />
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{kit.dialog.cancel}</Button>
          <Button type="submit" variant="primary" busy={pending}>
            {text.take}
          </Button>
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}
