import { HardDriveDownload, HardDriveUpload } from 'lucide-react'
import { type ChangeEvent, useRef } from 'react'
import { ProblemNotice } from '../../app/problems.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Sync.module.css'
import { useStick } from './useStick.ts'

/** For a link that is down for days: the same signed lines by USB stick, there and back. */
export function StickPanel() {
  const text = useText().sync.stick
  const { busy, notice, problem, clear, write, read } = useStick()
  const file = useRef<HTMLInputElement>(null)
  const writing = { key: 'Shift+F2', label: text.write, run: write, when: !busy } as const
  const reading = { key: 'Insert', label: text.read, run: () => file.current?.click(), when: !busy } as const
  useShortcuts([writing, reading])
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    await read([...(field.files ?? [])])
    // The same files may be chosen again.
    field.value = ''
  }
  return (
    <Panel title={text.title}>
      <p className={styles.muted}>{text.note}</p>
      <ProblemNotice problem={problem} onDismiss={clear} />
      {notice && <Notice live="status" {...notice} />}
      <div className={styles.buttons}>
        <ActionButton action={writing} icon={HardDriveDownload} busy={busy} />
        <ActionButton action={reading} icon={HardDriveUpload} busy={busy} />
        <input
          ref={file}
          type="file"
          multiple
          accept=".psp-answer"
          aria-label={text.read}
          className={styles.hidden}
          onChange={(event) => void take(event)}
        />
      </div>
    </Panel>
  )
}
