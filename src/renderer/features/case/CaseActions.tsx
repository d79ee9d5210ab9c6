import { EllipsisVertical, Printer } from 'lucide-react'
import type { Case } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import type { Shortcut } from '../../keys/registry.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { useTakeNext } from '../queue/useTakeNext.ts'
import { actDialogs } from './actDialogs.tsx'
import type { CaseDialog } from './CasePage.tsx'
import { actLooks } from './caseLooks.ts'
import { furtherActs, mainStep, otherWay, sheetInTurn, standingOf, waitsFor } from './nextSteps.ts'
import { useLook, useMayLook } from './SheetsPanel.tsx'
import { usePackOf } from './usePackOf.ts'

type Props = {
  subject: Case
  onOpen: (dialog: CaseDialog) => void
  onComplete: () => void
  onProblem: (problem: Problem) => void
}

/**
 * The acts of the signed-in person on a case. Ctrl+Enter is always the next step, Shift+F4 the other way out of it,
 * Shift+F5 what else may be done, Shift+F2 prints, Shift+F3 looks at the paper, F8 takes the next case. What four eyes
 * forbid is shown, disabled.
 */
export function CaseActions(props: Props) {
  const { subject } = props
  const main = useMainAction(props)
  const other = useOtherAction(props)
  const further = useFurtherAction(props)
  const paper = usePaperActions(props)
  const takeNext = useTakeNext(subject.caseId)
  const all = [main, other, further, paper.printing, paper.looking, takeNext].filter(
    (action) => action !== null,
  )
  useShortcuts(all)
  // Read before it is needed, so that a dialog opens with its reasons and knows the next step.
  usePackOf(
    subject,
    subject.may.some((act) => act !== 'print'),
  )
  const act = waitsFor(subject.next)
  const way = otherWay(subject)
  const [only, ...more] = furtherWays(subject)
  const isPrinting = mainStep(subject)?.kind === 'print'
  return (
    <>
      {further && (
        <ActionButton
          action={further}
          variant="quiet"
          icon={only && more.length === 0 ? actLooks[only].icon : EllipsisVertical}
        />
      )}
      {paper.printing && !isPrinting && <ActionButton action={paper.printing} icon={Printer} />}
      {other && (
        <ActionButton
          action={other}
          icon={actLooks[way ?? 'return'].icon}
          variant={way === 'refuse' ? 'danger' : 'secondary'}
        />
      )}
      {main && (
        <ActionButton
          action={main}
          variant="primary"
          icon={isPrinting || act === null ? Printer : actLooks[act].icon}
        />
      )}
      {(main === null || main.when === false) && <ActionButton action={takeNext} variant="primary" />}
    </>
  )
}

/** The next step of the case: allowed, or shown disabled where four eyes keep it from this person. */
function useMainAction({ subject, onOpen, onComplete }: Props): Shortcut | null {
  const text = useText().case.actions
  const act = waitsFor(subject.next)
  const step = mainStep(subject)
  if (step?.kind === 'print') {
    const title = subject.sheets.find(({ sheet }) => sheet === step.sheet)?.title ?? step.sheet
    const run = () => onOpen({ kind: 'print', sheet: step.sheet })
    return { key: 'Ctrl+Enter', label: text.printing(title), run }
  }
  if (act === null || act === 'city-approve' || standingOf(act, subject) === 'not-theirs') return null
  const run = () => (act === 'complete' ? onComplete() : onOpen({ kind: 'act', act }))
  return { key: 'Ctrl+Enter', label: text[act], run, when: step !== null }
}

function useOtherAction({ subject, onOpen }: Props): Shortcut | null {
  const text = useText().case.actions
  const act = otherWay(subject)
  if (act === null) return null
  const when = standingOf(act, subject) === 'may'
  return { key: 'Shift+F4', label: text[act], run: () => onOpen({ kind: 'act', act }), when }
}

/** The rarer acts that have a dialog. */
function furtherWays(subject: Case) {
  return furtherActs(subject).filter((act) => actDialogs[act] !== undefined)
}

/** The rarer acts: one by its own name, several behind one button. */
function useFurtherAction({ subject, onOpen }: Props): Shortcut | null {
  const text = useText().case
  const acts = furtherWays(subject)
  const [only] = acts
  if (only === undefined) return null
  if (acts.length === 1)
    return {
      key: 'Shift+F5',
      label: text.actions[only],
      run: () => onOpen({ kind: 'act', act: only }),
    }
  return { key: 'Shift+F5', label: text.moreActs, run: () => onOpen({ kind: 'further', acts }) }
}

type Paper = { readonly printing: Shortcut | null; readonly looking: Shortcut | null }

/** Printing, for those who print, and looking at the sheet in turn, for everybody (its button is beside the sheet). */
function usePaperActions({ subject, onOpen, onProblem }: Props): Paper {
  const text = useText().case.actions
  const look = useLook(subject, onProblem)
  const mayLook = useMayLook()
  const sheet = sheetInTurn(subject)
  if (sheet === null) return { printing: null, looking: null }
  const print = () => onOpen({ kind: 'print', sheet })
  return {
    printing: subject.may.includes('print') ? { key: 'Shift+F2', label: text.print, run: print } : null,
    looking: mayLook ? { key: 'Shift+F3', label: text.open, run: () => look(sheet) } : null,
  }
}
