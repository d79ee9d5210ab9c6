import { Save, Send } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  type MailSetting,
  readMailSetting,
  sendTestMessage,
  setMail,
} from '../../../contract/desk/notices.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useNoticesText } from '../../text/notices.ts'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { MailFields } from './MailFields.tsx'
import { askedOf, faultIn, type MailField } from './mailForm.ts'
import styles from './Notices.module.css'

/** How notices leave the office: server, account, certificate, and a message to oneself to be sure. */
export function MailPanel() {
  const read = useRoute(readMailSetting, {}, ['notices'])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <Setting setting={read.data} />
}

function Setting({ setting }: { setting: MailSetting }) {
  const text = useNoticesText().setting
  const say = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<MailField | null>(null)
  const { run, pending, problem } = useAct(setMail)
  const save = async () => {
    if (!form.current) return
    const data = new FormData(form.current)
    const fault = faultIn(data)
    setWrong(fault)
    if (fault !== null) {
      form.current.querySelector<HTMLElement>(`[name=${fault}]`)?.focus()
      return
    }
    const done = await run({ body: { actId: newActId(), ...askedOf(data) } })
    if (!done) return
    say({ tone: 'success', title: text.savedDone })
    emptySecrets(form.current)
    readAnew(['notices'])
  }
  const action = { key: 'Ctrl+Enter', label: text.save, run: save, when: !pending } as const
  useShortcuts([action])
  return (
    <Panel
      title={text.title}
      className={styles.setting}
      actions={<ActionButton action={action} icon={Save} variant="primary" busy={pending} />}
    >
      <MailFields ref={form} setting={setting} wrong={wrong} />
      <ProblemNotice problem={problem} />
      {setting.host !== '' && <TestMessage />}
    </Panel>
  )
}

/** What was taken once is not taken again with the next change. */
function emptySecrets(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLInputElement>('[name=password], [name=certificate]'))
    field.value = ''
  for (const box of form.querySelectorAll<HTMLInputElement>('[name=unpin]')) box.checked = false
}

function TestMessage() {
  const text = useNoticesText().setting
  const say = useToast()
  const to = useRef<HTMLInputElement>(null)
  const { run, pending, problem } = useAct(sendTestMessage)
  const send = async () => {
    const done = await run({ body: { to: to.current?.value.trim() ?? '' } })
    if (done) say({ tone: 'success', title: text.testDone(String(done.code)) })
  }
  return (
    <>
      <div className={styles.test}>
        <TextField ref={to} type="email" label={text.testTo} />
        <Button icon={Send} busy={pending} onClick={() => void send()}>
          {text.test}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </>
  )
}
