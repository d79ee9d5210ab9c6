import { Activity, Copy, Eraser, Pause, Play } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { z } from 'zod'
import { readReaderMonitor } from '../../../contract/desk/readers.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copyText.ts'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { readerLabel } from './readerLabel.ts'
import styles from './Readers.module.css'

type Capture = z.infer<typeof readReaderMonitor.answer>['captures'][number]

const readEveryMs = 1000

/** What readers sent lately, byte by byte and masked, as it comes; for support. */
export function MonitorView({ tabs }: { tabs: ReactNode }) {
  const text = useText().readers
  const { captures, read, paused, setPaused, clear } = useCaptures()
  // The scans belong to this page: none of them opens another.
  useScans(() => void read.refetch())
  const copy = useCopy(captures)
  const hold = {
    key: 'F8',
    label: paused ? text.resume : text.pause,
    run: () => setPaused(!paused),
  } as const
  const wipe = { key: 'Shift+F8', label: text.clear, run: clear, when: captures.length > 0 } as const
  useShortcuts([hold, wipe, copy])
  if (!read.data && read.isError)
    return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.monitorNote}
        actions={
          <>
            <ActionButton action={wipe} icon={Eraser} variant="quiet" />
            <ActionButton action={hold} icon={paused ? Play : Pause} />
            <ActionButton action={copy} icon={Copy} variant="primary" />
          </>
        }
      />
      {tabs}
      <Panel
        title={text.monitor}
        mark={
          <StatusChip tone={paused ? 'warning' : 'success'}>{paused ? text.paused : text.live}</StatusChip>
        }
        fill
      >
        {!read.data && <LoadingState />}
        {read.data && captures.length === 0 && (
          <EmptyState icon={Activity} title={text.monitorNone}>
            {text.monitorNoneText}
          </EmptyState>
        )}
        <ol className={styles.captures}>
          {captures.map((capture) => (
            <Shown key={`${capture.at} ${capture.seq}`} capture={capture} />
          ))}
        </ol>
      </Panel>
    </>
  )
}

/** The captures to show: those since the person cleared the screen, held still while paused. */
function useCaptures() {
  const read = useRoute(readReaderMonitor, {}, ['readers', 'scans'])
  const [held, setHeld] = useState<readonly Capture[] | null>(null)
  const [clearedAt, setClearedAt] = useState('')
  const { refetch } = read
  const paused = held !== null
  useEffect(() => {
    if (paused) return undefined
    // Keyboard mode announces nothing: the window itself sent it.
    const timer = window.setInterval(() => void refetch(), readEveryMs)
    return () => window.clearInterval(timer)
  }, [paused, refetch])
  const fresh = read.data?.captures ?? []
  const captures = (held ?? fresh).filter(({ at }) => at > clearedAt)
  return {
    captures,
    read,
    paused,
    setPaused: (hold: boolean) => setHeld(hold ? fresh : null),
    clear: () => setClearedAt(captures[0]?.at ?? ''),
  }
}

function Shown({ capture: { at, source, label, kind, rule, damage, pieces } }: { capture: Capture }) {
  const { readers: text, registration } = useText()
  const locale = useLocale()
  const rules: Readonly<Record<string, string>> = registration.scan.rules
  const kinds: Readonly<Record<string, string>> = registration.scan.kinds
  const damages: Readonly<Record<string, string>> = text.damages
  const bytes = pieces.reduce((sum, piece) => sum + piece.split(' ').length, 0)
  return (
    <li className={styles.capture}>
      <p className={styles.rowTitle}>
        <strong className={styles.figures}>{at.slice(11, 19)}</strong>
        <span>{readerLabel({ source, label }, text)}</span>
        <span className={styles.muted}>
          {kinds[kind] ?? kind} · {rules[rule] ?? rule}
        </span>
        {damage !== null && <StatusChip tone="warning">{damages[damage] ?? damage}</StatusChip>}
        <span className={styles.muted}>
          {text.pieces(figure(locale, pieces.length))}, {text.bytes(figure(locale, bytes))}
        </span>
      </p>
      {pieces.map((piece, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the pieces of one scan never change
        <code key={index} className={styles.hex}>
          {piece}
        </code>
      ))}
    </li>
  )
}

function useCopy(captures: readonly Capture[]) {
  const text = useText().readers
  const say = useToast()
  const run = () => {
    const lines = captures.map(({ at, source, label, kind, rule, damage, pieces }) =>
      [`${at} ${source} ${label} ${kind} ${rule} ${damage ?? '-'}`, ...pieces].join('\n'),
    )
    const copied = copyText(lines.join('\n\n'))
    say({ tone: copied ? 'success' : 'warning', title: copied ? text.copied : text.copyFailed })
  }
  return { key: 'Ctrl+Enter', label: text.copy, run, when: captures.length > 0 } as const
}
