import { ImageUp } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { putHandPicture, putSealPicture, type SealSettings } from '../../../contract/desk/seal-settings.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Seal.module.css'

/** The picture of the seal, and of the hands of those who sign. */
export function PicturesPanel({ settings }: { settings: SealSettings }) {
  const text = useText().seals.setting
  const [problem, setProblem] = useState<Problem | null>(null)
  return (
    <Panel title={text.pictures}>
      <ProblemNotice problem={problem} onDismiss={() => setProblem(null)} />
      <Picture
        label={text.seal}
        hint={text.sealHint}
        has={settings.hasPicture}
        put={async (file) => (await ask(putSealPicture, { body: file })).problem}
        onProblem={setProblem}
      />
      {settings.hands.map(({ user, fullName, hasPicture }) => (
        <Picture
          key={user}
          label={text.hand(fullName)}
          hint={text.handHint}
          has={hasPicture}
          put={async (file) => (await ask(putHandPicture, { params: { user }, body: file })).problem}
          onProblem={setProblem}
        />
      ))}
    </Panel>
  )
}

type Props = {
  label: string
  hint: string
  has: boolean
  put: (file: File) => Promise<Problem | null>
  onProblem: (problem: Problem | null) => void
}

function Picture({ label, hint, has, put, onProblem }: Props) {
  const text = useText().seals.setting
  const say = useToast()
  const input = useRef<HTMLInputElement>(null)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    const [file] = field.files ?? []
    if (!file) return
    const problem = await put(file)
    // The same file may be chosen again.
    field.value = ''
    onProblem(problem)
    if (problem) return
    say({ tone: 'success', title: text.pictureTaken })
    readAnew(['seal'])
  }
  return (
    <div className={styles.picture}>
      <div>
        <p className={styles.heading}>
          {label} <StatusChip tone={has ? 'success' : 'neutral'}>{has ? text.has : text.hasNot}</StatusChip>
        </p>
        <p className={styles.muted}>{hint}</p>
      </div>
      <Button icon={ImageUp} onClick={() => input.current?.click()}>
        {text.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png"
        aria-label={label}
        className={styles.hidden}
        onChange={(event) => void take(event)}
      />
    </div>
  )
}
