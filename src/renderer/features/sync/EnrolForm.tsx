import { FileUp, Link2 } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { enrolOffice, type SyncState } from '../../../contract/desk/sync.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Sync.module.css'

type Wrong = { readonly configuration?: string; readonly code?: string }

/** An administrator enrols this PC: the city's configuration, pasted or from its file, and the one-time code. */
export function EnrolForm({ onEnrolled }: { onEnrolled: (sync: SyncState) => void }) {
  const text = useText().sync
  const configuration = useRef<HTMLTextAreaElement>(null)
  const code = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<Wrong>({})
  const [taken, setTaken] = useState<string | null>(null)
  const { run, pending, problem } = useAct(enrolOffice)

  const send = async () => {
    const typed = {
      configuration: configuration.current?.value ?? '',
      code: code.current?.value.trim() ?? '',
    }
    const found = check(typed, text)
    setWrong(found)
    if (found.configuration) return configuration.current?.focus()
    if (found.code) return code.current?.focus()
    const answer = await run({ body: { ...typed, code: typed.code.toUpperCase() } })
    if (answer) onEnrolled(answer)
  }
  const takeFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.currentTarget.files ?? []
    if (!chosen || !configuration.current) return
    configuration.current.value = await chosen.text()
    setTaken(chosen.name)
    setWrong({})
    code.current?.focus()
  }
  const action = { key: 'Ctrl+Enter', label: text.enrol, run: send, when: !pending } as const
  useShortcuts([action])
  return (
    <div className={styles.enrol}>
      <p className={styles.muted}>{text.enrolText}</p>
      <TextArea
        ref={configuration}
        label={text.configuration}
        required
        hint={taken === null ? text.configurationHint : text.fileTaken(taken)}
        error={wrong.configuration}
        rows={4}
      />
      <FileButton onFile={(event) => void takeFile(event)} />
      <TextField
        ref={code}
        label={text.code}
        required
        figures
        hint={text.codeHint}
        error={wrong.code}
        maxLength={40}
      />
      <ProblemNotice problem={problem} />
      <div>
        <ActionButton action={action} icon={Link2} variant="primary" busy={pending} />
      </div>
    </div>
  )
}

function FileButton({ onFile }: { onFile: (event: ChangeEvent<HTMLInputElement>) => void }) {
  const text = useText().sync
  const file = useRef<HTMLInputElement>(null)
  return (
    <div>
      <Button icon={FileUp} onClick={() => file.current?.click()}>
        {text.chooseFile}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        aria-label={text.chooseFile}
        className={styles.hidden}
        onChange={onFile}
      />
    </div>
  )
}

type Sentences = { configurationMissing: string; configurationBad: string; codeMissing: string }

function check(typed: { configuration: string; code: string }, text: Sentences): Wrong {
  const configuration =
    typed.configuration.trim() === ''
      ? text.configurationMissing
      : isJson(typed.configuration)
        ? undefined
        : text.configurationBad
  const code = typed.code.length < 4 ? text.codeMissing : undefined
  return { ...(configuration ? { configuration } : {}), ...(code ? { code } : {}) }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
