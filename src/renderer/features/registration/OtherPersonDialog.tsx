import { RefreshCw, UserPlus, X } from 'lucide-react'
import { useText } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PickList } from '../../ui/PickList.tsx'

type Props = {
  /** The names of the person in the form and of the one just scanned; null while there is no question. */
  question: { readonly present: string; readonly scanned: string } | null
  onAnswer: (answer: 'new' | 'replace' | 'ignore') => void
}

/** A card of somebody else was scanned into a form that is already somebody's. */
export function OtherPersonDialog({ question, onAnswer }: Props) {
  const text = useText().registration.scan
  return (
    <Dialog
      open={question !== null}
      onClose={() => onAnswer('ignore')}
      title={text.otherPerson}
      description={question && text.otherPersonText(question.present, question.scanned)}
      size="small"
    >
      <PickList
        label={text.otherPerson}
        digits
        picks={[
          { key: 'new', title: text.startNew, note: text.startNewNote, mark: <UserPlus size="1.2em" /> },
          { key: 'replace', title: text.replace, note: text.replaceNote, mark: <RefreshCw size="1.2em" /> },
          { key: 'ignore', title: text.ignore, mark: <X size="1.2em" /> },
        ]}
        onPick={(key) => onAnswer(key === 'new' || key === 'replace' ? key : 'ignore')}
      />
    </Dialog>
  )
}
