import { RotateCcw, Usb } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import {
  chooseToken,
  countTriesAnew,
  findTokens,
  pinModule,
  type SealSettings,
} from '../../../contract/desk/seal-settings.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure, showDate } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Seal.module.css'

type Tokens = RouteAnswer<typeof findTokens>['tokens']

/** The module of the signing tokens, which alone is loaded, and the certificate on one of them. */
export function FromToken({ settings, onTaken }: { settings: SealSettings; onTaken: () => void }) {
  const text = useText().seals.setting
  return (
    <section className={styles.block}>
      <h3 className={styles.heading}>{text.fromToken}</h3>
      <ModuleForm settings={settings} />
      {settings.module && <TokenPicks onTaken={onTaken} />}
    </section>
  )
}

function ModuleForm({ settings: { module } }: { settings: SealSettings }) {
  const text = useText().seals.setting
  const say = useToast()
  const path = useRef<HTMLInputElement>(null)
  const { run, pending, problem } = useAct(pinModule)
  const pin = async (event: FormEvent) => {
    event.preventDefault()
    const modulePath = tidy(path.current?.value ?? '')
    if (modulePath === '') return path.current?.focus()
    if (pending || !(await run({ body: { actId: newActId(), modulePath } }))) return
    say({ tone: 'success', title: text.pinDone })
    readAnew(['seal'])
  }
  return (
    <form className={styles.column} onSubmit={(event) => void pin(event)}>
      <TextField
        ref={path}
        label={text.module}
        hint={module ? text.pinned(module.path, module.sha256.slice(0, 12)) : text.moduleHint}
        defaultValue={module?.path ?? ''}
        maxLength={300}
      />
      <ProblemNotice problem={problem} />
      <div>
        <Button type="submit" busy={pending}>
          {text.pin}
        </Button>
      </div>
    </form>
  )
}

function TokenPicks({ onTaken }: { onTaken: () => void }) {
  const text = useText().seals.setting
  const locale = useLocale()
  const find = useAct(findTokens)
  const choose = useAct(chooseToken)
  const [tokens, setTokens] = useState<Tokens | null>(null)
  const look = async () => setTokens((await find.run({}))?.tokens ?? null)
  const picks = (tokens ?? []).flatMap(({ token, label, triesLeft, certificates }) =>
    certificates.map(({ name, notAfter, fingerprint }) => ({
      key: `${fingerprint} ${token}`,
      title: name,
      note: `${label} · ${text.tries(figure(locale, triesLeft))} · ${showDate(dateAt(Date.parse(notAfter)))}`,
    })),
  )
  const pick = async (key: string) => {
    const [fingerprint = '', ...rest] = key.split(' ')
    if (await choose.run({ body: { token: rest.join(' '), fingerprint } })) onTaken()
  }
  return (
    <>
      <ProblemNotice problem={find.problem ?? choose.problem} />
      {tokens?.length === 0 && <Notice tone="warning" title={text.tokensNone} />}
      {tokens
        ?.filter(({ triesLeft }) => triesLeft === 1)
        .map((one) => (
          <LastTry key={one.token} {...one} onCounted={() => void look()} />
        ))}
      {picks.length > 0 && <PickList label={text.fromToken} picks={picks} onPick={(key) => void pick(key)} />}
      <div>
        <Button icon={Usb} busy={find.pending || choose.pending} onClick={() => void look()}>
          {text.look}
        </Button>
      </div>
    </>
  )
}

/** The program makes no last try; an administrator who saw the token take its PIN elsewhere says so here. */
function LastTry({ token, label, onCounted }: Tokens[number] & { onCounted: () => void }) {
  const text = useText().seals.setting
  const say = useToast()
  const { run, pending, problem } = useAct(countTriesAnew)
  const count = async () => {
    if (!(await run({ body: { actId: newActId(), token } }))) return
    say({ tone: 'success', title: text.countedAnew })
    onCounted()
  }
  return (
    <>
      <Notice tone="warning" title={text.countAnewText(label)} />
      <ProblemNotice problem={problem} />
      <div>
        <Button icon={RotateCcw} busy={pending} onClick={() => void count()}>
          {text.countAnew}
        </Button>
      </div>
    </>
  )
}
