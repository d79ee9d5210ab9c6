import { ImageUp, ShieldCheck } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { type Scan, submitPicture } from '../../../contract/desk/scans.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import styles from './Verify.module.css'

type Props = {
  busy: boolean
  onText: (text: string) => Promise<void>
  onScans: (scan: Scan) => Promise<void>
  onProblem: (problem: Problem) => void
}

/** Checking without a reader: the text of the code, or a picture or PDF of the paper. */
export function CheckInput({ busy, onText, onScans, onProblem }: Props) {
  const text = useText().verify
  const typed = useRef<HTMLTextAreaElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)

  const check = async () => {
    const words = typed.current?.value.trim() ?? ''
    setMissing(words === '')
    if (words === '') return typed.current?.focus()
    await onText(words)
    typed.current?.select()
  }
  const takeFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const [picture] = input.files ?? []
    if (!picture) return
    const { answer, problem } = await ask(submitPicture, { body: picture })
    // The same picture may be chosen again.
    input.value = ''
    if (problem) onProblem(problem)
    for (const scan of answer?.scans ?? []) await onScans(scan)
  }
  const action = { key: 'Ctrl+Enter', label: text.check, run: check, when: !busy } as const
  const choose = { key: 'Shift+F2', label: text.picture, run: () => file.current?.click() } as const
  useShortcuts([action, choose])
  return (
    <Panel title={text.input}>
      <TextArea
        ref={typed}
        label={text.text}
        hint={text.textHint}
        rows={3}
        maxLength={10_000}
        error={missing ? text.noCode : undefined}
        onInput={() => setMissing(false)}
      />
      <div className={styles.row}>
        <ActionButton action={action} icon={ShieldCheck} variant="primary" busy={busy} />
        <Button icon={ImageUp} shortcut="Shift+F2" onClick={() => file.current?.click()}>
          {text.picture}
        </Button>
      </div>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,application/pdf"
        aria-label={text.picture}
        className={styles.hiddenInput}
        onChange={(event) => void takeFile(event)}
      />
    </Panel>
  )
}
