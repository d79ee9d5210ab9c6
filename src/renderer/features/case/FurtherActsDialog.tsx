import { useText } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { actLooks } from './caseLooks.ts'
import type { Besides } from './nextSteps.ts'

type Props = { acts: readonly Besides[]; onPick: (act: Besides) => void; onClose: () => void }

/** What else may be done on a case, to pick from by arrows or digits. Mounted while open. */
export function FurtherActsDialog({ acts, onPick, onClose }: Props) {
  const text = useText().case
  const picks = acts.map((act) => {
    const Icon = actLooks[act].icon
    return { key: act, title: text.actions[act], mark: <Icon size="1.3em" /> }
  })
  return (
    <Dialog open onClose={onClose} title={text.moreActs} description={text.moreActsText} size="small">
      <PickList
        label={text.moreActs}
        digits
        picks={picks}
        onPick={(key) => {
          const act = acts.find((one) => one === key)
          if (act) onPick(act)
        }}
      />
    </Dialog>
  )
}
