import { Ban } from 'lucide-react'
import { useState } from 'react'
import { type CardsOfList, withdrawGoneCards } from '../../../contract/desk/market-days.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useMayWithdraw } from './useKeeper.ts'

type Props = { batchId: string; cards: CardsOfList['cards'] }

/** Sealed cards of households that are no longer on the roster: still good at the gate until somebody withdraws them. */
export function GoneCards({ batchId, cards }: Props) {
  const { goneCards: text } = useHouseholdsText()
  const locale = useLocale()
  const may = useMayWithdraw()
  const [actId, setActId] = useState<string | null>(null)
  const count = cards.filter(
    ({ gone, withdrawn, permitNumber }) => gone && !withdrawn && permitNumber !== null,
  ).length
  const { run, problem } = useAct(withdrawGoneCards)
  const say = useToast()
  const withdraw = async () => {
    const done = actId && (await run({ params: { batchId }, body: { actId } }))
    setActId(null)
    if (!done) return
    readAnew(['households', 'cases'])
    say({ tone: 'success', title: text.done(figure(locale, done.done)) })
  }
  if (count === 0) return null
  const shown = figure(locale, count)
  return (
    <>
      <Notice
        tone="warning"
        title={text.title(shown)}
        next={may ? text.next : text.others}
        actions={
          may && (
            <Button icon={Ban} variant="danger" onClick={() => setActId(newActId())}>
              {text.act(shown)}
            </Button>
          )
        }
      />
      <ProblemNotice problem={problem} />
      <ConfirmDialog
        open={actId !== null}
        title={text.act(shown)}
        confirmLabel={text.act(shown)}
        icon={Ban}
        danger
        onConfirm={withdraw}
        onClose={() => setActId(null)}
      >
        {text.sure}
      </ConfirmDialog>
    </>
  )
}
