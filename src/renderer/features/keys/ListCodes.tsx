import { Check, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { readListCodes } from '../../../contract/desk/keys.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { QrFigure } from '../readers/QrFigure.tsx'
import styles from './Keys.module.css'

/** A list as QR codes, one after the other, for a PC or a checkpoint that nothing else reaches. */
export function ListCodes({ list, onDone }: { list: 'trust' | 'revocations'; onDone: () => void }) {
  const text = useText().keys
  const locale = useLocale()
  const read = useRoute(readListCodes, { params: { list } }, ['keys'])
  const [at, setAt] = useState(0)
  const codes = read.data?.codes ?? []
  const count = codes.length
  const go = (by: number) => () => setAt((at + by + count) % Math.max(1, count))
  const next = { key: 'F8', label: text.nextCode, run: go(1), when: count > 1 } as const
  const before = { key: 'Shift+F6', label: text.previousCode, run: go(-1), when: count > 1 } as const
  const done = { key: 'Ctrl+Enter', label: text.stop, run: onDone } as const
  useShortcuts([next, before, done])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const code = codes[at]
  return (
    <Panel title={text[list]}>
      {code ? (
        <>
          <p role="status" className={styles.heading}>
            {text.showing(figure(locale, at + 1), figure(locale, count))}
          </p>
          <p className={styles.muted}>{text.showText}</p>
          <div className={styles.code}>
            <QrFigure rows={code.rows} label={text.image(figure(locale, at + 1))} />
          </div>
        </>
      ) : (
        <Notice tone="info" title={text.tooLong} />
      )}
      <div className={styles.buttons}>
        <ActionButton action={before} icon={ChevronLeft} />
        <ActionButton action={next} icon={ChevronRight} />
        <ActionButton action={done} icon={Check} variant="primary" />
      </div>
    </Panel>
  )
}
