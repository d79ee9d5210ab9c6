import { Printer } from 'lucide-react'
import { type Case, readPack } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import type { Shortcut } from '../../keys/registry.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { useTakeNext } from '../queue/useTakeNext.ts'
import type { CaseDialog } from './CasePage.tsx'
import { actLooks } from './caseLooks.ts'
import { mainStep, otherWay, sheetInTurn, standingOf, type WaitedFor, waitsFor } from './nextSteps.ts'
import { useLook, useMayLook } from './SheetsPanel.tsx'

type Props = {
  subject: Case
  onOpen: (dialog: CaseDialog) => void
  onComplete: () => void
  onProblem: (problem: Problem) => void
}

/**
 * The acts of the signed-in person on a case. Ctrl+Enter is always the next step, Shift+F4 the other way out of it,
 * Shift+F2 prints, Shift+F3 looks at the paper, F8 takes the next case. What four eyes forbid is shown, disabled.
 */
export function CaseActions(props: Props) {
  const { subject } = props
  const main = useMainAction(props)
  const other = useOtherAction(props)
  const paper = usePaperActions(props)
  const takeNext = useTakeNext(subject.caseId)
  const all = [main, other, paper.printing, paper.looking, takeNext].filter((action) => action !== null)
  useShortcuts(all)
  const act = waitsFor(subject.state)
  const step = mainStep(subject)
  const isPrinting = step?.kind === 'print'
  return (
    <>
      {paper.printing && !isPrinting && <ActionButton action={paper.printing} icon={Printer} />}
      {other && (
        <ActionButton
          action={other}
          icon={actLooks[otherWay(subject.state) ?? 'return'].icon}
          variant={otherWay(subject.state) === 'refuse' ? 'danger' : 'secondary'}
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
  const act = waitsFor(subject.state)
  const step = mainStep(subject)
  if (step?.kind === 'print') {
    const title = subject.sheets.find(({ sheet }) => sheet === step.sheet)?.title ?? step.sheet
    const run = () => onOpen({ kind: 'print', sheet: step.sheet })
    return { key: 'Ctrl+Enter', label: text.printing(title), run }
  }
  if (act === null || standingOf(act, subject) === 'not-theirs') return null
  const run = () => (act === 'complete' ? onComplete() : onOpen(dialogFor(act)))
  return { key: 'Ctrl+Enter', label: text[act], run, when: step !== null }
}

function dialogFor(act: Exclude<WaitedFor, 'complete'>): CaseDialog {
  if (act === 'seal' || act === 'hand-over') return { kind: act }
  return { kind: 'decide', act }
}

function useOtherAction({ subject, onOpen }: Props): Shortcut | null {
  const text = useText().case.actions
  const act = otherWay(subject.state)
  const standing = act === null ? 'not-theirs' : standingOf(act, subject)
  // Read before it is needed, so that the dialog opens with its reasons.
  useRoute(readPack, {}, ['office'], { enabled: standing === 'may' })
  if (act === null || standing === 'not-theirs') return null
  const run = () => onOpen({ kind: 'decide', act })
  return { key: 'Shift+F4', label: text[act], run, when: standing === 'may' }
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
