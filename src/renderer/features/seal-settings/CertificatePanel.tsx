import { FileKey2 } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { chooseKeyFile, type SealSettings } from '../../../contract/desk/seal-settings.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { base64Of } from './base64.ts'
import { FromToken } from './FromToken.tsx'
import styles from './Seal.module.css'

/** The office's certificate, and where its key is: a file with a password, or a signing token. */
export function CertificatePanel({ settings }: { settings: SealSettings }) {
  const text = useText().seals.setting
  const taken = useTaken()
  return (
    <Panel title={text.certificate}>
      <Known settings={settings} />
      <FromFile onTaken={taken} />
      <FromToken settings={settings} onTaken={taken} />
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

function FromFile({ onTaken }: { onTaken: () => void }) {
  const text = useText().seals.setting
  const file = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)
  const { run, pending, problem } = useAct(chooseKeyFile)
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
    onTaken()
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
