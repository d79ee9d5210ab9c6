import { ExternalLink, Printer } from 'lucide-react'
import { type Case, readSheet } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { useSession } from '../../app/session.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './CasePage.module.css'
import { sheetInTurn } from './nextSteps.ts'
import { showSheet } from './openSheet.ts'

type Props = {
  subject: Case
  onPrint: (sheet: string) => void
  onProblem: (problem: Problem) => void
}

/** The papers of a case: how often each was printed, looking at it, printing it. */
export function SheetsPanel({ subject, onPrint, onProblem }: Props) {
  const text = useText().case
  const locale = useLocale()
  const look = useLook(subject, onProblem)
  const mayLook = useMayLook()
  const mayPrint = subject.may.includes('print')
  const inTurn = sheetInTurn(subject)
  if (subject.sheets.length === 0) return null
  return (
    <Panel title={text.sheets}>
      <ul className={styles.sheets}>
        {subject.sheets.map(({ sheet, title, printed }) => (
          <li key={sheet} className={styles.sheet}>
            <span>
              {title}{' '}
              <span className={styles.muted}>
                · {printed > 0 ? text.copies(figure(locale, printed)) : text.notPrinted}
              </span>
            </span>
            <span className={styles.sheetButtons}>
              {mayLook && (
                <Button
                  variant="quiet"
                  icon={ExternalLink}
                  {...(sheet === inTurn ? { shortcut: 'Shift+F3' as const } : {})}
                  aria-label={text.print.lookAt(title)}
                  onClick={() => void look(sheet)}
                >
                  {text.print.look}
                </Button>
              )}
              {mayPrint && (
                <Button
                  variant="quiet"
                  icon={Printer}
                  aria-label={text.actions.printing(title)}
                  onClick={() => onPrint(sheet)}
                >
                  {text.print.confirm}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Whether the papers of a case are for the person signed in at all. */
export function useMayLook(): boolean {
  const { session } = useSession()
  return readSheet.for.some((role) => session.roles.includes(role))
}

/** Shows a sheet without counting it as printed. */
export function useLook(subject: Pick<Case, 'caseId' | 'number'>, onProblem: (problem: Problem) => void) {
  const text = useText().case.print
  const say = useToast()
  return async (sheet: string) => {
    const shown = await showSheet(subject.caseId, sheet, `${subject.number}-${sheet}`)
    if ('problem' in shown) onProblem(shown.problem)
    else if (shown.how === 'saved') say({ tone: 'success', title: text.saved })
  }
}
