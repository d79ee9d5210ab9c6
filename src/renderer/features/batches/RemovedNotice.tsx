import { UserX } from 'lucide-react'
import { useState } from 'react'
import type { ListPreview, removeFromList } from '../../../contract/desk/list-intake.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

type Props = {
  readonly caseId: string
  readonly preview: ListPreview
  readonly onRemoved: () => void
}

/** People whom the list no longer names: first whether it is the whole list, then who of them is taken off. */
export function RemovedNotice(props: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const { is, standing, named } = props.preview.extent
  if (standing === named) return null
  if (is === 'whole') return <Missing {...props} />
  return (
    <Notice
      tone={is === 'few' ? 'warning' : 'info'}
      title={text.extent[is](figure(locale, named), figure(locale, standing))}
    />
  )
}

function Missing({ caseId, preview: { removed, asks }, onRemoved }: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const [isWhole, setWhole] = useState(true)
  const [isOpen, open] = useState(false)
  const [outcome, setOutcome] = useState<RouteAnswer<typeof removeFromList> | null>(null)
  const asked = removed.filter((one) => one.asked).length
  const people = removed.filter((one) => !one.asked)
  const remove = {
    key: 'Shift+F5',
    label: text.remove,
    run: () => open(true),
    when: isWhole && people.length > 0,
  } as const
  useShortcuts([remove])
  return (
    <Notice
      tone="warning"
      title={text.removed(figure(locale, removed.length))}
      actions={isWhole && people.length > 0 && <ActionButton action={remove} icon={UserX} />}
    >
      <RadioGroup
        label={text.extentAsked}
        inline
        defaultValue="whole"
        options={[
          { value: 'whole', label: text.extentWhole },
          { value: 'addition', label: text.extentAddition },
        ]}
        onChange={(event) => setWhole(event.currentTarget.value === 'whole')}
      />
      <p>{isWhole ? text.removedText : text.additionText}</p>
      {asked > 0 && <p>{text.passedOn(figure(locale, asked))}</p>}
      {outcome?.left.map(({ caseId: id, why }) => (
        <p key={id}>{why[locale]}</p>
      ))}
      {isOpen && (
        <RemoveDialog
          caseId={caseId}
          people={people}
          reasons={asks.stopReasons}
          onDone={(done) => {
            open(false)
            setOutcome(done)
            if (done.left.length === 0) onRemoved()
          }}
          onClose={() => open(false)}
        />
      )}
    </Notice>
  )
}
