import { FileKey2, Usb } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import {
  chooseKeyFile,
  chooseToken,
  findTokens,
  type SealSettings,
} from '../../../contract/desk/seal-settings.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure, showDate } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { base64Of } from './base64.ts'
import styles from './Seal.module.css'

/** The office's certificate, and where its key is: a file with a password, or a signing token. */
export function CertificatePanel({ settings }: { settings: SealSettings }) {
  const text = useText().seals.setting
  return (
    <Panel title={text.certificate}>
      <Known settings={settings} />
      <FromFile />
      <FromToken settings={settings} />
    </Panel>
  )
}

const dayOf = (instant: string) => showDate(dateAt(Date.parse(instant)))

function Known({ settings: { known, certificate, token } }: { settings: SealSettings }) {
  const text = useText().seals.setting
  if (!known) return <p className={styles.muted}>{text.certificateNone}</p>
  return (
    <KeyValueList
      items={[
        { key: 'holder', label: text.holder, value: known.name },
        { key: 'issuer', label: text.issuer, value: known.issuer },
        { key: 'serial', label: text.serial, value: known.serialNumber, copy: known.serialNumber },
        { key: 'period', label: text.period, value: `${dayOf(known.notBefore)} – ${dayOf(known.notAfter)}` },
        {
          key: 'place',
          label: text.place,
          value: [certificate && text.places[certificate], token?.label].filter(Boolean).join(' · '),
        },
      ]}
    />
  )
}

function useTaken() {
  const text = useText().seals.setting
  const say = useToast()
  return () => {
    say({ tone: 'success', title: text.certificateTaken })
    readAnew(['seal'])
  }
}

function FromFile() {
  const text = useText().seals.setting
  const file = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)
  const { run, pending, problem } = useAct(chooseKeyFile)
  const taken = useTaken()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const [chosen] = file.current?.files ?? []
    setMissing(!chosen)
    if (!chosen || pending) return
    const done = await run({
      body: { file: await base64Of(chosen), password: password.current?.value ?? '' },
    })
    if (!done) return
    if (password.current) password.current.value = ''
    taken()
  }
  return (
    <form className={styles.block} onSubmit={(event) => void submit(event)}>
      <h3 className={styles.heading}>{text.fromFile}</h3>
      <label className={styles.file}>
        <span>{text.file}</span>
        <input ref={file} type="file" accept=".p12,.pfx" onChange={() => setMissing(false)} />
      </label>
      {missing && <Notice tone="warning" title={text.fileMissing} live="alert" />}
      <PasswordField ref={password} label={text.password} hint={text.passwordHint} />
      <ProblemNotice problem={problem} />
      <div>
        <Button type="submit" icon={FileKey2} busy={pending}>
          {text.take}
        </Button>
      </div>
    </form>
  )
}

function FromToken({ settings }: { settings: SealSettings }) {
  const text = useText().seals.setting
  const locale = useLocale()
  const module = useRef<HTMLInputElement>(null)
  const find = useAct(findTokens)
  const choose = useAct(chooseToken)
  const [tokens, setTokens] = useState<NonNullable<Awaited<ReturnType<typeof find.run>>>['tokens'] | null>(
    null,
  )
  const taken = useTaken()
  const path = () => tidy(module.current?.value ?? '')
  const look = async (event: FormEvent) => {
    event.preventDefault()
    if (path() === '') return module.current?.focus()
    setTokens((await find.run({ body: { modulePath: path() } }))?.tokens ?? null)
  }
  const picks = (tokens ?? []).flatMap(({ token, label, triesLeft, certificates }) =>
    certificates.map(({ name, notAfter, fingerprint }) => ({
      key: `${fingerprint} ${token}`,
      title: name,
      note: `${label} · ${text.tries(figure(locale, triesLeft))} · ${dayOf(notAfter)}`,
    })),
  )
  const pick = async (key: string) => {
    const [fingerprint = '', ...rest] = key.split(' ')
    const body = { modulePath: path(), token: rest.join(' '), fingerprint }
    if (await choose.run({ body })) taken()
  }
  return (
    <form className={styles.block} onSubmit={(event) => void look(event)}>
      <h3 className={styles.heading}>{text.fromToken}</h3>
      <TextField
        ref={module}
        label={text.module}
        hint={text.moduleHint}
        defaultValue={settings.token?.modulePath ?? ''}
        maxLength={300}
      />
      <ProblemNotice problem={find.problem ?? choose.problem} />
      {tokens !== null && picks.length === 0 && <Notice tone="warning" title={text.tokensNone} />}
      {picks.length > 0 && <PickList label={text.fromToken} picks={picks} onPick={(key) => void pick(key)} />}
      <div>
        <Button type="submit" icon={Usb} busy={find.pending || choose.pending}>
          {text.look}
        </Button>
      </div>
    </form>
  )
}
