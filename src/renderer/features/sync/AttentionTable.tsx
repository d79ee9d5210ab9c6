import { useNavigate } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { isEventName } from '../../../contract/events.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Badge, StatusChip } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { type Attention, heldReason, knownCode, nextStep } from './attention.ts'
import { PutAway } from './PutAway.tsx'
import styles from './Sync.module.css'

const tones = {
  refused: 'error',
  quarantined: 'warning',
  parked: 'info',
  held: 'warning',
  told: 'warning',
} as const

/**
 * *Việc cần xử lý*: what the city refused or holds back, and what the city said that is held here; why, and what to do.
 * Enter opens the case; the row under the cursor is told in full.
 */
export function AttentionTable({ entries }: { entries: readonly Attention[] }) {
  const text = useText()
  const navigate = useNavigate()
  const columns = useMemo(() => columnsIn(text), [text])
  const [current, setCurrent] = useState<Attention | null>(null)
  // The row may have gone since the cursor stood on it.
  const chosen = entries.find((one) => keyOf(one) === (current && keyOf(current))) ?? null
  const open = ({ caseId, batchId }: Attention) => {
    if (caseId !== null) void navigate({ to: '/cases/$caseId', params: { caseId } })
    else if (batchId !== null) void navigate({ to: '/batches/$batchId', params: { batchId } })
  }
  const mark = <Badge tone={entries.length > 0 ? 'error' : 'neutral'}>{entries.length}</Badge>
  return (
    <Panel
      title={text.sync.list}
      mark={mark}
      actions={<PutAway entry={chosen} what={chosen ? whatOf(chosen, text) : ''} />}
      fill
    >
      {entries.length === 0 ? (
        <EmptyState icon={CircleCheck} title={text.sync.listNone}>
          {text.sync.listNoneText}
        </EmptyState>
      ) : (
        <div className={styles.table}>
          <Table
            label={text.sync.list}
            rows={entries}
            columns={columns}
            rowKey={keyOf}
            onCurrent={setCurrent}
            rowTone={(row) => (row.status === 'refused' ? 'danger' : 'warning')}
            onOpen={open}
          />
        </div>
      )}
      {chosen && <Advice entry={chosen} />}
    </Panel>
  )
}

/** The row under the cursor in full: sentences are longer than columns. */
function Advice({ entry }: { entry: Attention }) {
  const text = useText()
  const { why, next } = adviceOn(entry, text)
  return (
    <p aria-live="polite">
      <strong>
        {whatOf(entry, text)}: {why}.
      </strong>{' '}
      {next}
    </p>
  )
}

const keyOf = ({ seq, line }: Attention) => line ?? String(seq)

/** What an entry is: a step of a case here, or what the city said, with its number. */
function whatOf({ type, line, detail }: Attention, { sync }: Texts): string {
  if (line === null) return isEventName(type) ? sync.events[type] : type
  const { other, ...known } = sync.cityLines
  const said = Object.entries(known).find(([name]) => name === type)?.[1] ?? other
  return detail === '' ? said : `${said} ${detail}`
}

/** Why, and what to do about it. */
function adviceOn(entry: Attention, { sync }: Texts): { readonly why: string; readonly next: string } {
  const { status, code, detail, overlap } = entry
  if (overlap) return sync.overlaps[overlap.what][overlap.order](overlap.other, dateWords(overlap.since))
  const held = heldReason(entry)
  if (held !== null) return sync.held[held]
  const known = knownCode(code)
  const why = known ? sync.codes[known] : detail || code
  return { why, next: status === 'held' || status === 'told' ? '' : sync.next[nextStep({ status })] }
}

function dateWords(text: string): string {
  const date = civilDate(text)
  return date ? showDate(date) : text
}

function columnsIn(text: Texts): readonly Column<Attention>[] {
  const { columns, statuses } = text.sync
  return [
    { key: 'seq', label: columns.seq, width: '5rem', align: 'end', cell: (row) => row.seq },
    {
      key: 'what',
      label: columns.what,
      width: '9rem',
      cell: (row) => whatOf(row, text),
    },
    {
      key: 'case',
      label: columns.case,
      width: '13.5rem',
      cell: (row) => row.caseNumber ?? (row.line === null ? text.queue.nothingNext : row.detail),
    },
    {
      key: 'status',
      label: columns.status,
      width: '10rem',
      cell: ({ status }) => <StatusChip tone={tones[status]}>{statuses[status]}</StatusChip>,
    },
    {
      key: 'sentence',
      label: columns.sentence,
      width: 'minmax(12rem, 1fr)',
      cell: (row) => <span title={row.detail || undefined}>{adviceOn(row, text).why}</span>,
    },
    {
      key: 'next',
      label: columns.next,
      width: 'minmax(14rem, 1.3fr)',
      cell: (row) => <span title={adviceOn(row, text).next}>{adviceOn(row, text).next}</span>,
    },
  ]
}
