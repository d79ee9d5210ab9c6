import { KeyRound, Power, PowerOff } from 'lucide-react'
import { useRef, useState } from 'react'
import { type HubSetting, type HubState, readHubSetting, setHub } from '../../../contract/desk/hub.ts'
import { fill } from '../../../contract/fill.ts'
import { hubRefusalTexts } from '../../../contract/hub-refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { showInstant } from '../../text/figures.ts'
import { type HubText, useHubText } from '../../text/hub.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { QrFigure } from '../readers/QrFigure.tsx'
import styles from './Hub.module.css'

/** Large enough for a reader that is held before the screen, small enough for half a page. */
const qrPixels = 260

type Serving = NonNullable<HubState['serving']>
type Props = { serving: Serving | null; mayChange: boolean; usesHub: boolean; className: string }

/** This PC as the hub of the ward: switched on by the administrator, with what the other PCs have to know. */
export function ServingPanel({ serving, mayChange, usesHub, className }: Props) {
  const text = useHubText()
  return (
    <Panel title={text.serving.title} className={className}>
      {mayChange ? (
        <Setting serving={serving} usesHub={usesHub} />
      ) : serving?.on ? (
        <KeyValueList items={factsOf(serving, text)} />
      ) : (
        <p className={styles.muted}>{text.serving.offOthers}</p>
      )}
    </Panel>
  )
}

function Setting({ serving, usesHub }: { serving: Serving | null; usesHub: boolean }) {
  const text = useHubText()
  const locale = useLocale()
  const read = useRoute(readHubSetting, {}, ['hub'])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const setting = read.data
  if (!serving?.on) return <SwitchOn setting={setting} isPrimary={!usesHub} />
  const { problem } = serving
  const other = setting.port + 1
  const named = { port: setting.port, host: setting.host, other }
  const why = problem && fill(hubRefusalTexts[problem][locale], named)
  return (
    <>
      {why && <Notice tone="error" title={why} />}
      {why && <SwitchOn setting={setting} isPrimary />}
      <div className={styles.pairing}>
        {setting.rows && <QrFigure rows={setting.rows} label={text.serving.qr} pixels={qrPixels} />}
        <div className={styles.facts}>
          <KeyValueList items={[...pairingOf(setting, text), ...factsOf(serving, text)]} />
          <p className={styles.muted}>{text.serving.firewall}</p>
        </div>
      </div>
      <div className={styles.buttons}>
        <NewCode setting={setting} />
        <SwitchOff setting={setting} />
      </div>
    </>
  )
}

function pairingOf({ host, port, code }: HubSetting, { serving: text }: HubText): KeyValue[] {
  return [
    { key: 'address', label: text.address, value: <span className={styles.code}>{`${host}:${port}`}</span> },
    { key: 'code', label: text.code, value: <span className={styles.code}>{code ?? '—'}</span> },
  ]
}

function factsOf({ cityProblem, lastForwardedAt, nextTryAt }: Serving, text: HubText): KeyValue[] {
  const time = (at: string | null) => (at === null ? text.never : showInstant(Date.parse(at)))
  return [
    ...(cityProblem === null
      ? []
      : [{ key: 'city', label: text.serving.city, value: text.cityProblems[cityProblem], marked: true }]),
    { key: 'forwarded', label: text.serving.forwarded, value: time(lastForwardedAt) },
    ...(nextTryAt === null
      ? []
      : [{ key: 'next', label: text.serving.nextTry, value: showInstant(Date.parse(nextTryAt)) }]),
  ]
}

function SwitchOn({ setting, isPrimary }: { setting: HubSetting; isPrimary: boolean }) {
  const text = useHubText().serving
  const say = useToast()
  const host = useRef<HTMLSelectElement>(null)
  const port = useRef<HTMLInputElement>(null)
  const [isWrong, setWrong] = useState(false)
  const { run, pending, problem } = useAct(setHub)
  const switchOn = async () => {
    const number = Number(port.current?.value)
    const isPort = Number.isInteger(number) && number >= 1 && number <= 65_535
    setWrong(!isPort)
    if (!isPort) return port.current?.focus()
    const place = { host: host.current?.value ?? setting.host, port: number }
    if (!(await run({ body: { actId: newActId(), on: true, ...place, newCode: false } }))) return
    readAnew(['hub'])
    say({ tone: 'success', title: text.switchedOn })
  }
  const action = { key: 'Shift+F2', label: text.switchOn, run: switchOn, when: !pending } as const
  useShortcuts([action])
  return (
    <>
      <p className={styles.muted}>{text.off}</p>
      <EntryForm columns={2}>
        <Select
          ref={host}
          label={text.host}
          required
          placeholder={false}
          defaultValue={setting.host}
          options={setting.hosts.map((value) => ({ value, label: value }))}
        />
        <TextField
          ref={port}
          label={text.port}
          required
          figures
          inputMode="numeric"
          defaultValue={String(setting.port)}
          error={isWrong ? text.portWrong : undefined}
        />
      </EntryForm>
      <ProblemNotice problem={problem} />
      <div className={styles.buttons}>
        <ActionButton
          action={action}
          icon={Power}
          variant={isPrimary ? 'primary' : 'secondary'}
          busy={pending}
        />
      </div>
    </>
  )
}

function SwitchOff({ setting }: { setting: HubSetting }) {
  const text = useHubText().serving
  const change = { on: false, newCode: false }
  return (
    <Asked
      setting={setting}
      change={change}
      icon={PowerOff}
      shortcut="Shift+F2"
      words={[text.switchOff, text.switchOffTitle, text.switchOffText, text.switchedOff]}
    />
  )
}

function NewCode({ setting }: { setting: HubSetting }) {
  const text = useHubText().serving
  const change = { on: true, newCode: true }
  return (
    <Asked
      setting={setting}
      change={change}
      icon={KeyRound}
      shortcut="Shift+F4"
      words={[text.newCode, text.newCodeTitle, text.newCodeText, text.newCodeDone]}
    />
  )
}

type AskedProps = {
  setting: HubSetting
  change: { on: boolean; newCode: boolean }
  icon: typeof KeyRound
  shortcut: 'Shift+F2' | 'Shift+F4'
  /** Button, title, what will happen, what is said afterwards. */
  words: readonly [string, string, string, string]
}

/** A change of the hub that other PCs feel: asked before it is done. */
function Asked({ setting: { host, port }, change, icon, shortcut, words }: AskedProps) {
  const [label, title, content, done] = words
  const say = useToast()
  const [open, setOpen] = useState(false)
  const { run, problem } = useAct(setHub)
  const action = { key: shortcut, label, run: () => setOpen(true) } as const
  useShortcuts([action])
  const confirm = async () => {
    if (!(await run({ body: { actId: newActId(), host, port, ...change } }))) return
    setOpen(false)
    readAnew(['hub'])
    say({ tone: 'success', title: done })
  }
  return (
    <>
      <ActionButton action={action} icon={icon} />
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        confirmLabel={label.replace('…', '')}
        icon={icon}
        onConfirm={confirm}
      >
        <p>{content}</p>
        <ProblemNotice problem={problem} />
      </ConfirmDialog>
    </>
  )
}
