import { unlockSeal } from '../../../contract/desk/seal-settings.ts'
import { problemSentence } from '../../app/problemSentence.ts'
import { ask } from '../../app/queries.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { PinDialog } from '../../ui/PinDialog.tsx'

type Props = { certificate: 'file' | 'token' | null; onOpened: () => void; onClose: () => void }

/** Opens the office's certificate for this session: the password of its file, or the PIN of its token. */
export function UnlockDialog({ certificate, onOpened, onClose }: Props) {
  const text = useText().seals.unlock
  const locale = useLocale()
  const unlock = async (secret: string): Promise<string | null> => {
    const { problem } = await ask(unlockSeal, { body: { secret } })
    if (problem !== null) return problemSentence(problem, locale)
    onOpened()
    return null
  }
  return (
    <PinDialog
      open
      title={text.title}
      description={text.text}
      label={certificate === 'token' ? text.token : text.file}
      confirmLabel={text.confirm}
      onSubmit={unlock}
      onClose={onClose}
    />
  )
}
