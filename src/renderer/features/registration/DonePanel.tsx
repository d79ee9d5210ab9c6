import { useNavigate } from '@tanstack/react-router'
import { CircleCheck, FileText, FolderOpen, Printer, UserPlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useScanHandOn, useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { showInstant } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { chosenPrinter } from '../case/printerChoice.ts'
import { usePrinting } from '../case/usePrinting.ts'
import styles from './Registration.module.css'
import { isPersonScan } from './scanned.ts'

/** Registered: the number, when the result is due, and what comes next. Enter prints the receipt. */
export function DonePanel({ registered, onNext }: { registered: Case; onNext: () => void }) {
  const { title: page, done: text } = useText().registration
  const navigate = useNavigate()
  const handOn = useScanHandOn()
  const [printed, setPrinted] = useState(false)
  const printing = usePrinting(registered, () => setPrinted(true))
  const first = useRef<HTMLButtonElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  const pdf = useRef<HTMLButtonElement>(null)
  const refused = printing.problem !== null
  useEffect(() => (printed ? next : refused ? pdf : first).current?.focus(), [printed, refused])

  const order = {
    sheet: 'receipt',
    title: registered.sheets.find(({ sheet }) => sheet === 'receipt')?.title ?? text.print,
    printer: chosenPrinter(),
    reprintReason: null,
  }
  const nextAction = { key: 'F2', label: text.next, run: onNext } as const
  const openAction = {
    key: 'Shift+F4',
    label: text.open,
    run: () => navigate({ to: '/cases/$caseId', params: { caseId: registered.caseId } }),
  } as const
  useShortcuts([nextAction, openAction])
  // The next person's card may come without a key: it opens their form; any other paper is checked.
  useScans((scan) => {
    handOn(scan)
    if (isPersonScan(scan.recognised)) onNext()
    else void navigate({ to: '/verify' })
  })
  return (
    <>
      <PageHeader title={page} />
      <div className={styles.done}>
        <Panel title={text.title} mark={<CircleCheck size="1.4em" className={styles.tick} aria-hidden />}>
          <p role="status" className={styles.number}>
            {registered.number}
          </p>
          <KeyValueList
            items={[
              { key: 'name', label: text.name, value: registered.applicant.fullName },
              { key: 'procedure', label: text.procedure, value: registered.procedure.title },
              { key: 'due', label: text.due, value: showInstant(Date.parse(registered.dueAt)) },
            ]}
          />
          <p className={styles.quiet}>
            {printed
              ? text.printAgain
              : registered.nextLabel
                ? text.safe(registered.nextLabel)
                : text.recorded}
          </p>
          <ProblemNotice
            problem={printing.problem}
            actions={
              <Button
                ref={pdf}
                icon={FileText}
                busy={printing.busy === 'pdf'}
                onClick={() => void printing.openToPrint(order)}
              >
                {text.openPdf}
              </Button>
            }
          />
          <div className={styles.actions}>
            {!printed && (
              <Button
                ref={first}
                variant="primary"
                icon={Printer}
                busy={printing.busy === 'printer'}
                onClick={() => void printing.print(order)}
              >
                {text.print}
              </Button>
            )}
            <ActionButton
              ref={next}
              action={nextAction}
              icon={UserPlus}
              variant={printed ? 'primary' : 'secondary'}
            />
            <ActionButton action={openAction} icon={FolderOpen} />
          </div>
        </Panel>
      </div>
    </>
  )
}
