import { FileText, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { readSealSettings, readSealSheet } from '../../../contract/desk/seal-settings.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { showPdf } from '../../app/showPdf.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { CertificatePanel } from './CertificatePanel.tsx'
import { HowPanel } from './HowPanel.tsx'
import { PicturesPanel } from './PicturesPanel.tsx'
import styles from './Seal.module.css'

/** How the office seals; for its administrator. */
export function SealPage() {
  const text = useText().seals.setting
  const { session } = useSession()
  if (!session.roles.includes('administrator'))
    return (
      <EmptyState icon={ShieldAlert} title={text.notAdministrator}>
        {text.notAdministratorText}
      </EmptyState>
    )
  return <Settings />
}

function Settings() {
  const text = useText()
  const { office } = useSession()
  const read = useRoute(readSealSettings, {}, ['seal', 'staff'])
  const sheet = useTestSheet()
  useShortcuts([sheet.open])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return (
    <>
      <PageHeader
        title={text.seals.setting.title}
        note={text.seals.setting.note}
        actions={<ActionButton action={sheet.open} icon={FileText} />}
      />
      <ProblemNotice problem={sheet.problem} />
      {office.training && <Notice tone="info" title={text.seals.setting.training} />}
      <div className={styles.page}>
        <HowPanel settings={read.data} />
        {!office.training && (
          <div className={styles.column}>
            <CertificatePanel settings={read.data} />
            <PicturesPanel settings={read.data} />
          </div>
        )}
      </div>
    </>
  )
}

function useTestSheet() {
  const text = useText()
  const say = useToast()
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async () => {
    const shown = await showPdf(readSealSheet.path, () => ask(readSealSheet, {}), 'to-thu-con-dau')
    setProblem('problem' in shown ? shown.problem : null)
    if (!('how' in shown)) return
    const children = shown.how === 'window' ? text.case.print.openedText : text.case.print.saved
    say({ tone: 'success', title: text.seals.setting.sheetOpened, children })
  }
  return { open: { key: 'Shift+F3', label: text.seals.setting.sheet, run } as const, problem }
}
