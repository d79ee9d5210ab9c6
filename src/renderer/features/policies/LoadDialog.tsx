import { FileUp } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import {
  judgePolicy,
  type listPolicies,
  type Policy,
  type PolicyFault,
  receivePolicy,
  receiveSample,
} from '../../../contract/desk/policies.ts'
import type { Problem } from '../../../contract/refusals.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { maxEnvelopeBytes } from '../../../contract/sync/pack.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import styles from './Policies.module.css'

type Listed = RouteAnswer<typeof listPolicies>
type Props = {
  open: boolean
  /** A file dropped on the page: taken at once. */
  dropped: File | null
  listed: Listed
  onClose: () => void
  onReceived: (policy: Policy) => void
}

/** Takes a rule pack from a file or from the samples; a refused one shows every fault with its line. */
export function LoadDialog({ open, onClose, ...rest }: Props) {
  const text = usePoliciesText()
  return (
    <Dialog open={open} onClose={onClose} title={text.loadTitle} description={text.loadText}>
      {open && <LoadForm {...rest} />}
    </Dialog>
  )
}

type Refused = {
  readonly problem: Problem | null
  readonly faults: readonly PolicyFault[]
  /** Of which `faults` are the first. */
  readonly total: number
  readonly large: boolean
}
const nothing: Refused = { problem: null, faults: [], total: 0, large: false }

function LoadForm({ dropped, listed, onReceived }: Omit<Props, 'open' | 'onClose'>) {
  const text = usePoliciesText()
  const { busy, refused, takeFile, takeSample } = useTaking(listed, onReceived)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const begun = useRef(false)
  useEffect(() => {
    if (!dropped || begun.current) return
    begun.current = true
    void takeFile(dropped)
  }, [dropped, takeFile])
  return (
    <div className={styles.form}>
      <div className={styles.file}>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={text.loadFile}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            // The same file again, once it was mended, is a change too.
            event.currentTarget.value = ''
            if (file) void takeFile(file)
          }}
        />
        <Button variant="primary" icon={FileUp} busy={busy} onClick={() => input.current?.click()}>
          {text.loadFile}
        </Button>
      </div>
      <Refusals refused={refused} />
      <section className={styles.section}>
        <h3 className={styles.heading}>{text.samples}</h3>
        <PickList
          label={text.samples}
          onPick={(key) => void takeSample(key)}
          picks={listed.samples.map(({ id: key, title, place, isHere }) => ({
            key,
            title: place,
            note: title,
            aside: isHere ? text.sampleHere : undefined,
          }))}
        />
      </section>
    </div>
  )
}

function Refusals({ refused: { problem, faults, total, large } }: { refused: Refused }) {
  const text = usePoliciesText()
  const locale = useLocale()
  if (large) return <Notice live="alert" tone="error" title={text.tooLarge} />
  if (faults.length === 0) return <ProblemNotice problem={problem} />
  return (
    <Notice live="alert" tone="error" title={text.faults(figure(locale, total))} next={text.faultsNext}>
      <ul className={styles.rows}>
        {faults.map(({ line, path, reason, reasonEn }, at) => (
          <li key={at} className={styles.fault}>
            <strong>{text.line(figure(locale, line))}</strong>
            <span>
              {locale === 'vi' ? reason : reasonEn}
              <br />
              <span className={styles.path}>{path}</span>
            </span>
          </li>
        ))}
      </ul>
      {total > faults.length && <p>{text.moreFaults(figure(locale, total - faults.length))}</p>}
    </Notice>
  )
}

function useTaking(listed: Listed, onReceived: (policy: Policy) => void) {
  const text = usePoliciesText()
  const say = useToast()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>(nothing)
  const took = (policy: Policy) => {
    const isKnown = listed.policies.some((one) => one.pack === policy.pack && one.version === policy.version)
    readAnew(['policies'])
    say({ tone: 'success', title: isKnown ? text.loadedAgain(policy.title) : text.loaded(policy.title) })
    onReceived(policy)
  }
  const takeFile = async (file: File) => {
    if (file.size > maxEnvelopeBytes) return setRefused({ ...nothing, large: true })
    setBusy(true)
    setRefused(nothing)
    const body = { base64: base64Of(new Uint8Array(await file.arrayBuffer())) }
    const { answer, problem } = await ask(receivePolicy, { body })
    // Every fault at once, so that the file is mended once.
    const judged = problem?.code === 'pack-refused' ? await ask(judgePolicy, { body }) : null
    setBusy(false)
    if (answer) took(answer)
    else {
      const { faults = [], total = 0 } = judged?.answer ?? {}
      setRefused({ ...nothing, problem, faults, total })
    }
  }
  const takeSample = async (id: string) => {
    setBusy(true)
    setRefused(nothing)
    const { answer, problem } = await ask(receiveSample, { body: { id } })
    setBusy(false)
    if (answer) took(answer)
    else setRefused({ ...nothing, problem })
  }
  return { busy, refused, takeFile, takeSample }
}

/** In pieces: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
