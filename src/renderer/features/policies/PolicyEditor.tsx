import { useNavigate } from '@tanstack/react-router'
import { BadgeCheck, PencilLine } from 'lucide-react'
import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { editPolicy, type Policy, readPolicy } from '../../../contract/desk/policies.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import { EditorFields } from './EditorFields.tsx'
import { readSettings } from './ownSettings.ts'
import styles from './Policies.module.css'
import { paramsOf } from './policyWords.ts'

type Props = { policy: Policy; onDone: (made: Policy | null) => void }

/** What an office may set itself in a pack; makes a pack of the office, which a second administrator has to agree to. */
export function PolicyEditor({ policy, onDone }: Props) {
  const text = usePoliciesText().editor
  const read = useRoute(readPolicy, { params: paramsOf(policy) }, ['policies', 'office', 'cases'])
  const content = read.data?.content
  return (
    <div className={styles.editor}>
      <PageHeader title={text.title} note={`${policy.title}. ${text.note}`} />
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      <Panel>{content ? <Editor base={content} policy={policy} onDone={onDone} /> : <LoadingState />}</Panel>
    </div>
  )
}

function Editor({ base, policy, onDone }: Props & { base: RulePack }) {
  const text = usePoliciesText().editor
  const navigate = useNavigate()
  // What the page shows stays as it was when the form was opened, whatever arrives meanwhile.
  const [kept] = useState(base)
  const [today] = useState(() => dateAt(Date.now()))
  const form = useRef<HTMLFormElement>(null)
  const [weekdays, setWeekdays] = useState<readonly number[]>(kept.deadline.weekdays)
  const { errors, pending, problem, send } = useSending(form, policy, kept, weekdays, onDone)
  const save = { key: 'Ctrl+Enter', label: text.save, run: send, when: !pending } as const
  const leave = { key: 'Escape', label: text.back, run: () => onDone(null) } as const
  useShortcuts([save, leave])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <EntryForm ref={form} columns={2} onSubmit={submit}>
      <EditorFields base={kept} today={today} errors={errors} onWeekdays={setWeekdays} />
      <div className={styles.whole}>
        <p className={styles.inline}>
          <span className={styles.muted}>{text.elsewhere}</span>
          <Button variant="quiet" icon={BadgeCheck} onClick={() => void navigate({ to: '/seal' })}>
            {text.toSeal}
          </Button>
        </p>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button shortcut="Escape" onClick={() => onDone(null)}>
            {text.back}
          </Button>
          <ActionButton action={save} icon={PencilLine} variant="primary" busy={pending} />
        </DialogActions>
      </div>
    </EntryForm>
  )
}

const none: ReadonlyMap<string, string> = new Map()

function useSending(
  form: RefObject<HTMLFormElement | null>,
  policy: Policy,
  base: RulePack,
  weekdays: readonly number[],
  onDone: Props['onDone'],
) {
  const text = usePoliciesText().editor
  const { run, pending, problem } = useAct(editPolicy)
  const [errors, setErrors] = useState(none)
  const [actId, setActId] = useState(newActId)
  const say = useToast()
  const send = async () => {
    const fields = form.current
    if (!fields || pending) return
    const read = readSettings(new FormData(fields), weekdays, base, dateAt(Date.now()), text.errors)
    setErrors('errors' in read ? read.errors : none)
    if ('errors' in read) {
      const [first] = read.errors.keys()
      return fields.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
    }
    const made = await run({ params: paramsOf(policy), body: { actId, settings: read.settings } })
    // Other settings are another act.
    if (!made) return setActId(newActId())
    readAnew(['policies'])
    say({ tone: 'success', title: text.saved })
    onDone(made)
  }
  return { errors, pending, problem, send }
}
