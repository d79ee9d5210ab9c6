import { Download, QrCode, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { type KeysState, readLists, takeList, takeListCode } from '../../../contract/desk/keys.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useScans } from '../../app/scans.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice, type NoticeProps } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { bytesOf } from '../seal-settings/base64.ts'
import styles from './Keys.module.css'
import { ListCodes } from './ListCodes.tsx'

type ListName = 'trust' | 'revocations'
type ListFacts = KeysState['trust']
type Props = Pick<KeysState, 'trust' | 'revocations'>

/** The city's two lists: how old, load from a file, save as files, show or scan as codes. */
export function ListsPanel({ trust, revocations }: Props) {
  const text = useText().keys
  const [shown, show] = useState<ListName | null>(null)
  const { notice, problem, fromFile, save } = useLists()
  const file = useRef<HTMLInputElement>(null)
  if (shown) return <ListCodes list={shown} onDone={() => show(null)} />
  return (
    <Panel title={text.lists}>
      <Facts title={text.trust} facts={trust} onShow={() => show('trust')} />
      <Facts title={text.revocations} facts={revocations} onShow={() => show('revocations')} />
      {notice && <Notice live="status" {...notice} />}
      <ProblemNotice problem={problem} />
      <div className={styles.buttons}>
        <Button icon={Upload} onClick={() => file.current?.click()}>
          {text.take}
        </Button>
        <Button icon={Download} disabled={!trust} onClick={() => void save()}>
          {text.save}
        </Button>
      </div>
      <input
        ref={file}
        type="file"
        accept=".cose"
        aria-label={text.take}
        className={styles.hidden}
        onChange={(event) => void fromFile(event)}
      />
    </Panel>
  )
}

function Facts({ title, facts, onShow }: { title: string; facts: ListFacts; onShow: () => void }) {
  const text = useText().keys
  const locale = useLocale()
  const count = (n: number) => figure(locale, n)
  const age = (hours: number) =>
    hours < 1 ? text.fresh : hours < 48 ? text.hours(count(hours)) : text.days(count(Math.floor(hours / 24)))
  return (
    <div className={styles.list}>
      <p className={styles.heading}>{title}</p>
      {facts ? (
        <>
          <p className={styles.muted}>
            {text.listFacts(String(facts.seq), age(facts.ageHours))} · {text.entries(count(facts.entries))}
          </p>
          {facts.stale && <Notice tone="warning" title={text.stale} />}
          <Button icon={QrCode} onClick={onShow}>
            {text.show}
          </Button>
        </>
      ) : (
        <p className={styles.muted}>{text.listNone}</p>
      )}
    </div>
  )
}

type Told = Pick<NoticeProps, 'tone' | 'title' | 'children'>

function useLists() {
  const text = useText().keys
  const locale = useLocale()
  const say = useToast()
  const [notice, tell] = useState<Told | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const fromFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    const [chosen] = field.files ?? []
    if (!chosen) return
    const { answer, problem: refused } = await ask(takeList, { body: chosen })
    field.value = ''
    setProblem(refused)
    tell(answer && toldOf(answer.list, answer.refusal, text))
    readAnew(['keys'])
  }
  const takeScan = async ({ text: scanned }: Scan) => {
    if (!scanned?.startsWith('VPT:')) return
    const { answer, problem: refused } = await ask(takeListCode, { body: { text: scanned } })
    setProblem(refused)
    if (!answer) return tell(null)
    if (answer.list) readAnew(['keys'])
    const count = (n: number) => figure(locale, n)
    tell(
      answer.list
        ? toldOf(answer.list, answer.refusal, text)
        : { tone: 'info', title: text.reading(count(answer.have), count(answer.of)) },
    )
  }
  useScans((scan) => void takeScan(scan))
  const save = async () => {
    const { answer, problem: refused } = await ask(readLists, {})
    setProblem(refused)
    if (!answer) return
    saveFile(answer.trust, 'trust.cose')
    saveFile(answer.revocations, 'revoked.cose')
    say({ tone: 'success', title: text.saved })
  }
  return { notice, problem, fromFile, save }
}

function toldOf(list: ListName, refusal: string | null, text: Texts['keys']): Told {
  if (refusal === null) return { tone: 'success', title: text.taken[list] }
  const reasons: Readonly<Record<string, string>> = text.refusals
  return {
    tone: refusal === 'older' ? 'info' : 'warning',
    title: text.refused[list],
    children: reasons[refusal] ?? text.refusals.other,
  }
}

function saveFile(base64: string | null, name: string): void {
  if (base64 === null) return
  const address = URL.createObjectURL(new Blob([bytesOf(base64)], { type: 'application/cose' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address after the click.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
