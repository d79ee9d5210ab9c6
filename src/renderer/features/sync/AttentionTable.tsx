import { useNavigate } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useMemo } from 'react'
import { isEventName } from '../../../contract/events.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Badge, StatusChip } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { type Attention, knownCode, nextStep } from './attention.ts'
import styles from './Sync.module.css'

const tones = { refused: 'error', quarantined: 'warning', parked: 'info' } as const

/** *Việc cần xử lý*: what the city refused or holds back, why, and what to do; Enter opens the case. */
export function AttentionTable({ entries }: { entries: readonly Attention[] }) {
  const text = useText()
  const navigate = useNavigate()
  const columns = useMemo(() => columnsIn(text), [text])
  const open = ({ caseId }: Attention) => {
    if (caseId !== null) void navigate({ to: '/cases/$caseId', params: { caseId } })
  }
  const mark = <Badge tone={entries.length > 0 ? 'error' : 'neutral'}>{entries.length}</Badge>
  return (
    <Panel title={text.sync.list} mark={mark} fill>
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
            rowKey={(row) => String(row.seq)}
            rowTone={(row) => (row.status === 'refused' ? 'danger' : 'warning')}
            onOpen={open}
          />
        </div>
      )}
    </Panel>
  )
}

function columnsIn(text: Texts): readonly Column<Attention>[] {
  const { columns, statuses, next, codes, events } = text.sync
  const sentence = ({ code, detail }: Attention) => {
    const known = knownCode(code)
    return known ? codes[known] : detail || code
  }
  return [
    { key: 'seq', label: columns.seq, width: '5rem', align: 'end', cell: (row) => row.seq },
    {
      key: 'what',
      label: columns.what,
      width: '9rem',
      cell: ({ type }) => (isEventName(type) ? events[type] : type),
    },
    {
      key: 'case',
      label: columns.case,
      width: '13.5rem',
      cell: (row) => row.caseNumber ?? text.queue.nothingNext,
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
      cell: (row) => <span title={row.detail || undefined}>{sentence(row)}</span>,
    },
    {
      key: 'next',
      label: columns.next,
      width: 'minmax(14rem, 1.3fr)',
      cell: (row) => <span title={next[nextStep(row)]}>{next[nextStep(row)]}</span>,
    },
  ]
}
