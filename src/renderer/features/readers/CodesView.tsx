import { ClipboardCheck, ExternalLink, Printer, SkipForward } from 'lucide-react'
import type { ReaderCheckState } from '../../../contract/desk/readers.ts'
import { type TestCodeId, testCodeIds } from '../../../domain/identity/test-codes.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { toneIcons } from '../../ui/tones.ts'
import { Arrived } from './Arrived.tsx'
import { QrFigure } from './QrFigure.tsx'
import styles from './Readers.module.css'
import { useTestSheet } from './useTestSheet.ts'
import { outcomeTone } from './verdictTones.ts'

type Props = {
  state: ReaderCheckState
  codes: readonly { readonly id: TestCodeId; readonly text: string; readonly rows: readonly string[] }[]
  /** The code to scan now. */
  awaiting: TestCodeId
  onShow: (code: TestCodeId) => Promise<void>
  onEnough: () => void
}

/** One test code at a time, large, or all on paper; beside it all codes, and what has just arrived. */
export function CodesView({ state, codes, awaiting, onShow, onEnough }: Props) {
  const text = useText().readers
  const locale = useLocale()
  const shown = codes.find(({ id }) => id === awaiting)
  const at = testCodeIds.indexOf(awaiting)
  const after = testCodeIds[(at + 1) % testCodeIds.length] ?? awaiting
  const next = { key: 'F8', label: text.next, run: () => onShow(after) } as const
  const see = { key: 'Ctrl+Enter', label: text.see, run: onEnough, when: state.latest !== null } as const
  const sheet = useTestSheet()
  useShortcuts([next, see, sheet.print, sheet.open])
  const title = text.code(figure(locale, at + 1), figure(locale, testCodeIds.length), text.codes[awaiting])
  return (
    <div className={styles.check}>
      <Panel
        title={title}
        mark={<StatusChip tone="info">{text.waiting}</StatusChip>}
        actions={<ActionButton action={next} icon={SkipForward} />}
      >
        <p className={styles.muted}>{text.codeWhy[awaiting]}</p>
        <div className={styles.paper}>
          {shown && <QrFigure rows={shown.rows} label={text.codeImage(text.codes[awaiting])} />}
        </div>
      </Panel>
      <div className={styles.side}>
        <Arrived state={state} codes={codes} />
        <Panel title={text.codeList}>
          <PickList
            label={text.codeList}
            picks={state.report.codes.map(({ id, outcome }) => {
              const Icon = toneIcons[outcomeTone(outcome)]
              return {
                key: id,
                title: text.codes[id],
                note: outcome === null ? text.notYet : text.outcomes[outcome],
                mark: <Icon size="1.3em" aria-hidden />,
              }
            })}
            current={awaiting}
            onPick={(picked) => {
              const id = testCodeIds.find((one) => one === picked)
              if (id) void onShow(id)
            }}
          />
        </Panel>
        <ProblemNotice problem={sheet.problem} />
        <div className={styles.end}>
          <ActionButton
            action={sheet.open}
            icon={ExternalLink}
            variant="quiet"
            busy={sheet.busy === 'open'}
          />
          <ActionButton action={sheet.print} icon={Printer} busy={sheet.busy === 'print'} />
          <ActionButton action={see} icon={ClipboardCheck} variant="primary" />
        </div>
      </div>
    </div>
  )
}
