import { type FormEvent, useState } from 'react'
import { makeCards, mostReason } from '../../../contract/desk/market-days.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Households.module.css'

/** What a press of the button made, and for which days. */
export type MadeCards = RouteAnswer<typeof makeCards> & {
  readonly actId: string
  readonly firstDay: string
  readonly lastDay: string
}
type Props = { made: MadeCards; onClose: () => void; onMade: (made: MadeCards) => void }

/** More than anybody reads through. */
const mostShown = 300

/** Who got no card, and why; one whose shopper has another household's card gets it when a person says why. */
export function CardsLeft({ made, onClose, onMade }: Props) {
  const text = useHouseholdsText().cards
  const kit = useText().kit
  const locale = useLocale()
  const [actId] = useState(newActId)
  const { run, pending, problem } = useAct(makeCards)
  const { left, firstDay, lastDay } = made
  // Those somebody can decide about come first.
  const shown = [...left]
    .sort((one, other) => Number(isShared(other)) - Number(isShared(one)))
    .slice(0, mostShown)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const households = shown.filter(({ householdId }) => data.has(householdId)).map((one) => one.householdId)
    if (pending || households.length === 0) return
    const despite = { households, reason: wordAt(data, 'reason').trim() }
    const period = { firstDay, lastDay }
    const done = await run({ body: { batchId: actId, ...period, group: null, only: households, despite } })
    if (!done) return
    readAnew(['batches', 'cases', 'households'])
    onMade({ ...done, ...period, actId })
  }
  return (
    <form className={styles.stack} onSubmit={(event) => void submit(event)}>
      <Notice tone="warning" title={text.leftTitle(figure(locale, left.length))} />
      <ul className={styles.history}>
        {shown.map((one) => (
          <li key={one.householdId}>
            {isShared(one) && (
              <Checkbox name={one.householdId} label={`${one.number} ${one.head}`} labelHidden />
            )}
            <strong>
              {one.number} {one.head}
            </strong>
            : {one.why[locale]}
          </li>
        ))}
        {left.length > mostShown && <li>{text.moreLeft(figure(locale, left.length - mostShown))}</li>}
      </ul>
      {left.some(isShared) && (
        <TextField
          name="reason"
          label={text.despiteLabel}
          hint={text.despiteHint}
          maxLength={mostReason}
          required
        />
      )}
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {kit.dialog.close}
        </Button>
        {left.some(isShared) && (
          <Button type="submit" variant="primary" busy={pending}>
            {text.despite}
          </Button>
        )}
      </DialogActions>
    </form>
  )
}

function isShared({ code }: { readonly code: string }): boolean {
  return code === 'shopper-has-card'
}
