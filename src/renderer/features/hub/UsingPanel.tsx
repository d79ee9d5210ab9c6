import { PlugZap, Repeat, Unplug } from 'lucide-react'
import { useState } from 'react'
import { type HubState, leaveHub, setHubWay, tryHub } from '../../../contract/desk/hub.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { type HubText, useHubText } from '../../text/hub.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Hub.module.css'
import { JoinForm } from './JoinForm.tsx'

type Using = NonNullable<HubState['using']>
type Props = { using: Using | null; mayChange: boolean }

/** The hub this PC uses, or the form to find one. */
export function UsingPanel({ using, mayChange }: Props) {
  const text = useHubText()
  return (
    <Panel title={text.using.title}>
      {using ? (
        <InUse using={using} mayChange={mayChange} />
      ) : mayChange ? (
        <JoinForm />
      ) : (
        <p className={styles.muted}>{text.using.noneOthers}</p>
      )}
    </Panel>
  )
}

function InUse({ using, mayChange }: { using: Using; mayChange: boolean }) {
  const text = useHubText()
  const locale = useLocale()
  return (
    <>
      {using.problem && <Notice tone="warning" title={text.problems[using.problem]} />}
      {using.refused && (
        <Notice
          tone="warning"
          title={text.using.refused(using.refused.detail)}
          next={text.using.refusedNext}
        />
      )}
      <KeyValueList items={factsOf(using, text, locale)} />
      <div className={styles.buttons}>
        <TestButton />
        {mayChange && <WayButton way={using.way} />}
        {mayChange && <LeaveButton />}
      </div>
    </>
  )
}

function factsOf(using: Using, { using: text, ...rest }: HubText, locale: Locale): KeyValue[] {
  const { host, port, letters, way, inUse, linesThere, thereSince, lastContactAt, cityProblem } = using
  const time = (at: string | null) => (at === null ? rest.never : showInstant(Date.parse(at)))
  const there = () => text.thereText(rest.lines(figure(locale, linesThere)), time(thereSince))
  const known = lastContactAt !== null
  const city = cityProblem ? rest.cityProblems[cityProblem] : known ? rest.cityWell : text.cityUnknown
  const name = letters === null ? '' : `${rest.serving.pc(letters)} · `
  return [
    { key: 'hub', label: text.hub, value: `${name}${host}:${port}` },
    { key: 'way', label: text.way, value: text.ways[way] },
    { key: 'state', label: text.state, value: <strong>{inUse ? text.inUse : text.notInUse}</strong> },
    { key: 'there', label: text.there, value: thereSince === null ? text.thereNone : there() },
    { key: 'contact', label: text.contact, value: time(lastContactAt) },
    { key: 'city', label: text.city, value: city, marked: cityProblem !== null },
  ]
}

function TestButton() {
  const text = useHubText()
  const say = useToast()
  const { run, pending, problem } = useAct(tryHub)
  const test = async () => {
    const state = await run({})
    readAnew(['hub', 'sync'])
    const found = state?.using?.problem
    if (found) say({ tone: 'warning', title: text.problems[found] })
    else if (state) say({ tone: 'success', title: text.using.tested })
  }
  const action = { key: 'F5', label: text.using.test, run: test, when: !pending } as const
  useShortcuts([action])
  return (
    <>
      <ActionButton action={action} icon={PlugZap} variant="primary" busy={pending} />
      <ProblemNotice problem={problem} />
    </>
  )
}

function WayButton({ way }: { way: Using['way'] }) {
  const text = useHubText().using
  const say = useToast()
  const { run, pending, problem } = useAct(setHubWay)
  const change = async () => {
    const next = way === 'always' ? 'when-needed' : 'always'
    if (!(await run({ body: { actId: newActId(), way: next } }))) return
    readAnew(['hub', 'sync'])
    say({ tone: 'success', title: text.wayChanged })
  }
  return (
    <>
      <Button icon={Repeat} busy={pending} onClick={() => void change()}>
        {way === 'always' ? text.toWhenNeeded : text.toAlways}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  )
}

function LeaveButton() {
  const text = useHubText().using
  const say = useToast()
  const [open, setOpen] = useState(false)
  const { run, problem } = useAct(leaveHub)
  const action = { key: 'Shift+F8', label: text.leave, run: () => setOpen(true) } as const
  useShortcuts([action])
  const confirm = async () => {
    if (!(await run({ body: { actId: newActId() } }))) return
    setOpen(false)
    readAnew(['hub', 'sync'])
    say({ tone: 'success', title: text.left })
  }
  return (
    <>
      <ActionButton action={action} icon={Unplug} />
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={text.leaveTitle}
        confirmLabel={text.leave.replace('…', '')}
        icon={Unplug}
        onConfirm={confirm}
      >
        <p>{text.leaveText}</p>
        <ProblemNotice problem={problem} />
      </ConfirmDialog>
    </>
  )
}
