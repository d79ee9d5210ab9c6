import { Printer, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../../app/problems.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import styles from './Reports.module.css'
import type { useBookFiles } from './useBookFiles.ts'

type Props = {
  files: ReturnType<typeof useBookFiles>
  printLabel: string
  onPrint: () => Promise<void>
  onSave: () => Promise<void>
  /** What the book has in it, in figures. */
  children: ReactNode
}

/** What is in the book, and taking it out: on paper, or as a table. */
export function BookBar({ files, printLabel, onPrint, onSave, children }: Props) {
  const text = useText().reports
  const print = { key: 'F8', label: printLabel, run: onPrint, when: !files.busy } as const
  const save = { key: 'Shift+F8', label: text.table, run: onSave, when: !files.busy } as const
  useShortcuts([print, save])
  return (
    <>
      <ProblemNotice problem={files.problem} onDismiss={files.clear} />
      <div className={styles.bar}>
        <div role="status" className={styles.counts}>
          {children}
        </div>
        <ActionButton action={save} icon={Table2} />
        <ActionButton action={print} icon={Printer} variant="primary" busy={files.busy} />
      </div>
    </>
  )
}
